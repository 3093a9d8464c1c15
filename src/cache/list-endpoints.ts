/** Reads a cache: its service ports, their endpoints, why an endpoint was chosen, and the notices on slices. */

import { enter } from '../internal/door.ts';
import { expectFamily } from '../address/address-types.ts';
import { parseAddress } from '../address/parse-address.ts';
import { expectName, expectObject } from '../internal/expect.ts';
import { outOfRange, wrongType } from '../internal/invariant.ts';
import { sortedMapForEach, sortedMapGet } from '../internal/sorted-map.ts';
import type {
  DuplicatePolicy,
  LosingEndpoint,
  RoutableEndpoint,
  ServicePortEndpoints,
  ServicePortName,
  ServiceReference,
  SliceReference,
} from '../model/routable-endpoint.ts';
import type { AddressTypeLike } from '../model/endpoint-slice.ts';
import type { Notice } from '../model/notice.ts';
import {
  bucketKey,
  type CachedService,
  type CachedServicePort,
  type EndpointSliceCache,
  portKey,
  serviceKey,
} from './cache.ts';
import { expectCache, expectServicePort, optionalServiceKey } from './read-field.ts';
import { resolveBucket } from './resolve-bucket.ts';

/** Options of `listEndpoints`. */
export interface ListEndpointsOptions {
  /** Decides between endpoints with one address and port; default `'identity-aware'`. */
  readonly policy?: DuplicatePolicy | undefined;
  /** Only endpoints of this family; default: of both. */
  readonly addressType?: AddressTypeLike | undefined;
}

/** The endpoint that stands for an address and port, and the others that slices list for it. */
export interface ExplainedEndpoint {
  /** The endpoint that won. */
  readonly endpoint: RoutableEndpoint;
  /** The slice that lists the winner. */
  readonly slice: SliceReference;
  /** The other endpoints, each with the reason, in order of slices, then of position. */
  readonly losers: readonly LosingEndpoint[];
}

/** Options of `listServicePorts`. */
export interface ListServicePortsOptions {
  /** Only ports of this Service; default: of all Services. */
  readonly service?: ServiceReference | undefined;
}

/**
 * Lists the service ports that slices have, with or without endpoints, in order of namespace, Service, port and protocol.
 * Cost: O(p) for p service ports listed.
 *
 * @see kubernetes pkg/proxy EndpointsMap, whose keys these are; docs/rules.md 4.2.3, 4.3.2
 * @example
 * listServicePorts(emptyCache) // => []
 * listServicePorts(emptyCache, { service: { namespace: 'shop', name: 'web' } }) // => []
 */
export function listServicePorts(cache: EndpointSliceCache, options: ListServicePortsOptions = {}): ServicePortName[] {
  return enter('listServicePorts', () => {
    expectCache(cache);
    const key = optionalServiceKey(expectObject(options, ['options']).service);
    const servicePorts: ServicePortName[] = [];
    const listService = ({ ports }: CachedService): void =>
      sortedMapForEach(ports, ({ servicePort }) => servicePorts.push(servicePort));
    if (key === undefined) sortedMapForEach(cache.services, listService);
    else {
      const service = sortedMapGet(cache.services, key);
      if (service !== undefined) listService(service);
    }
    return servicePorts;
  });
}

/**
 * Lists the endpoints of a service port, each address and port once, whatever their conditions. Endpoints that lost their
 * address and port to another are in `losers`, with the reason. `categorizeEndpoints` decides which endpoints to use.
 *
 * For a service port that no slice has, both lists are empty. The endpoints are part of the cache: read them, never write.
 * Cost: O(n) for n endpoints.
 *
 * @see kubernetes pkg/proxy EndpointSliceCache.EndpointsMap; docs/rules.md 4.3
 * @example
 * const servicePort = { namespace: 'shop', name: 'web', port: 'http', protocol: 'TCP' };
 * listEndpoints(emptyCache, servicePort) // => { endpoints: [], losers: [] }
 */
export function listEndpoints(
  cache: EndpointSliceCache,
  servicePort: ServicePortName,
  options: ListEndpointsOptions = {},
): ServicePortEndpoints {
  return enter('listEndpoints', () => {
    expectCache(cache);
    expectServicePort(servicePort, ['servicePort']);
    const policy = checkPolicy(expectObject(options, ['options']).policy, 'options');
    const { addressType } = options;
    if (addressType !== undefined) expectFamily(addressType, ['options', 'addressType']);
    const endpoints: RoutableEndpoint[] = [];
    const losers: LosingEndpoint[] = [];
    sortedMapForEach(findServicePort(cache, servicePort)?.buckets, (bucket) => {
      const resolved = resolveBucket(bucket, policy, cache.slices);
      const { endpoint } = resolved.winner;
      if (addressType !== undefined && endpoint.addressType !== addressType) return;
      endpoints.push(endpoint);
      for (const loser of resolved.losers) losers.push(loser);
    });
    return { endpoints, losers };
  });
}

/**
 * Explains one address and port of a service port: the endpoint that stands for it, the slice that lists it, and the
 * endpoints that lost. Returns `undefined` if no slice lists the address and port. Cost: O(log n).
 *
 * @see kubernetes pkg/proxy EndpointSliceCache.addEndpoints, which decides without saying so
 * @example
 * const servicePort = { namespace: 'shop', name: 'web', port: 'http', protocol: 'TCP' };
 * explainEndpoint(emptyCache, { servicePort, address: '10.0.0.1', port: 80 }) // => undefined
 */
export function explainEndpoint(
  cache: EndpointSliceCache,
  question: {
    readonly servicePort: ServicePortName;
    readonly address: string;
    readonly port: number;
    readonly policy?: DuplicatePolicy | undefined;
  },
): ExplainedEndpoint | undefined {
  return enter('explainEndpoint', () => {
    expectCache(cache);
    const { servicePort, port } = expectObject(question, ['question']);
    expectServicePort(servicePort, ['question', 'servicePort']);
    const policy = checkPolicy(question.policy, 'question');
    if (typeof port !== 'number') throw wrongType(['question', 'port'], 'a number', port);
    const address = parseAddress(expectName(question.address, ['question', 'address']));
    if (address === undefined) return undefined;
    const bucket = sortedMapGet(
      findServicePort(cache, servicePort)?.buckets,
      bucketKey({ address: address.text, addressType: address.family, port }),
    );
    if (bucket === undefined) return undefined;
    const { winner, losers } = resolveBucket(bucket, policy, cache.slices);
    return { endpoint: winner.endpoint, slice: winner.slice.reference, losers };
  });
}

/**
 * Lists the notices on the slices in a cache, in order of the slices: which are kept aside, and what in them was left out.
 * Cost: O(s) for s slices.
 *
 * @see kubernetes pkg/proxy EndpointSliceCache.addEndpoints, which logs what it leaves out
 * @example
 * listNotices(emptyCache) // => []
 */
export function listNotices(cache: EndpointSliceCache): Notice[] {
  return enter('listNotices', () => {
    expectCache(cache);
    const notices: Notice[] = [];
    sortedMapForEach(cache.slices, (slice) => {
      for (const notice of slice.notices) notices.push(notice);
    });
    return notices;
  });
}

/**
 * Formats a service port as one line with its protocol; no two service ports have the same text. A port without a name has
 * no name in the text.
 *
 * Names that a cluster cannot have, with `/`, `:` or `"` in them, are quoted as in JSON. Differs from upstream: TCP and UDP
 * under one name are told apart (ledger cache/service-port-text).
 *
 * @see kubernetes pkg/proxy ServicePortName.String; docs/rules.md 4.2.3
 * @example
 * formatServicePort({ namespace: 'shop', name: 'web', port: 'http', protocol: 'TCP' }) // => 'shop/web:http/TCP'
 * formatServicePort({ namespace: 'kube-system', name: 'dns', port: '', protocol: 'UDP' }) // => 'kube-system/dns/UDP'
 */
export function formatServicePort(servicePort: ServicePortName): string {
  return enter('formatServicePort', () => {
    const { namespace, name: service, port: portName, protocol } = expectServicePort(servicePort, ['servicePort']);
    const port = portName === '' ? '' : `:${quoteIfNeeded(portName)}`;
    return `${quoteIfNeeded(namespace)}/${quoteIfNeeded(service)}${port}/${quoteIfNeeded(protocol)}`;
  });
}

function quoteIfNeeded(name: string): string {
  return /[/:"]/.test(name) ? JSON.stringify(name) : name;
}

/** Returns the policy, `'identity-aware'` if it is absent; throws if it is unknown. */
export function checkPolicy(policy: DuplicatePolicy | undefined, argument: 'options' | 'question'): DuplicatePolicy {
  if (policy === undefined) return 'identity-aware';
  if (policy === 'identity-aware' || policy === 'kube-proxy') return policy;
  throw outOfRange([argument, 'policy'], "'identity-aware' or 'kube-proxy'", policy);
}

function findServicePort(cache: EndpointSliceCache, servicePort: ServicePortName): CachedServicePort | undefined {
  const { namespace, name: service, port: portName, protocol } = servicePort;
  return sortedMapGet(sortedMapGet(cache.services, serviceKey(namespace, service))?.ports, portKey(portName, protocol));
}
