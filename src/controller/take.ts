import { enter } from '../internal/door.ts';
import { expectObject } from '../internal/expect.ts';
import { outOfRange, type Path, wrongType } from '../internal/invariant.ts';
import { copyPlain } from '../internal/plain-object.ts';
import {
  sortedMapEntryCount,
  sortedMapFirst,
  sortedMapForEach,
  sortedMapGet,
  sortedMapSet,
} from '../internal/sorted-map.ts';
import type { NamedSlice, PlannedWrite, Preconditions, WrittenSlice } from '../model/plan.ts';
import type { ServiceReference } from '../model/routable-endpoint.ts';
import { forgetService } from '../tracker/track-slice.ts';
import { giveUp } from './answer.ts';
import { count, countFigures, countSync } from './counters.ts';
import { dropJob, type Job, type JobFigures, putJob, serviceKeyOfJob, sortable } from './jobs.ts';
import { versionKey } from './kind-cache.ts';
import type { ControllerNotice } from './notices.ts';
import { expectDuration } from './options.ts';
import { type JobPlan, planJob } from './plan-job.ts';
import { type ControllerState, draftOfState, expectState, type StateDraft } from './state.ts';

/** The fields that all writes have. */
interface WriteOrigin {
  /** The number of the write, to be named in the answer. */
  readonly id: number;
  /** `services`, `mirroring`, or the `managed-by` value of another source. */
  readonly controller: string;
  /** The Service whose slices the write changes. */
  readonly service: ServiceReference;
  /** The reasons of the planner, in its order. */
  readonly reasons: readonly PlannedWrite['reasons'][number][];
}

/** One request to send to the API server now. The caller owns it, and gives its answer to `step` under its `id`. */
export type ControllerWrite =
  /** A slice to create. */
  | (WriteOrigin & { readonly verb: 'create'; readonly slice: WrittenSlice })
  /** A slice to update. It has its uid and resourceVersion, so that the server refuses it if the slice has changed. */
  | (WriteOrigin & { readonly verb: 'update'; readonly slice: NamedSlice; readonly preconditions: Preconditions })
  /** A slice to delete. Send the preconditions in the `DeleteOptions`. */
  | (WriteOrigin & {
      readonly verb: 'delete';
      readonly namespace: string;
      readonly name: string;
      readonly preconditions: Preconditions;
    });

/** The time and the limits of a call of `take`. */
export interface TakeRequest {
  /** The time in milliseconds, of any clock that does not stand still. */
  readonly now: number;
  /** How many writes may be under way at once, including those of earlier calls that are not answered yet. */
  readonly limit: number;
  /** How many Services one call plans at most, so that it takes little time; default: no limit. */
  readonly planLimit?: number | undefined;
}

/** The work that `take` gives out. */
export interface TakenWork {
  /** The state after this call; use it for the next `step` or `take`. */
  readonly state: ControllerState;
  /** The writes to send now, side by side; at most one for each Service. */
  readonly writes: readonly ControllerWrite[];
  /** The notices since the last call, without those that the last plan of the same Service had already. */
  readonly notices: readonly ControllerNotice[];
  /** The time at which to call `take` again, even without an event; absent if only an event can bring more work. */
  readonly askAgainAt: number | undefined;
}

/**
 * Returns what may be written now, and the state after that: call it after every event, and at `askAgainAt`.
 *
 * Writes of one Service come in the order of its plan, each after the answer to the one before. So no endpoint that stays is
 * missing in between. Writes of different Services come side by side. Nothing is given out before every needed kind of objects
 * was listed. A Service is planned only when it is its turn.
 *
 * Cost: O(log n) for each job, plus planning: O(p + e) for p pods and e endpoints of each Service that changed.
 *
 * @throws TypeError or RangeError if the request is invalid; the error names the field
 * @see kubernetes pkg/controller/endpointslice syncService; docs/laws.md no gap
 * @example
 * let state = emptyControllerState({ mirroring: false });
 * const web = {
 *   metadata: { namespace: 'shop', name: 'web', uid: 'u1' },
 *   spec: { clusterIP: '10.96.0.1', selector: { app: 'web' }, ports: [{ name: 'http', port: 80 }] },
 * };
 * state = step(state, { type: 'RELIST', kind: 'Service', objects: [web] });
 * for (const kind of ['Pod', 'Node', 'EndpointSlice'] as const) state = step(state, { type: 'RELIST', kind, objects: [] });
 * const taken = take(state, { now: 0, limit: 10 });
 * taken.writes.map(({ id, verb, reasons }) => ({ id, verb, reasons })) // => [{ id: 1, verb: 'create', reasons: ['Placeholder'] }]
 * take(taken.state, { now: 0, limit: 10 }).writes // => []
 */
export function take(state: ControllerState, request: TakeRequest): TakenWork {
  return enter('take', () => {
    const draft = draftOfState(expectState(state));
    const { now, limit, planLimit = Number.POSITIVE_INFINITY } = expectObject(request, ['request']);
    expectDuration(now, ['request', 'now']);
    expectLimit(limit, ['request', 'limit']);
    expectLimit(planLimit, ['request', 'planLimit']);
    const time = Math.ceil(now);
    const writes: ControllerWrite[] = [];
    scheduleFresh(draft, time);
    let planCount = 0;
    let isCutShort = false;
    while (sortedMapEntryCount(draft.work.sending) < limit) {
      const first = sortedMapFirst(draft.work.schedule);
      if (first === undefined || timeOfTurn(first.key) > time) break;
      const job = sortedMapGet(draft.work.jobs, first.value) as Job;
      const isPlanning = job.writes.length === 0;
      if (isPlanning && planCount >= planLimit) {
        isCutShort = true;
        break;
      }
      const write = takeJob(draft, first.value, { ...job, turn: undefined });
      if (write !== undefined) writes.push(write);
      if (isPlanning) planCount += 1;
    }
    const { notices } = draft;
    draft.notices = [];
    return { state: draft, writes, notices, askAgainAt: isCutShort ? now : nextTime(draft, time, limit) };
  });
}

function expectLimit(limit: unknown, path: Path): void {
  if (typeof limit !== 'number') throw wrongType(path, 'a number', limit);
  if (!(limit >= 0)) throw outOfRange(path, 'a number from 0 on', limit);
}

/** Gives every `fresh` job its time. O(k log n) for k jobs. */
function scheduleFresh(draft: StateDraft, now: number): void {
  const { work } = draft;
  sortedMapForEach(work.fresh, (_, key) => {
    const job = sortedMapGet(work.jobs, key) as Job;
    const turn = `${sortable(Math.min(now + Math.ceil(job.delay), Number.MAX_SAFE_INTEGER))}/${sortable(work.nextTurn)}`;
    work.nextTurn += 1;
    putJob(work, key, { ...job, phase: 'scheduled', turn });
  });
}

function timeOfTurn(turn: string): number {
  return Number(turn.slice(0, turn.indexOf('/')));
}

/** Returns when to call `take` again; `undefined` if only an event or an answer can bring more work. */
function nextTime(draft: StateDraft, now: number, limit: number): number | undefined {
  const first = sortedMapFirst(draft.work.schedule);
  if (first === undefined) return undefined;
  const time = timeOfTurn(first.key);
  return time <= now && sortedMapEntryCount(draft.work.sending) >= limit ? undefined : time;
}

/** Returns the next write of a job whose turn it is; `undefined` if none may be sent now. */
function takeJob(draft: StateDraft, key: string, job: Job): ControllerWrite | undefined {
  const { work } = draft;
  if (sortedMapGet(work.busy, serviceKeyOfJob(job)) !== undefined) {
    putJob(work, key, { ...job, phase: 'blocked' });
    return undefined;
  }
  if (job.writes.length > 0) return send(draft, key, job, true);
  const planned = planAgain(draft, key, job);
  return planned === undefined ? undefined : send(draft, key, planned, false);
}

/** Plans a job; returns it if there is something to write, else puts it where it belongs. */
function planAgain(draft: StateDraft, key: string, job: Job): Job | undefined {
  const producer = draft.settings.producers.find(({ id }) => id === job.producer);
  const tracker = sortedMapGet(draft.trackers, job.producer);
  if (producer === undefined || tracker === undefined) {
    dropJob(draft.work, key);
    return undefined;
  }
  let plan: JobPlan;
  try {
    plan = planJob(draft, job, producer, tracker);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    giveUp(draft, key, { ...job, dirty: false }, { outcome: 'cannotPlan', message });
    return undefined;
  }
  if (plan.result === 'gone') {
    draft.trackers = sortedMapSet(draft.trackers, job.producer, forgetService(tracker, job));
    draft.counters = countFigures(draft.counters, job.producer, job.figures, undefined);
    dropJob(draft.work, key);
    return undefined;
  }
  draft.trackers = sortedMapSet(draft.trackers, job.producer, plan.tracker);
  if (plan.result === 'stale') {
    draft.counters = countSync(draft.counters, job.producer, 'stale');
    const awaits = plan.awaitedVersion === undefined ? undefined : `${versionKey(plan.awaitedVersion)}/${key}`;
    putJob(draft.work, key, { ...job, phase: 'stale', awaits });
    return undefined;
  }
  return acceptPlan(draft, key, job, plan);
}

function acceptPlan(
  draft: StateDraft,
  key: string,
  job: Job,
  plan: Extract<JobPlan, { result: 'planned' }>,
): Job | undefined {
  const figures = figuresOf(plan);
  draft.counters = countFigures(draft.counters, job.producer, job.figures, figures);
  const noticed = plan.notices.map((notice) => `${notice.reason} ${notice.object.name}: ${notice.message}`);
  const isKnown = new Set(job.noticed);
  const news = plan.notices.filter((_, index) => !isKnown.has(noticed[index] as string));
  if (news.length > 0) {
    draft.notices = [...draft.notices, ...news.map((notice) => ({ ...notice, controller: job.producer }))];
  }
  const { writes, triggerTimes, triggerTime, hints } = plan;
  const { isLast } = plan;
  const planned: Job = { ...job, dirty: false, isLast, writes, triggerTimes, triggerTime, hints, noticed, figures };
  if (writes.length > 0) {
    draft.counters = count(draft.counters, job.producer, ({ endpointsAdded, endpointsRemoved }) => ({
      endpointsAdded: endpointsAdded + sum(plan.statistics, 'addedCount'),
      endpointsRemoved: endpointsRemoved + sum(plan.statistics, 'removedCount'),
    }));
    return planned;
  }
  draft.counters = countSync(draft.counters, job.producer, 'success');
  if (isLast) {
    draft.trackers = sortedMapSet(draft.trackers, job.producer, forgetService(plan.tracker, job));
    draft.counters = countFigures(draft.counters, job.producer, figures, undefined);
    dropJob(draft.work, key);
  } else putJob(draft.work, key, { ...planned, phase: 'idle', failure: undefined });
  return undefined;
}

function figuresOf({ statistics }: Extract<JobPlan, { result: 'planned' }>): JobFigures {
  const figures = { endpointCount: 0, sliceCount: 0, idealSliceCount: 0 };
  for (const { portMaps } of statistics) {
    for (const { endpointCount, sliceCount, idealSliceCount } of portMaps) {
      figures.endpointCount += endpointCount;
      figures.sliceCount += sliceCount;
      figures.idealSliceCount += idealSliceCount;
    }
  }
  return figures;
}

function sum<Field extends string>(items: readonly { readonly [Key in Field]: number }[], field: Field): number {
  return items.reduce((total, item) => total + item[field], 0);
}

/** Gives out the first write of a job; copies one that was kept in the state, since older states hold it too. */
function send(draft: StateDraft, key: string, job: Job, isKept: boolean): ControllerWrite {
  const { work } = draft;
  const [write, ...writes] = job.writes as readonly [PlannedWrite, ...PlannedWrite[]];
  const id = work.nextId;
  work.nextId += 1;
  work.sending = sortedMapSet(work.sending, sortable(id), key);
  work.busy = sortedMapSet(work.busy, serviceKeyOfJob(job), true);
  const sent = { id, verb: write.verb, before: write.verb === 'create' ? undefined : write.before };
  putJob(work, key, { ...job, phase: 'sending', writes, sent });
  const { namespace, name } = job;
  const origin: WriteOrigin = {
    id,
    controller: job.producer,
    service: { namespace, name },
    reasons: [...write.reasons],
  };
  if (write.verb === 'delete') {
    return { ...origin, verb: 'delete', namespace, name: write.name, preconditions: { ...write.preconditions } };
  }
  const slice = isKept ? copyPlain(write.slice, ['write']) : write.slice;
  if (write.verb === 'create') return { ...origin, verb: 'create', slice: slice as WrittenSlice };
  return { ...origin, verb: 'update', slice: slice as NamedSlice, preconditions: { ...write.preconditions } };
}
