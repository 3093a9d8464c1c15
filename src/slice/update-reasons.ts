import type { EndpointSliceLike } from '../model/endpoint-slice.ts';
import type { StringMapLike } from '../model/meta.ts';
import type { UpdateReason } from '../model/plan.ts';
import { hasLabels } from './slice-labels.ts';

/** What an update does to the endpoints and ports of a slice. */
export interface SliceChanges {
  readonly added?: boolean;
  readonly removed?: boolean;
  /** Endpoints stay, and what is known of them has changed. */
  readonly changed?: boolean;
  readonly ports?: boolean;
}

/** Reasons in the order in which every update lists them. */
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

/** Lists why a slice must be updated, given what changes and the labels that it should have; nothing if it may stay. */
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
