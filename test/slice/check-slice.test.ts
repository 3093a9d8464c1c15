import { describe, expect, test } from 'vitest';
import { enter } from '../../src/internal/door.ts';
import { checkMaximum, checkSlice } from '../../src/slice/check-slice.ts';
import { slice } from '../support/complete-objects.ts';
import { faultOf } from '../support/fault-of.ts';

describe('checkMaximum', () => {
  test.each([1, 2, 100, 999, 1000])('takes %j', (maximum) => {
    expect(() => enter('caller', () => checkMaximum(maximum, ['maxEndpointsPerSlice']))).not.toThrow();
  });

  test.each([
    [0, '0'],
    [-1, '-1'],
    [1001, '1001'],
    [1.5, '1.5'],
    [Number.NaN, 'NaN'],
    [Number.POSITIVE_INFINITY, 'Infinity'],
    ['100', '"100"'],
    [undefined, 'undefined'],
  ])('refuses %j', (maximum, got) => {
    expect(() => enter('caller', () => checkMaximum(maximum as never, ['maxEndpointsPerSlice']))).toThrow(
      new RangeError(`caller: maxEndpointsPerSlice must be a whole number from 1 to 1000, got ${got}`),
    );
  });
});

describe('checkSlice', () => {
  test('takes a slice with every field, and one with those alone that a cluster always has', () => {
    expect(faultOf(() => checkSlice(slice, 0))).toBeUndefined();
    expect(faultOf(() => checkSlice({ metadata: { name: 'web-a' }, addressType: 'x' }, 0))).toBeUndefined();
  });

  test.each([
    [5, 'slices[3] must be an object, got 5'],
    [{}, 'slices[3].metadata must be an object, got undefined'],
    [{ ...slice, metadata: [] }, 'slices[3].metadata must be an object, got an array'],
    [{ ...slice, metadata: {} }, 'slices[3].metadata.name must be a non-empty string, got undefined'],
    [{ ...slice, metadata: { name: '' } }, 'slices[3].metadata.name must be a non-empty string, got ""'],
    [{ ...slice, metadata: { name: 'a', uid: 5 } }, 'slices[3].metadata.uid must be a string, got 5'],
    [{ ...slice, addressType: '' }, 'slices[3].addressType must be a non-empty string, got ""'],
    [{ ...slice, ports: {} }, 'slices[3].ports must be an array, got an object'],
    [{ ...slice, ports: [5] }, 'slices[3].ports[0] must be an object, got 5'],
    [{ ...slice, endpoints: {} }, 'slices[3].endpoints must be an array, got an object'],
    [{ ...slice, endpoints: [5] }, 'slices[3].endpoints[0] must be an object, got 5'],
  ])('refuses %j, and says where', (value, message) => {
    expect(faultOf(() => checkSlice(value as never, 3))).toBe(`caller: ${message}`);
  });
});
