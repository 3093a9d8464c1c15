import { describe, expect, test } from 'vitest';
import { compareResourceVersions } from 'endpointslice/server';
import { isResourceVersion, newerResourceVersion } from '../../src/version/resource-version.ts';

/** Versions that tell nothing of age. */
const unordered: readonly (string | undefined)[] = [
  7 as never,
  null as never,
  undefined,
  '',
  '0',
  '07',
  '-7',
  '+7',
  '7.0',
  ' 7',
  '7 ',
  '7a',
  'a7',
  'v7',
  '7\n',
  '٧',
];

describe('compareResourceVersions', () => {
  test.each([
    ['1', '2', -1],
    ['2', '1', 1],
    ['7', '7', 0],
    ['9', '10', -1],
    ['100', '99', 1],
    ['1000', '99', 1],
    ['9007199254740992', '9007199254740993', -1],
    ['99999999999999999999', '100000000000000000000', -1],
  ])('orders %s and %s as numbers of any length: %i', (left, right, expected) => {
    expect(compareResourceVersions(left, right)).toBe(expected);
  });

  test.each(unordered)('counts %j as older than any number, and as old as all that are none', (version) => {
    expect(compareResourceVersions(version, '1')).toBe(-1);
    expect(compareResourceVersions('1', version)).toBe(1);
    for (const other of unordered) expect(compareResourceVersions(version, other)).toBe(0);
  });
});

describe('newerResourceVersion', () => {
  test('is the greater number, the one that is a number, or nothing', () => {
    expect(newerResourceVersion('9', '10')).toBe('10');
    expect(newerResourceVersion('10', '9')).toBe('10');
    expect(newerResourceVersion('7', '7')).toBe('7');
    for (const version of unordered) {
      expect(newerResourceVersion(version, '7')).toBe('7');
      expect(newerResourceVersion('7', version)).toBe('7');
      expect(newerResourceVersion(version, 'x')).toBeUndefined();
      expect(newerResourceVersion('x', version)).toBeUndefined();
    }
  });
});

describe('isResourceVersion', () => {
  test('holds for numbers above 0 without leading zeros alone', () => {
    for (const version of ['1', '10', '18446744073709551616']) expect(isResourceVersion(version)).toBe(true);
    for (const version of unordered) expect(isResourceVersion(version), JSON.stringify(version)).toBe(false);
  });
});
