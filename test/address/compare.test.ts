import { compareAddresses } from 'endpointslice';
import { describe, expect, test } from 'vitest';
import { refuses } from '../support/refuses.ts';

describe('compareAddresses', () => {
  test('orders IPv4 addresses by number, before all else, which is ordered as text', () => {
    const addresses = ['fd00::2', '10.0.0.10', 'example.com', '9.255.255.255', '10.0.0.9', 'fd00::10', '255.0.0.1'];
    expect(addresses.sort(compareAddresses)).toEqual([
      '9.255.255.255',
      '10.0.0.9',
      '10.0.0.10',
      '255.0.0.1',
      'example.com',
      'fd00::10',
      'fd00::2',
    ]);
  });

  test('takes an address in another form for a text', () => {
    expect(compareAddresses('255.255.255.255', '010.0.0.1')).toBeLessThan(0);
    expect(compareAddresses('10.0.0.1', '10.0.0.1')).toBe(0);
  });
});

refuses(compareAddresses, [
  [[5, '10.0.0.1'], new TypeError('compareAddresses: left must be a string, got 5')],
  [['10.0.0.1', null], new TypeError('compareAddresses: right must be a string, got null')],
  [[undefined, undefined], new TypeError('compareAddresses: left must be a string, got undefined')],
]);
