/** Handles the answers to writes. */

import { expectObject } from '../internal/expect.ts';
import { type Path, wrongType } from '../internal/invariant.ts';
import { copyPlain } from '../internal/plain-object.ts';
import { sortedMapDelete, sortedMapGet, sortedMapSet } from '../internal/sorted-map.ts';
import type { EndpointSliceLike } from '../model/endpoint-slice.ts';
import { trackDeletion, trackWrite } from '../tracker/track-slice.ts';
import { readSliceFacts, type SliceTracker } from '../tracker/tracked-slice.ts';
import { backoffDelay } from './backoff.ts';
import { count, countFigures, countSync } from './counters.ts';
import type { WriteAnswer } from './events.ts';
import {
  dropJob,
  type Job,
  type JobFailure,
  jobKey,
  putJob,
  type SentWrite,
  serviceKeyOfJob,
  soon,
  sortable,
} from './jobs.ts';
import { versionOfObject } from './kind-cache.ts';
import { type ControllerNotice, failureNotice, namespaceTerminatingNotice } from './notices.ts';
import { expectDuration } from './options.ts';
import { keyOf, readMessage } from './read-event.ts';
import { isOwnShard } from './shards.ts';
import type { StateDraft } from './state.ts';

const OUTCOMES: readonly WriteAnswer['outcome'][] = [
  'written',
  'conflict',
  'notFound',
  'alreadyExists',
  'invalid',
  'forbidden',
  'tooManyRequests',
  'noAnswer',
];

/** Takes in an answer to a write; an answer to a write that is not under way changes nothing. O(log n). */
export function answerWrite(draft: StateDraft, id: number, answer: WriteAnswer, path: Path): void {
  const { outcome } = expectObject(answer, path);
  if (!OUTCOMES.includes(outcome)) throw wrongType([...path, 'outcome'], `one of ${OUTCOMES.join(', ')}`, outcome);
  const key = sortedMapGet(draft.work.sending, sortable(id));
  const job = key === undefined ? undefined : sortedMapGet(draft.work.jobs, key);
  const sent = job?.sent;
  if (key === undefined || job === undefined || sent === undefined) return;
  const message = answer.outcome === 'written' ? '' : readMessage(answer.message, [...path, 'message']);
  const slice =
    answer.outcome === 'written' ? readAnsweredSlice(answer.slice, sent.verb !== 'delete', path) : undefined;
  const wait = answer.outcome === 'tooManyRequests' ? readWait(answer.delay, [...path, 'delay']) : 0;

  const { work } = draft;
  work.sending = sortedMapDelete(work.sending, sortable(id));
  work.busy = sortedMapDelete(work.busy, serviceKeyOfJob(job));
  unblock(draft, job);
  const next: Job = { ...job, sent: undefined };
  if (isWanted(draft, job)) settle(draft, key, next, { answer, sent, slice, message, wait });
  else dropJob(work, key);
}

/** An answer that was read, and the write that it answers. */
interface ReadAnswer {
  readonly answer: WriteAnswer;
  readonly sent: SentWrite;
  readonly slice: EndpointSliceLike | undefined;
  readonly message: string;
  /** Milliseconds that the server asks the controller to wait. */
  readonly wait: number;
}

/** Decides what the job does next, by the outcome of its write. */
function settle(draft: StateDraft, key: string, job: Job, { answer, sent, slice, message, wait }: ReadAnswer): void {
  switch (answer.outcome) {
    case 'written':
      remember(draft, job, (tracker) =>
        sent.verb === 'delete' || slice === undefined
          ? expectDeletion(tracker, sent.before)
          : trackWrite(tracker, slice),
      );
      succeed(draft, key, job, sent.verb);
      break;
    case 'notFound':
      // The server has no such slice. The view is too old until it shows that.
      remember(draft, job, (tracker) => expectDeletion(tracker, sent.before));
      if (sent.verb === 'delete') succeed(draft, key, job, sent.verb);
      else fail(draft, key, job, { outcome: answer.outcome, message, endsWithSliceEvent: true }, 0);
      break;
    case 'conflict': {
      const isSeen = hasMoved(draft, sent.before);
      fail(draft, key, job, { outcome: answer.outcome, message, endsWithSliceEvent: true }, isSeen ? 'now' : 0);
      break;
    }
    // The server makes the names of new slices, so the next attempt has another name.
    case 'alreadyExists':
    case 'noAnswer':
      fail(draft, key, job, { outcome: answer.outcome, message, endsWithSliceEvent: true }, 0);
      break;
    case 'tooManyRequests':
      fail(draft, key, job, { outcome: answer.outcome, message, endsWithSliceEvent: false }, wait);
      break;
    case 'invalid':
      giveUp(draft, key, job, { outcome: answer.outcome, message });
      break;
    case 'forbidden':
      if (answer.namespaceTerminating === true) endInNamespace(draft, key, job, message);
      else if ((job.failure?.count ?? 0) >= draft.settings.maxRetries) {
        giveUp(draft, key, job, { outcome: answer.outcome, message });
      } else fail(draft, key, job, { outcome: answer.outcome, message, endsWithSliceEvent: false }, 0);
  }
}

/** Gives their turn to the blocked jobs of other producers for the same Service. */
function unblock(draft: StateDraft, { namespace, name }: Job): void {
  for (const { id } of draft.settings.producers) {
    const key = jobKey(keyOf(namespace, name), id);
    const job = sortedMapGet(draft.work.jobs, key);
    if (job?.phase === 'blocked') putJob(draft.work, key, soon(job, 0));
  }
}

/** Returns whether this instance still looks after a job's Service. */
function isWanted(draft: StateDraft, job: Job): boolean {
  return isOwnShard(draft.settings.shards, serviceKeyOfJob(job));
}

function remember(draft: StateDraft, { producer }: Job, change: (tracker: SliceTracker) => SliceTracker): void {
  const tracker = sortedMapGet(draft.trackers, producer);
  if (tracker !== undefined) draft.trackers = sortedMapSet(draft.trackers, producer, change(tracker));
}

function expectDeletion(tracker: SliceTracker, before: EndpointSliceLike | undefined): SliceTracker {
  return before === undefined ? tracker : trackDeletion(tracker, before);
}

/** Returns whether the view has changed since a write was planned; if so, the job need not wait for a change. */
function hasMoved(draft: StateDraft, before: EndpointSliceLike | undefined): boolean {
  if (before === undefined) return true;
  const { namespace, name } = before.metadata ?? {};
  const seen = sortedMapGet(draft.caches.EndpointSlice.items, keyOf(namespace ?? '', name ?? ''));
  return seen === undefined || versionOfObject(seen) !== versionOfObject(before);
}

/** Counts a write that was done, and continues with the plan or ends it. */
function succeed(draft: StateDraft, key: string, job: Job, verb: 'create' | 'update' | 'delete'): void {
  draft.counters = count(draft.counters, job.producer, ({ changes }) => ({
    changes: { ...changes, [verb]: changes[verb] + 1 },
  }));
  if (job.writes.length > 0) {
    putJob(draft.work, key, soon(job, 0));
    return;
  }
  draft.counters = countSync(draft.counters, job.producer, 'success');
  if (job.isLast && !job.dirty) {
    draft.counters = countFigures(draft.counters, job.producer, job.figures, undefined);
    dropJob(draft.work, key);
    return;
  }
  const done: Job = { ...job, failure: undefined, triggerTime: undefined };
  putJob(draft.work, key, done.dirty ? soon(done, 0) : { ...done, phase: 'idle' });
}

/** Drops the plan of a job whose write failed, and has the job planned again after a delay in milliseconds. */
function fail(
  draft: StateDraft,
  key: string,
  job: Job,
  failed: Pick<JobFailure, 'outcome' | 'message' | 'endsWithSliceEvent'>,
  wait: number | 'now',
): void {
  const failure: JobFailure = { ...failed, count: (job.failure?.count ?? 0) + 1, givenUp: false };
  const delay = wait === 'now' ? 0 : Math.max(wait, backoffDelay(failure.count, key, draft.settings.backoff));
  draft.counters = countSync(draft.counters, job.producer, 'error');
  // After a conflict nothing is wrong: another writer was faster, and the next plan reads what it wrote.
  if (failed.outcome !== 'conflict') tell(draft, failureNotice(job, failure));
  putJob(draft.work, key, soon({ ...job, failure, writes: [], dirty: true }, delay));
}

/** Stops the attempts of a job until something about its Service changes, and adds a notice. */
export function giveUp(
  draft: StateDraft,
  key: string,
  job: Job,
  failed: Pick<JobFailure, 'outcome' | 'message'>,
): void {
  const failure: JobFailure = {
    ...failed,
    count: (job.failure?.count ?? 0) + 1,
    givenUp: true,
    endsWithSliceEvent: true,
  };
  draft.counters = countSync(draft.counters, job.producer, 'error');
  tell(draft, failureNotice(job, failure));
  rest(draft, key, { ...job, failure });
}

/** Stops the attempts of a job whose namespace is being deleted: nothing can be created there any more. */
function endInNamespace(draft: StateDraft, key: string, job: Job, message: string): void {
  const count = (job.failure?.count ?? 0) + 1;
  const failure: JobFailure = { outcome: 'forbidden', message, count, givenUp: true, endsWithSliceEvent: true };
  tell(draft, namespaceTerminatingNotice(job));
  rest(draft, key, { ...job, failure });
}

/** Puts down a job that has given up; it tries again at once if something has changed since it was planned. */
function rest(draft: StateDraft, key: string, job: Job): void {
  const resting: Job = { ...job, writes: [] };
  putJob(draft.work, key, job.dirty ? soon(resting, 0) : { ...resting, phase: 'idle', turn: undefined });
}

function tell(draft: StateDraft, notice: ControllerNotice): void {
  draft.notices = [...draft.notices, notice];
}

function readAnsweredSlice(
  slice: EndpointSliceLike | null | undefined,
  isNeeded: boolean,
  path: Path,
): EndpointSliceLike | undefined {
  if (!isNeeded && (slice === undefined || slice === null)) return undefined;
  const place = [...path, 'slice'];
  readSliceFacts(expectObject(slice, place), place);
  return copyPlain(slice, place) as EndpointSliceLike;
}

function readWait(delay: unknown, path: Path): number {
  return delay === undefined || delay === null ? 0 : expectDuration(delay, path);
}
