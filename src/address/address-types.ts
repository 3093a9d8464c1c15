import { type Path, wrongType } from '../internal/invariant.ts';
import type { AddressType } from '../model/endpoint-slice.ts';

/** All address types of the API, in the order in which results list them. */
export const ADDRESS_TYPES: readonly AddressType[] = ['IPv4', 'IPv6', 'FQDN'];

/** Returns whether a text is an address type of the API. */
export function isAddressType(value: unknown): value is AddressType {
  return ADDRESS_TYPES.includes(value as AddressType);
}

/** Returns the address type; throws if the value is none of the API. */
export function expectAddressType(value: unknown, path: Path): AddressType {
  if (isAddressType(value)) return value;
  throw wrongType(path, 'IPv4, IPv6 or FQDN', value);
}
