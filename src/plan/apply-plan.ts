import { enter } from '../internal/door.ts';
import { checkPlan } from '../slice/check-plan.ts';
import { expectArray, expectName, expectObject } from '../internal/expect.ts';
import { outOfRange, wrongType } from '../internal/invariant.ts';
import type { EndpointSlice, EndpointSliceLike } from '../model/endpoint-slice.ts';
import type { Plan } from '../model/plan.ts';
import { sliceName, sortSlices } from '../slice/slice-order.ts';

/** Input of `applyPlan`. */
export interface ApplyPlanInput {
  /** All of one namespace; slices that the plan does not name stay. */
  readonly slices: readonly EndpointSliceLike[];
  readonly plan: Plan;
  /** Returns the name of a created slice, as the API server would; `index` counts the creates of the plan. */
  readonly nameSlice: (slice: EndpointSlice, index: number) => string;
}

/**
 * Returns the slices as they will be when a plan has been written, one write after the other: a dry run. To see the slices
 * in between, give it only the first few writes.
 *
 * The slices are in order of their names. Those that stay are the caller's objects; created ones are copies with a name.
 * What the API server would add (uid, resourceVersion) is not made up. Inputs are not changed. Cost: O(s log s).
 *
 * @throws TypeError if an argument is invalid; the error names the field
 * @throws RangeError if the plan updates or deletes a slice that is not there, or a name is given twice
 * @see k8s.io/endpointslice Reconciler.finalize, which makes these writes in a cluster
 * @example
 * const { plan } = planSlices({
 *   service: { namespace: 'shop', name: 'db' }, managedBy: 'vm-controller.example.com',
 *   owner: { apiVersion: 'v1', kind: 'Service', name: 'db', uid: 'u1' },
 *   groups: [{ addressType: 'IPv4', ports: [], endpoints: [{ addresses: ['192.0.2.7'] }] }],
 *   slices: [],
 * });
 * applyPlan({ slices: [], plan, nameSlice: (created, index) => `${created.metadata.generateName}${index}` })
 *   .map(({ metadata }) => metadata?.name) // => ['db-0']
 */
export function applyPlan(input: ApplyPlanInput): EndpointSliceLike[] {
  return enter('applyPlan', () => {
    const { slices, plan, nameSlice } = expectObject(input, ['input']);
    checkPlan(plan);
    if (typeof nameSlice !== 'function') throw wrongType(['nameSlice'], 'a function', nameSlice);
    for (const [index, slice] of expectArray(slices, ['slices']).entries()) {
      const { metadata } = expectObject(slice, ['slices', index]);
      expectName(expectObject(metadata, ['slices', index, 'metadata']).name, ['slices', index, 'metadata', 'name']);
    }
    const byName = new Map<string, EndpointSliceLike>();
    for (const slice of slices) byName.set(sliceName(slice), slice);
    let createCount = 0;
    for (const [index, write] of plan.writes.entries()) {
      if (write.verb === 'create') {
        const name = expectName(nameSlice(write.slice, createCount), ['nameSlice']);
        createCount += 1;
        if (byName.has(name)) throw outOfRange(['nameSlice'], 'a name that is not in use', name);
        byName.set(name, { ...write.slice, metadata: { name, ...write.slice.metadata } });
        continue;
      }
      const name = sliceName(write.before);
      if (!byName.has(name)) {
        throw outOfRange(['plan', 'writes', index, 'before'], 'a slice that is there', name);
      }
      if (write.verb === 'update') byName.set(name, write.slice);
      else byName.delete(name);
    }
    return [...sortSlices([...byName.values()])];
  });
}
