import { enter } from '../internal/door.ts';
import { sortedMapGet, sortedMapSet } from '../internal/sorted-map.ts';
import type { EndpointSliceLike } from '../model/endpoint-slice.ts';
import type { Notice } from '../model/notice.ts';
import { findNewerKnowledge, staleSliceNotice } from './slice-age.ts';
import type { EndpointSliceCache } from './cache.ts';
import { expectCache, optionalName, optionalSequence } from './read-field.ts';
import { readSlice } from './read-slice.ts';
import { isSameSlice, reuseCandidates } from './reuse-candidates.ts';
import { swapSlices } from './swap-slices.ts';
import type { Path } from '../internal/invariant.ts';

/** Where and when a slice was seen. */
export interface SetSliceOptions {
  /** The cluster it is from, when slices of several are in one cache. */
  readonly cluster?: string | undefined;
  /** The caller's own order of observation, a number that grows: decides where resourceVersions cannot. */
  readonly sequence?: number | undefined;
}

/** A cache after a change, and what is noteworthy about the change. */
export interface CacheUpdate {
  readonly cache: EndpointSliceCache;
  readonly notices: readonly Notice[];
}

/**
 * The cache with a slice as it is now: for an `ADDED` or `MODIFIED` event.
 *
 * A slice is known by its cluster, namespace and name. It counts for the Service that its service-name label names; when
 * the label changes, the slice leaves the one Service and joins the other. Without the label, or with an address type
 * other than IPv4 and IPv6, it is kept aside, with a notice. What is older than what the cache knows of the slice changes
 * nothing (`StaleSlice`); the same state again gives back the same cache.
 *
 * Absent conditions, port names and protocols count as the API's defaults. Only the first address of an endpoint counts.
 * Endpoints without a usable address and ports without a number are left out, with a notice each.
 *
 * Keeps nothing of the caller's object. Cost: O(c log n) for c endpoints of the slice (times its ports) among n.
 *
 * @throws TypeError if the slice is not one, or has no namespace or name
 * @see kubernetes pkg/proxy EndpointSliceCache.updatePending, addEndpoints; docs/rules.md 4.1, 4.3
 * @example
 * const pod = { kind: 'Pod', namespace: 'shop', name: 'web-0' };
 * const slice = {
 *   metadata: { namespace: 'shop', name: 'web-1', labels: { 'kubernetes.io/service-name': 'web' } },
 *   addressType: 'IPv4', endpoints: [{ addresses: ['10.0.0.1'], targetRef: pod }], ports: [{ name: 'http', port: 80 }],
 * };
 * const { cache } = setSlice(emptyCache, slice);
 * listServicePorts(cache).map(formatServicePort) // => ['shop/web:http/TCP']
 */
export function setSlice(
  cache: EndpointSliceCache,
  slice: EndpointSliceLike,
  options: SetSliceOptions = {},
): CacheUpdate {
  return enter('setSlice', () => {
    expectCache(cache);
    return storeSlice(cache, slice, options, ['slice']);
  });
}

/** Does what `setSlice` says for a slice that is at `path` in what the caller gave. */
export function storeSlice(
  cache: EndpointSliceCache,
  slice: EndpointSliceLike,
  options: SetSliceOptions,
  path: Path,
): CacheUpdate {
  const read = readSlice({
    slice,
    cluster: optionalName(options, 'cluster'),
    sequence: optionalSequence(options),
    path,
    findHandle: (key) => sortedMapGet(cache.slices, key)?.handle,
  });
  const newer = findNewerKnowledge(cache, read);
  if (newer !== undefined) return { cache, notices: [staleSliceNotice(read, newer)] };
  const before = sortedMapGet(cache.slices, read.handle.key);
  const after = before === undefined ? read : reuseCandidates(before, read);
  if (before !== undefined && isSameSlice(before, after)) return { cache, notices: after.notices };
  return {
    cache: {
      ...cache,
      slices: sortedMapSet(cache.slices, after.handle.key, after),
      services: swapSlices(cache.services, [{ before, after }]),
    },
    notices: after.notices,
  };
}
