import { checkPlan } from '../endpoint/check-plan.ts';
import { expectArray, expectName, expectObject } from '../internal/expect.ts';
import { outOfRange, wrongType } from '../internal/invariant.ts';
import type { EndpointSlice, EndpointSliceLike } from '../model/endpoint-slice.ts';
import type { Plan } from '../model/plan.ts';
import { sliceName, sortSlices } from './slice-order.ts';

/** Slices, a plan for some of them, and how to name what it creates. */
export interface ApplyPlanInput {
  /** All of one namespace; slices that the plan does not name stay. */
  readonly slices: readonly EndpointSliceLike[];
  readonly plan: Plan;
  /** Gives each created slice its name, as the API server would; `index` counts the creates of the plan. */
  readonly nameSlice: (slice: EndpointSlice, index: number) => string;
}

/**
 * The slices as they will be when a plan has been written: a dry run.
 *
 * In order of their names. Slices that stay are the caller's objects; created ones are copies with a name; nothing that the
 * API server would add (uid, resourceVersion) is made up. Inputs are not changed. Cost: O(s log s).
 *
 * @throws TypeError that names the field if an argument is not what it should be
 * @throws RangeError if the plan updates or deletes a slice that is not there, or a name is given twice
 * @see k8s.io/endpointslice Reconciler.finalize, which makes these writes in a cluster
 * @example
 * const slice: EndpointSlice = { apiVersion: 'discovery.k8s.io/v1', kind: 'EndpointSlice', metadata: { generateName: 'web-' }, addressType: 'IPv4', endpoints: [], ports: [] };
 * const plan: Plan = { create: [{ slice, reasons: ['placeholder'] }], update: [], delete: [], unchanged: [] };
 * applyPlan({ slices: [], plan, nameSlice: (created, index) => `${created.metadata.generateName}${index}` })
 *   .map(({ metadata }) => metadata?.name) // => ['web-0']
 */
export function applyPlan(input: ApplyPlanInput): EndpointSliceLike[] {
  const caller = 'applyPlan';
  const { slices, plan, nameSlice } = expectObject(input, caller, ['input']);
  checkPlan(plan, caller);
  if (typeof nameSlice !== 'function') throw wrongType(caller, ['nameSlice'], 'a function', nameSlice);
  for (const [index, slice] of expectArray(slices, caller, ['slices']).entries()) {
    const { metadata } = expectObject(slice, caller, ['slices', index]);
    expectName(expectObject(metadata, caller, ['slices', index, 'metadata']).name, caller, [
      'slices',
      index,
      'metadata',
      'name',
    ]);
  }
  const byName = new Map<string, EndpointSliceLike>();
  for (const slice of slices) byName.set(sliceName(slice), slice);
  for (const { before } of plan.delete) {
    const name = sliceName(before);
    if (!byName.delete(name)) throw outOfRange(caller, ['plan', 'delete'], 'a list of slices that are there', name);
  }
  for (const { slice, before } of plan.update) {
    const name = sliceName(before);
    if (!byName.has(name)) throw outOfRange(caller, ['plan', 'update'], 'a list of slices that are there', name);
    byName.set(name, slice);
  }
  plan.create.forEach(({ slice }, index) => {
    const name = expectName(nameSlice(slice, index), caller, ['nameSlice']);
    if (byName.has(name)) throw outOfRange(caller, ['nameSlice'], 'a name that is not in use', name);
    byName.set(name, { ...slice, metadata: { name, ...slice.metadata } });
  });
  return [...sortSlices([...byName.values()], caller)];
}
