/** Lists the address types of the API and checks values against them. */

import { outOfRange, type Path, wrongType } from '../internal/invariant.ts';
import type { AddressType, AddressTypeLike, IPAddressType } from '../model/endpoint-slice.ts';

/** All address types of the API, in the order in which results list them. */
export const ADDRESS_TYPES: readonly AddressType[] = ['IPv4', 'IPv6', 'FQDN'];

/** Returns whether a text is an address type of the API. */
export function isAddressType(value: unknown): value is AddressType {
  return ADDRESS_TYPES.includes(value as AddressType);
}

/** Throws unless `value` is an address type of the API; returns it. */
export function expectAddressType(value: unknown, path: Path): AddressType {
  if (isAddressType(value)) return value;
  throw wrongType(path, 'IPv4, IPv6 or FQDN', value);
}

/** Throws unless `addressType` is `'IPv4'` or `'IPv6'`; returns it. */
export function expectFamily(addressType: AddressTypeLike, path: Path): IPAddressType {
  const family: string = addressType;
  if (family === 'IPv4' || family === 'IPv6') return family;
  throw outOfRange(path, "'IPv4' or 'IPv6'", addressType);
}
