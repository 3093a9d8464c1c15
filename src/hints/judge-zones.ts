import { allocateZones, sufficientEndpointCount, type ZoneAllocation } from '../zones/allocate-zones.ts';
import type { ReadyEndpoints } from '../zones/ready-endpoints.ts';
import type { HintsVerdictDetails } from './verdict.ts';
import type { ZoneCapacity } from '../zones/zone-capacity.ts';

/** The allocation of each zone, or the reason against hints by capacity. */
export type ZoneJudgement =
  | { readonly possible: true; readonly allocations: readonly ZoneAllocation[] }
  | { readonly possible: false; readonly details: HintsVerdictDetails };

/**
 * Decides whether hints by capacity can be given to these ready endpoints; if not, returns the first reason in upstream's
 * order.
 *
 * Differs from upstream: the zone of every ready endpoint is examined, not only of those in slices that are written (ledger
 * hints/zone-not-examined).
 *
 * @see k8s.io/endpointslice/topologycache AddHints; docs/rules.md 1.15.3, 1.15.7
 */
export function judgeZones(
  capacity: ZoneCapacity | null | undefined,
  ready: ReadyEndpoints,
  tolerance: number,
): ZoneJudgement {
  if (capacity === null || capacity === undefined) return against({ enabled: false, reason: 'CapacityUnknown' });
  const { problem, zones } = capacity;
  if (problem !== undefined) return against({ enabled: false, ...problem });
  const { endpointCount, zonelessEndpointCount, zonelessAddress } = ready;
  const allocated = allocateZones(zones, endpointCount, tolerance);
  if (!allocated.possible) {
    const zoneCount = zones.length;
    const neededEndpointCount = sufficientEndpointCount(zones, endpointCount, tolerance);
    const { possible: _, ...reason } = allocated;
    return against({ enabled: false, ...reason, zoneCount, neededEndpointCount });
  }
  if (zonelessEndpointCount > 0) {
    return against({ enabled: false, reason: 'EndpointWithoutZone', address: zonelessAddress, zonelessEndpointCount });
  }
  return { possible: true, allocations: allocated.zones };
}

function against(details: HintsVerdictDetails): ZoneJudgement {
  return { possible: false, details };
}
