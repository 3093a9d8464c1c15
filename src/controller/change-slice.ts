/** What a change of a slice means: what was written is seen, and what waits for it goes on. */

import { type SortedMap, sortedMapGet, sortedMapSet } from '../internal/sorted-map.ts';
import type { EndpointSliceLike } from '../model/endpoint-slice.ts';
import { observeSliceDeletion, observeSlice } from '../tracker/slice-events.ts';
import { findTracked, seeVersion, type TrackedSlice } from '../tracker/tracked-slice.ts';
import { compareResourceVersions, isResourceVersion } from '../version/resource-version.ts';
import { wake } from './apply-change.ts';
import { versionKey } from './awaited-version.ts';
import { jobKey, wakeIfWaiting } from './jobs.ts';
import { type Change, versionOfObject } from './kind-cache.ts';
import { managerOfSlice, putInto, serviceKeyOfSlice, takeFrom } from './objects.ts';
import { keyOf } from './read-event.ts';
import { isOwnShard } from './shards.ts';
import type { StateDraft } from './state.ts';

/** A slice came, changed or went: each tracker hears of it, and what waits for it goes on. */
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
  // What other instances look after is not remembered here.
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
    // Somebody else has changed what has no generation, such as annotations.
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

/** Whether a slice is newer than what was written, though its generation is not. */
function isTouched(known: TrackedSlice | undefined, { metadata }: EndpointSliceLike): boolean {
  if (known === undefined || known.state !== (metadata?.generation ?? 0)) return false;
  const version = metadata?.resourceVersion ?? '';
  return isResourceVersion(version) && compareResourceVersions(version, known.resourceVersion) > 0;
}

/** Everything about slices up to a resourceVersion was delivered: what waits for no more than that goes on. */
export function seeSliceVersion(draft: StateDraft, version: string): void {
  for (const { id } of draft.settings.producers) {
    const tracker = sortedMapGet(draft.trackers, id);
    if (tracker !== undefined) draft.trackers = sortedMapSet(draft.trackers, id, seeVersion(tracker, version));
  }
  wakeAwaiting(draft);
}

/** O(k log n) for k jobs that are woken. */
function wakeAwaiting(draft: StateDraft): void {
  const seen = draft.caches.EndpointSlice.version;
  if (seen === undefined || draft.work.awaiting === undefined) return;
  const limit = versionKey(seen);
  const woken: string[] = [];
  const collect = (map: SortedMap<string>): void => {
    if (map === undefined) return;
    collect(map.left);
    // The version is the first part of the key, and all of it has the same length.
    if (map.key.slice(0, limit.length) > limit) return;
    woken.push(map.value);
    collect(map.right);
  };
  collect(draft.work.awaiting);
  for (const key of woken) wakeIfWaiting(draft.work, key);
}
