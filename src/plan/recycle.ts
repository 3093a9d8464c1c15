import type { Plan, PlannedDelete, PlannedUpdate } from '../model/plan.ts';
import type { OwnerReferenceLike } from '../model/meta.ts';
import { isOwnedBy } from './owner.ts';
import { compareSlices, sliceName } from './slice-order.ts';

/**
 * Turns pairs of a delete and a create of one address type into an update under the name of the deleted slice: one write
 * instead of two.
 *
 * Only slices of `owner` are reused; without one, all. Deletes are taken in order of their names, creates in their order, so that the plan is
 * always the same. What is written is new but for the name: no uid, resourceVersion or annotation of the old slice.
 * Recycled updates come after the others. Inputs are not changed. Cost: O(c + d log d).
 *
 * @see k8s.io/endpointslice recycleSlices; semantics 1.13.1
 * @example
 * const owner = { apiVersion: 'v1', kind: 'Service', name: 'web', uid: 'u1' };
 * const slice: EndpointSlice = { apiVersion: 'discovery.k8s.io/v1', kind: 'EndpointSlice', metadata: { generateName: 'web-' }, addressType: 'IPv4', endpoints: [], ports: [] };
 * const before = { addressType: 'IPv4', metadata: { name: 'web-old', ownerReferences: [owner] } };
 * const plan: Plan = { create: [{ slice, reasons: ['placeholder'] }], update: [], delete: [{ before, reasons: ['ports-not-wanted'] }], unchanged: [] };
 * formatPlan(recycleSlices(plan, owner)) // => 'update IPv4 web-old: 0 endpoints (recycled)\n'
 */
export function recycleSlices(plan: Plan, owner?: OwnerReferenceLike): Plan {
  if (plan.create.length === 0 || plan.delete.length === 0) return plan;
  const free = new Map<string, PlannedDelete[]>();
  for (const planned of [...plan.delete].sort((left, right) => compareSlices(right.before, left.before))) {
    if (owner !== undefined && !isOwnedBy(planned.before, owner)) continue;
    const { addressType } = planned.before;
    const names = free.get(addressType);
    if (names === undefined) free.set(addressType, [planned]);
    else names.push(planned);
  }
  const reused = new Set<PlannedDelete>();
  const recycled: PlannedUpdate[] = [];
  const create = plan.create.filter(({ slice }) => {
    const deleted = free.get(slice.addressType)?.pop();
    if (deleted === undefined) return true;
    reused.add(deleted);
    const name = sliceName(deleted.before);
    recycled.push({
      slice: { ...slice, metadata: { name, ...slice.metadata } },
      before: deleted.before,
      reasons: ['recycled'],
    });
    return false;
  });
  return {
    create,
    update: [...plan.update, ...recycled],
    delete: plan.delete.filter((planned) => !reused.has(planned)),
    unchanged: plan.unchanged,
  };
}
