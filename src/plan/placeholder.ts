/** Makes and finds placeholders, the slices of address types without endpoints. */

import type { AddressType, EndpointSliceLike } from '../model/endpoint-slice.ts';
import type { StringMapLike } from '../model/meta.ts';
import type { PlannedCreate, PlannedDelete } from '../model/plan.ts';
import { plannedCreate } from '../slice/planned-write.ts';
import { hasLabels } from '../slice/slice-labels.ts';
import { namesOwner } from '../slice/slice-owner.ts';
import { newSlice, type SliceTemplate } from '../slice/slice-template.ts';

/**
 * Returns the placeholder of one address type: a slice without ports and endpoints.
 *
 * @see k8s.io/endpointslice newEndpointSlice for a placeholder; docs/rules.md 1.10.1
 */
export function placeholderSlice(template: SliceTemplate, addressType: AddressType): PlannedCreate {
  return plannedCreate(newSlice(template, addressType, { ports: [], endpoints: [] }), ['Placeholder']);
}

/**
 * Finds the first of the deletes whose slice already is a correct placeholder: it stays, and nothing is written.
 *
 * The reference also takes one that belongs to another owner, such as an earlier Service of the name, and the garbage
 * collector then removes it (ledger planner/placeholder-of-another-owner).
 *
 * @see k8s.io/endpointslice placeholderSliceCompare; docs/rules.md 1.10.2, 1.10.3
 */
export function findPlaceholder(deletes: readonly PlannedDelete[], template: SliceTemplate): PlannedDelete | undefined {
  return deletes.find(({ before }) => isPlaceholder(before, template.labels) && namesOwner(before, template.owner));
}

function isPlaceholder(slice: EndpointSliceLike, labels: StringMapLike): boolean {
  return (slice.endpoints?.length ?? 0) === 0 && (slice.ports?.length ?? 0) === 0 && hasLabels(slice, labels);
}
