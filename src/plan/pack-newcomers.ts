import { addressNumber } from '../address/address-number.ts';
import { identityOf } from '../endpoint/endpoint-identity.ts';
import { compareText } from '../internal/compare-text.ts';
import type { EndpointReader } from '../model/desired.ts';
import type { EndpointSliceLike } from '../model/endpoint-slice.ts';
import { compareSlices } from '../slice/slice-order.ts';
import type { AdoptedDraft, MatchedSlices, SliceDraft } from './match-slices.ts';

/** The limits of packing. */
export interface PackLimits {
  readonly maxEndpointsPerSlice: number;
  /** Whether an unchanged slice may be filled up completely, because a new slice would cost a write of its own. */
  readonly fillsToTheBrim: boolean;
  /** Addresses that slices of other groups give up; endpoints that have one go into new slices first. */
  readonly leaving: ReadonlySet<string>;
}

/** The slices that the newcomers of one group go into. */
export interface PackedSlices<Item> {
  readonly drafts: readonly SliceDraft<Item>[];
  readonly unchanged: readonly EndpointSliceLike[];
  /** The endpoints of each slice to create; each has at least one. */
  readonly created: readonly (readonly Item[])[];
  /** Adopted slices that are not needed, because other slices take their endpoints over. */
  readonly surplus: readonly EndpointSliceLike[];
  /** Endpoints that are placed, including those that adopted slices hand over. */
  readonly placedCount: number;
  /** Endpoints that adopted slices hand over. */
  readonly handedOverCount: number;
}

/**
 * Places newcomers and decides which adopted slices stay: steps 2 and 3 of distribution.
 *
 * What does not fit into the slices of the group that are written anyway needs further slices: so many adopted slices stay,
 * or new ones are created. The adopted ones that hold most stay; the others hand their endpoints over, and one that holds
 * too many hands over the last of them. Newcomers go into the slices that are written anyway, fullest first; what is left
 * goes into new slices as long as one is filled, and the rest into the one unchanged slice that it fills best, or into one
 * more new slice.
 *
 * Newcomers are taken in the order of their addresses; of equally full slices the one whose name comes first. An unchanged
 * slice that a rest fills completely is used unless a new slice costs no write, where the reference always creates one
 * (ledger planner/exactly-full). Cost: O(n log n) for n newcomers, O(s log s) for s slices.
 *
 * @see k8s.io/endpointslice reconcileByPortMapping, steps 2 and 3; docs/rules.md 1.9.7 to 1.9.11
 */
export function packNewcomers<Item>(matched: MatchedSlices<Item>, limits: PackLimits): PackedSlices<Item> {
  const { maxEndpointsPerSlice } = limits;
  const newSlices = countNewSlices(matched, limits);

  const adopted = settleAdopted(matched.adopted, newSlices.count, maxEndpointsPerSlice);
  const newcomers = sortNewcomers([...matched.newcomers, ...adopted.handedOver], matched.reader, limits.leaving);
  let placed = 0;
  const take = (most: number): Item[] => {
    const some = newcomers.slice(placed, placed + most);
    placed += some.length;
    return some;
  };

  const drafts = [...matched.drafts, ...adopted.kept];
  const filled = new Map<SliceDraft<Item>, SliceDraft<Item>>();
  for (const draft of [...drafts].sort(compareDrafts)) {
    if (placed === newcomers.length) break;
    filled.set(draft, withAdded(draft, take(roomOf(draft, maxEndpointsPerSlice))));
  }
  const created: Item[][] = [];
  for (let made = adopted.kept.length; made < newSlices.count; made += 1) created.push(take(maxEndpointsPerSlice));
  const { filledUp } = newSlices;
  return {
    drafts: [
      ...drafts.map((draft) => filled.get(draft) ?? draft),
      ...(filledUp === undefined ? [] : [withAdded(draftOf(filledUp), take(maxEndpointsPerSlice))]),
    ],
    unchanged: filledUp === undefined ? matched.unchanged : matched.unchanged.filter((slice) => slice !== filledUp),
    created,
    surplus: adopted.surplus,
    placedCount: newcomers.length,
    handedOverCount: adopted.handedOver.length,
  };
}

/** The number of slices that hold what has no place yet, and the unchanged slice that takes the rest, if one does. */
interface NewSlices {
  readonly count: number;
  readonly filledUp: EndpointSliceLike | undefined;
}

/**
 * Returns how many more slices a group needs than it adopts. So many are created; if the number is negative, so many adopted
 * ones are left over. Cost: O(s) for s slices.
 */
export function countCreates(
  matched: MatchedSlices<unknown>,
  limits: Pick<PackLimits, 'maxEndpointsPerSlice' | 'fillsToTheBrim'>,
): number {
  return countNewSlices(matched, limits).count - matched.adopted.length;
}

function countNewSlices(
  { drafts, adopted, newcomers, unchanged }: MatchedSlices<unknown>,
  { maxEndpointsPerSlice, fillsToTheBrim }: Pick<PackLimits, 'maxEndpointsPerSlice' | 'fillsToTheBrim'>,
): NewSlices {
  let count = newcomers.length;
  for (const { keptCount } of adopted) count += keptCount;
  for (const draft of drafts) count -= roomOf(draft, maxEndpointsPerSlice);
  if (count <= 0) return { count: 0, filledUp: undefined };
  const sliceCount = Math.ceil(count / maxEndpointsPerSlice);
  const rest = count - (sliceCount - 1) * maxEndpointsPerSlice;
  const mayFill = rest < maxEndpointsPerSlice || fillsToTheBrim;
  const filledUp = mayFill ? bestFit(unchanged, maxEndpointsPerSlice - rest) : undefined;
  return { count: filledUp === undefined ? sliceCount : sliceCount - 1, filledUp };
}

/** Returns the fullest slice with at most `mostEndpoints` endpoints; of equals, the first by name. */
function bestFit(slices: readonly EndpointSliceLike[], mostEndpoints: number): EndpointSliceLike | undefined {
  let best: EndpointSliceLike | undefined;
  for (const slice of slices) {
    const count = endpointCount(slice);
    if (count <= mostEndpoints && (best === undefined || count > endpointCount(best))) best = slice;
  }
  return best;
}

function settleAdopted<Item>(
  adopted: readonly AdoptedDraft<Item>[],
  count: number,
  maxEndpointsPerSlice: number,
): { kept: AdoptedDraft<Item>[]; surplus: EndpointSliceLike[]; handedOver: Item[] } {
  const handedOver: Item[] = [];
  const byCount = [...adopted].sort(compareDrafts);
  const kept = byCount.slice(0, count).map((draft): AdoptedDraft<Item> => {
    if (draft.keptCount <= maxEndpointsPerSlice) return draft;
    for (const item of draft.kept.slice(maxEndpointsPerSlice)) handedOver.push(item);
    const { reasons } = draft;
    return {
      ...draft,
      kept: draft.kept.slice(0, maxEndpointsPerSlice),
      keptCount: maxEndpointsPerSlice,
      reasons: [...reasons, 'EndpointsRemoved'],
    };
  });
  const surplus = byCount.slice(count);
  for (const draft of surplus) for (const item of draft.kept) handedOver.push(item);
  return { kept, surplus: surplus.map(({ before }) => before), handedOver };
}

function roomOf({ keptCount }: SliceDraft<unknown>, maxEndpointsPerSlice: number): number {
  return Math.max(0, maxEndpointsPerSlice - keptCount);
}

function draftOf(slice: EndpointSliceLike): SliceDraft<never> {
  return { before: slice, kept: undefined, keptCount: endpointCount(slice), removed: [], added: [], reasons: [] };
}

function withAdded<Item>(draft: SliceDraft<Item>, added: Item[]): SliceDraft<Item> {
  return added.length === 0 ? draft : { ...draft, added, reasons: ['EndpointsAdded', ...draft.reasons] };
}

function endpointCount(slice: EndpointSliceLike): number {
  return slice.endpoints?.length ?? 0;
}

function compareDrafts(left: SliceDraft<unknown>, right: SliceDraft<unknown>): number {
  return right.keptCount - left.keptCount || compareSlices(left.before, right.before);
}

/** Sorts by address, IPv4 by number; endpoints that share an address by identity; those with a leaving address last. */
function sortNewcomers<Item>(
  newcomers: readonly Item[],
  reader: EndpointReader<Item>,
  leaving: ReadonlySet<string>,
): readonly Item[] {
  const keyed = newcomers.map((item) => {
    const address = reader.address(item);
    return { item, address, number: addressNumber(address), isLeaving: leaving.has(address) ? 1 : 0 };
  });
  keyed.sort(
    (left, right) =>
      left.isLeaving - right.isLeaving ||
      left.number - right.number ||
      compareText(left.address, right.address) ||
      compareText(identityOf(reader.toEndpoint(left.item)), identityOf(reader.toEndpoint(right.item))),
  );
  return keyed.map(({ item }) => item);
}
