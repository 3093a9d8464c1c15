/** Keeps the known objects of one kind, and finds what an event or a list changes. */

import {
  type SortedMap,
  sortedMapDelete,
  sortedMapEdit,
  sortedMapForEach,
  sortedMapGet,
  sortedMapSet,
} from '../internal/sorted-map.ts';
import type { ObjectMetaLike } from '../model/meta.ts';
import { compareResourceVersions, isResourceVersion, newerResourceVersion } from '../version/resource-version.ts';

/** The part of a watched object that a cache reads. */
export interface CachedObject {
  readonly metadata?: ObjectMetaLike | null | undefined;
}

/** The known objects of one kind, by key. */
export interface KindCache<Item extends CachedObject> {
  readonly items: SortedMap<Item>;
  /** Whether all objects were listed at least once. */
  readonly listed: boolean;
  /** The newest resourceVersion that was seen; all events up to it were delivered. */
  readonly version: string | undefined;
}

/** An object before and after a change; at least one of the two is present. */
export interface Change<Item extends CachedObject> {
  readonly key: string;
  readonly before: Item | undefined;
  readonly after: Item | undefined;
}

/** A cache without objects. */
export const emptyKindCache: KindCache<never> = { items: undefined, listed: false, version: undefined };

/**
 * Returns the cache after an event of one object, and the change; no change if the event repeats what is known.
 *
 * Events of one kind come from one watch, so that their resourceVersions grow. An event whose version is not above the newest
 * one is a repetition, even if its object was deleted since. O(log n).
 */
export function applyEvent<Item extends CachedObject>(
  cache: KindCache<Item>,
  event: { readonly type: 'ADDED' | 'MODIFIED' | 'DELETED'; readonly key: string; readonly object: Item },
): { readonly cache: KindCache<Item>; readonly change: Change<Item> | undefined } {
  const { key, object } = event;
  const known = sortedMapGet(cache.items, key);
  const isDeletion = event.type === 'DELETED';
  const version = newerResourceVersion(cache.version, versionOfObject(object));
  if (isDeletion ? !isEnd(cache, known, object) : !isNews(cache, known, object)) {
    return { cache: version === cache.version ? cache : { ...cache, version }, change: undefined };
  }
  const items = isDeletion ? sortedMapDelete(cache.items, key) : sortedMapSet(cache.items, key, object);
  return {
    cache: { ...cache, items, version },
    change: { key, before: known, after: isDeletion ? undefined : object },
  };
}

/** Returns whether an object is a later state than the known one. */
function isNews(cache: KindCache<CachedObject>, known: CachedObject | undefined, object: CachedObject): boolean {
  const version = versionOfObject(object);
  if (known === undefined) return !cache.listed || !isUpTo(version, cache.version);
  const knownVersion = versionOfObject(known);
  if (isResourceVersion(version) && isResourceVersion(knownVersion)) {
    return compareResourceVersions(version, knownVersion) > 0;
  }
  return version === '' || version !== knownVersion || uidOf(object) !== uidOf(known);
}

/** Returns whether a deletion is that of the known object, or of a later one with its name. */
function isEnd(cache: KindCache<CachedObject>, known: CachedObject | undefined, object: CachedObject): boolean {
  if (known === undefined) return !isUpTo(versionOfObject(object), cache.version);
  const [uid, knownUid] = [uidOf(object), uidOf(known)];
  const order = compareResourceVersions(versionOfObject(object), versionOfObject(known));
  if (uid !== '' && knownUid !== '') return uid === knownUid || order > 0;
  return !isResourceVersion(versionOfObject(object)) || order >= 0;
}

/**
 * Returns the cache after a list of all objects, and the changes, in order of keys.
 *
 * A known object whose version is above that of the list is newer than the list, and stays. O(n log n).
 */
export function applyList<Item extends CachedObject>(
  cache: KindCache<Item>,
  list: { readonly items: ReadonlyMap<string, Item>; readonly version: string },
): { readonly cache: KindCache<Item>; readonly changes: readonly Change<Item>[] } {
  const changes: Change<Item>[] = [];
  // If the list is older than the newest version, an object that only the list has was deleted since.
  const isOld = cache.listed && isUpTo(list.version, cache.version);
  sortedMapForEach(cache.items, (before, key) => {
    if (list.items.has(key)) return;
    const version = versionOfObject(before);
    if (isResourceVersion(list.version) && isResourceVersion(version) && !isUpTo(version, list.version)) return;
    changes.push({ key, before, after: undefined });
  });
  for (const [key, after] of list.items) {
    const before = sortedMapGet(cache.items, key);
    if (before === undefined ? isOld && isUpTo(versionOfObject(after), cache.version) : !isNews(cache, before, after))
      continue;
    changes.push({ key, before, after });
  }
  changes.sort(byKey);
  const items = sortedMapEdit(cache.items, changes, (_, { after }) => after);
  return { cache: { items, listed: true, version: newerResourceVersion(cache.version, list.version) }, changes };
}

function byKey(left: { readonly key: string }, right: { readonly key: string }): number {
  return left.key < right.key ? -1 : left.key > right.key ? 1 : 0;
}

/** Returns whether a version is at or below another; `false` if they cannot be compared. */
export function isUpTo(version: string, limit: string | undefined): boolean {
  return isResourceVersion(version) && compareResourceVersions(version, limit) <= 0;
}

/** Returns the resourceVersion of an object; `''` if it has none. */
export function versionOfObject({ metadata }: CachedObject): string {
  return metadata?.resourceVersion ?? '';
}

function uidOf({ metadata }: CachedObject): string {
  return metadata?.uid ?? '';
}

/** The number of digits of the longest resourceVersion that jobs wait for. */
const DIGITS = 40;

/** Returns a resourceVersion as text that sorts in the order of versions; more than 40 digits count as the highest. */
export function versionKey(version: string): string {
  return version.length > DIGITS ? '9'.repeat(DIGITS) : version.padStart(DIGITS, '0');
}
