import { enter } from '../internal/door.ts';
import { expectEndpointsOfOneFamily } from '../endpoint/expect-routable-endpoints.ts';
import { wrongType } from '../internal/invariant.ts';
import type { RoutableEndpoint } from '../model/backend.ts';
import { isLocal } from './choose-endpoints.ts';

/**
 * How many distinct addresses on a node are ready: what a health check node port reports.
 *
 * `endpoints` are those of all ports of one Service, of one family; an address counts once however many ports it has.
 * Terminating endpoints count only if they are ready. O(n).
 *
 * @throws RangeError if the endpoints are of both families: a pod that has both would count twice
 * @see kubernetes pkg/proxy EndpointsMap.LocalReadyEndpoints; docs/rules.md 4.3.8
 * @example
 * const endpoint = {
 *   address: '10.0.0.1', addressType: 'IPv4', port: 80, ready: true, serving: true, terminating: false, nodeName: 'node-1',
 * } as const;
 * countLocalReadyAddresses([endpoint, { ...endpoint, port: 443 }], 'node-1') // => 1
 */
export function countLocalReadyAddresses(endpoints: readonly RoutableEndpoint[], nodeName: string): number {
  return enter('countLocalReadyAddresses', () => {
    const list = expectEndpointsOfOneFamily(endpoints, ['endpoints']);
    if (typeof nodeName !== 'string') throw wrongType(['nodeName'], 'a string', nodeName);
    const addresses = new Set<string>();
    for (const endpoint of list) {
      if (endpoint.ready && isLocal(endpoint, { nodeName })) addresses.add(endpoint.address);
    }
    return addresses.size;
  });
}
