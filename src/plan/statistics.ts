import type { AddressType, EndpointPort, EndpointPortLike, EndpointSliceLike } from '../model/endpoint-slice.ts';
import type { Plan } from '../model/plan.ts';
import { compareText } from '../internal/compare-text.ts';
import { keyOfPorts, portsInOrder } from '../ports/port-map-key.ts';
import type { EndpointCounts } from './plan-groups.ts';

/** The figures of the slices that share an address type and ports, after the plan. */
export interface PortMapStatistics {
  readonly ports: readonly EndpointPort[];
  readonly endpointCount: number;
  readonly sliceCount: number;
  /** The fewest slices that could hold the endpoints. */
  readonly idealSliceCount: number;
  /** The endpoints divided by the room for them: from 0 to 1, or more if slices are overfull. */
  readonly fill: number;
}

/** The figures of a plan for one address type. */
export interface AddressTypeStatistics {
  readonly addressType: AddressType;
  /** Endpoints that were in no slice before. */
  readonly addedCount: number;
  /** Endpoints that were in slices before and no longer are, including those of deleted slices. */
  readonly removedCount: number;
  /** In order of the port map's key. */
  readonly portMaps: readonly PortMapStatistics[];
}

/**
 * Counts what a plan leads to, by address type (never summed over families) and port map.
 *
 * Cost: O(s) for s slices.
 *
 * @see k8s.io/endpointslice/metrics; docs/rules.md 1.16
 */
export function measurePlan(
  plan: Plan,
  counts: ReadonlyMap<AddressType, EndpointCounts>,
  maxEndpointsPerSlice: number,
): AddressTypeStatistics[] {
  const slices: EndpointSliceLike[] = [
    ...plan.writes.flatMap((write) => (write.verb === 'delete' ? [] : [write.slice])),
    ...plan.unchanged,
  ];
  return [...counts].map(([addressType, { addedCount, removedCount }]) => ({
    addressType,
    addedCount,
    removedCount,
    portMaps: measurePortMaps(
      slices.filter((slice) => slice.addressType === addressType),
      maxEndpointsPerSlice,
    ),
  }));
}

function measurePortMaps(slices: readonly EndpointSliceLike[], maxEndpointsPerSlice: number): PortMapStatistics[] {
  const byPorts = new Map<string, { ports: readonly EndpointPortLike[]; endpointCount: number; sliceCount: number }>();
  for (const slice of slices) {
    const key = keyOfPorts(slice.ports);
    const counted = byPorts.get(key) ?? { ports: slice.ports ?? [], endpointCount: 0, sliceCount: 0 };
    counted.endpointCount += slice.endpoints?.length ?? 0;
    counted.sliceCount += 1;
    byPorts.set(key, counted);
  }
  return [...byPorts]
    .sort(([left], [right]) => compareText(left, right))
    .map(([, { ports, endpointCount, sliceCount }]) => ({
      ports: portsInOrder(ports),
      endpointCount,
      sliceCount,
      idealSliceCount: Math.ceil(endpointCount / maxEndpointsPerSlice),
      fill: endpointCount / (sliceCount * maxEndpointsPerSlice),
    }));
}
