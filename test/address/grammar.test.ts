import { addressNumber } from '../../src/address/address-number.ts';
import { isCanonicalIPv4, isCanonicalIPv6 } from '../../src/address/canonical-address.ts';
import { findAddressFault } from '../../src/address/strict-address.ts';
import { parseAddress } from 'endpointslice';
import { describe, expect, test } from 'vitest';

/*
 * What an address is, said a second time and slowly, and compared on every text of some small kinds: all octets and groups
 * that are at a border, at every place, in lists of every length, elided or not.
 */

/** The four octets of dotted text, leading zeros allowed; `undefined` for anything else. */
function octetsOf(text: string): number[] | undefined {
  const octets = text.split('.');
  return octets.length === 4 && octets.every((octet) => /^[0-9]+$/.test(octet) && Number(octet) < 256)
    ? octets.map(Number)
    : undefined;
}

/** The groups of one side of `::`; a dotted tail is two groups. */
function groupsOf(text: string, mayBeDotted: boolean): number[] | undefined {
  if (text === '') return [];
  const parts = text.split(':');
  const groups: number[] = [];
  for (const [index, part] of parts.entries()) {
    const octets = mayBeDotted && index === parts.length - 1 && part.includes('.') ? octetsOf(part) : undefined;
    if (octets !== undefined) {
      const [a = 0, b = 0, c = 0, d = 0] = octets;
      groups.push(a * 256 + b, c * 256 + d);
    } else if (/^[0-9a-fA-F]+$/.test(part) && Number.parseInt(part, 16) < 0x10000) {
      groups.push(Number.parseInt(part, 16));
    } else {
      return undefined;
    }
  }
  return groups;
}

/** The eight groups of an IPv6 address; `undefined` for anything else. */
function eightGroups(text: string): number[] | undefined {
  const [head = '', tail, ...more] = text.split('::');
  if (more.length > 0) return undefined;
  const before = groupsOf(head, tail === undefined);
  const after = groupsOf(tail ?? '', true);
  if (before === undefined || after === undefined) return undefined;
  const count = before.length + after.length;
  if (tail === undefined) return count === 8 ? before : undefined;
  return count < 8 ? [...before, ...Array.from({ length: 8 - count }, () => 0), ...after] : undefined;
}

/** RFC 5952: the first of the longest runs of at least two zero groups is elided. */
function printGroups(groups: readonly number[]): string {
  const texts = groups.map((group) => group.toString(16));
  for (let length = 8; length >= 2; length -= 1) {
    for (let start = 0; start + length <= 8; start += 1) {
      if (groups.slice(start, start + length).every((group) => group === 0)) {
        return `${texts.slice(0, start).join(':')}::${texts.slice(start + length).join(':')}`;
      }
    }
  }
  return texts.join(':');
}

function isMapped(groups: readonly number[]): boolean {
  return groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff;
}

/** Every list of as many items as `places` has, one of each place. */
function everyList<Item>(places: readonly (readonly Item[])[]): Item[][] {
  return places.reduce<Item[][]>((lists, items) => lists.flatMap((list) => items.map((item) => [...list, item])), [[]]);
}

const octets = ['', '0', '1', '9', '00', '01', '10', '99', '255', '256', '1000', '/', ':', 'a', ' 1', '1/2'];
const borders = ['0', '10', '255', '256', '01', ''];
const ipv4Texts = [
  ...everyList([octets, octets, octets, ['7']]).map((list) => list.join('.')),
  ...everyList([['1'], ['0'], octets, octets]).map((list) => list.join('.')),
  ...everyList([borders, borders, borders, borders]).map((list) => list.join('.')),
  ...everyList([['1'], borders, borders, ['3'], borders]).map((list) => list.join('.')),
  ...everyList([borders, borders, ['4']]).map((list) => list.join('.')),
];

const plainGroups = ['0', '0', '1'];
const groups = [
  '',
  '0',
  '00',
  '0000',
  '00000',
  '01',
  '9',
  'a',
  'f',
  'F',
  'A',
  'g',
  'G',
  '`',
  '@',
  '/',
  'ffff',
  '10000',
  '1ffff',
  '1.2.3.4',
];

/** Lists of so many groups, all of a kind but one at some place. */
function groupLists(count: number): string[][] {
  const lists: string[][] = [];
  for (const fill of ['0', '1', 'ffff']) {
    lists.push(Array.from({ length: count }, () => fill));
    for (let place = 0; place < count; place += 1) {
      for (const group of groups)
        lists.push(Array.from({ length: count }, (_, index) => (index === place ? group : fill)));
    }
  }
  return lists;
}

const ipv6Texts = [
  // Each length, with and without an elision at each place.
  ...Array.from({ length: 10 }, (_, count) => groupLists(count).map((list) => list.join(':'))).flat(),
  ...Array.from({ length: 11 }, (_, count) =>
    groupLists(count).flatMap((list) =>
      Array.from({ length: count + 1 }, (_, at) => `${list.slice(0, at).join(':')}::${list.slice(at).join(':')}`),
    ),
  ).flat(),
  // Every pattern of zero groups, written out and with an elision of every length at every place.
  ...everyList(Array.from({ length: 8 }, () => ['0', '1'])).flatMap((list) => [
    list.join(':'),
    ...Array.from({ length: 8 }, (_, at) => at).flatMap((at) =>
      Array.from(
        { length: 8 - at },
        (_, more) => `${list.slice(0, at).join(':')}::${list.slice(at + more + 1).join(':')}`,
      ),
    ),
  ]),
  ...everyList([plainGroups, ['1.2.3.4', '255.255.255.255', '1.2.3', '1.2.3.256', '1.2.3.4.5', '01.2.3.4']]).flatMap(
    ([group = '', tail = '']) =>
      Array.from({ length: 8 }, (_, count) => Array.from({ length: count }, () => group)).flatMap((list) => [
        [...list, tail].join(':'),
        `::${[...list, tail].join(':')}`,
        `${list.join(':')}::${tail}`,
        [...list, tail, group].join(':'),
        `::ffff:${tail}`,
        `${tail}::`,
      ]),
  ),
  '0:0:0:0:0:ffff:0:0',
  '0:0:0:0:1:ffff:1:1',
  '1:0:0:0:0:ffff:1:1',
  '::fffe:1:1',
  '::1:ffff:1:1',
  '::ffff:1',
  '::ffff',
  ':::',
  '::::',
  ':',
  '1:',
  ':1',
  ':1::',
  '::1:',
  '1::1:',
  '1:::1',
  '1::1::1',
  '0:0:0:0:0:0:0:0:',
  '1:2:3:4:5:6:7:8:',
  '1:2:3:4:5:6:7::8:',
  ':0:0:0:0:0:0:0:0',
];

/** The texts, at most ten, of which something is not so. */
function exceptions(texts: readonly string[], isSo: (text: string) => boolean): string[] {
  return texts.filter((text) => !isSo(text)).slice(0, 10);
}

/** Whether what decides the family of a text, its first dot or colon, is a dot. */
function isDottedFirst(text: string): boolean {
  return /^[^.:]*\./.test(text);
}

function reads(text: string, family: string, wanted: string | undefined): boolean {
  const address = parseAddress(text);
  return wanted === undefined ? address === undefined : address?.family === family && address.text === wanted;
}

describe('an IPv4 address', () => {
  test('is read with leading zeros, and is canonical without', () => {
    expect(ipv4Texts.length).toBeGreaterThan(5000);
    expect(
      exceptions(ipv4Texts, (text) => {
        const wanted = isDottedFirst(text) ? octetsOf(text)?.join('.') : undefined;
        return reads(text, 'IPv4', wanted) && isCanonicalIPv4(text) === (wanted === text);
      }),
    ).toEqual([]);
  });

  test('has its number if it is canonical', () => {
    expect(
      exceptions(ipv4Texts, (text) => {
        const isPlain = octetsOf(text)?.join('.') === text;
        const number = isPlain ? text.split('.').reduce((sum, octet) => sum * 256 + Number(octet), 0) : 2 ** 32;
        return addressNumber(text) === number;
      }),
    ).toEqual([]);
  });
});

describe('an IPv6 address', () => {
  test('is read as its eight groups and printed in the shortest form; a mapped one is IPv4', () => {
    expect(ipv6Texts.length).toBeGreaterThan(10_000);
    expect(
      exceptions(ipv6Texts, (text) => {
        if (isDottedFirst(text)) return true;
        const read = eightGroups(text);
        if (read === undefined) return reads(text, 'IPv6', undefined) && !isCanonicalIPv6(text);
        if (!isMapped(read)) {
          const printed = printGroups(read);
          return reads(text, 'IPv6', printed) && isCanonicalIPv6(text) === (printed === text);
        }
        const [high = 0, low = 0] = read.slice(6);
        const printed = [high >> 8, high & 255, low >> 8, low & 255].join('.');
        return reads(text, 'IPv4', printed) && !isCanonicalIPv6(text);
      }),
    ).toEqual([]);
  });
});

describe('findAddressFault', () => {
  test('finds leading zeros in octets, groups of more than four digits, and mapped addresses', () => {
    const texts = [...ipv4Texts, ...ipv6Texts].filter((text) => parseAddress(text) !== undefined);
    expect(texts.length).toBeGreaterThan(5000);
    expect(
      exceptions(texts, (text) => {
        const family = parseAddress(text)?.family ?? 'IPv4';
        const parts = text.split(':');
        const dotted = (parts.at(-1) ?? '').includes('.') ? (parts.pop() ?? '').split('.') : [];
        const hasZeros = dotted.some((octet) => /^0./.test(octet)) || parts.some((group) => group.length > 4);
        const wanted = hasZeros ? 'LeadingZeros' : text.includes(':') && family === 'IPv4' ? 'Mapped' : undefined;
        return findAddressFault(text, family) === wanted;
      }),
    ).toEqual([]);
  });
});
