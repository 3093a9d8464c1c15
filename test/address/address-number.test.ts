import { describe, expect, test } from 'vitest';
import { addressNumber } from '../../src/address/address-number.ts';

describe('addressNumber', () => {
  test('orders IPv4 addresses by number, and puts everything else behind them', () => {
    const addresses = ['10.0.0.10', '9.255.255.255', '10.0.0.9', '255.0.0.1', '0.0.0.0', '255.255.255.255', 'fd00::2'];
    expect(addresses.sort((left, right) => addressNumber(left) - addressNumber(right))).toEqual([
      '0.0.0.0',
      '9.255.255.255',
      '10.0.0.9',
      '10.0.0.10',
      '255.0.0.1',
      '255.255.255.255',
      'fd00::2',
    ]);
  });

  test('has one number for every address that is not IPv4 in canonical form', () => {
    for (const text of ['010.0.0.1', 'example.com', 'fd00::2', '', '1.2.3']) expect(addressNumber(text)).toBe(2 ** 32);
  });
});
