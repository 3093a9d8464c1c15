import { enter } from '../internal/door.ts';
import { type Path, wrongType } from '../internal/invariant.ts';
import { isPlainObject } from '../internal/plain-object.ts';
import { sortedMapDelete, sortedMapGet, sortedMapSet } from '../internal/sorted-map.ts';
import type { ObjectMetaLike } from '../model/meta.ts';
import { compareResourceVersions, isResourceVersion, newerResourceVersion } from '../version/resource-version.ts';
import { type EndpointSliceCache, sliceKey } from './cache.ts';
import { expectCache, optionalName } from './read-field.ts';
import { readMetadata } from './read-slice.ts';
import type { CacheUpdate } from './set-slice.ts';
import { swapSlices } from './swap-slices.ts';
import { noticeOf } from '../notice/notice-of.ts';

/** Options of `removeSlice`. */
export interface RemoveSliceOptions {
  /** The cluster that the slice is from, if the cache holds slices of several. */
  readonly cluster?: string | undefined;
}

/**
 * Returns the cache without a slice, for a `DELETED` event. Reads only the metadata of the object: `{ metadata: { namespace,
 * name } }` is enough.
 *
 * Removes the stored slice, whatever state the object of the event has. An older object removes it too, since informers hand
 * out the last state that they know. A removal changes nothing if its uid is that of an earlier slice of the same name, or
 * if the same removal was seen before (`StaleRemoval`). After a removal, states of the slice up to the removed one are
 * stale. Removing a slice that is not in the cache is not an error.
 *
 * Cost: O(c log n) for c endpoints of the slice among n.
 *
 * @throws TypeError if the metadata has no namespace or name
 * @see kubernetes pkg/proxy EndpointsChangeTracker.EndpointSliceUpdate; docs/rules.md 4.1.4, 4.2.1
 * @example
 * removeSlice(emptyCache, { metadata: { namespace: 'shop', name: 'web-1' } }).cache === emptyCache // => true
 */
export function removeSlice(
  cache: EndpointSliceCache,
  slice: { readonly metadata?: ObjectMetaLike | null | undefined },
  options: RemoveSliceOptions = {},
): CacheUpdate {
  return enter('removeSlice', () => {
    expectCache(cache);
    return dropSlice(cache, slice, options, ['slice']);
  });
}

/** Removes a slice as `removeSlice` does; `path` is where the caller gave the object. */
export function dropSlice(
  cache: EndpointSliceCache,
  slice: { readonly metadata?: ObjectMetaLike | null | undefined },
  options: RemoveSliceOptions,
  path: Path,
): CacheUpdate {
  if (!isPlainObject(slice)) throw wrongType(path, 'an object', slice);
  const { namespace, name, uid, resourceVersion } = readMetadata(slice, path);
  const cluster = optionalName(options, 'cluster');
  const key = sliceKey({ cluster, namespace, name });
  const before = sortedMapGet(cache.slices, key);
  const seenRemoval = sortedMapGet(cache.removals, key);
  if (before !== undefined) {
    const isRepeated = isResourceVersion(resourceVersion) && compareResourceVersions(resourceVersion, seenRemoval) <= 0;
    const isOfEarlierSlice =
      uid !== undefined &&
      before.uid !== undefined &&
      uid !== before.uid &&
      compareResourceVersions(resourceVersion, before.resourceVersion) <= 0;
    if (isRepeated || isOfEarlierSlice) {
      const notice = noticeOf(
        { kind: 'EndpointSlice', namespace, name },
        {
          reason: 'StaleRemoval',
          cause: isRepeated ? 'SeenBefore' : 'EarlierSlice',
          resourceVersion: resourceVersion ?? '',
          knownResourceVersion: before.resourceVersion ?? '',
        },
      );
      return { cache, notices: [notice] };
    }
  }
  const removedVersion = newerResourceVersion(
    newerResourceVersion(before?.resourceVersion, resourceVersion),
    seenRemoval,
  );
  const removals = removedVersion === undefined ? cache.removals : sortedMapSet(cache.removals, key, removedVersion);
  if (before === undefined) return { cache: removals === cache.removals ? cache : { ...cache, removals }, notices: [] };
  return {
    cache: {
      ...cache,
      slices: sortedMapDelete(cache.slices, key),
      services: swapSlices(cache.services, [{ before, after: undefined }]),
      removals,
    },
    notices: [],
  };
}
