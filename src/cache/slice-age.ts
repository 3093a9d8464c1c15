import { sortedMapGet } from '../internal/sorted-map.ts';
import type { Notice } from '../model/notice.ts';
import { noticeOf } from '../notice/notice-of.ts';
import { compareResourceVersions, newerResourceVersion } from '../version/resource-version.ts';
import { type CachedSlice, type EndpointSliceCache, scopeKey } from './cache.ts';

/** Orders two states of one slice: negative when `left` is older, 0 when nothing tells. */
export function compareSliceAge(left: CachedSlice, right: CachedSlice): number {
  return (
    compareResourceVersions(left.resourceVersion, right.resourceVersion) ||
    Math.sign(sequenceOf(left) - sequenceOf(right))
  );
}

/** A slice's place in the caller's order of observation; before all others when it has none. */
export function sequenceOf(slice: CachedSlice): number {
  return slice.sequence ?? Number.MIN_SAFE_INTEGER;
}

/** The resourceVersion up to which everything in a namespace of a cluster is known. */
export function baselineOf(
  cache: EndpointSliceCache,
  cluster: string | undefined,
  namespace: string | undefined,
): string | undefined {
  const ofCluster = sortedMapGet(cache.baselines, scopeKey(cluster, undefined));
  return newerResourceVersion(ofCluster, sortedMapGet(cache.baselines, scopeKey(cluster, namespace)));
}

/**
 * The resourceVersion that makes a slice old news, if it is: a newer state of it is in the cache, or it was removed since,
 * or the cache knows from a relist or a bookmark that it no longer existed.
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

/** The notice that a slice was old news. */
export function staleSliceNotice(slice: CachedSlice, knownResourceVersion: string): Notice {
  const { namespace, name } = slice.handle.reference;
  return noticeOf(
    { kind: 'EndpointSlice', namespace, name },
    { reason: 'StaleSlice', resourceVersion: slice.resourceVersion ?? '', knownResourceVersion },
  );
}
