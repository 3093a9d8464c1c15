import { describe, expect, test } from 'vitest';
import { enter } from '../../src/internal/door.ts';
import { checkProportion, expectProportion } from '../../src/zones/check-proportion.ts';

describe.each([
  ['checkProportion', checkProportion],
  ['expectProportion', expectProportion],
])('%s', (_, check) => {
  test.each([0, 0.5, 1])('takes %j', (value) => {
    expect(() => enter('caller', () => check(value, ['share']))).not.toThrow();
  });

  test.each([
    [-0.1, '-0.1'],
    [1.1, '1.1'],
    [Number.NaN, 'NaN'],
    ['1', '"1"'],
    [null, 'null'],
  ])('refuses %j', (value, got) => {
    expect(() => enter('caller', () => check(value, ['share']))).toThrow(
      new RangeError(`caller: share must be between 0 and 1, got ${got}`),
    );
  });
});

test('checkProportion alone takes an absent number', () => {
  expect(() => enter('caller', () => checkProportion(undefined, ['share']))).not.toThrow();
  expect(() => enter('caller', () => expectProportion(undefined, ['share']))).toThrow(
    new RangeError('caller: share must be between 0 and 1, got undefined'),
  );
});
