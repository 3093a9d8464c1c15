import { compareText } from '../internal/compare-text.ts';
import { enter } from '../internal/door.ts';
import { expectArray } from '../internal/expect.ts';
import { outOfRange } from '../internal/invariant.ts';
import { sortedMapEdit, sortedMapForEach, sortedMapGet } from '../internal/sorted-map.ts';
import type { EndpointSliceLike } from '../model/endpoint-slice.ts';
import type { Notice } from '../model/notice.ts';
import { compareResourceVersions, isResourceVersion, newerResourceVersion } from '../version/resource-version.ts';
import { type CacheScope, isKeyInScope, noteBookmark } from './accept-bookmark.ts';
import type { CachedSlice, EndpointSliceCache, SliceHandle } from './cache.ts';
import { expectCache, optionalName, optionalSequence, optionalText } from './read-field.ts';
import { readSlice } from './read-slice.ts';
import { isSameSlice, reuseCandidates } from './reuse-candidates.ts';
import type { CacheUpdate } from './set-slice.ts';
import { baselineOf, compareSliceAge, findNewerKnowledge, staleSliceNotice } from './slice-age.ts';
import { type SliceSwap, swapSlices } from './swap-slices.ts';

/** Options of `replaceSlices`: what was listed, and when. */
export interface ReplaceSlicesOptions extends CacheScope {
  /** The list's own resourceVersion (`metadata.resourceVersion` of the `List`). */
  readonly resourceVersion?: string | undefined;
  /** The caller's own order of observation, for all slices of the list. */
  readonly sequence?: number | undefined;
}

/**
 * Returns the cache after a relist: sets the slices of the list, and removes the slices and Services that the list does not
 * have.
 *
 * With the list's `resourceVersion`, a slice that is known to be newer than the list stays although the list lacks it, and
 * everything up to the list is stale from then on. A listed slice older than the one in the cache changes nothing
 * (`StaleSlice`). If the list has a slice twice, its newest state counts.
 *
 * Cost: O(n) for n endpoints listed and cached; the new cache shares what did not change with the old one.
 *
 * @throws TypeError if an item is not a slice, or has no namespace or name
 * @throws RangeError if a slice is not in the namespace that was listed
 * @see k8s.io/client-go/tools/cache Reflector.ListAndWatch; docs/rules.md 9.6
 * @example
 * const slice = { metadata: { namespace: 'shop', name: 'web-1' }, addressType: 'IPv4' };
 * replaceSlices(emptyCache, [slice]).notices.map((notice) => notice.reason) // => ['ServiceNameMissing']
 */
export function replaceSlices(
  cache: EndpointSliceCache,
  slices: readonly EndpointSliceLike[],
  options: ReplaceSlicesOptions = {},
): CacheUpdate {
  return enter('replaceSlices', () => {
    expectCache(cache);
    const list: ReplaceSlicesOptions = {
      cluster: optionalName(options, 'cluster'),
      namespace: optionalName(options, 'namespace'),
      resourceVersion: optionalText(options.resourceVersion, ['options'], 'resourceVersion'),
      sequence: optionalSequence(options),
    };
    const notices: Notice[] = [];
    const listed = new Map<string, CachedSlice>();
    for (const read of readListedSlices(cache, expectArray(slices, ['slices']), list)) {
      const known = listed.get(read.handle.key);
      if (known === undefined || compareSliceAge(read, known) >= 0) listed.set(read.handle.key, read);
    }
    const isCurrent = isListCurrent(cache, list);
    const swaps: SliceSwap[] = [];
    for (const read of listed.values()) {
      const before = sortedMapGet(cache.slices, read.handle.key);
      const newer = before === undefined && isCurrent(read.handle) ? undefined : findNewerKnowledge(cache, read);
      if (newer !== undefined) {
        notices.push(staleSliceNotice(read, newer));
        continue;
      }
      for (const notice of read.notices) notices.push(notice);
      const after = before === undefined ? read : reuseCandidates(before, read);
      if (before === undefined || !isSameSlice(before, after)) swaps.push({ before, after });
    }
    sortedMapForEach(cache.slices, (before, key) => {
      if (listed.has(key) || !isKeyInScope(key, list) || isNewerThanList(before, list)) return;
      swaps.push({ before, after: undefined });
    });
    const changed = applySwaps(cache, swaps);
    const { cluster, namespace, resourceVersion } = list;
    return {
      cache: isResourceVersion(resourceVersion)
        ? noteBookmark(changed, { cluster, namespace }, resourceVersion, ['options', 'resourceVersion'])
        : changed,
      notices,
    };
  });
}

function readListedSlices(
  cache: EndpointSliceCache,
  slices: readonly EndpointSliceLike[],
  { cluster, namespace, sequence }: ReplaceSlicesOptions,
): CachedSlice[] {
  const handles = new Map<string, SliceHandle>();
  // Not `map`, which skips gaps.
  return Array.from(slices.entries(), ([index, slice]) => {
    const path = ['slices', index];
    const findHandle = (key: string): SliceHandle | undefined =>
      handles.get(key) ?? sortedMapGet(cache.slices, key)?.handle;
    const read = readSlice({ slice, cluster, sequence, path, findHandle });
    handles.set(read.handle.key, read.handle);
    if (namespace !== undefined && read.handle.reference.namespace !== namespace) {
      throw outOfRange([...path, 'metadata', 'namespace'], JSON.stringify(namespace), read.handle.reference.namespace);
    }
    return read;
  });
}

/**
 * Returns a test of whether the list proves that a slice exists: it does unless a removal or baseline shows that the list is
 * older.
 */
function isListCurrent(
  cache: EndpointSliceCache,
  { cluster, namespace, resourceVersion }: ReplaceSlicesOptions,
): (handle: SliceHandle) => boolean {
  if (!isResourceVersion(resourceVersion)) return () => true;
  const isOld = compareResourceVersions(resourceVersion, baselineOf(cache, cluster, namespace)) < 0;
  return ({ key }) => !isOld && compareResourceVersions(resourceVersion, sortedMapGet(cache.removals, key)) > 0;
}

function isNewerThanList(slice: CachedSlice, { resourceVersion }: ReplaceSlicesOptions): boolean {
  return isResourceVersion(resourceVersion) && compareResourceVersions(slice.resourceVersion, resourceVersion) > 0;
}

function applySwaps(cache: EndpointSliceCache, swaps: readonly SliceSwap[]): EndpointSliceCache {
  if (swaps.length === 0) return cache;
  const edits = swaps
    .map(({ before, after }) => ({ key: (after ?? before)?.handle.key ?? '', before, after }))
    .sort((left, right) => compareText(left.key, right.key));
  return {
    ...cache,
    slices: sortedMapEdit(cache.slices, edits, (_, edit) => edit.after),
    services: swapSlices(cache.services, edits),
    removals: sortedMapEdit(
      cache.removals,
      edits.filter(({ after }) => after === undefined),
      (seen, { before }) => newerResourceVersion(before?.resourceVersion, seen),
    ),
  };
}
