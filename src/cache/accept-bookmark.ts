import { enter } from '../internal/door.ts';
import { expectObject } from '../internal/expect.ts';
import { outOfRange, type Path } from '../internal/invariant.ts';
import { sortedMapEdit, sortedMapForEach, sortedMapGet, sortedMapSet } from '../internal/sorted-map.ts';
import { type EndpointSliceCache, scopeKey } from './cache.ts';
import { expectCache, optionalName } from './read-field.ts';
import { compareResourceVersions, isResourceVersion } from '../version/resource-version.ts';
import { baselineOf } from './slice-age.ts';
import type { CacheUpdate } from './set-slice.ts';

/** The scope of a list or a bookmark: one cluster, and all of its namespaces or one. */
export interface CacheScope {
  /** The cluster; the slices of other clusters are left alone. */
  readonly cluster?: string | undefined;
  /** The only namespace that was listed or is watched; without it, all of them. */
  readonly namespace?: string | undefined;
}

/**
 * Returns the cache after a `BOOKMARK` event: everything up to its resourceVersion was delivered.
 *
 * The cache then forgets which slices were removed before, about 100 bytes each. Without bookmarks, and without lists that
 * have a `resourceVersion`, it keeps them.
 *
 * @throws RangeError if the resourceVersion is not a decimal number
 * @see k8s.io/client-go/tools/cache Reflector, watch.Bookmark; KEP-956
 * @example
 * const { cache } = acceptBookmark(emptyCache, { resourceVersion: '100' });
 * const metadata = { namespace: 'shop', name: 'web-1', resourceVersion: '99' };
 * setSlice(cache, { metadata, addressType: 'IPv4' }).notices.map((notice) => notice.reason) // => ['StaleSlice']
 */
export function acceptBookmark(
  cache: EndpointSliceCache,
  bookmark: CacheScope & { readonly resourceVersion: string },
): CacheUpdate {
  return enter('acceptBookmark', () => {
    expectCache(cache);
    const { resourceVersion } = expectObject(bookmark, ['bookmark']);
    const cluster = optionalName(bookmark, 'cluster', 'bookmark');
    const namespace = optionalName(bookmark, 'namespace', 'bookmark');
    const cacheNow = noteBookmark(cache, { cluster, namespace }, resourceVersion, ['bookmark', 'resourceVersion']);
    return { cache: cacheNow, notices: [] };
  });
}

/** Returns the cache that knows everything up to `resourceVersion`; `path` is where the caller gave it. */
export function noteBookmark(
  cache: EndpointSliceCache,
  scope: CacheScope,
  resourceVersion: string | null | undefined,
  path: Path,
): EndpointSliceCache {
  if (!isResourceVersion(resourceVersion)) throw outOfRange(path, 'a decimal number as text', resourceVersion);
  const { cluster, namespace } = scope;
  if (compareResourceVersions(resourceVersion, baselineOf(cache, cluster, namespace)) <= 0) return cache;
  const forgotten: { readonly key: string }[] = [];
  sortedMapForEach(cache.removals, (removed, key) => {
    // Keeps the removal of a slice that exists again: the removal may be repeated.
    if (compareResourceVersions(removed, resourceVersion) > 0 || sortedMapGet(cache.slices, key) !== undefined) return;
    if (isKeyInScope(key, { cluster, namespace })) forgotten.push({ key });
  });
  return {
    ...cache,
    removals: sortedMapEdit(cache.removals, forgotten, () => undefined),
    baselines: sortedMapSet(cache.baselines, scopeKey(cluster, namespace), resourceVersion),
  };
}

/** Returns whether the slice of a key is in the scope of a list or bookmark. */
export function isKeyInScope(key: string, { cluster, namespace }: CacheScope): boolean {
  const [ofCluster, ofNamespace] = JSON.parse(key) as readonly string[];
  return ofCluster === (cluster ?? '') && (namespace === undefined || ofNamespace === namespace);
}
