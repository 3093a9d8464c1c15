/** Keeps the jobs of a controller, and finds those that are to be done next. */

import type { HintsMemory } from '../hints/verdict.ts';
import { type SortedMap, sortedMapDelete, sortedMapGet, sortedMapSet } from '../internal/sorted-map.ts';
import type { EndpointSliceLike } from '../model/endpoint-slice.ts';
import type { PlannedWrite } from '../model/plan.ts';
import type { TriggerTimes } from '../tracker/trigger-time.ts';
import type { WriteAnswer } from './events.ts';

/** The reason why a job has failed. */
export interface JobFailure {
  /** The answer of the server; `cannotPlan` if planning threw an error. */
  readonly outcome: Exclude<WriteAnswer['outcome'], 'written'> | 'cannotPlan';
  /** The message of the server or of the error; `''` if it has none. */
  readonly message: string;
  /** How many failures there were in a row. */
  readonly count: number;
  /** Whether the job waits until something about the Service changes. */
  readonly givenUp: boolean;
  /** Whether an event of a slice of the Service makes the job try again at once. */
  readonly endsWithSliceEvent: boolean;
}

/** A write that was given out and is not answered yet. */
export interface SentWrite {
  readonly id: number;
  readonly verb: PlannedWrite['verb'];
  /** The slice before the write; absent for a create. */
  readonly before: EndpointSliceLike | undefined;
}

/** The figures of a job's last plan, for metrics. */
export interface JobFigures {
  readonly endpointCount: number;
  readonly sliceCount: number;
  readonly idealSliceCount: number;
}

/**
 * The work of one producer for the slices of one Service: what is to be done, and what is remembered.
 *
 * - `idle`: nothing is to be done.
 * - `fresh`: the job is planned, or its plan continued, `delay` milliseconds after the next `take`.
 * - `scheduled`: the job is planned, or its plan continued, at the time in `turn`, its key in the schedule.
 * - `sending`: a write is under way.
 * - `blocked`: it is the job's turn, but a write of another producer for the same Service is under way.
 * - `stale`: the job is planned after the next event of a slice of the Service.
 */
export interface Job {
  readonly namespace: string;
  readonly name: string;
  readonly producer: string;
  readonly phase: 'idle' | 'fresh' | 'scheduled' | 'sending' | 'blocked' | 'stale';
  /** Whether something has changed since the job was planned. */
  readonly dirty: boolean;
  /** Milliseconds, for a job that is `fresh`. */
  readonly delay: number;
  /** The key of a `scheduled` job in the schedule. */
  readonly turn: string | undefined;
  /** The writes of the plan that were not given out yet, in their order. */
  readonly writes: readonly PlannedWrite[];
  /** The write that is under way. */
  readonly sent: SentWrite | undefined;
  /** Whether nothing is left to look after once the plan is written. */
  readonly isLast: boolean;
  readonly failure: JobFailure | undefined;
  /** The key in `awaiting` under which a resourceVersion wakes a stale job. */
  readonly awaits: string | undefined;
  readonly triggerTimes: TriggerTimes | undefined;
  /** The time of the change that is not written yet. */
  readonly triggerTime: string | undefined;
  readonly hints: HintsMemory;
  /** The notices of the last plan, as texts; they are not repeated. */
  readonly noticed: readonly string[];
  readonly figures: JobFigures | undefined;
}

/** All jobs, with indexes by what they wait for. */
export interface Work {
  /** All jobs, by key of the Service and id of the producer. */
  readonly jobs: SortedMap<Job>;
  /** The jobs that are `fresh`; the next `take` sets their times. */
  readonly fresh: SortedMap<true>;
  /** The jobs that are `scheduled`, by time and then in the order in which they came. */
  readonly schedule: SortedMap<string>;
  /** The jobs that are `stale` and wait for a resourceVersion, by that version. */
  readonly awaiting: SortedMap<string>;
  /** The jobs that are `sending`, by id of the write. */
  readonly sending: SortedMap<string>;
  /** The Services with a write under way. */
  readonly busy: SortedMap<true>;
  /** The jobs with hints by capacity, which depend on all nodes. */
  readonly hinted: SortedMap<HintsMemory>;
  /** The jobs that have failed, whether given up or not. */
  readonly failing: SortedMap<true>;
  /** The id of the next write. */
  readonly nextId: number;
  /** The number of the next place in the schedule. */
  readonly nextTurn: number;
}

/** The jobs and their indexes while they are being changed. */
export type WorkDraft = { -readonly [Field in keyof Work]: Work[Field] };

/** The work of a controller without jobs. */
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

/** Returns the key of a job. */
export function jobKey(serviceKey: string, producer: string): string {
  return `${serviceKey}/${producer}`;
}

/** Returns the key of a job's Service. */
export function serviceKeyOfJob({ namespace, name }: Job): string {
  return `${namespace}/${name}`;
}

/** Sets a job under a key, and its places in the indexes. O(log n). */
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

/**
 * Wakes a job, or makes it: it is planned after `delay` milliseconds, in which further changes are collected. A job that has
 * failed, or whose view is too old, keeps waiting. O(log n).
 */
export function wakeJob(
  work: WorkDraft,
  place: { readonly namespace: string; readonly name: string; readonly producer: string },
  delay: number,
): void {
  const key = jobKey(`${place.namespace}/${place.name}`, place.producer);
  putJob(work, key, wokenJob(sortedMapGet(work.jobs, key) ?? newJob(place), delay));
}

function wokenJob(job: Job, delay: number): Job {
  const dirty: Job = { ...job, dirty: true };
  switch (job.phase) {
    case 'idle':
      return { ...dirty, phase: 'fresh', delay };
    case 'stale':
    case 'sending':
    case 'blocked':
      return dirty;
    case 'fresh':
    case 'scheduled': {
      const isWaiting = job.writes.length === 0 && (job.failure === undefined || job.failure.givenUp);
      return isWaiting && delay === 0 ? soon(dirty, 0) : dirty;
    }
  }
}

/** Wakes a job if it waits for an event of a slice. O(log n). */
export function wakeIfWaiting(work: WorkDraft, key: string): void {
  const job = sortedMapGet(work.jobs, key);
  if (job === undefined) return;
  const isWaiting =
    job.phase === 'stale' ||
    ((job.phase === 'fresh' || job.phase === 'scheduled') && job.failure?.endsWithSliceEvent === true);
  if (isWaiting) putJob(work, key, soon(job, 0));
}

/** Returns the job in the phase `fresh`: it continues `delay` milliseconds after the next `take`. */
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

/** Returns a whole number as text that sorts in the order of numbers. */
export function sortable(value: number): string {
  return String(value).padStart(16, '0');
}
