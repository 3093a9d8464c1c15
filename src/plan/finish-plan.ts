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

/** What is known when a plan is finished. */
export interface FinishPlanInput {
  readonly plan: Plan;
  /** Prefix of the name of a slice that takes the place of another. */
  readonly generateName: string;
  /** The owner is being deleted: nothing new is created for it. */
  readonly ownerTerminating: boolean;
  /** When the change behind this plan happened; absent when nobody knows. */
  readonly triggerTime?: TimeLike | null | undefined;
}

/** A plan ready to be written. */
export interface FinishedPlan {
  readonly plan: Plan;
  /** Creates that were left out because the owner is being deleted. */
  readonly skippedCreateCount: number;
}

/**
 * The last stage of planning, after hints: leaves creates out for an owner that is being deleted, puts the writes into a
 * safe order, and notes the trigger time on everything that is written.
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

/** The time as text; `undefined` for Go's zero time, as in the reference. */
function triggerTimeText(triggerTime: TimeLike | null | undefined): string | undefined {
  if (triggerTime === null || triggerTime === undefined) return undefined;
  const time = expectTimestamp(triggerTime, ['triggerTime']);
  return isZeroTime(time) ? undefined : formatTimestamp(time);
}

/** A write that carries the time, or no time; an annotation of an earlier write goes (rule 1.13.6). */
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
