/** Lists the address types of the API and checks values against them. */

import { type Path, wrongType } from '../internal/invariant.ts';
import type { AddressType } from '../model/endpoint-slice.ts';

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
