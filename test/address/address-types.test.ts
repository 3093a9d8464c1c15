import { describe, expect, test } from 'vitest';
import { ADDRESS_TYPES, expectAddressType, isAddressType } from '../../src/address/address-types.ts';
import { enter } from '../../src/internal/door.ts';

describe('address types', () => {
  test('are listed in the order of results', () => {
    expect(ADDRESS_TYPES).toEqual(['IPv4', 'IPv6', 'FQDN']);
  });

  test.each(['IPv4', 'IPv6', 'FQDN'])('%s is one', (type) => {
    expect(isAddressType(type)).toBe(true);
    expect(expectAddressType(type, ['type'])).toBe(type);
  });

  test.each([
    ['ipv4', '"ipv4"'],
    ['', '""'],
    [undefined, 'undefined'],
    [['IPv4'], 'an array'],
  ])('%j is none', (value, got) => {
    expect(isAddressType(value)).toBe(false);
    expect(() => enter('caller', () => expectAddressType(value, ['slice', 'addressType']))).toThrow(
      new TypeError(`caller: slice.addressType must be IPv4, IPv6 or FQDN, got ${got}`),
    );
  });
});
