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

/** Options of `setSlice`: where and when the slice was seen. */
export interface SetSliceOptions {
  /** The cluster that the slice is from, if the cache holds slices of several. */
  readonly cluster?: string | undefined;
  /** The caller's own order of observation: a growing number that decides where resourceVersions cannot. */
  readonly sequence?: number | undefined;
}

/** A cache after a change, with the notices on the change. */
export interface CacheUpdate {
  /** The cache after the change; the cache before stays valid. */
  readonly cache: EndpointSliceCache;
  /** Notices on this change only; `listNotices` lists those on all slices. */
  readonly notices: readonly Notice[];
}

/**
 * Returns the cache with a slice in its current state, for an `ADDED` or `MODIFIED` event.
 *
 * A slice is identified by its cluster, namespace and name. Its service-name label names the Service that it belongs to;
 * when the label changes, the slice moves to the other Service. Without the label, or with an address type other than IPv4
 * and IPv6, it is kept aside, with a notice. A state older than what the cache knows changes nothing (`StaleSlice`); the
 * same state again returns the same cache.
 *
 * Absent conditions, port names and protocols take the API's defaults. Only the first address of an endpoint is used.
 * Endpoints without a usable address and ports without a number are left out, with a notice each.
 *
 * Keeps nothing of the caller's object. Cost: O(c log n) for c endpoints of the slice (times its ports) among n.
 *
 * @throws TypeError if the slice is invalid, or has no namespace or name
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

/** Stores a slice as `setSlice` does; `path` is where the caller gave it. */
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
