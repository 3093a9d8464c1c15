import { enter } from '../internal/door.ts';
import { compareText } from '../internal/compare-text.ts';
import { checkEndpoint } from './check-endpoint.ts';
import type { EndpointLike } from '../model/endpoint-slice.ts';

/** The name of one endpoint across slices and over time. Only `endpointIdentity` makes it. */
export type EndpointIdentity = string & { readonly __brand: 'EndpointIdentity' };

/**
 * Returns what makes an endpoint the same endpoint: its addresses in any order, its hostname, and the namespace and name of
 * its target. If anything else changes, the endpoint is updated in its place.
 *
 * An absent hostname equals `''`; an absent target equals one without namespace and name; absent addresses equal an empty
 * list. Addresses are compared as text.
 *
 * @see k8s.io/endpointslice/util hashEndpoint, EndpointSet; docs/rules.md 1.6.2
 * @example
 * endpointIdentity({ addresses: ['10.0.0.2', '10.0.0.1'], hostname: 'h', targetRef: { namespace: 'ns', name: 'p' } })
 * // => '[["10.0.0.1","10.0.0.2"],"h","ns","p"]'
 */
export function endpointIdentity(endpoint: EndpointLike): EndpointIdentity {
  return enter('endpointIdentity', () => {
    checkEndpoint(endpoint, () => ['endpoint']);
    return identityOf(endpoint);
  });
}

/** Returns the identity of an endpoint that was checked before. */
export function identityOf(endpoint: EndpointLike): EndpointIdentity {
  const { hostname, targetRef } = endpoint;
  return JSON.stringify([
    sortedAddresses(endpoint),
    hostname ?? '',
    targetRef?.namespace ?? '',
    targetRef?.name ?? '',
  ]) as EndpointIdentity;
}

/** Returns whether two endpoints have the same identity, without making it. */
export function isSameEndpoint(left: EndpointLike, right: EndpointLike): boolean {
  return (
    (left.targetRef?.name ?? '') === (right.targetRef?.name ?? '') &&
    (left.targetRef?.namespace ?? '') === (right.targetRef?.namespace ?? '') &&
    (left.hostname ?? '') === (right.hostname ?? '') &&
    hasSameAddresses(left, right)
  );
}

/**
 * Returns the bytewise smallest address, `''` if there is none. It is equal for endpoints of one identity, and cheap to
 * index by.
 */
export function smallestAddress(endpoint: EndpointLike): string {
  const addresses = endpoint.addresses ?? [];
  let smallest = addresses[0] ?? '';
  for (let index = 1; index < addresses.length; index += 1) {
    const address = addresses[index] as string;
    if (address < smallest) smallest = address;
  }
  return smallest;
}

/** Returns whether two endpoints have the same addresses, in any order. */
export function hasSameAddresses(left: EndpointLike, right: EndpointLike): boolean {
  const count = left.addresses?.length ?? 0;
  if (count !== (right.addresses?.length ?? 0)) return false;
  if (count === 1) return left.addresses?.[0] === right.addresses?.[0];
  const sortedRight = sortedAddresses(right);
  return sortedAddresses(left).every((address, index) => address === sortedRight[index]);
}

function sortedAddresses(endpoint: EndpointLike): readonly string[] {
  const addresses = endpoint.addresses ?? [];
  return addresses.length < 2 ? addresses : [...addresses].sort(compareText);
}
