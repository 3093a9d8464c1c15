import { expectArray, expectObject, expectTextMap } from '../internal/expect.ts';
import { checkMaximum, checkSlice } from './check-slice.ts';
import type { DesiredGroup, EndpointReader } from '../model/desired.ts';
import type { EndpointSliceLike } from '../model/endpoint-slice.ts';
import type { PlannedUpdate, Plan } from '../model/plan.ts';
import { checkPorts } from '../ports/check-ports.ts';
import { matchSlices, type SliceDraft } from './match-slices.ts';
import { packNewcomers } from './pack-newcomers.ts';
import { copyEndpoints, rewriteSlice } from '../endpoint/rewrite-slice.ts';
import { compareSlices, sortSlices } from './slice-order.ts';
import { newSlice, type SliceTemplate } from './slice-template.ts';

/** One group of desired endpoints, and the slices that may hold them. */
export interface DistributeInput<Item> {
  readonly group: DesiredGroup<Item>;
  /** Existing slices of the group's address type and ports, all of one owner and manager. */
  readonly slices: readonly EndpointSliceLike[];
  readonly template: SliceTemplate;
  /** From 1 to 1000. */
  readonly maxEndpointsPerSlice: number;
}

/** How one group is spread over slices. */
export interface Distribution<Item> {
  readonly plan: Plan;
  /** Desired endpoints that were in no slice. */
  readonly addedCount: number;
  /** Endpoints of existing slices that are in them no longer. */
  readonly removedCount: number;
  /** Desired endpoints left out because another has the same identity. */
  readonly duplicates: readonly Item[];
}

/**
 * Spreads one group of desired endpoints over slices with few writes: endpoints stay where they are, slices that must be
 * written anyway are filled up, and only what is left opens new slices.
 *
 * Knows nothing of pods or Services. Slices filled beyond the maximum are not split, slices are never merged, and a slice
 * that is empty already stays. Inputs are not changed; unchanged slices are returned as the same objects, everything else
 * is new. The result does not depend on the order of endpoints or slices.
 *
 * Cost: O(n + e) for n endpoints in their places, plus O(m log m) for m newcomers and O(s log s) for s slices.
 *
 * Laws: conservation, capacity, convergence, order-freedom, thrift, placement (docs/laws.md).
 *
 * @throws RangeError if `maxEndpointsPerSlice` is not a whole number from 1 to 1000, or two slices share a name
 * @throws TypeError that names the field if the group, the template or a slice is not one
 * @see k8s.io/endpointslice reconcileByPortMapping; semantics 1.9; KEP-752
 * @example
 * const template = {
 *   namespace: 'shop', generateName: 'web-', labels: {},
 *   owner: { apiVersion: 'v1', kind: 'Service', name: 'web', uid: 'u1' },
 * };
 * const group: DesiredGroup<EndpointLike> = { addressType: 'IPv4', ports: [], items: [{ addresses: ['10.0.0.1'] }], reader: endpointReader };
 * const { plan } = distributeEndpoints({ group, slices: [], template, maxEndpointsPerSlice: 100 });
 * plan.create.map(({ slice }) => slice.endpoints) // => [[{ addresses: ['10.0.0.1'] }]]
 */
export function distributeEndpoints<Item>(input: DistributeInput<Item>): Distribution<Item> {
  const caller = 'distributeEndpoints';
  const { group, template } = expectObject(input, caller, ['input']);
  expectArray(expectObject(group, caller, ['group']).items, caller, ['group', 'items']);
  expectObject(group.reader, caller, ['group', 'reader']);
  checkPorts(group.ports, caller, ['group', 'ports']);
  expectTextMap(expectObject(template, caller, ['template']).labels, caller, ['template', 'labels']);
  checkMaximum(input.maxEndpointsPerSlice, caller);
  for (const [index, slice] of expectArray(input.slices, caller, ['slices']).entries())
    checkSlice(slice, index, caller);
  return distributeGroup({ ...input, slices: sortSlices(input.slices, caller) });
}

/** The same for input that has been checked, with the slices in order of their names. */
export function distributeGroup<Item>(input: DistributeInput<Item>): Distribution<Item> {
  const { group, slices, template, maxEndpointsPerSlice } = input;
  const matched = matchSlices(group, slices, template.labels);
  const packed = packNewcomers(matched, group.reader, maxEndpointsPerSlice);
  const plan: Plan = {
    create: packed.created.map((items) => ({
      slice: newSlice(template, group.addressType, {
        ports: group.ports,
        endpoints: items.map((item) => group.reader.toEndpoint(item)),
      }),
      reasons: ['endpoints-added'],
    })),
    update: packed.drafts
      .map((draft) => finishDraft(draft, group.reader, template))
      .sort((left, right) => compareSlices(left.slice, right.slice)),
    delete: matched.emptied.map((before) => ({ before, reasons: ['no-endpoints-left'] })),
    unchanged: packed.unchanged,
  };
  return {
    plan,
    addedCount: matched.newcomers.length,
    removedCount: matched.removedCount,
    duplicates: matched.duplicates,
  };
}

function finishDraft<Item>(
  draft: SliceDraft<Item>,
  reader: EndpointReader<Item>,
  template: SliceTemplate,
): PlannedUpdate {
  const { before, kept, added, reasons } = draft;
  const endpoints = kept === undefined ? copyEndpoints(before) : kept.map((item) => reader.toEndpoint(item));
  for (const item of added) endpoints.push(reader.toEndpoint(item));
  return { slice: rewriteSlice(before, { endpoints, labels: template.labels }), before, reasons };
}
