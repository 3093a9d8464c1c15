/** Saves the state of a controller as JSON, and restores it. */

import { enter } from '../internal/door.ts';
import { expectArray, expectName, expectObject, expectText } from '../internal/expect.ts';
import { outOfRange, type Path, wrongType } from '../internal/invariant.ts';
import { copyPlain, isPlainObject, type PlainObject } from '../internal/plain-object.ts';
import { type SortedMap, sortedMapForEach, sortedMapSet, sortedMapValues } from '../internal/sorted-map.ts';
import type { Timestamp } from '../internal/timestamp.ts';
import type { SliceTracker } from '../tracker/tracked-slice.ts';
import type { Counters, ProducerCounters } from './counters.ts';
import type { WatchedKind } from './events.ts';
import { type Job, jobKey, putJob, serviceKeyOfJob, sortable } from './jobs.ts';
import type { CachedObject, KindCache } from './kind-cache.ts';
import type { ControllerNotice } from './notices.ts';
import { type ControllerOptions, readControllerOptions } from './options.ts';
import { readObjects, WATCHED_KINDS } from './read-event.ts';
import type { ShardAssignment } from './shards.ts';
import { makeIndexes } from './start.ts';
import { type ControllerState, draftOfState, expectState, type StateDraft, stateOf } from './state.ts';

/** A job whose trigger times are a list, since JSON has no maps. */
interface SavedJob extends Omit<Job, 'triggerTimes'> {
  readonly triggerTimes:
    | { readonly service: Timestamp | undefined; readonly pods: readonly (readonly [string, Timestamp])[] }
    | undefined;
}

/** The state of a controller as a value that JSON can hold. Only `restoreController` reads its fields. */
export interface SavedController {
  readonly format: 1;
  readonly kinds: {
    readonly [Kind in WatchedKind]: Omit<KindCache<CachedObject>, 'items'> & {
      readonly objects: readonly CachedObject[];
    };
  };
  readonly started: boolean;
  readonly trackers: { readonly [producer: string]: SliceTracker };
  readonly counters: { readonly [producer: string]: ProducerCounters };
  readonly jobs: readonly SavedJob[];
  readonly nextId: number;
  readonly nextTurn: number;
  readonly notices: readonly ControllerNotice[];
  readonly shards: ShardAssignment | undefined;
}

/**
 * Returns a state as a value that JSON can hold, without its options, which may be functions. Cost: O(n).
 *
 * The value contains the writes that are under way. If their answers cannot arrive after `restoreController`, answer each of
 * them with `noAnswer`; `controllerReport` lists them.
 *
 * @throws TypeError if `state` is not the state of a controller
 * @see docs/laws.md replay
 * @example
 * const saved = JSON.parse(JSON.stringify(saveController(emptyControllerState())));
 * controllerReport(restoreController(saved)).unlisted.length // => 5
 */
export function saveController(state: ControllerState): SavedController {
  return enter('saveController', () => {
    const { caches, started, trackers, counters, work, notices, settings } = expectState(state);
    // One entry for each kind.
    const kinds = Object.fromEntries(
      WATCHED_KINDS.map((kind) => {
        const { items, listed, version } = caches[kind];
        return [kind, { listed, version, objects: sortedMapValues<CachedObject>(items) }];
      }),
    ) as unknown as SavedController['kinds'];
    const saved: SavedController = {
      format: 1,
      kinds,
      started,
      trackers: savedFieldsOf(trackers),
      counters: savedFieldsOf(counters),
      jobs: sortedMapValues(work.jobs).map(saveJob),
      nextId: work.nextId,
      nextTurn: work.nextTurn,
      notices,
      shards: settings.shards,
    };
    return saved;
  });
}

function saveJob({ triggerTimes, ...job }: Job): SavedJob {
  if (triggerTimes === undefined) return { ...job, triggerTimes };
  return { ...job, triggerTimes: { service: triggerTimes.service, pods: [...triggerTimes.pods] } };
}

function savedFieldsOf<Value>(map: SortedMap<Value>): { readonly [key: string]: Value } {
  const entries: (readonly [string, Value])[] = [];
  sortedMapForEach(map, (value, key) => entries.push([key, value]));
  return Object.fromEntries(entries);
}

/**
 * Returns the state that was saved: `step` and `take` continue from it as from the original. Give the options with which the
 * state was made; the shards are those of the saved state, whatever the options say. Cost: O(n log n).
 *
 * @throws TypeError or RangeError if `saved` is not a saved state, or the options do not fit it; the error names the field
 * @see docs/laws.md replay
 * @example
 * let state = step(emptyControllerState(), { type: 'RELIST', kind: 'Node', objects: [] });
 * state = restoreController(saveController(state));
 * controllerReport(state).unlisted // => ['Service', 'Pod', 'EndpointSlice', 'Endpoints']
 */
export function restoreController(saved: SavedController, options: ControllerOptions = {}): ControllerState {
  return enter('restoreController', () => {
    const path = ['saved'];
    const format: unknown = expectObject(saved, path).format;
    if (format !== 1) throw outOfRange([...path, 'format'], '1', format);
    const settings = { ...readControllerOptions(options), shards: saved.shards };
    const draft = draftOfState(stateOf(settings));
    for (const kind of WATCHED_KINDS) restoreKind(draft, kind, saved);
    draft.started = saved.started === true;
    if (draft.started) makeIndexes(draft);
    for (const { id } of settings.producers) {
      const place = [...path, 'trackers', id];
      const { services, serviceKeys, seenVersion } = expectObject(
        expectObject(saved.trackers, path)[id],
        place,
      ) as SliceTracker;
      // JSON leaves out what is undefined.
      draft.trackers = sortedMapSet(draft.trackers, id, { services, serviceKeys, seenVersion });
    }
    draft.counters = restoredMapOf<ProducerCounters>(expectObject(saved.counters, [...path, 'counters'])) as Counters;
    draft.notices = expectArray(saved.notices, [...path, 'notices']);
    for (const [index, job] of expectArray(saved.jobs, [...path, 'jobs']).entries()) {
      const isJob = isPlainObject(job) && typeof job.producer === 'string' && Array.isArray(job.writes);
      if (!isJob) throw wrongType([...path, 'jobs', index], 'a saved job', job);
      if (!settings.producers.some(({ id }) => id === job.producer)) {
        throw outOfRange([...path, 'jobs', index, 'producer'], 'a controller that the options have', job.producer);
      }
      restoreJob(draft, job, [...path, 'jobs', index]);
    }
    draft.work.nextId = saved.nextId;
    draft.work.nextTurn = saved.nextTurn;
    return draft;
  });
}

function restoreKind(draft: StateDraft, kind: WatchedKind, { kinds }: SavedController): void {
  const path = ['saved', 'kinds', kind];
  const { objects, listed, version } = expectObject(expectObject(kinds, ['saved', 'kinds'])[kind], path);
  const items = restoredMapOf(Object.fromEntries(readObjects(kind, objects, [...path, 'objects'])));
  // The objects that were read are of this kind.
  (draft.caches as { [Kind in WatchedKind]: KindCache<CachedObject> })[kind] = { items, listed, version };
}

function restoreJob(draft: StateDraft, { triggerTimes, ...rest }: SavedJob, path: Path): void {
  expectObject(rest.hints, [...path, 'hints']);
  expectName(rest.namespace, [...path, 'namespace']);
  expectName(rest.name, [...path, 'name']);
  const job: Job = {
    ...(copyPlain(rest, path) as PlainObject as unknown as Job),
    triggerTimes: restoreTimes(triggerTimes, [...path, 'triggerTimes']),
  };
  const key = jobKey(serviceKeyOfJob(job), job.producer);
  putJob(draft.work, key, job);
  if (job.sent === undefined) return;
  draft.work.sending = sortedMapSet(draft.work.sending, sortable(job.sent.id), key);
  draft.work.busy = sortedMapSet(draft.work.busy, serviceKeyOfJob(job), true);
}

function restoreTimes(times: SavedJob['triggerTimes'], path: Path): Job['triggerTimes'] {
  if (times === undefined || times === null) return undefined;
  const { service, pods } = expectObject(times, path);
  const restored = new Map<string, Timestamp>();
  for (const [index, entry] of expectArray(pods, [...path, 'pods']).entries()) {
    const place = [...path, 'pods', index];
    const [name, time] = expectArray(entry, place);
    restored.set(expectText(name, [...place, 0]), restoreTime(time as Timestamp, [...place, 1]));
  }
  return {
    service: service === undefined || service === null ? undefined : restoreTime(service, [...path, 'service']),
    pods: restored,
  };
}

function restoreTime(time: Timestamp, path: Path): Timestamp {
  const { seconds, nanoseconds } = expectObject(time, path);
  if (!Number.isFinite(seconds)) throw wrongType([...path, 'seconds'], 'a number', seconds);
  if (!Number.isFinite(nanoseconds)) throw wrongType([...path, 'nanoseconds'], 'a number', nanoseconds);
  return { seconds, nanoseconds };
}

function restoredMapOf<Value>(fields: { readonly [key: string]: Value }): SortedMap<Value> {
  let map: SortedMap<Value>;
  for (const key of Object.keys(fields)) map = sortedMapSet(map, key, fields[key] as Value);
  return map;
}
