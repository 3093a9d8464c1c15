import { copyStringMap } from '../endpoint/copy-endpoint.ts';
import { setField } from '../internal/plain-object.ts';
import { expectTimestamp, formatTimestamp, isZeroTime } from '../internal/timestamp.ts';
import type { EndpointSlice } from '../model/endpoint-slice.ts';
import { ANNOTATION_TRIGGER_TIME } from '../model/labels.ts';
import type { TimeLike } from '../model/meta.ts';
import type { Plan, PlannedWrite } from '../model/plan.ts';
import { leaveOutCreates } from './leave-out-creates.ts';
import { orderWrites } from './order-writes.ts';
import { compareSlices } from '../slice/slice-order.ts';

/** Input of `finishPlan`. */
export interface FinishPlanInput {
  readonly plan: Plan;
  /** Prefix of the name of a slice that takes the place of another. */
  readonly generateName: string;
  /** Whether the owner is being deleted; if so, nothing new is created for it. */
  readonly ownerTerminating: boolean;
  /** The time of the change behind this plan; absent if nobody knows it. */
  readonly triggerTime?: TimeLike | null | undefined;
}

/** A plan ready to be written. */
export interface FinishedPlan {
  readonly plan: Plan;
  /** Creates that were left out because the owner is being deleted. */
  readonly skippedCreateCount: number;
}

/**
 * Finishes a plan after hints are set: leaves creates out for an owner that is being deleted, puts the writes into a safe
 * order, and notes the trigger time on everything that is written.
 *
 * @see k8s.io/endpointslice Reconciler.finalize; docs/rules.md 1.13
 */
export function finishPlan(input: FinishPlanInput): FinishedPlan {
  const { plan } = input;
  const time = triggerTimeText(input.triggerTime);
  const writes = input.ownerTerminating ? leaveOutCreates(plan.writes) : plan.writes;
  return {
    plan: {
      writes: orderWrites(writes, input.generateName).map((write) => withTriggerTime(write, time)),
      unchanged: [...plan.unchanged].sort(compareSlices),
    },
    skippedCreateCount: plan.writes.length - writes.length,
  };
}

/** Returns the time as text; `undefined` for Go's zero time, as in the reference. */
function triggerTimeText(triggerTime: TimeLike | null | undefined): string | undefined {
  if (triggerTime === null || triggerTime === undefined) return undefined;
  const time = expectTimestamp(triggerTime, ['triggerTime']);
  return isZeroTime(time) ? undefined : formatTimestamp(time);
}

/** Returns a write with the time, or without one; removes the annotation of an earlier write (rule 1.13.6). */
function withTriggerTime(write: PlannedWrite, time: string | undefined): PlannedWrite {
  if (write.verb === 'create') return { ...write, slice: markSlice(write.slice, time) };
  if (write.verb === 'update') return { ...write, slice: markSlice(write.slice, time) };
  return write;
}

function markSlice<Slice extends EndpointSlice>(slice: Slice, time: string | undefined): Slice {
  const { annotations: before, ...metadata } = slice.metadata;
  const annotations = copyStringMap(before ?? {});
  delete annotations[ANNOTATION_TRIGGER_TIME];
  if (time !== undefined) setField(annotations, ANNOTATION_TRIGGER_TIME, time);
  const absent = Object.keys(annotations).length === 0;
  return { ...slice, metadata: absent ? metadata : { ...metadata, annotations } };
}
