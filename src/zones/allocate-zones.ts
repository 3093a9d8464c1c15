/** Allocates ready endpoints to zones in proportion to their capacity. */

import { OVERLOAD_THRESHOLD } from '../model/limits.ts';
import type { ZoneShare } from './zone-capacity.ts';

/** The number of a Service's ready endpoints that should be hinted for one zone. */
export interface ZoneAllocation {
  readonly zone: string;
  /** The zone's share of the endpoints, or the minimum if that is more; not necessarily whole. */
  readonly desiredEndpointCount: number;
  /** With fewer, an endpoint of the zone would get more load than the overload threshold allows. */
  readonly minimumEndpointCount: number;
  /** With more, another zone could not have its minimum. */
  readonly maximumEndpointCount: number;
}

/** The endpoints of each zone, or the numbers that make hints impossible. */
export type ZoneAllocations =
  | { readonly possible: true; readonly zones: readonly ZoneAllocation[] }
  | { readonly possible: false; readonly reason: 'TooFewEndpoints' }
  | { readonly possible: false; readonly reason: 'MinimaExceedEndpoints'; readonly minimumEndpointCount: number };

/**
 * Returns how many of `endpointCount` ready endpoints each zone should have, in proportion to its capacity.
 *
 * `tolerance` is added to the usual threshold of overload. `zones` must be at least two. Cost: O(z).
 *
 * @see k8s.io/endpointslice/topologycache getAllocations; docs/rules.md 1.15.3, 1.15.5
 */
export function allocateZones(zones: readonly ZoneShare[], endpointCount: number, tolerance: number): ZoneAllocations {
  if (zones.length > endpointCount) return { possible: false, reason: 'TooFewEndpoints' };
  const wanted = zones.map(({ zone, ratio }) => {
    const share = ratio * endpointCount;
    return { zone, share, minimum: minimumEndpointCount(share, tolerance) };
  });
  const minimumTotal = wanted.reduce((sum, { minimum }) => sum + minimum, 0);
  // Written this way round, NaN is refused too: hinting counts up to these numbers and would never end.
  if (!(minimumTotal <= endpointCount)) {
    return { possible: false, reason: 'MinimaExceedEndpoints', minimumEndpointCount: minimumTotal };
  }
  const spare = endpointCount - minimumTotal;
  return {
    possible: true,
    zones: wanted.map(({ zone, share, minimum }) => ({
      zone,
      desiredEndpointCount: Math.max(share, minimum),
      minimumEndpointCount: minimum,
      maximumEndpointCount: minimum + spare,
    })),
  };
}

/**
 * Returns the fewest endpoints that a zone needs whose fair share is `share`, which may be fractional.
 *
 * The factor is 1 / (1 + 0.2) as a double, 0.8333333333333334: the reference rounds with the same (rule 0.2.4).
 */
export function minimumEndpointCount(share: number, tolerance: number): number {
  return Math.ceil(share * (1 / (1 + OVERLOAD_THRESHOLD + tolerance)));
}

/** Up to this number of zones the exact answer is searched; for more, a number that suffices is computed. */
const MAX_SEARCHED_ZONES = 64;

/**
 * Returns how many ready endpoints would be enough for hints: the fewest above `endpointCount` for up to 64 zones, and for
 * more zones a number that certainly suffices. Cost: O(z^2) for z zones up to 64.
 */
export function sufficientEndpointCount(zones: readonly ZoneShare[], endpointCount: number, tolerance: number): number {
  // Rounding up costs less than one endpoint a zone, and a sixth of the endpoints is spare: six a zone are always enough.
  const certain = Math.ceil(zones.length * (1 + 1 / (OVERLOAD_THRESHOLD + tolerance)));
  if (zones.length > MAX_SEARCHED_ZONES) return Math.max(certain, endpointCount + 1);
  for (let count = Math.max(zones.length, endpointCount + 1); count < certain; count += 1) {
    if (allocateZones(zones, count, tolerance).possible) return count;
  }
  return Math.max(certain, endpointCount + 1);
}
