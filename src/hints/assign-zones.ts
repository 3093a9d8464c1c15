import type { EndpointSliceLike } from '../model/endpoint-slice.ts';
import type { ZoneAllocation } from '../zones/allocate-zones.ts';
import { balanceZones } from '../zones/balance-zones.ts';
import { isHintable } from '../zones/ready-endpoints.ts';
import type { HintsRule } from './wanted-hints.ts';
import type { SliceRule } from './write-hints.ts';
import { compareSlices } from '../slice/slice-order.ts';

/** The slices of one address type, by what the plan does with them. */
export interface PlannedSlices {
  readonly create: readonly EndpointSliceLike[];
  readonly update: readonly EndpointSliceLike[];
  readonly unchanged: readonly EndpointSliceLike[];
}

/** The zone that each ready endpoint is hinted for. */
export interface ZoneAssignment {
  readonly ruleOf: SliceRule;
  /** Hints by zone, kept and assigned. */
  readonly endpointCounts: ReadonlyMap<string, number>;
  /** Endpoints hinted for another zone than their own. */
  readonly movedEndpointCount: number;
}

/**
 * Hints every ready endpoint for its own zone, then as many as needed for others, so that each zone has what it is
 * allocated. Leaves alone unchanged slices whose hints fit the allocation, and counts their endpoints.
 *
 * Every ready endpoint must have a zone. Endpoints for other zones are taken in order: created slices as planned, then the
 * others by name, each from its first endpoint. Cost: O(n) for n endpoints, and that of `balanceZones`.
 *
 * @see k8s.io/endpointslice/topologycache AddHints, getAllocatedHintsByZone; docs/rules.md 1.15.6 to 1.15.10
 */
export function assignZones(slices: PlannedSlices, allocations: readonly ZoneAllocation[]): ZoneAssignment {
  const { kept, fixedCounts, movedCount } = keepFittingSlices(slices.unchanged, allocations);
  const written = [
    ...slices.create,
    ...[...slices.update, ...slices.unchanged.filter((slice) => !kept.has(slice))].sort(compareSlices),
  ];
  const movableCounts = new Map<string, number>();
  for (const zone of zonesOfReady(written)) movableCounts.set(zone, (movableCounts.get(zone) ?? 0) + 1);
  const { receivers, endpointCounts } = balanceZones(allocations, { fixedCounts, movableCounts });

  const givenCounts = new Map<string, number>();
  const zonesOfSlices = new Map<EndpointSliceLike, (string | undefined)[]>();
  for (const slice of written) {
    const zones = (slice.endpoints ?? []).map((endpoint) => {
      if (!isHintable(endpoint)) return undefined;
      const own = endpoint.zone as string;
      const given = givenCounts.get(own) ?? 0;
      const receiver = receivers.get(own)?.[given];
      if (receiver !== undefined) givenCounts.set(own, given + 1);
      return receiver ?? own;
    });
    zonesOfSlices.set(slice, zones);
  }
  return {
    ruleOf: (slice) => ruleOfZones(zonesOfSlices.get(slice)),
    endpointCounts,
    movedEndpointCount: [...givenCounts.values()].reduce((sum, count) => sum + count, movedCount),
  };
}

function ruleOfZones(zones: readonly (string | undefined)[] | undefined): HintsRule | undefined {
  if (zones === undefined) return undefined;
  return (_, index) => {
    const zone = zones[index];
    return zone === undefined ? undefined : { forZones: [{ name: zone }] };
  };
}

/** Slices that need not be written. */
interface KeptSlices {
  readonly kept: ReadonlySet<EndpointSliceLike>;
  readonly fixedCounts: ReadonlyMap<string, number>;
  readonly movedCount: number;
}

/**
 * Returns the unchanged slices that need not be written, in order of their names, with their hints by zone.
 *
 * A slice fits if each ready endpoint is hinted for exactly one allocated zone and nothing else, the other endpoints carry
 * no hints, and with its hints counted every zone can still have its minimum. Upstream asks only that each zone stays below
 * its own maximum, which leaves zones short when several are full (ledger hints/minimum-not-reached).
 */
function keepFittingSlices(
  unchanged: readonly EndpointSliceLike[],
  allocations: readonly ZoneAllocation[],
): KeptSlices {
  const kept = new Set<EndpointSliceLike>();
  const fixedCounts = new Map<string, number>();
  let movedCount = 0;
  const minimumOf = new Map(allocations.map(({ zone, minimumEndpointCount }) => [zone, minimumEndpointCount]));
  const [first] = allocations;
  let spare = first === undefined ? 0 : first.maximumEndpointCount - first.minimumEndpointCount;
  for (const slice of [...unchanged].sort(compareSlices)) {
    const counted = countHints(slice, minimumOf);
    if (counted === undefined) continue;
    const { counts } = counted;
    let excess = 0;
    for (const [zone, count] of counts) {
      const minimum = minimumOf.get(zone) as number;
      const before = fixedCounts.get(zone) ?? 0;
      excess += Math.max(before + count, minimum) - Math.max(before, minimum);
    }
    if (excess > spare) continue;
    spare -= excess;
    movedCount += counted.movedCount;
    kept.add(slice);
    for (const [zone, count] of counts) fixedCounts.set(zone, (fixedCounts.get(zone) ?? 0) + count);
  }
  return { kept, fixedCounts, movedCount };
}

/**
 * Counts the hints of a slice by zone, and those for another zone than the endpoint's own; returns `undefined` if the slice
 * has hints that do not fit.
 */
function countHints(
  slice: EndpointSliceLike,
  allocated: ReadonlyMap<string, number>,
): { readonly counts: ReadonlyMap<string, number>; readonly movedCount: number } | undefined {
  const counts = new Map<string, number>();
  let movedCount = 0;
  for (const endpoint of slice.endpoints ?? []) {
    const { hints } = endpoint;
    if (!isHintable(endpoint)) {
      if (hints !== null && hints !== undefined) return undefined;
      continue;
    }
    const zone = hints?.forZones?.length === 1 ? hints.forZones[0]?.name : undefined;
    if (zone === undefined || !allocated.has(zone) || (hints?.forNodes?.length ?? 0) > 0) return undefined;
    counts.set(zone, (counts.get(zone) ?? 0) + 1);
    if (zone !== endpoint.zone) movedCount += 1;
  }
  return { counts, movedCount };
}

function* zonesOfReady(slices: readonly EndpointSliceLike[]): Generator<string> {
  for (const slice of slices) {
    for (const endpoint of slice.endpoints ?? []) {
      if (isHintable(endpoint)) yield endpoint.zone as string;
    }
  }
}
