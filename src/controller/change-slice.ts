/** Applies the change of a slice: notes it in the trackers and wakes the jobs that wait for it. */

import { type SortedMap, sortedMapGet, sortedMapSet } from '../internal/sorted-map.ts';
import type { EndpointSliceLike } from '../model/endpoint-slice.ts';
import { observeSliceDeletion, observeSlice } from '../tracker/slice-events.ts';
import { findTracked, seeVersion, type TrackedSlice } from '../tracker/tracked-slice.ts';
import { compareResourceVersions, isResourceVersion } from '../version/resource-version.ts';
import { wake } from './apply-change.ts';
import { jobKey, wakeIfWaiting } from './jobs.ts';
import { versionKey, type Change, versionOfObject } from './kind-cache.ts';
import { managerOfSlice, putInto, serviceKeyOfSlice, takeFrom } from './objects.ts';
import { keyOf } from './read-event.ts';
import { isOwnShard } from './shards.ts';
import type { StateDraft } from './state.ts';

/**
 * Applies the change of a slice: notes it in each tracker and wakes the jobs that wait for it. `last` is the newest state
 * of the slice, also of a deleted one.
 */
export function changeSlice(
  draft: StateDraft,
  { key, before, after }: Change<EndpointSliceLike>,
  last: EndpointSliceLike,
): void {
  const [left, joined] = [before && serviceKeyOfSlice(before), after && serviceKeyOfSlice(after)];
  if (left !== undefined && left !== joined) draft.slicesByService = takeFrom(draft.slicesByService, left, key);
  if (joined !== undefined && after !== undefined) {
    draft.slicesByService = putInto(draft.slicesByService, joined, key, after);
  }
  // The trackers do not remember slices that other instances look after.
  const own = [before, after, last].filter((slice) => slice !== undefined).filter((slice) => isOwnSlice(draft, slice));
  const managers = new Set(own.map(managerOfSlice));
  for (const { id, managedBy } of draft.settings.producers) {
    const tracker = sortedMapGet(draft.trackers, id);
    if (tracker === undefined) continue;
    const known = findTracked(tracker, last.metadata?.uid ?? '');
    if (known === undefined && !managers.has(managedBy)) {
      draft.trackers = sortedMapSet(draft.trackers, id, seeVersion(tracker, versionOfObject(last)));
      continue;
    }
    const handled = after === undefined ? observeSliceDeletion(tracker, last) : observeSlice(tracker, after, before);
    draft.trackers = sortedMapSet(draft.trackers, id, handled.tracker);
    for (const { namespace, name } of handled.services) {
      wake(draft, keyOf(namespace, name), id, 0);
    }
    // Another writer has changed a part that does not count in the generation, such as annotations.
    if (joined !== undefined && after !== undefined && isTouched(known, after)) {
      wake(draft, joined, id, 0);
    }
    const written = known === undefined ? undefined : keyOf(known.namespace, known.serviceName);
    const concerned = new Set([left, joined, serviceKeyOfSlice(last), written]);
    for (const service of concerned) if (service !== undefined) wakeIfWaiting(draft.work, jobKey(service, id));
  }
  wakeAwaiting(draft);
}

function isOwnSlice({ settings }: StateDraft, slice: EndpointSliceLike): boolean {
  const serviceKey = serviceKeyOfSlice(slice);
  return serviceKey !== undefined && isOwnShard(settings.shards, serviceKey);
}

/** Returns whether a slice has a newer resourceVersion than what was written, but the same generation. */
function isTouched(known: TrackedSlice | undefined, { metadata }: EndpointSliceLike): boolean {
  if (known === undefined || known.state !== (metadata?.generation ?? 0)) return false;
  const version = metadata?.resourceVersion ?? '';
  return isResourceVersion(version) && compareResourceVersions(version, known.resourceVersion) > 0;
}

/** Notes that all events of slices up to a resourceVersion were delivered, and wakes the jobs that wait for it. */
export function seeSliceVersion(draft: StateDraft, version: string): void {
  for (const { id } of draft.settings.producers) {
    const tracker = sortedMapGet(draft.trackers, id);
    if (tracker !== undefined) draft.trackers = sortedMapSet(draft.trackers, id, seeVersion(tracker, version));
  }
  wakeAwaiting(draft);
}

/** Wakes the jobs that wait for a resourceVersion which was seen by now. O(k log n) for k such jobs. */
function wakeAwaiting(draft: StateDraft): void {
  const seen = draft.caches.EndpointSlice.version;
  if (seen === undefined || draft.work.awaiting === undefined) return;
  const limit = versionKey(seen);
  const woken: string[] = [];
  const collect = (map: SortedMap<string>): void => {
    if (map === undefined) return;
    collect(map.left);
    // The version is the first part of the key, and has the same length in every key.
    if (map.key.slice(0, limit.length) > limit) return;
    woken.push(map.value);
    collect(map.right);
  };
  collect(draft.work.awaiting);
  for (const key of woken) wakeIfWaiting(draft.work, key);
}
