import { addressNumber } from '../address/compare.ts';
import { endpointIdentity } from '../endpoint/identity.ts';
import { compareText } from '../internal/compare.ts';
import type { EndpointReader } from '../model/desired.ts';
import type { EndpointSliceLike } from '../model/endpoint-slice.ts';
import { compareSlices } from './slice-order.ts';
import type { MatchedSlices, SliceDraft } from './match-slices.ts';

/** Where the newcomers of one group go. */
export interface PackedSlices<Item> {
  readonly drafts: readonly SliceDraft<Item>[];
  readonly unchanged: readonly EndpointSliceLike[];
  /** The endpoints of each slice to create, none of them empty. */
  readonly created: readonly (readonly Item[])[];
}

/**
 * Steps 2 and 3 of distribution: places newcomers into the slices that are written anyway, fullest first; what is left
 * goes into new slices as long as one is filled, and the rest into the one unchanged slice that it fills best, or into one
 * more new slice.
 *
 * Newcomers are taken in the order of their addresses; of equally full slices the one whose name comes first. An unchanged
 * slice with exactly enough room is used, which the reference does not do when the rest is exactly the maximum (ledger
 * planner/exactly-full). Cost: O(n log n) for n newcomers, O(s log s) for s slices.
 *
 * @see k8s.io/endpointslice reconcileByPortMapping, steps 2 and 3; semantics 1.9.7 to 1.9.11
 */
export function packNewcomers<Item>(
  matched: MatchedSlices<Item>,
  reader: EndpointReader<Item>,
  maxEndpointsPerSlice: number,
): PackedSlices<Item> {
  const drafts = [...matched.drafts];
  let unchanged: readonly EndpointSliceLike[] = matched.unchanged;
  const created: Item[][] = [];
  const newcomers = sortNewcomers(matched.newcomers, reader);
  let placed = 0;
  const take = (room: number): Item[] => {
    const some = newcomers.slice(placed, placed + Math.max(room, 0));
    placed += some.length;
    return some;
  };

  for (const draft of [...drafts].sort(compareDrafts)) {
    if (placed === newcomers.length) break;
    addTo(draft, take(maxEndpointsPerSlice - draft.keptCount));
  }

  while (placed < newcomers.length) {
    const rest = newcomers.length - placed;
    const fitting = rest <= maxEndpointsPerSlice ? bestFit(unchanged, maxEndpointsPerSlice - rest) : undefined;
    if (fitting === undefined) {
      created.push(take(maxEndpointsPerSlice));
    } else {
      unchanged = unchanged.filter((slice) => slice !== fitting);
      const keptCount = endpointCount(fitting);
      const draft: SliceDraft<Item> = { before: fitting, kept: undefined, keptCount, added: [], reasons: [] };
      addTo(draft, take(rest));
      drafts.push(draft);
    }
  }
  return { drafts, unchanged, created };
}

function addTo<Item>(draft: SliceDraft<Item>, newcomers: readonly Item[]): void {
  if (newcomers.length === 0) return;
  for (const item of newcomers) draft.added.push(item);
  draft.reasons.unshift('endpoints-added');
}

/** The fullest slice with at most so many endpoints; of equals, the first by name. */
function bestFit(slices: readonly EndpointSliceLike[], mostEndpoints: number): EndpointSliceLike | undefined {
  let best: EndpointSliceLike | undefined;
  for (const slice of slices) {
    const count = endpointCount(slice);
    if (count <= mostEndpoints && (best === undefined || count > endpointCount(best))) best = slice;
  }
  return best;
}

function endpointCount(slice: EndpointSliceLike): number {
  return slice.endpoints?.length ?? 0;
}

function compareDrafts(left: SliceDraft<unknown>, right: SliceDraft<unknown>): number {
  return right.keptCount - left.keptCount || compareSlices(left.before, right.before);
}

/** By address, IPv4 by number; endpoints that share an address by identity. */
function sortNewcomers<Item>(newcomers: readonly Item[], reader: EndpointReader<Item>): readonly Item[] {
  const keyed = newcomers.map((item) => {
    const address = reader.address(item);
    return { item, address, number: addressNumber(address) };
  });
  keyed.sort(
    (left, right) =>
      left.number - right.number ||
      compareText(left.address, right.address) ||
      compareText(endpointIdentity(reader.toEndpoint(left.item)), endpointIdentity(reader.toEndpoint(right.item))),
  );
  return keyed.map(({ item }) => item);
}
