import { ADDRESS_TYPES, isAddressType } from '../address/address-types.ts';
import { smallestAddress } from '../endpoint/endpoint-identity.ts';
import { compareText } from '../internal/compare-text.ts';
import { partition } from '../internal/partition.ts';
import type { CheckedGroup } from '../model/desired.ts';
import type { AddressType, EndpointLike, EndpointSliceLike } from '../model/endpoint-slice.ts';
import type { DeleteReason, Plan, PlannedDelete, PlannedWrite } from '../model/plan.ts';
import { keyOfPorts, type PortMapKey } from '../ports/port-map-key.ts';
import { plannedDelete } from '../slice/planned-write.ts';
import { compareSlices } from '../slice/slice-order.ts';
import { namesOwner } from '../slice/slice-owner.ts';
import type { SliceTemplate } from '../slice/slice-template.ts';
import { adoptSlices } from './adopt-slices.ts';
import { countEndpoints, distributeGroup } from './distribute.ts';
import { indexItems } from './item-index.ts';
import { type MatchedSlices, sliceMatcher } from './match-slices.ts';
import { countCreates } from './pack-newcomers.ts';
import { findPlaceholder, placeholderSlice } from './placeholder.ts';
import { recycleSlices } from './recycle.ts';

/** Input of `planGroups`: everything that one source of endpoints desires, and its slices. */
export interface PlanGroupsInput<Item> {
  /** At most one group for each address type and port map. */
  readonly groups: readonly CheckedGroup<Item>[];
  /** Checked, in order of their names. */
  readonly slices: readonly EndpointSliceLike[];
  readonly template: SliceTemplate;
  readonly maxEndpointsPerSlice: number;
  /** Address types that get a placeholder if they have nothing else. */
  readonly placeholders: readonly AddressType[];
  /** Whether slices of other owners are planned instead of being deleted: labels alone then decide whose a slice is. */
  readonly anyOwner?: boolean;
  /** Slices to be deleted or reused, whatever they hold. */
  readonly surplus?: readonly EndpointSliceLike[];
  /** Whether a group that has a slice fits into it and gets no other. */
  readonly onePerGroup?: boolean;
  /** Whether the owner is being deleted: creates are left out later, so an existing slice is never reused in their place. */
  readonly ownerTerminating: boolean;
}

/** The numbers of endpoints added and removed in one address type. */
export interface EndpointCounts {
  readonly addedCount: number;
  readonly removedCount: number;
}

/** A plan whose writes are not in a safe order yet, with the counts. */
export interface GroupsPlan<Item> {
  readonly plan: Plan;
  readonly counts: ReadonlyMap<AddressType, EndpointCounts>;
  readonly duplicates: readonly { readonly addressType: AddressType; readonly item: Item }[];
}

/**
 * Plans all groups of one source: slices whose ports nobody wants are adopted, each group is distributed, slices that keep
 * nothing are reused or deleted, and a placeholder is added where nothing else would be.
 *
 * @see k8s.io/endpointslice Reconciler.Reconcile, reconcileByAddressType; docs/rules.md 1.7, 1.8, 1.10
 */
export function planGroups<Item>(input: PlanGroupsInput<Item>): GroupsPlan<Item> {
  const plans: Plan[] = [];
  const counts = new Map<AddressType, EndpointCounts>();
  const duplicates: { addressType: AddressType; item: Item }[] = [];
  const surplus = input.surplus ?? [];
  for (const addressType of addressTypesOf([...input.groups, ...input.slices, ...surplus], input.placeholders)) {
    const isOfType = (one: { readonly addressType: string }): boolean => one.addressType === addressType;
    const slices = input.slices.filter(isOfType);
    const groups = input.groups.filter(isOfType);
    const ofType = { ...input, groups, slices, surplus: surplus.filter(isOfType) };
    if (groups.length === 0 && !input.placeholders.includes(addressType)) {
      const all = [...slices, ...ofType.surplus];
      plans.push(joinPlans([planDeletes(slices, 'AddressTypeNotWanted'), planDeletes(ofType.surplus, 'SurplusSlice')]));
      counts.set(addressType, { addedCount: 0, removedCount: countEndpoints(all) });
      continue;
    }
    const typePlan = planAddressType(ofType, addressType);
    plans.push(typePlan.plan);
    counts.set(addressType, typePlan.counts);
    for (const item of typePlan.duplicates) duplicates.push({ addressType, item });
  }
  return { plan: joinPlans(plans), counts, duplicates };
}

function addressTypesOf(
  all: readonly { readonly addressType: string }[],
  placeholders: readonly AddressType[],
): readonly AddressType[] {
  const found = new Set<string>(placeholders);
  for (const { addressType } of all) found.add(addressType);
  const unknown = [...found].filter((addressType) => !isAddressType(addressType));
  return [...ADDRESS_TYPES.filter((addressType) => found.has(addressType)), ...(unknown.sort() as AddressType[])];
}

function planAddressType<Item>(
  input: PlanGroupsInput<Item> & { readonly surplus: readonly EndpointSliceLike[] },
  addressType: AddressType,
): { plan: Plan; counts: EndpointCounts; duplicates: readonly Item[] } {
  const { slices, template, maxEndpointsPerSlice, surplus } = input;
  const { inside: own, outside: notOwned } = partition(
    slices,
    (slice) => input.anyOwner === true || namesOwner(slice, template.owner),
  );
  const slicesByPorts = groupByPorts(own);
  const groups = input.groups
    .map((group) => ({ group, key: keyOfPorts(group.ports), index: indexItems(group.items, group.reader) }))
    .sort((left, right) => compareText(left.key, right.key));
  const matchers = groups.map(({ group, index }) => sliceMatcher(group, index, template.labels));
  const emptied = groups.flatMap(({ key }, position) => {
    const ofGroup = slicesByPorts.get(key) ?? [];
    slicesByPorts.delete(key);
    return matchers[position]?.matchOwn(ofGroup) ?? [];
  });
  const { adopted, orphans } = adoptSlices(
    groups,
    [...emptied, ...[...slicesByPorts.values()].flat()].sort(compareSlices),
  );
  const matched = matchers.map((matcher, position) => matcher.matchAdopted(adopted[position] ?? []));
  const dropped = [...orphans, ...matched.flatMap((one) => one.emptied)];

  const wasWanted = new Set(emptied);
  const plans: Plan[] = [
    planDeletes(notOwned, 'NotOwned'),
    {
      writes: dropped.map((before) =>
        plannedDelete(before, wasWanted.has(before) ? 'NoEndpointsLeft' : 'PortsNotWanted'),
      ),
      unchanged: [],
    },
  ];
  const duplicates: Item[] = [];
  let addedCount = 0;
  let removedCount = countEndpoints([...notOwned, ...dropped, ...surplus]);
  // A create for which no slice can be reused costs a write, which filling a slice completely saves.
  const limits = { maxEndpointsPerSlice, fillsToTheBrim: false };
  const createCounts = matched.map((one) => countCreates(one, limits));
  let costlyCount = createCounts.reduce((sum, count) => sum + count, -dropped.length - surplus.length);
  const leaving = matched.length > 1 ? leavingAddresses(matched, dropped) : new Set<string>();
  groups.forEach(({ group }, position) => {
    const one = matched[position] as MatchedSlices<Item>;
    const fillsToTheBrim = input.onePerGroup === true || (costlyCount > 0 && !input.ownerTerminating);
    if (fillsToTheBrim) costlyCount -= (createCounts[position] ?? 0) - countCreates(one, { ...limits, fillsToTheBrim });
    const result = distributeGroup(group, one, template, { maxEndpointsPerSlice, fillsToTheBrim, leaving });
    plans.push(result.plan);
    addedCount += result.addedCount;
    removedCount += result.removedCount;
    for (const item of result.duplicates) duplicates.push(item);
  });
  const { writes, unchanged } = joinPlans([...plans, planDeletes(surplus, 'SurplusSlice')]);
  const sorted = { writes: sortDeletes(writes), unchanged };
  const plan = input.placeholders.includes(addressType) ? withPlaceholder(sorted, template, addressType) : sorted;
  return {
    plan: {
      writes: recycleSlices(plan.writes, input.anyOwner === true ? undefined : template.owner),
      unchanged: plan.unchanged,
    },
    counts: { addedCount, removedCount },
    duplicates,
  };
}

/** Returns the addresses that written slices give up: another group may want the endpoints. */
function leavingAddresses(
  matched: readonly MatchedSlices<unknown>[],
  dropped: readonly EndpointSliceLike[],
): ReadonlySet<string> {
  const addresses = new Set<string>();
  const addAll = (endpoints: readonly EndpointLike[]): void => {
    for (const endpoint of endpoints) addresses.add(smallestAddress(endpoint));
  };
  for (const { drafts, adopted } of matched) for (const { removed } of [...drafts, ...adopted]) addAll(removed);
  for (const { endpoints } of dropped) addAll(endpoints ?? []);
  return addresses;
}

/**
 * Returns the writes with the deletes in the order in which they are to be reused, each group by name: first those whose
 * endpoints no other slice takes over.
 */
function sortDeletes(writes: readonly PlannedWrite[]): readonly PlannedWrite[] {
  const others: PlannedWrite[] = [];
  const deletes: PlannedDelete[] = [];
  for (const write of writes) {
    if (write.verb === 'delete') deletes.push(write);
    else others.push(write);
  }
  deletes.sort((left, right) => compareSlices(left.before, right.before));
  return [...others, ...deletes.filter((write) => !handsOver(write)), ...deletes.filter(handsOver)];
}

function handsOver({ reasons }: PlannedDelete): boolean {
  return reasons.includes('EndpointsMoved') || reasons.includes('SurplusSlice');
}

/** Adds or keeps a placeholder if nothing of this type would be left (rule 1.10). */
function withPlaceholder(plan: Plan, template: SliceTemplate, addressType: AddressType): Plan {
  if (plan.unchanged.length > 0) return plan;
  const deletes: PlannedDelete[] = [];
  for (const write of plan.writes) {
    if (write.verb !== 'delete') return plan;
    deletes.push(write);
  }
  const kept = findPlaceholder(deletes, template);
  if (kept === undefined) return { ...plan, writes: [placeholderSlice(template, addressType), ...plan.writes] };
  return { writes: plan.writes.filter((write) => write !== kept), unchanged: [kept.before] };
}

/** Groups slices by port map, each list in the order given. */
function groupByPorts(slices: readonly EndpointSliceLike[]): Map<PortMapKey, EndpointSliceLike[]> {
  const byPorts = new Map<PortMapKey, EndpointSliceLike[]>();
  for (const slice of slices) {
    const key = keyOfPorts(slice.ports);
    const list = byPorts.get(key);
    if (list === undefined) byPorts.set(key, [slice]);
    else list.push(slice);
  }
  return byPorts;
}

function planDeletes(slices: readonly EndpointSliceLike[], reason: DeleteReason): Plan {
  return { writes: slices.map((before) => plannedDelete(before, reason)), unchanged: [] };
}

function joinPlans(plans: readonly Plan[]): Plan {
  const writes: PlannedWrite[] = [];
  const unchanged: EndpointSliceLike[] = [];
  for (const plan of plans) {
    for (const write of plan.writes) writes.push(write);
    for (const slice of plan.unchanged) unchanged.push(slice);
  }
  return { writes, unchanged };
}
