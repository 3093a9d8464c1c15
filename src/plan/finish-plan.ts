import { setField } from '../internal/plain-object.ts';
import { expectTimestamp, formatTimestamp } from '../internal/timestamp.ts';
import { copyStringMap } from '../endpoint/copy.ts';
import type { EndpointSlice } from '../model/endpoint-slice.ts';
import { ANNOTATION_TRIGGER_TIME } from '../model/labels.ts';
import type { OwnerReferenceLike, TimeLike } from '../model/meta.ts';
import type { Plan } from '../model/plan.ts';
import { recycleSlices } from './recycle.ts';
import { compareSlices } from './slice-order.ts';

/** What is known when a plan is finished. */
export interface FinishPlanInput {
  readonly plan: Plan;
  /** Only slices of this owner are recycled; without one, all. */
  readonly owner?: OwnerReferenceLike;
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
 * The last stage of planning, after hints: recycles deletes into creates, leaves creates out for an owner that is being
 * deleted, notes the trigger time on everything that is written, and puts the lists in order.
 *
 * @see k8s.io/endpointslice Reconciler.finalize; semantics 1.13
 */
export function finishPlan(input: FinishPlanInput, caller: string): FinishedPlan {
  const { triggerTime } = input;
  const time =
    triggerTime === null || triggerTime === undefined
      ? undefined
      : formatTimestamp(expectTimestamp(triggerTime, caller, ['triggerTime']));
  const { create, update, delete: deletes, unchanged } = recycleSlices(input.plan, input.owner);
  const created = input.ownerTerminating ? [] : create;
  return {
    plan: {
      create: created.map((planned) => ({ ...planned, slice: withTriggerTime(planned.slice, time) })),
      update: update
        .map((planned) => ({ ...planned, slice: withTriggerTime(planned.slice, time) }))
        .sort((left, right) => compareSlices(left.before, right.before)),
      delete: [...deletes].sort((left, right) => compareSlices(left.before, right.before)),
      unchanged: [...unchanged].sort(compareSlices),
    },
    skippedCreateCount: create.length - created.length,
  };
}

/** A slice that carries the time, or no time; an annotation of an earlier write goes (1.13.6). */
function withTriggerTime(slice: EndpointSlice, time: string | undefined): EndpointSlice {
  const { annotations: before, ...metadata } = slice.metadata;
  const annotations = copyStringMap(before ?? {});
  delete annotations[ANNOTATION_TRIGGER_TIME];
  if (time !== undefined) setField(annotations, ANNOTATION_TRIGGER_TIME, time);
  const absent = Object.keys(annotations).length === 0;
  return { ...slice, metadata: absent ? metadata : { ...metadata, annotations } };
}
