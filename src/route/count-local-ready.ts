import type { RoutableEndpoint } from '../model/backend.ts';
import { isLocal } from './choose-endpoints.ts';
import { expectEndpoints } from './expect-endpoints.ts';

/**
 * How many distinct addresses on a node are ready: what a health check node port reports.
 *
 * `endpoints` are those of all ports of one Service, of one family; an address counts once however many ports it has.
 * Terminating endpoints count only if they are ready. O(n).
 *
 * @see kubernetes pkg/proxy EndpointsMap.LocalReadyEndpoints; semantics 4.3.8
 * @example
 * const endpoint = {
 *   address: '10.0.0.1', addressType: 'IPv4', port: 80, ready: true, serving: true, terminating: false, nodeName: 'node-1',
 * } as const;
 * countLocalReadyAddresses([endpoint, { ...endpoint, port: 443 }], 'node-1') // => 1
 */
export function countLocalReadyAddresses(endpoints: readonly RoutableEndpoint[], nodeName: string): number {
  const addresses = new Set<string>();
  for (const endpoint of expectEndpoints(endpoints, 'countLocalReadyAddresses', ['endpoints'])) {
    if (endpoint.ready && isLocal(endpoint, { nodeName })) addresses.add(endpoint.address);
  }
  return addresses.size;
}
