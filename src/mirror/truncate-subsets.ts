import type { CoreEndpointAddress, CoreEndpointSubset } from '../model/core.ts';
import type { EndpointPort } from '../model/endpoint-slice.ts';
import type { AddressesOfPorts } from '../model/notice.ts';

/** Subsets with no more addresses than fit, and the addresses that were left out. */
export interface TruncatedSubsets {
  readonly subsets: CoreEndpointSubset[];
  readonly skipped: readonly AddressesOfPorts[];
}

/**
 * Leaves out addresses until no more than `maxAddresses` are left, as the Endpoints controller does: not-ready ones before
 * ready ones. Each subset keeps its proportional share, rounded up, from the beginning of its list. A subset may end up with
 * ports alone. Cost: O(n).
 *
 * @see pkg/controller/endpoint truncateEndpoints
 */
export function truncateSubsets(subsets: readonly CoreEndpointSubset[], maxAddresses: number): TruncatedSubsets {
  const readyCount = countAll(subsets, 'addresses');
  const notReadyCount = countAll(subsets, 'notReadyAddresses');
  if (readyCount + notReadyCount <= maxAddresses) return { subsets: [...subsets], skipped: [] };
  const cutsReady = readyCount > maxAddresses;
  const list = cutsReady ? 'addresses' : 'notReadyAddresses';
  const room = cutsReady ? maxAddresses : maxAddresses - readyCount;
  const totalCount = cutsReady ? readyCount : notReadyCount;
  let roomLeft = room;
  const skipped: AddressesOfPorts[] = [];
  const truncated = subsets.map((subset) => {
    const all = subset[list] ?? [];
    // The reference's own steps in floating point.
    const keptCount = Math.min(Math.ceil((all.length / totalCount) * room), roomLeft, all.length);
    roomLeft -= keptCount;
    const dropped = [...all.slice(keptCount), ...(cutsReady ? (subset.notReadyAddresses ?? []) : [])];
    if (dropped.length > 0) {
      skipped.push({
        ports: (subset.ports ?? []).map((port): EndpointPort => ({ ...port })),
        addresses: ipsOf(dropped),
      });
    }
    return withList(cutsReady ? withoutList(subset, 'notReadyAddresses') : subset, list, all.slice(0, keptCount));
  });
  return { subsets: truncated, skipped };
}

type AddressList = 'addresses' | 'notReadyAddresses';

function countAll(subsets: readonly CoreEndpointSubset[], list: AddressList): number {
  return subsets.reduce((count, subset) => count + (subset[list]?.length ?? 0), 0);
}

function ipsOf(addresses: readonly CoreEndpointAddress[]): string[] {
  return addresses.map(({ ip }) => ip);
}

function withList(subset: CoreEndpointSubset, list: AddressList, addresses: CoreEndpointAddress[]): CoreEndpointSubset {
  return addresses.length === 0 ? withoutList(subset, list) : { ...subset, [list]: addresses };
}

function withoutList(subset: CoreEndpointSubset, list: AddressList): CoreEndpointSubset {
  const { [list]: _, ...rest } = subset;
  return rest;
}
