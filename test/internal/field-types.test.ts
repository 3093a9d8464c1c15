import { describe, expect, test } from 'vitest';
import {
  firstNotText,
  isAbsent,
  isFlagOrAbsent,
  isListOfText,
  isPresent,
  isTextOrAbsent,
} from '../../src/internal/field-types.ts';

/** A value of every type that JSON has, the empty ones too, and some that it has not. */
const values: readonly unknown[] = [
  undefined,
  null,
  '',
  'x',
  false,
  true,
  0,
  1,
  Number.NaN,
  5n,
  Symbol('x'),
  () => 1,
  [],
  {},
  new String('x'),
];

function accepted(is: (value: unknown) => boolean): unknown[] {
  return values.filter(is);
}

describe('the types of fields', () => {
  test('absent is undefined or null, and all else is present', () => {
    expect(accepted(isAbsent)).toEqual([undefined, null]);
    expect(accepted(isPresent)).toEqual(values.slice(2));
  });

  test('a text or a flag may be empty, or absent', () => {
    expect(accepted(isTextOrAbsent)).toEqual([undefined, null, '', 'x']);
    expect(accepted(isFlagOrAbsent)).toEqual([undefined, null, false, true]);
  });

  test.each<[unknown, boolean]>([
    [[], true],
    [[''], true],
    [['a', 'b'], true],
    [[5], false],
    [['a', null], false],
    [[undefined, 'b'], false],
    [Object.assign([], { length: 2 }), false],
    ['ab', false],
    [{ length: 0 }, false],
    [null, false],
    [undefined, false],
  ])('says of %o whether it is a list of texts: %j', (value, expected) => {
    expect(isListOfText(value)).toBe(expected);
  });

  test('the first item that is no text is found, a hole too', () => {
    expect(firstNotText([])).toBeUndefined();
    expect(firstNotText(['a', 'b'])).toBeUndefined();
    expect(firstNotText([5, 'b'])).toBe(0);
    expect(firstNotText(['a', 'b', null, 5])).toBe(2);
    const sparse = ['a'];
    sparse.length = 2 ** 32 - 1;
    expect(firstNotText(sparse)).toBe(1);
  });
});
