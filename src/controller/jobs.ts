import type { HintsMemory } from '../hints/verdict.ts';
import { type SortedMap, sortedMapDelete, sortedMapGet, sortedMapSet } from '../internal/sorted-map.ts';
import type { EndpointSliceLike } from '../model/endpoint-slice.ts';
import type { PlannedWrite } from '../model/plan.ts';
import type { TriggerTimes } from '../tracker/trigger-time.ts';
import type { WriteAnswer } from './events.ts';

/** Why a job has not done what it should. */
export interface JobFailure {
  /** What the server answered; `cannotPlan` if planning threw. */
  readonly outcome: Exclude<WriteAnswer['outcome'], 'written'> | 'cannotPlan';
  readonly message: string;
  /** How many times in a row. */
  readonly count: number;
  /** It is not tried again before something about the Service changes. */
  readonly givenUp: boolean;
  /** An event about a slice of the Service is reason enough to try again at once. */
  readonly endsWithSliceEvent: boolean;
}

/** A write that was given out and not answered yet. */
export interface SentWrite {
  readonly id: number;
  readonly verb: PlannedWrite['verb'];
  /** The slice as it was; absent for a create. */
  readonly before: EndpointSliceLike | undefined;
}

/** The figures of a job's last plan, for metrics. */
export interface JobFigures {
  readonly endpointCount: number;
  readonly sliceCount: number;
  readonly idealSliceCount: number;
}

/**
 * The slices that one producer writes for one Service: what is to be done about them, and what is remembered.
 *
 * - `idle`: nothing is to be done.
 * - `fresh`: to be planned, or the plan to be gone on with, `delay` milliseconds after the next `take`.
 * - `scheduled`: the same at a time, under `turn` in the schedule.
 * - `sending`: a write is under way.
 * - `blocked`: it would be its turn, but another producer's write for the same Service is under way.
 * - `stale`: to be planned when a slice of the Service was heard of.
 */
export interface Job {
  readonly namespace: string;
  readonly name: string;
  readonly producer: string;
  readonly phase: 'idle' | 'fresh' | 'scheduled' | 'sending' | 'blocked' | 'stale';
  /** Something has changed since it was planned. */
  readonly dirty: boolean;
  readonly delay: number;
  readonly turn: string | undefined;
  /** What is left of the plan. */
  readonly writes: readonly PlannedWrite[];
  readonly sent: SentWrite | undefined;
  /** Nothing is left to look after when the plan is written. */
  readonly isLast: boolean;
  readonly failure: JobFailure | undefined;
  /** Under which key of `awaiting` a stale job is woken by a resourceVersion. */
  readonly awaits: string | undefined;
  readonly triggerTimes: TriggerTimes | undefined;
  /** When the change happened that is not written yet. */
  readonly triggerTime: string | undefined;
  readonly hints: HintsMemory;
  /** What was noticed in the last plan: the same is not told again. */
  readonly noticed: readonly string[];
  readonly figures: JobFigures | undefined;
}

/** Everything that is to be done, and when. */
export interface Work {
  /** By key of the Service and id of the producer. */
  readonly jobs: SortedMap<Job>;
  /** The jobs that are `fresh`: they get their time with the next `take`. */
  readonly fresh: SortedMap<true>;
  /** The jobs that are `scheduled`, by time and then in the order in which they came. */
  readonly schedule: SortedMap<string>;
  /** The jobs that are `stale` and for which a resourceVersion is enough, by that. */
  readonly awaiting: SortedMap<string>;
  /** The jobs that are `sending`, by id of the write. */
  readonly sending: SortedMap<string>;
  /** Services of which a write is under way. */
  readonly busy: SortedMap<true>;
  /** Jobs with hints by capacity, which depend on nodes far away. */
  readonly hinted: SortedMap<HintsMemory>;
  /** Jobs that have failed, given up or not. */
  readonly failing: SortedMap<true>;
  readonly nextId: number;
  readonly nextTurn: number;
}

/** Work while it is being changed. */
export type WorkDraft = { -readonly [Field in keyof Work]: Work[Field] };

/** Nothing to do. */
export const noWork: Work = {
  jobs: undefined,
  fresh: undefined,
  schedule: undefined,
  awaiting: undefined,
  sending: undefined,
  busy: undefined,
  hinted: undefined,
  failing: undefined,
  nextId: 1,
  nextTurn: 1,
};

/** The key of a job. */
export function jobKey(serviceKey: string, producer: string): string {
  return `${serviceKey}/${producer}`;
}

/** The key of a job's Service. */
export function serviceKeyOfJob({ namespace, name }: Job): string {
  return `${namespace}/${name}`;
}

/** Puts a job into its place in every index, and out of those where it was. O(log n). */
export function putJob(work: WorkDraft, key: string, job: Job): void {
  const before = sortedMapGet(work.jobs, key);
  if (before !== undefined) leaveIndexes(work, key, before, job);
  work.jobs = sortedMapSet(work.jobs, key, job);
  if (job.phase === 'fresh') work.fresh = sortedMapSet(work.fresh, key, true);
  if (job.turn !== undefined) work.schedule = sortedMapSet(work.schedule, job.turn, key);
  if (job.awaits !== undefined) work.awaiting = sortedMapSet(work.awaiting, job.awaits, key);
  if (job.failure !== undefined) work.failing = sortedMapSet(work.failing, key, true);
  if (hasCapacityHints(job)) work.hinted = sortedMapSet(work.hinted, key, job.hints);
}

/** Forgets a job. O(log n). */
export function dropJob(work: WorkDraft, key: string): void {
  const before = sortedMapGet(work.jobs, key);
  if (before === undefined) return;
  leaveIndexes(work, key, before, undefined);
  work.jobs = sortedMapDelete(work.jobs, key);
}

function leaveIndexes(work: WorkDraft, key: string, before: Job, after: Job | undefined): void {
  if (before.phase === 'fresh' && after?.phase !== 'fresh') work.fresh = sortedMapDelete(work.fresh, key);
  if (before.turn !== undefined && before.turn !== after?.turn) {
    work.schedule = sortedMapDelete(work.schedule, before.turn);
  }
  if (before.awaits !== undefined && before.awaits !== after?.awaits) {
    work.awaiting = sortedMapDelete(work.awaiting, before.awaits);
  }
  if (before.failure !== undefined && after?.failure === undefined) work.failing = sortedMapDelete(work.failing, key);
  if (hasCapacityHints(before) && (after === undefined || !hasCapacityHints(after))) {
    work.hinted = sortedMapDelete(work.hinted, key);
  }
}

function hasCapacityHints({ hints }: Job): boolean {
  return Object.values(hints).some((remembered) => remembered?.endpointCountByZone !== undefined);
}

/** What is done to a job when something about its Service was heard. */
export interface Reason {
  /** An event about one of its slices, or about anything else. */
  readonly cause: 'slices' | 'input';
  /** Milliseconds in which more may come. */
  readonly delay: number;
}

/** Wakes a job, or makes it: it is to be planned, sooner or later. O(log n). */
export function wakeJob(
  work: WorkDraft,
  place: { readonly namespace: string; readonly name: string; readonly producer: string },
  { cause, delay }: Reason,
): void {
  const key = jobKey(`${place.namespace}/${place.name}`, place.producer);
  putJob(work, key, wokenJob(sortedMapGet(work.jobs, key) ?? newJob(place), { cause, delay }));
}

function wokenJob(job: Job, { cause, delay }: Reason): Job {
  const dirty: Job = { ...job, dirty: true };
  switch (job.phase) {
    case 'idle':
      return { ...dirty, phase: 'fresh', delay };
    case 'stale':
      return cause === 'slices' ? soon(dirty, 0) : dirty;
    case 'sending':
    case 'blocked':
      return dirty;
    case 'fresh':
    case 'scheduled': {
      const isWaiting = job.writes.length === 0 && (job.failure === undefined || endsWith(job.failure, cause));
      return isWaiting && delay === 0 ? soon(dirty, 0) : dirty;
    }
  }
}

function endsWith({ endsWithSliceEvent, givenUp }: JobFailure, cause: Reason['cause']): boolean {
  return givenUp || (endsWithSliceEvent && cause === 'slices');
}

/** Wakes a job that waits for an event about slices, and no other. O(log n). */
export function wakeIfWaiting(work: WorkDraft, key: string): void {
  const job = sortedMapGet(work.jobs, key);
  if (job === undefined) return;
  const isWaiting =
    job.phase === 'stale' ||
    ((job.phase === 'fresh' || job.phase === 'scheduled') && job.failure?.endsWithSliceEvent === true);
  if (isWaiting) putJob(work, key, soon(job, 0));
}

/** The job, to be taken up some time after the next `take`. */
export function soon(job: Job, delay: number): Job {
  return { ...job, phase: 'fresh', delay, turn: undefined, awaits: undefined };
}

function newJob(place: { readonly namespace: string; readonly name: string; readonly producer: string }): Job {
  return {
    namespace: place.namespace,
    name: place.name,
    producer: place.producer,
    phase: 'idle',
    dirty: false,
    delay: 0,
    turn: undefined,
    writes: [],
    sent: undefined,
    isLast: false,
    failure: undefined,
    awaits: undefined,
    triggerTimes: undefined,
    triggerTime: undefined,
    hints: {},
    noticed: [],
    figures: undefined,
  };
}

/** A whole number as text that sorts as the number does. */
export function sortable(value: number): string {
  return String(value).padStart(16, '0');
}
