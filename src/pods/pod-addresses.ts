import { isCanonicalIPv4, isCanonicalIPv6 } from '../address/canonical-address.ts';
import { parseAddress } from '../address/parse-address.ts';
import { compareText } from '../internal/compare-text.ts';
import type { PodLike } from '../model/core.ts';
import type { IPAddressType } from '../model/endpoint-slice.ts';

/**
 * Returns the addresses of a pod that are of one type, in canonical form: the text of a single one, a sorted list of
 * several, or `undefined` if there is none. `status.podIP` is never used.
 *
 * @see k8s.io/endpointslice getEndpointAddresses; docs/rules.md 1.4.1, 1.4.8
 */
export function podAddressesOfType(pod: PodLike, addressType: IPAddressType): string | readonly string[] | undefined {
  let first: string | undefined;
  let all: string[] | undefined;
  for (const { ip } of pod.status?.podIPs ?? []) {
    const address = addressOfType(ip ?? '', addressType);
    if (address === undefined) continue;
    if (first === undefined) first = address;
    else if (all === undefined) all = [first, address];
    else all.push(address);
  }
  return all === undefined ? first : all.sort(compareText);
}

/** Returns the addresses of a pod that cannot be read as IP addresses, as written. */
export function unreadablePodAddresses(pod: PodLike): readonly string[] {
  const podIPs = pod.status?.podIPs ?? [];
  let unreadable: string[] | undefined;
  for (const { ip } of podIPs) {
    const text = ip ?? '';
    if (parseAddress(text) !== undefined) continue;
    if (unreadable === undefined) unreadable = [text];
    else unreadable.push(text);
  }
  return unreadable ?? [];
}

function addressOfType(text: string, addressType: IPAddressType): string | undefined {
  if (isCanonicalIPv4(text)) return addressType === 'IPv4' ? text : undefined;
  if (isCanonicalIPv6(text)) return addressType === 'IPv6' ? text : undefined;
  const address = parseAddress(text);
  return address?.family === addressType ? address.text : undefined;
}
