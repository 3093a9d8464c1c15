import type { EndpointSlice, EndpointSliceLike } from '../model/endpoint-slice.ts';
import type {
  CreateReason,
  DeleteReason,
  NamedSlice,
  PlannedCreate,
  PlannedDelete,
  PlannedUpdate,
  Preconditions,
  UpdateReason,
  WrittenSlice,
} from '../model/plan.ts';
import { inReasonOrder } from './update-reasons.ts';

/** Makes the write that creates a slice, which has a namespace. */
export function plannedCreate(slice: EndpointSlice, reasons: readonly CreateReason[]): PlannedCreate {
  return { verb: 'create', slice: slice as WrittenSlice, reasons };
}

/** Makes the write that puts `slice`, which carries the metadata of `before`, name and namespace included, in its place. */
export function plannedUpdate(
  before: EndpointSliceLike,
  slice: EndpointSlice,
  reasons: readonly UpdateReason[],
): PlannedUpdate {
  return {
    verb: 'update',
    slice: slice as NamedSlice,
    before,
    preconditions: preconditionsOf(before),
    reasons: inReasonOrder(reasons),
  };
}

/** Makes the write that deletes a slice. */
export function plannedDelete(before: EndpointSliceLike, reason: DeleteReason): PlannedDelete {
  const namespace = before.metadata?.namespace ?? '';
  const name = before.metadata?.name ?? '';
  return { verb: 'delete', namespace, name, before, preconditions: preconditionsOf(before), reasons: [reason] };
}

function preconditionsOf({ metadata }: EndpointSliceLike): Preconditions {
  const { uid, resourceVersion } = metadata ?? {};
  const preconditions: { uid?: string; resourceVersion?: string } = {};
  if (uid !== null && uid !== undefined) preconditions.uid = uid;
  if (resourceVersion !== null && resourceVersion !== undefined) preconditions.resourceVersion = resourceVersion;
  return preconditions;
}
