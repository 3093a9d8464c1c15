import { enter } from '../internal/door.ts';
import { compareText } from '../internal/compare-text.ts';
import { expectText } from '../internal/expect.ts';
import { isCanonicalIPv4 } from './canonical-address.ts';

const LEFT = ['left'];
const RIGHT = ['right'];

/**
 * Orders addresses: IPv4 in canonical form by number, before all else, which is ordered as text.
 *
 * @see docs/ledger.md planner/order-of-filling
 * @example
 * ['10.0.0.10', 'fd00::1', '10.0.0.9'].sort(compareAddresses) // => ['10.0.0.9', '10.0.0.10', 'fd00::1']
 */
export function compareAddresses(left: string, right: string): number {
  return enter('compareAddresses', () => {
    const leftNumber = addressNumber(expectText(left, LEFT));
    const rightNumber = addressNumber(expectText(right, RIGHT));
    return leftNumber === rightNumber ? compareText(left, right) : leftNumber - rightNumber;
  });
}

/** An IPv4 address in canonical form as a number below 2^32; 2^32 for any other text. */
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
