import { expectFamily } from './address/address-types.ts';
import { checkPolicy, listEndpoints, listServicePorts } from './cache/list-endpoints.ts';
import { expectCache } from './cache/read-field.ts';
import type { EndpointSliceCache } from './cache/cache.ts';
import { enter } from './internal/door.ts';
import { expectObject } from './internal/expect.ts';
import { wrongType } from './internal/invariant.ts';
import type { AddressTypeLike } from './model/endpoint-slice.ts';
import type { DuplicatePolicy, ServiceReference } from './model/routable-endpoint.ts';
import { isLocal } from './route/categorize-endpoints.ts';

/** Input of `countLocalReadyEndpoints`. */
export interface LocalReadyQuestion {
  /** The node whose endpoints are counted. */
  readonly nodeName: string;
  /** `'IPv4'` or `'IPv6'`: with both, a dual-stack pod would count twice. */
  readonly addressType: AddressTypeLike;
  /** Decides between endpoints with one address and port; default `'identity-aware'`. */
  readonly policy?: DuplicatePolicy | undefined;
}

/** The number of addresses of one Service that are ready on a node. */
export interface LocalReadyCount extends ServiceReference {
  /** Distinct addresses; at least 1. */
  readonly readyAddressCount: number;
}

/**
 * Counts the distinct addresses of each Service that are ready on a node, as health check node ports report them. An address
 * counts once, however many ports it has; a terminating endpoint counts only if it is ready. Services without a ready
 * address are left out; the others are in order of namespace and name. Cost: O(n) for n endpoints in the cache.
 *
 * @throws RangeError if the address type is not `'IPv4'` or `'IPv6'`
 * @see kubernetes pkg/proxy EndpointsMap.LocalReadyEndpoints; docs/rules.md 4.3.8
 * @example
 * countLocalReadyEndpoints(emptyCache, { nodeName: 'node-1', addressType: 'IPv4' }) // => []
 */
export function countLocalReadyEndpoints(cache: EndpointSliceCache, question: LocalReadyQuestion): LocalReadyCount[] {
  return enter('countLocalReadyEndpoints', () => {
    expectCache(cache);
    const { nodeName } = expectObject(question, ['question']);
    if (typeof nodeName !== 'string') throw wrongType(['question', 'nodeName'], 'a string', nodeName);
    const addressType = expectFamily(question.addressType, ['question', 'addressType']);
    const policy = checkPolicy(question.policy, 'question');
    const counts: LocalReadyCount[] = [];
    let addresses = new Set<string>();
    listServicePorts(cache).forEach((servicePort, index, servicePorts) => {
      for (const endpoint of listEndpoints(cache, servicePort, { addressType, policy }).endpoints) {
        if (endpoint.ready && isLocal(endpoint, { nodeName })) addresses.add(endpoint.address);
      }
      const { namespace, name } = servicePort;
      const next = servicePorts[index + 1];
      if (next?.namespace === namespace && next.name === name) return;
      if (addresses.size > 0) counts.push({ namespace, name, readyAddressCount: addresses.size });
      addresses = new Set();
    });
    return counts;
  });
}
