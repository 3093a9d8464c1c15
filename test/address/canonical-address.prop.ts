import fc from 'fast-check';
import { parseAddress } from 'endpointslice';
import { describe, expect, test } from 'vitest';
import { isCanonicalIPv4, isCanonicalIPv6 } from '../../src/address/canonical-address.ts';
import { propertyRuns } from '../support/property-settings.ts';

/** Texts near IPv6 addresses: few kinds of groups, so that runs of zeros and elisions meet in every way. */
function nearlyIPv6(): fc.Arbitrary<string> {
  const group = fc.constantFrom('0', '0', '0', '1', 'ffff', 'FFFF', '00', '01', 'abc', '', '12345', 'g', '1.2.3.4');
  return fc
    .tuple(fc.array(group, { minLength: 1, maxLength: 9 }), fc.constantFrom(':', ':', ':', '::'), fc.nat(8))
    .map(([groups, joint, at]) =>
      groups.map((text, index) => (index === 0 ? text : `${index === at ? joint : ':'}${text}`)).join(''),
    );
}

/** Addresses that are well formed, printed with or without eliding. */
function ipv6(): fc.Arbitrary<string> {
  return fc
    .tuple(fc.array(fc.constantFrom(0, 0, 0, 1, 0xffff, 0xab), { minLength: 8, maxLength: 8 }), fc.nat(7), fc.nat(8))
    .map(([groups, start, length]) => {
      const texts = groups.map((group) => group.toString(16));
      if (length < 1) return texts.join(':');
      const rest = groups.map((group, index) =>
        index >= start && index < start + length ? undefined : group.toString(16),
      );
      const before = rest.slice(0, start).join(':');
      return `${before}::${rest.slice(start + length).join(':')}`;
    });
}

/**
 * The slow way to print, from the groups alone: RFC 5952 as its text says it. Independent of the library's own printer.
 */
function printed(groups: readonly number[]): string {
  let best = { start: -1, length: 1 };
  for (let start = 0; start < 8; start += 1) {
    const length = [...groups.slice(start), 1].findIndex((group) => group !== 0);
    if (length > best.length) best = { start, length };
  }
  const text = (part: readonly number[]): string => part.map((group) => group.toString(16)).join(':');
  if (best.start < 0) return text(groups);
  return `${text(groups.slice(0, best.start))}::${text(groups.slice(best.start + best.length))}`;
}

describe('canonical addresses', () => {
  test('are those that the plain printer prints', () => {
    const groups = fc.array(fc.constantFrom(0, 0, 0, 1, 0xffff, 0xab), { minLength: 8, maxLength: 8 });
    fc.assert(
      fc.property(groups, (value) => {
        const isMapped = value.slice(0, 5).every((group) => group === 0) && value[5] === 0xffff;
        expect(isCanonicalIPv6(printed(value))).toBe(!isMapped);
        if (!isMapped)
          expect(parseAddress(value.map((group) => group.toString(16)).join(':'))?.text).toBe(printed(value));
      }),
      { numRuns: propertyRuns(2000) },
    );
  });

  test('are printed as they are read, and nothing else is', () => {
    fc.assert(
      fc.property(fc.oneof(nearlyIPv6(), ipv6(), fc.ipV6(), fc.string()), (text) => {
        const parsed = parseAddress(text);
        if (isCanonicalIPv6(text)) expect(parsed).toEqual({ family: 'IPv6', text });
        // Through a form that is never canonical, so that the quick test cannot answer for the parser.
        const slow = parseAddress(
          text.replace(/(^|:)([0-9a-fA-F]{1,4})(?=:|$)/, (_, colon: string, group: string) => `${colon}00000${group}`),
        );
        if (parsed?.family === 'IPv6' && slow !== undefined) expect(isCanonicalIPv6(text)).toBe(slow.text === text);
      }),
      { numRuns: propertyRuns(5000) },
    );
  });

  test('of IPv4 have four numbers without leading zeros', () => {
    fc.assert(
      fc.property(fc.oneof(fc.ipV4(), fc.ipV4Extended(), fc.stringMatching(/^[0-9.]{0,16}$/)), (text) => {
        const octets = text.split('.');
        const isPlain =
          octets.length === 4 && octets.every((octet) => String(Number(octet)) === octet && Number(octet) < 256);
        expect(isCanonicalIPv4(text)).toBe(isPlain);
      }),
      { numRuns: propertyRuns(2000) },
    );
  });
});
