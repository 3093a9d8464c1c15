import { describe, expect, test } from 'vitest';
import { enter } from '../../src/internal/door.ts';
import { compareSlices, sliceName, sortSlices } from '../../src/slice/slice-order.ts';
import { buildSlice } from '../support/build.ts';

const a = buildSlice({ name: 'a' });
const b = buildSlice({ name: 'b' });
const c = buildSlice({ name: 'c' });

test('sliceName is empty for a slice without a name', () => {
  expect(sliceName(a)).toBe('a');
  for (const metadata of [undefined, null, {}, { name: null }]) {
    expect(sliceName({ addressType: 'IPv4', metadata })).toBe('');
  }
});

test('compareSlices goes by name alone', () => {
  expect(compareSlices(a, b)).toBeLessThan(0);
  expect(compareSlices(b, a)).toBeGreaterThan(0);
  expect(compareSlices(a, buildSlice({ name: 'a', namespace: 'other', labels: {} }))).toBe(0);
});

describe('sortSlices', () => {
  test('sorts by name into a new list', () => {
    const given = Object.freeze([c, a, b]);
    expect(sortSlices(given)).toEqual([a, b, c]);
    expect(sortSlices([])).toEqual([]);
    expect(sortSlices([b])).toEqual([b]);
  });

  test.each([
    [[a, a], 'a'],
    [[b, a, b], 'b'],
    [[a, c, b, c], 'c'],
  ])('refuses two slices of one name', (slices, name) => {
    expect(() => enter('caller', () => sortSlices(slices))).toThrow(
      new RangeError(`caller: slices must be slices with different names, got "${name}"`),
    );
  });
});
