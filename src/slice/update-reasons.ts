import type { EndpointSliceLike } from '../model/endpoint-slice.ts';
import type { StringMapLike } from '../model/meta.ts';
import type { UpdateReason } from '../model/plan.ts';
import { hasLabels } from './slice-labels.ts';

/** The changes that an update makes to a slice besides labels; absent means false. */
export interface SliceChanges {
  readonly added?: boolean;
  readonly removed?: boolean;
  /** Whether endpoints that stay changed in any field. */
  readonly changed?: boolean;
  readonly ports?: boolean;
}

/** The place of each reason in the list of every update. */
const ORDER: { readonly [Reason in UpdateReason]: number } = {
  Recycled: 0,
  EndpointsAdded: 1,
  EndpointsRemoved: 2,
  EndpointsChanged: 3,
  PortsChanged: 4,
  LabelsChanged: 5,
  AnnotationsChanged: 6,
  OwnerChanged: 7,
  HintsChanged: 8,
};

/**
 * Lists why a slice must be updated, given the changes and the labels that it should have; the list is empty if the slice
 * may stay.
 */
export function updateReasons(slice: EndpointSliceLike, changes: SliceChanges, labels: StringMapLike): UpdateReason[] {
  const reasons: UpdateReason[] = [];
  if (changes.added === true) reasons.push('EndpointsAdded');
  if (changes.removed === true) reasons.push('EndpointsRemoved');
  if (changes.changed === true) reasons.push('EndpointsChanged');
  if (changes.ports === true) reasons.push('PortsChanged');
  if (!hasLabels(slice, labels)) reasons.push('LabelsChanged');
  return reasons;
}

/** Returns reasons of one update, each once, in the order that all updates have. */
export function inReasonOrder(reasons: readonly UpdateReason[]): readonly UpdateReason[] {
  if (reasons.length < 2) return reasons;
  return [...new Set(reasons)].sort((left, right) => ORDER[left] - ORDER[right]);
}
