import type { CheckedGroup } from '../model/desired.ts';
import type { EndpointSliceLike } from '../model/endpoint-slice.ts';
import { smallestAddress } from '../endpoint/endpoint-identity.ts';
import type { ItemIndex } from './item-index.ts';

/** A group of desired endpoints, and an index to find them by identity. */
export interface IndexedGroup<Item> {
  readonly group: CheckedGroup<Item>;
  readonly index: ItemIndex;
}

/** The slices that each group takes over. */
export interface Adoption {
  /** For each group, in the order of the groups, the slices that it adopts, in the order given. */
  readonly adopted: readonly (readonly EndpointSliceLike[])[];
  /** Slices none of whose endpoints a group wants. */
  readonly orphans: readonly EndpointSliceLike[];
}

/**
 * Gives each slice whose ports nobody wants any more to the group that wants most of its endpoints; of equals, to the first.
 *
 * The endpoints then stay in their slice, which gets other ports. The reference drops such slices and gives their names to
 * new ones in any order, so that endpoints are in no slice for a while (ledger planner/keep-the-partition).
 *
 * Cost: O(n + e) for n desired endpoints and e endpoints of the slices, as long as an address is in few groups.
 */
export function adoptSlices<Item>(
  groups: readonly IndexedGroup<Item>[],
  slices: readonly EndpointSliceLike[],
): Adoption {
  const adopted: EndpointSliceLike[][] = groups.map(() => []);
  const orphans: EndpointSliceLike[] = [];
  if (slices.length === 0) return { adopted, orphans };
  const groupsOf = findGroups(groups);
  for (const slice of slices) {
    const counts = new Map<number, number>();
    for (const endpoint of slice.endpoints ?? []) {
      for (const position of groupsOf(smallestAddress(endpoint))) {
        if ((groups[position] as IndexedGroup<Item>).index.find(endpoint) < 0) continue;
        counts.set(position, (counts.get(position) ?? 0) + 1);
      }
    }
    let best = -1;
    for (const [position, count] of counts) {
      const most = counts.get(best) ?? 0;
      if (count > most || (count === most && position < best)) best = position;
    }
    (adopted[best] ?? orphans).push(slice);
  }
  return { adopted, orphans };
}

/** Returns a function that lists the groups in which an address may be. */
function findGroups<Item>(groups: readonly IndexedGroup<Item>[]): (address: string) => readonly number[] {
  if (groups.length === 1) return () => [0];
  const byAddress = new Map<string, number[]>();
  groups.forEach(({ group }, position) => {
    for (const item of group.items) {
      const address = group.reader.address(item);
      const known = byAddress.get(address);
      if (known === undefined) byAddress.set(address, [position]);
      else if (known.at(-1) !== position) known.push(position);
    }
  });
  return (address) => byAddress.get(address) ?? [];
}
