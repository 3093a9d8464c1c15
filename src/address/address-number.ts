import { isCanonicalIPv4 } from './canonical-address.ts';

/** Returns an IPv4 address in canonical form as a number below 2^32, and 2^32 for any other text. */
export function addressNumber(address: string): number {
  if (!isCanonicalIPv4(address)) return 0x100000000;
  let value = 0;
  let octet = 0;
  for (let index = 0; index < address.length; index += 1) {
    const unit = address.charCodeAt(index);
    if (unit === 46) {
      value = value * 256 + octet;
      octet = 0;
    } else {
      octet = octet * 10 + unit - 48;
    }
  }
  return value * 256 + octet;
}
