import { plannedCreate, plannedDelete, plannedUpdate } from '../../src/slice/planned-write.ts';
import type {
  EndpointSlice,
  EndpointSliceLike,
  Plan,
  PlannedCreate,
  PlannedDelete,
  PlannedUpdate,
} from 'endpointslice';

/** The creates of a plan, in their order. */
export function createsOf(plan: Plan): PlannedCreate[] {
  return plan.writes.filter((write) => write.verb === 'create');
}

/** The updates of a plan, in their order. */
export function updatesOf<Slice extends EndpointSliceLike>(plan: Plan<Slice>): PlannedUpdate<Slice>[] {
  return plan.writes.filter((write): write is PlannedUpdate<Slice> => write.verb === 'update');
}

/** The deletes of a plan, in their order. */
export function deletesOf<Slice extends EndpointSliceLike>(plan: Plan<Slice>): PlannedDelete<Slice>[] {
  return plan.writes.filter((write): write is PlannedDelete<Slice> => write.verb === 'delete');
}

/** The lists from which a test makes a plan; what is absent is empty. */
export interface PlanLists {
  readonly create?: readonly { readonly slice: EndpointSlice; readonly reasons?: PlannedCreate['reasons'] }[];
  readonly update?: readonly {
    readonly slice: EndpointSlice;
    readonly before: EndpointSliceLike;
    readonly reasons?: PlannedUpdate['reasons'];
  }[];
  readonly delete?: readonly { readonly before: EndpointSliceLike; readonly reasons?: PlannedDelete['reasons'] }[];
  readonly unchanged?: readonly EndpointSliceLike[];
}

/** A plan with the writes of the lists: creates, updates, deletes. */
export function planOf(lists: PlanLists): Plan {
  return {
    writes: [
      ...(lists.create ?? []).map(({ slice, reasons = [] }) => plannedCreate(slice, reasons)),
      ...(lists.update ?? []).map(({ slice, before, reasons = [] }) => plannedUpdate(before, slice, reasons)),
      ...(lists.delete ?? []).map(({ before, reasons = [] }) => ({
        ...plannedDelete(before, 'PortsNotWanted'),
        reasons,
      })),
    ],
    unchanged: lists.unchanged ?? [],
  };
}

/** The writes of a plan by verb, each list in the order of the plan. */
export function listsOf(plan: Plan): Required<PlanLists> {
  return { create: createsOf(plan), update: updatesOf(plan), delete: deletesOf(plan), unchanged: plan.unchanged };
}
