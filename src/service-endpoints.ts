import { enter } from './internal/door.ts';
import type { EndpointSliceCache } from './cache/cache.ts';
import { checkPolicy, listEndpoints, listServicePorts } from './cache/list-endpoints.ts';
import { expectCache, expectServicePort } from './cache/read-field.ts';
import { expectObject } from './internal/expect.ts';
import { outOfRange, wrongType } from './internal/invariant.ts';
import type { DuplicatePolicy, LosingEndpoint, RoutableEndpoint, ServicePortKey } from './model/backend.ts';
import type { IPAddressType } from './model/endpoint-slice.ts';
import { chooseEndpoints, type EndpointChoice } from './route/choose-endpoints.ts';
import { countLocalReadyAddresses } from './route/count-local-ready.ts';
import { groupByTarget, type TargetRow } from './route/group-by-target.ts';
import { expectTraffic, type ServicePortTraffic } from './route/service-port-traffic.ts';
import { expectLocation, type RoutingLocation } from './route/topology-mode.ts';

/** The choice for a service port, and the endpoints that were no part of it because others have their address. */
export interface ServiceEndpointChoice extends EndpointChoice {
  readonly losers: readonly LosingEndpoint[];
}

/** What `chooseServiceEndpoints` is asked. */
export interface ChooseServiceEndpointsInput {
  readonly servicePort: ServicePortKey;
  readonly addressType: IPAddressType;
  readonly traffic: ServicePortTraffic;
  readonly location: RoutingLocation;
  readonly policy?: DuplicatePolicy | undefined;
}

/**
 * From cached slices to what traffic on a node may use, in one call: `listEndpoints`, then `chooseEndpoints`.
 *
 * @see kubernetes pkg/proxy/iptables Proxier.syncProxyRules, which chooses from its EndpointsMap
 * @example
 * const servicePort = { namespace: 'shop', service: 'web', portName: 'http', protocol: 'TCP' };
 * const question = { servicePort, addressType: 'IPv4', traffic: {}, location: {} } as const;
 * chooseServiceEndpoints(emptyCache, question).hasAny // => false
 */
export function chooseServiceEndpoints(
  cache: EndpointSliceCache,
  question: ChooseServiceEndpointsInput,
): ServiceEndpointChoice {
  return enter('chooseServiceEndpoints', () => {
    expectCache(cache);
    const { servicePort, addressType, traffic, location, policy } = expectObject(question, ['question']);
    expectServicePort(servicePort, ['question', 'servicePort']);
    expectFamily(addressType);
    checkPolicy(policy, 'question');
    expectTraffic(traffic, ['question', 'traffic']);
    expectLocation(location, ['question', 'location']);
    const { endpoints, losers } = listEndpoints(cache, servicePort, { addressType, policy });
    return { ...chooseEndpoints({ endpoints, traffic, location }), losers };
  });
}

/** How many addresses of a Service are ready on a node. */
export interface LocalReadyCount {
  readonly namespace: string;
  readonly service: string;
  readonly readyAddressCount: number;
}

/**
 * For every Service of which something is ready on a node, how many addresses are, over all its ports: what health check
 * node ports report. In order of namespace and name. O(n) for n endpoints in the cache.
 *
 * @see kubernetes pkg/proxy EndpointsMap.LocalReadyEndpoints; docs/rules.md 4.3.8
 * @example
 * countLocalReadyEndpoints(emptyCache, { nodeName: 'node-1', addressType: 'IPv4' }) // => []
 */
export function countLocalReadyEndpoints(
  cache: EndpointSliceCache,
  question: {
    readonly nodeName: string;
    readonly addressType: IPAddressType;
    readonly policy?: DuplicatePolicy | undefined;
  },
): LocalReadyCount[] {
  return enter('countLocalReadyEndpoints', () => {
    expectCache(cache);
    const { nodeName, addressType, policy } = expectObject(question, ['question']);
    if (typeof nodeName !== 'string') throw wrongType(['question', 'nodeName'], 'a string', nodeName);
    expectFamily(addressType);
    checkPolicy(policy, 'question');
    const counts: LocalReadyCount[] = [];
    let endpoints: RoutableEndpoint[] = [];
    listServicePorts(cache).forEach((servicePort, index, servicePorts) => {
      for (const endpoint of listEndpoints(cache, servicePort, { addressType, policy }).endpoints)
        endpoints.push(endpoint);
      const { namespace, service } = servicePort;
      const next = servicePorts[index + 1];
      if (next?.namespace === namespace && next.service === service) return;
      const readyAddressCount = countLocalReadyAddresses(endpoints, nodeName);
      if (readyAddressCount > 0) counts.push({ namespace, service, readyAddressCount });
      endpoints = [];
    });
    return counts;
  });
}

/**
 * The targets behind a service port, one row each, both families paired: `listEndpoints`, then `groupByTarget`.
 *
 * @see docs/consumer.md
 * @example
 * const servicePort = { namespace: 'shop', service: 'web', portName: 'http', protocol: 'TCP' };
 * listTargets(emptyCache, servicePort) // => []
 */
export function listTargets(
  cache: EndpointSliceCache,
  servicePort: ServicePortKey,
  options: { readonly policy?: DuplicatePolicy | undefined } = {},
): TargetRow[] {
  return enter('listTargets', () => {
    expectCache(cache);
    expectServicePort(servicePort, ['servicePort']);
    const policy = checkPolicy(expectObject(options, ['options']).policy, 'options');
    return groupByTarget(listEndpoints(cache, servicePort, { policy }).endpoints);
  });
}

/** A question is about one family: without it, both would be listed. */
function expectFamily(addressType: unknown): void {
  if (addressType === 'IPv4' || addressType === 'IPv6') return;
  throw outOfRange(['question', 'addressType'], "'IPv4' or 'IPv6'", addressType);
}
