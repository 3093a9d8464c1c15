/** Orders states of a slice by age, and finds what makes a state stale. */

import { sortedMapGet } from '../internal/sorted-map.ts';
import type { Notice } from '../model/notice.ts';
import { noticeOf } from '../notice/notice-of.ts';
import { compareResourceVersions, newerResourceVersion } from '../version/resource-version.ts';
import { type CachedSlice, type EndpointSliceCache, scopeKey } from './cache.ts';

/** Orders two states of one slice: negative if `left` is older, 0 if neither resourceVersion nor sequence decides. */
export function compareSliceAge(left: CachedSlice, right: CachedSlice): number {
  return (
    compareResourceVersions(left.resourceVersion, right.resourceVersion) ||
    Math.sign(sequenceOf(left) - sequenceOf(right))
  );
}

/** Returns a slice's place in the caller's order of observation; a slice without one comes before all others. */
export function sequenceOf(slice: CachedSlice): number {
  return slice.sequence ?? Number.MIN_SAFE_INTEGER;
}

/** Returns the resourceVersion up to which everything in a namespace of a cluster is known. */
export function baselineOf(
  cache: EndpointSliceCache,
  cluster: string | undefined,
  namespace: string | undefined,
): string | undefined {
  const ofCluster = sortedMapGet(cache.baselines, scopeKey(cluster, undefined));
  return newerResourceVersion(ofCluster, sortedMapGet(cache.baselines, scopeKey(cluster, namespace)));
}

/**
 * Returns the resourceVersion that makes a slice stale, or `undefined` if the slice is current. A slice is stale if the
 * cache has a newer state of it, if it was removed since, or if a relist or a bookmark shows that it no longer existed.
 */
export function findNewerKnowledge(cache: EndpointSliceCache, slice: CachedSlice): string | undefined {
  const { key, reference } = slice.handle;
  const existing = sortedMapGet(cache.slices, key);
  if (existing !== undefined) {
    return compareSliceAge(slice, existing) < 0 ? (existing.resourceVersion ?? '') : undefined;
  }
  const known = newerResourceVersion(
    sortedMapGet(cache.removals, key),
    baselineOf(cache, reference.cluster, reference.namespace),
  );
  return compareResourceVersions(slice.resourceVersion, known) <= 0 ? known : undefined;
}

/** Returns the notice that a slice is stale. */
export function staleSliceNotice(slice: CachedSlice, knownResourceVersion: string): Notice {
  const { namespace, name } = slice.handle.reference;
  return noticeOf(
    { kind: 'EndpointSlice', namespace, name },
    { reason: 'StaleSlice', resourceVersion: slice.resourceVersion ?? '', knownResourceVersion },
  );
}
