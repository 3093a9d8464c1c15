import type { RoutableEndpoint } from '../model/backend.ts';
import { chooseEndpoints, type EndpointTier } from './choose-endpoints.ts';
import type { RoutingLocation, TopologyVerdict } from './topology-mode.ts';

/** Which endpoints a client should balance over. */
export interface ClientChoice extends TopologyVerdict {
  /** In the order of the endpoints that were given. */
  readonly endpoints: readonly RoutableEndpoint[];
  /** The share of each of them: all are equal and add up to 1; 0 when there is none. */
  readonly weight: number;
  readonly tier: EndpointTier;
  /** Not for new requests, but still serving: for connections that exist already. */
  readonly draining: readonly RoutableEndpoint[];
}

/**
 * Which endpoints a client that balances by itself should use, on a node or in a zone: those that kube-proxy would use
 * for the Service's cluster IP there, with equal weights. A client that does not know where it is gets all ready ones.
 *
 * @see kubernetes pkg/proxy CategorizeEndpoints; semantics 4.4.3, 4.4.4
 * @example
 * const endpoint = {
 *   address: '10.0.0.1', addressType: 'IPv4', port: 80, ready: true, serving: true, terminating: false,
 * } as const;
 * const endpoints = [{ ...endpoint, zoneHints: ['a'] }, { ...endpoint, address: '10.0.0.2', zoneHints: ['b'] }];
 * chooseForClient(endpoints, { zone: 'b' }).endpoints.map(({ address }) => address) // => ['10.0.0.2']
 * chooseForClient(endpoints, {}).weight // => 0.5
 */
export function chooseForClient(endpoints: readonly RoutableEndpoint[], location: RoutingLocation): ClientChoice {
  const { mode, notStricter, cluster, clusterTier, draining } = chooseEndpoints({ endpoints, traffic: {}, location });
  const chosen = cluster ?? [];
  return {
    mode,
    notStricter,
    endpoints: chosen,
    weight: chosen.length === 0 ? 0 : 1 / chosen.length,
    tier: clusterTier,
    draining,
  };
}
