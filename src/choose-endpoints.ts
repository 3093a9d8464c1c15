import { expectFamily } from './address/address-types.ts';
import type { EndpointSliceCache } from './cache/cache.ts';
import { checkPolicy, listEndpoints, type ListEndpointsOptions, listServicePorts } from './cache/list-endpoints.ts';
import { expectCache } from './cache/read-field.ts';
import { enter } from './internal/door.ts';
import { expectName, expectObject, expectTextOrAbsent } from './internal/expect.ts';
import { outOfRange } from './internal/invariant.ts';
import type { ServiceLike } from './model/core.ts';
import type { AddressTypeLike } from './model/endpoint-slice.ts';
import type { LosingEndpoint, RoutableEndpoint, ServicePortName, ServiceReference } from './model/routable-endpoint.ts';
import { isLocal, isServingAndTerminating } from './route/categorize-endpoints.ts';
import { chooseForClient, type ClientChoice } from './route/client-choice.ts';
import { policyOfTraffic } from './route/service-traffic.ts';
import { expectLocation, type RoutingLocation } from './route/topology-mode.ts';
import { isPresent } from './internal/field-types.ts';

/** Input of `chooseEndpoints`: traffic from one place to one service port. */
export interface ChooseEndpointsQuestion extends ListEndpointsOptions {
  /** The Service itself, or its namespace and name. Traffic policies apply only if it is the Service itself. */
  readonly service: ServiceReference | ServiceLike;
  /** The port's name, `''` for a port without one; may be absent if slices have only one port of the Service. */
  readonly port?: string | undefined;
  /** `TCP`, `UDP` or `SCTP`; may be absent if slices have the port for one protocol only. */
  readonly protocol?: string | undefined;
  /** The place that the traffic comes from; without it, no hint applies and no endpoint is local. */
  readonly from?: RoutingLocation | undefined;
  /** Which of the Service's two traffic policies applies; default `'internal'`. */
  readonly traffic?: 'internal' | 'external' | undefined;
  /**
   * The family to use for a target that has both; default `'IPv4'`, which reaches every dual-stack target. A client that has
   * a route for IPv6 may prefer `'IPv6'`.
   */
  readonly preferredFamily?: AddressTypeLike | undefined;
}

/** The endpoints to send traffic to, and why those. */
export interface EndpointChoice extends ClientChoice {
  /** The service port; absent if no slice has it. */
  readonly servicePort?: ServicePortName;
  /** The policy that applied: under `Local` only endpoints on the node of `from` are chosen. */
  readonly trafficPolicy: 'Cluster' | 'Local';
  /** Whether any endpoint, on any node, could be used. If so, a node without one drops traffic instead of rejecting it. */
  readonly hasAny: boolean;
  /** Endpoints that lost their address and port to another; see `listEndpoints`. */
  readonly losers: readonly LosingEndpoint[];
}

/**
 * Chooses the endpoints of a service port that traffic from one place should go to: those that kube-proxy would use there,
 * each target once.
 *
 * Ready endpoints are used; if no family has one, endpoints that are terminating and serving. Topology hints apply as in
 * kube-proxy: all ready endpoints of a family must carry them, and one must name the node or zone of `from`. `mode` is the
 * mode that applied, and `notStricter` says why no stricter mode did. Each family is judged by its own hints. A target (as
 * in `groupByTarget`) that is usable in the preferred family is chosen in that family, any other in the other family: no
 * target is chosen twice, and none is lost. If the Service itself is given and its policy is `Local`, only endpoints on the
 * node are used.
 *
 * The endpoints are in the order of `listEndpoints` and part of the cache: read them, never write. Cost: O(n) for n
 * endpoints of the service port.
 *
 * @throws RangeError if the question fits several ports of the Service; the error names them
 * @see kubernetes pkg/proxy CategorizeEndpoints; docs/rules.md 4.4
 * @example
 * const slice = {
 *   metadata: { namespace: 'shop', name: 'web-1', labels: { 'kubernetes.io/service-name': 'web' } },
 *   addressType: 'IPv4', ports: [{ name: 'http', port: 80 }],
 *   endpoints: [
 *     { addresses: ['10.0.0.1'], hints: { forZones: [{ name: 'a' }] } },
 *     { addresses: ['10.0.0.2'], hints: { forZones: [{ name: 'b' }] } },
 *   ],
 * };
 * const { cache } = setSlice(emptyCache, slice);
 * const service = { namespace: 'shop', name: 'web' };
 * const choice = chooseEndpoints(cache, { service, from: { zone: 'b' } });
 * choice.endpoints.map(({ address }) => address) // => ['10.0.0.2']
 * choice.mode // => 'PreferSameZone'
 * chooseEndpoints(cache, { service }).weight // => 0.5
 */
export function chooseEndpoints(cache: EndpointSliceCache, question: ChooseEndpointsQuestion): EndpointChoice {
  return enter('chooseEndpoints', () => {
    expectCache(cache);
    const { from, preferredFamily, addressType } = expectObject(question, ['question']);
    const service = readServiceQuestion(question);
    const location = expectLocation(from ?? {}, ['question', 'from']);
    const family = expectFamily(preferredFamily ?? 'IPv4', ['question', 'preferredFamily']);
    const policy = checkPolicy(question.policy, 'question');
    if (addressType !== undefined) expectFamily(addressType, ['question', 'addressType']);
    const servicePort = findAskedPort(cache, service.reference, question);
    const trafficPolicy = service.trafficPolicy;
    const listed =
      servicePort === undefined
        ? { endpoints: [], losers: [] }
        : listEndpoints(cache, servicePort, { policy, addressType });
    const near =
      trafficPolicy === 'Local' ? listed.endpoints.filter((endpoint) => isLocal(endpoint, location)) : listed.endpoints;
    return {
      ...(servicePort !== undefined && { servicePort }),
      ...chooseForClient(near, trafficPolicy === 'Local' ? {} : location, { preferredFamily: family }),
      trafficPolicy,
      hasAny: listed.endpoints.some(isUsable),
      losers: listed.losers,
    };
  });
}

function isUsable(endpoint: RoutableEndpoint): boolean {
  return endpoint.ready || isServingAndTerminating(endpoint);
}

/** Reads the Service of the question and the policy that applies to the traffic. */
function readServiceQuestion({ service, traffic = 'internal' }: ChooseEndpointsQuestion): {
  readonly reference: ServiceReference;
  readonly trafficPolicy: 'Cluster' | 'Local';
} {
  if (traffic !== 'internal' && traffic !== 'external') {
    throw outOfRange(['question', 'traffic'], "'internal' or 'external'", traffic);
  }
  const path = ['question', 'service'];
  const given: ServiceReference | ServiceLike = expectObject(service, path);
  if (!('metadata' in given) && !('spec' in given)) {
    const { namespace, name } = given as ServiceReference;
    return {
      reference: {
        namespace: expectName(namespace, [...path, 'namespace']),
        name: expectName(name, [...path, 'name']),
      },
      trafficPolicy: 'Cluster',
    };
  }
  const { namespace, name } = expectObject((given as ServiceLike).metadata, [...path, 'metadata']);
  return {
    reference: {
      namespace: expectName(namespace, [...path, 'metadata', 'namespace']),
      name: expectName(name, [...path, 'metadata', 'name']),
    },
    trafficPolicy: policyOfTraffic(given as ServiceLike, traffic, path),
  };
}

/** Finds the one port in the cache that the question fits; returns `undefined` if no slice has such a port. */
function findAskedPort(
  cache: EndpointSliceCache,
  service: ServiceReference,
  question: ChooseEndpointsQuestion,
): ServicePortName | undefined {
  const port = expectTextOrAbsent(question.port, ['question', 'port']);
  const protocol = expectTextOrAbsent(question.protocol, ['question', 'protocol']);
  const fitting = listServicePorts(cache, { service }).filter(
    (candidate) =>
      (!isPresent(question.port) || candidate.port === port) &&
      (!isPresent(question.protocol) || candidate.protocol === protocol),
  );
  if (fitting.length > 1) {
    const known = fitting.map((candidate) => `${JSON.stringify(candidate.port)} (${candidate.protocol})`).join(', ');
    throw outOfRange(['question', 'port'], `one of ${known}`, question.port);
  }
  return fitting[0];
}
