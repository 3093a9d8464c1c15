import { enter } from '../internal/door.ts';
import { expectObject } from '../internal/expect.ts';
import { type SortedMap, sortedMapDiff, sortedMapGet } from '../internal/sorted-map.ts';
import type {
  DuplicatePolicy,
  EndpointChanges,
  RoutableEndpoint,
  ServicePortChanges,
  ServiceReference,
  UpdatedEndpoint,
} from '../model/routable-endpoint.ts';
import type { Bucket, CachedService, CachedServicePort, CachedSlice, EndpointSliceCache } from './cache.ts';
import { routableEndpointsEqual } from './same-endpoint.ts';
import { checkPolicy } from './list-endpoints.ts';
import { expectCache, optionalServiceKey } from './read-field.ts';
import { winnerOf } from './resolve-bucket.ts';

/** Options of `diffEndpoints`. */
export interface DiffEndpointsOptions {
  /** Decides between endpoints with one address and port; default `'identity-aware'`. */
  readonly policy?: DuplicatePolicy | undefined;
  /** Only changes of this Service; default: of all Services. */
  readonly service?: ServiceReference | undefined;
}

/**
 * Returns what changed between two caches for a user of the endpoints: those added, removed and updated, per service port.
 *
 * The result is empty if `listEndpoints` lists the same for both caches. These are not changes: writes that only touch
 * metadata, endpoints that move between slices, another order within a slice, and slices without endpoints.
 *
 * Cost: in proportion to what differs between the two caches, O(log n) for one endpoint among n, if one was made from the
 * other; otherwise O(n), of one Service if `options.service` names it.
 *
 * Law: differences compose (`composeChanges`).
 *
 * @see kubernetes pkg/proxy EndpointsMap.Update; docs/rules.md 4.2.1, 4.2.2
 * @example
 * const slice = {
 *   metadata: { namespace: 'shop', name: 'web-1', labels: { 'kubernetes.io/service-name': 'web' } },
 *   addressType: 'IPv4', endpoints: [{ addresses: ['10.0.0.1'] }], ports: [{ port: 80 }],
 * };
 * const { cache } = setSlice(emptyCache, slice);
 * diffEndpoints(emptyCache, cache).map(({ added }) => added.map((endpoint) => endpoint.address)) // => [['10.0.0.1']]
 * diffEndpoints(cache, cache) // => []
 */
export function diffEndpoints(
  before: EndpointSliceCache,
  after: EndpointSliceCache,
  options: DiffEndpointsOptions = {},
): EndpointChanges {
  return enter('diffEndpoints', () => {
    expectCache(before, 'before');
    expectCache(after, 'after');
    const policy = checkPolicy(expectObject(options, ['options']).policy, 'options');
    const changes: ServicePortChanges[] = [];
    const visitPort = (
      _: string,
      portBefore: CachedServicePort | undefined,
      portAfter: CachedServicePort | undefined,
    ) => {
      const servicePort = (portAfter ?? portBefore)?.servicePort;
      const portChanges = diffBuckets(
        { buckets: portBefore?.buckets, slices: before.slices },
        { buckets: portAfter?.buckets, slices: after.slices },
        policy,
      );
      if (servicePort !== undefined && portChanges !== undefined) changes.push({ servicePort, ...portChanges });
    };
    const visitService = (
      _: string,
      serviceBefore: CachedService | undefined,
      serviceAfter: CachedService | undefined,
    ) => sortedMapDiff(serviceBefore?.ports, serviceAfter?.ports, visitPort);
    const key = optionalServiceKey(options.service);
    if (key === undefined) sortedMapDiff(before.services, after.services, visitService);
    else visitService(key, sortedMapGet(before.services, key), sortedMapGet(after.services, key));
    return changes;
  });
}

interface BucketsOfCache {
  readonly buckets: SortedMap<Bucket>;
  readonly slices: SortedMap<CachedSlice>;
}

function diffBuckets(
  before: BucketsOfCache,
  after: BucketsOfCache,
  policy: DuplicatePolicy,
): Omit<ServicePortChanges, 'servicePort'> | undefined {
  const added: RoutableEndpoint[] = [];
  const removed: RoutableEndpoint[] = [];
  const updated: UpdatedEndpoint[] = [];
  sortedMapDiff(before.buckets, after.buckets, (_, bucketBefore, bucketAfter) => {
    const earlier = bucketBefore && winnerOf(bucketBefore, policy, before.slices).endpoint;
    const later = bucketAfter && winnerOf(bucketAfter, policy, after.slices).endpoint;
    if (earlier === undefined) {
      if (later !== undefined) added.push(later);
    } else if (later === undefined) {
      removed.push(earlier);
    } else if (!routableEndpointsEqual(earlier, later)) {
      updated.push({ before: earlier, after: later });
    }
  });
  return added.length + removed.length + updated.length === 0 ? undefined : { added, removed, updated };
}
