import { enter } from '../internal/door.ts';
import { expectEndpointsOfOneFamily } from '../endpoint/expect-routable-endpoints.ts';
import { expectObject } from '../internal/expect.ts';
import type { RoutableEndpoint, RoutableEndpointLike } from '../model/routable-endpoint.ts';
import { expectTraffic, type ServiceTraffic } from './service-traffic.ts';
import {
  expectLocation,
  isForLocation,
  type RoutingLocation,
  type TopologyVerdict,
  verdictOf,
} from './topology-mode.ts';

/** The conditions of the endpoints in a list: `terminating` ones are a fallback for when none is ready. */
export type EndpointTier = 'ready' | 'terminating' | 'none';

/** The endpoints that traffic from one node may go to. All lists are in the order of the given endpoints. */
export interface CategorizedEndpoints extends TopologyVerdict {
  /** For traffic that may leave the node; absent if no traffic of the service port may. */
  readonly cluster?: readonly RoutableEndpoint[];
  /** For traffic that must stay on the node; absent if there is no such traffic, or no endpoint for it. */
  readonly local?: readonly RoutableEndpoint[];
  /** All endpoints that some traffic from this node may go to: both lists together. */
  readonly allReachable: readonly RoutableEndpoint[];
  /**
   * Whether any node has an endpoint that could be used. If so, a node without one drops traffic instead of rejecting it.
   */
  readonly hasAny: boolean;
  /** The conditions of the endpoints in `cluster`. */
  readonly clusterTier: EndpointTier;
  /** The conditions of the endpoints in `local`. */
  readonly localTier: EndpointTier;
  /** Endpoints that terminate but still serve while others are ready: for existing connections and sessions. */
  readonly draining: readonly RoutableEndpoint[];
}

/** Input of `categorizeEndpoints`. */
export interface CategorizeEndpointsInput {
  /** Those of one service port and one address family: policies, hints and fallback apply to each family alone. */
  readonly endpoints: readonly RoutableEndpointLike[];
  readonly traffic: ServiceTraffic;
  /** The place that the traffic comes from. */
  readonly from: RoutingLocation;
}

/**
 * Returns which endpoints of a service port traffic on a node may use, under the Service's traffic policies and the hints.
 *
 * Cluster: the ready endpoints that the topology mode leaves; without any, all that are terminating and serving. Local: the
 * ready ones on this node; without any, those on this node that are terminating and serving. A ready endpoint is used
 * although it is terminating (publishNotReadyAddresses). The order of the endpoints is kept and has no other effect. Cost:
 * O(n).
 *
 * @throws RangeError if the endpoints are of both families: each family has its own kube-proxy, and so its own answer
 * @see kubernetes pkg/proxy CategorizeEndpoints; docs/rules.md 4.4
 * @example
 * const endpoint = {
 *   address: '10.0.0.1', addressType: 'IPv4', port: 80, ready: false, serving: true, terminating: true,
 * } as const;
 * const choice = categorizeEndpoints({ endpoints: [endpoint], traffic: {}, from: { nodeName: 'node-1' } });
 * choice.cluster?.length // => 1
 * choice.clusterTier // => 'terminating'
 * choice.local // => undefined
 */
export function categorizeEndpoints(input: CategorizeEndpointsInput): CategorizedEndpoints {
  return enter('categorizeEndpoints', () => {
    expectObject(input, ['input']);
    const endpoints = expectEndpointsOfOneFamily(input.endpoints, ['endpoints']);
    const traffic = expectTraffic(input.traffic, ['traffic']);
    const location = expectLocation(input.from, ['from']);
    const isExternal = traffic.isExternallyAccessible ?? false;
    const isInternalLocal = traffic.internalTrafficPolicy === 'Local';
    const usesCluster = !isInternalLocal || isExternal;
    const usesLocal = isInternalLocal || (traffic.externalTrafficPolicy === 'Local' && isExternal);
    const ready = endpoints.filter((endpoint) => endpoint.ready);
    const verdict = verdictOf(ready, location);
    const fallback = endpoints.filter(isServingAndTerminating);
    const isAnyReady = ready.length > 0;
    const cluster = usesCluster
      ? preferReady(
          ready.filter((endpoint) => isForLocation(endpoint, verdict.mode, location)),
          fallback,
        )
      : NOTHING;
    const local = usesLocal
      ? preferReady(
          ready.filter((endpoint) => isLocal(endpoint, location)),
          fallback.filter((endpoint) => isLocal(endpoint, location)),
        )
      : NOTHING;
    return {
      ...verdict,
      ...(usesCluster && { cluster: cluster.endpoints }),
      ...(local.endpoints.length > 0 && { local: local.endpoints }),
      allReachable: mergeInOrder(endpoints, cluster.endpoints, local.endpoints),
      hasAny: isAnyReady || fallback.length > 0,
      clusterTier: cluster.tier,
      localTier: local.tier,
      draining: isAnyReady ? fallback : [],
    };
  });
}

/** Returns whether an endpoint is on the node of a location. */
export function isLocal(endpoint: RoutableEndpoint, { nodeName }: RoutingLocation): boolean {
  return typeof nodeName === 'string' && nodeName !== '' && endpoint.nodeName === nodeName;
}

interface TieredEndpoints {
  readonly endpoints: readonly RoutableEndpoint[];
  readonly tier: EndpointTier;
}

const NOTHING: TieredEndpoints = { endpoints: [], tier: 'none' };

function preferReady(ready: readonly RoutableEndpoint[], fallback: readonly RoutableEndpoint[]): TieredEndpoints {
  if (ready.length > 0) return { endpoints: ready, tier: 'ready' };
  return fallback.length > 0 ? { endpoints: fallback, tier: 'terminating' } : NOTHING;
}

/** Returns whether an endpoint may be used when none is ready. */
export function isServingAndTerminating(endpoint: RoutableEndpoint): boolean {
  return !endpoint.ready && endpoint.serving && endpoint.terminating;
}

function mergeInOrder(
  endpoints: readonly RoutableEndpoint[],
  cluster: readonly RoutableEndpoint[],
  local: readonly RoutableEndpoint[],
): readonly RoutableEndpoint[] {
  if (local.length === 0) return cluster;
  const reachable = new Set([...cluster, ...local]);
  return endpoints.filter((endpoint) => reachable.has(endpoint));
}
