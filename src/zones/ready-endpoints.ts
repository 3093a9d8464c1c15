/** Counts the ready endpoints of slices, in all and by zone. */

import { interpretConditions } from '../conditions/interpret-conditions.ts';
import type { EndpointLike, EndpointSliceLike } from '../model/endpoint-slice.ts';

/** Returns whether an endpoint takes hints: it is ready, and an absent `ready` means ready. */
export function isHintable(endpoint: EndpointLike): boolean {
  return interpretConditions(endpoint.conditions).ready;
}

/** The numbers of ready endpoints in some slices. */
export interface ReadyEndpoints {
  readonly endpointCount: number;
  /** Those without a zone, or with an empty one. */
  readonly zonelessEndpointCount: number;
  /** The first of those by address; `''` if every endpoint has a zone. */
  readonly zonelessAddress: string;
}

/** Counts the ready endpoints of slices, and those among them that are in no zone. O(n). */
export function countReadyEndpoints(slices: Iterable<EndpointSliceLike>): ReadyEndpoints {
  let endpointCount = 0;
  let zonelessEndpointCount = 0;
  let zonelessAddress = '';
  for (const slice of slices) {
    for (const endpoint of slice.endpoints ?? []) {
      if (!isHintable(endpoint)) continue;
      endpointCount += 1;
      if (hasZone(endpoint)) continue;
      const address = endpoint.addresses?.[0] ?? '';
      if (zonelessEndpointCount === 0 || address < zonelessAddress) zonelessAddress = address;
      zonelessEndpointCount += 1;
    }
  }
  return { endpointCount, zonelessEndpointCount, zonelessAddress };
}

/** Counts the ready endpoints of slices by their zone; leaves out those without a zone. O(n). */
export function countReadyByZone(slices: Iterable<EndpointSliceLike>): Map<string, number> {
  const counts = new Map<string, number>();
  for (const slice of slices) {
    for (const endpoint of slice.endpoints ?? []) {
      if (!isHintable(endpoint) || !hasZone(endpoint)) continue;
      counts.set(endpoint.zone, (counts.get(endpoint.zone) ?? 0) + 1);
    }
  }
  return counts;
}

/** Returns whether an endpoint is in a zone that has a name. */
function hasZone(endpoint: EndpointLike): endpoint is EndpointLike & { readonly zone: string } {
  return typeof endpoint.zone === 'string' && endpoint.zone !== '';
}
