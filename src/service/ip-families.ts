import { enter } from '../internal/door.ts';
import { expectObject, expectTextOrAbsent, expectTexts } from '../internal/expect.ts';
import type { ServiceLike } from '../model/core.ts';
import type { IPAddressType } from '../model/endpoint-slice.ts';
import { parseAddress } from '../address/parse-address.ts';

/**
 * Lists the address types that the slices of a Service have: IPv4, IPv6 or both, in that order.
 *
 * They are those of `spec.ipFamilies`; without any, the family of the cluster IP (IPv4 for one that cannot be parsed); for a
 * headless Service that names no family, both. Never FQDN, never empty.
 *
 * @see k8s.io/endpointslice getAddressTypesForService; docs/rules.md 1.1
 * @example
 * listAddressTypes({ spec: { ipFamilies: ['IPv6', 'IPv4'] } }) // => ['IPv4', 'IPv6']
 * listAddressTypes({ spec: { clusterIP: 'fd00::1' } }) // => ['IPv6']
 * listAddressTypes({ spec: { clusterIP: 'None' } }) // => ['IPv4', 'IPv6']
 */
export function listAddressTypes(service: ServiceLike): IPAddressType[] {
  return enter('listAddressTypes', () => {
    const { clusterIP, ipFamilies } = specOf(service);
    const families = expectTexts(ipFamilies, ['service', 'spec', 'ipFamilies']);
    const listed = (['IPv4', 'IPv6'] as const).filter((family) => families.includes(family));
    if (listed.length > 0) return listed;
    const text = expectTextOrAbsent(clusterIP, ['service', 'spec', 'clusterIP']);
    if (isNoClusterIP(text)) return ['IPv4', 'IPv6'];
    return [parseAddress(text)?.family ?? 'IPv4'];
  });
}

/**
 * Returns whether a Service is headless: its cluster IP is `None` or not set.
 *
 * @see k8s.io/endpointslice IsServiceIPSet; docs/rules.md 1.12.1
 * @example
 * isHeadless({ spec: { clusterIP: 'None' } }) // => true
 */
export function isHeadless(service: ServiceLike): boolean {
  return enter('isHeadless', () => {
    const { clusterIP } = specOf(service);
    return isNoClusterIP(expectTextOrAbsent(clusterIP, ['service', 'spec', 'clusterIP']));
  });
}

function isNoClusterIP(clusterIP: string): boolean {
  return clusterIP === '' || clusterIP === 'None';
}

function specOf(service: ServiceLike): NonNullable<ServiceLike['spec']> {
  return expectObject(expectObject(service, ['service']).spec ?? {}, ['service', 'spec']);
}
