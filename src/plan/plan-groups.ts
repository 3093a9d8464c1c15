import type { DesiredGroup } from '../model/desired.ts';
import { compareText } from '../internal/compare.ts';
import type { AddressType, EndpointSliceLike } from '../model/endpoint-slice.ts';
import type { DeleteReason, Plan, PlannedDelete } from '../model/plan.ts';
import { type PortMapKey, portMapKey } from '../ports/port-map-key.ts';
import { distributeGroup } from './distribute.ts';
import { isOwnedBy } from './owner.ts';
import { findPlaceholder, placeholderSlice } from './placeholder.ts';
import type { SliceTemplate } from './slice-template.ts';

/** All that one source of endpoints desires, and the slices it has. */
export interface PlanGroupsInput<Item> {
  /** At most one group for each address type and port map. */
  readonly groups: readonly DesiredGroup<Item>[];
  /** Checked, in order of their names. */
  readonly slices: readonly EndpointSliceLike[];
  readonly template: SliceTemplate;
  readonly maxEndpointsPerSlice: number;
  /** Address types in which a placeholder stands when there is nothing else. */
  readonly placeholders: readonly AddressType[];
  /** Slices of other owners take part as well, instead of being deleted: labels alone say whose a slice is. */
  readonly anyOwner?: boolean;
}

/** Endpoints that come and go in one address type. */
export interface EndpointCounts {
  readonly addedCount: number;
  readonly removedCount: number;
}

/** A plan before recycling, and what was counted on the way. */
export interface GroupsPlan<Item> {
  readonly plan: Plan;
  readonly counts: ReadonlyMap<AddressType, EndpointCounts>;
  readonly duplicates: readonly { readonly addressType: AddressType; readonly item: Item }[];
}

/** In the order in which results list them; the types of the API, so that every slice has its place. */
const ADDRESS_TYPES: readonly AddressType[] = ['IPv4', 'IPv6', 'FQDN'];

/**
 * Plans all groups of one source: each on its own, slices that no group can use deleted, a placeholder where nothing else
 * would stand.
 *
 * @see k8s.io/endpointslice Reconciler.Reconcile, reconcileByAddressType; semantics 1.7, 1.8, 1.10
 */
export function planGroups<Item>(input: PlanGroupsInput<Item>): GroupsPlan<Item> {
  const plans: Plan[] = [];
  const counts = new Map<AddressType, EndpointCounts>();
  const duplicates: { addressType: AddressType; item: Item }[] = [];
  for (const addressType of addressTypesOf(input)) {
    const slices = input.slices.filter((slice) => slice.addressType === addressType);
    const groups = input.groups.filter((group) => group.addressType === addressType);
    if (groups.length === 0 && !input.placeholders.includes(addressType)) {
      plans.push(planDeletes(slices, 'address-type-not-wanted'));
      counts.set(addressType, { addedCount: 0, removedCount: endpointCount(slices) });
      continue;
    }
    const typePlan = planAddressType({ ...input, groups, slices }, addressType);
    plans.push(typePlan.plan);
    counts.set(addressType, typePlan.counts);
    for (const item of typePlan.duplicates) duplicates.push({ addressType, item });
  }
  return { plan: joinPlans(plans), counts, duplicates };
}

function addressTypesOf<Item>({ groups, slices, placeholders }: PlanGroupsInput<Item>): readonly AddressType[] {
  const found = new Set<string>(placeholders);
  for (const { addressType } of groups) found.add(addressType);
  for (const { addressType } of slices) found.add(addressType);
  const unknown = [...found].filter((addressType) => !ADDRESS_TYPES.includes(addressType as AddressType));
  return [...ADDRESS_TYPES.filter((addressType) => found.has(addressType)), ...(unknown.sort() as AddressType[])];
}

function planAddressType<Item>(
  input: PlanGroupsInput<Item>,
  addressType: AddressType,
): { plan: Plan; counts: EndpointCounts; duplicates: readonly Item[] } {
  const { groups, slices, template, maxEndpointsPerSlice } = input;
  const isOwn = (slice: EndpointSliceLike): boolean => input.anyOwner === true || isOwnedBy(slice, template.owner);
  const owned = slices.filter(isOwn);
  const notOwned = slices.filter((slice) => !isOwn(slice));
  const slicesByPorts = groupByPorts(owned);
  const plans: Plan[] = [planDeletes(notOwned, 'not-owned')];
  const duplicates: Item[] = [];
  let addedCount = 0;
  let removedCount = endpointCount(notOwned);

  const keyed = groups.map((group) => ({ group, key: portMapKey(group.ports) }));
  for (const { group, key } of keyed.sort((left, right) => compareText(left.key, right.key))) {
    const result = distributeGroup({ group, slices: slicesByPorts.get(key) ?? [], template, maxEndpointsPerSlice });
    slicesByPorts.delete(key);
    plans.push(result.plan);
    addedCount += result.addedCount;
    removedCount += result.removedCount;
    for (const item of result.duplicates) duplicates.push(item);
  }
  for (const undesired of slicesByPorts.values()) {
    plans.push(planDeletes(undesired, 'ports-not-wanted'));
    removedCount += endpointCount(undesired);
  }
  const plan = joinPlans(plans);
  return {
    plan: input.placeholders.includes(addressType) ? withPlaceholder(plan, template, addressType) : plan,
    counts: { addedCount, removedCount },
    duplicates,
  };
}

/** Adds or keeps a placeholder if nothing of this type would be left (1.10). */
function withPlaceholder(plan: Plan, template: SliceTemplate, addressType: AddressType): Plan {
  if (plan.create.length > 0 || plan.update.length > 0 || plan.unchanged.length > 0) return plan;
  const kept = findPlaceholder(plan.delete, template);
  if (kept === undefined) return { ...plan, create: [placeholderSlice(template, addressType)] };
  return { ...plan, delete: plan.delete.filter((planned) => planned !== kept), unchanged: [kept.before] };
}

/** Slices by port map, each list in the order given. Slices that follow one another mostly have the same ports. */
function groupByPorts(slices: readonly EndpointSliceLike[]): Map<PortMapKey, EndpointSliceLike[]> {
  const byPorts = new Map<PortMapKey, EndpointSliceLike[]>();
  for (const slice of slices) {
    const key = portMapKey(slice.ports);
    const list = byPorts.get(key);
    if (list === undefined) byPorts.set(key, [slice]);
    else list.push(slice);
  }
  return byPorts;
}

function planDeletes(slices: readonly EndpointSliceLike[], reason: DeleteReason): Plan {
  const deletes: PlannedDelete[] = slices.map((before) => ({ before, reasons: [reason] }));
  return { create: [], update: [], delete: deletes, unchanged: [] };
}

function joinPlans(plans: readonly Plan[]): Plan {
  return {
    create: plans.flatMap((plan) => plan.create),
    update: plans.flatMap((plan) => plan.update),
    delete: plans.flatMap((plan) => plan.delete),
    unchanged: plans.flatMap((plan) => plan.unchanged),
  };
}

function endpointCount(slices: readonly EndpointSliceLike[]): number {
  return slices.reduce((sum, slice) => sum + (slice.endpoints?.length ?? 0), 0);
}
