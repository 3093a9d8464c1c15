import { describe, expect, test } from 'vitest';
import { compareText } from '../../src/internal/compare.ts';
import {
  expectArray,
  expectArrayOrAbsent,
  expectCount,
  expectName,
  expectObject,
  expectObjects,
  expectTextMap,
  expectTextOrAbsent,
} from '../../src/internal/expect.ts';
import { assertNever, describeValue, formatPath, outOfRange, wrongType } from '../../src/internal/invariant.ts';

const path = ['slice', 'field'];

function wrong(wanted: string): TypeError {
  return new TypeError(`caller: slice.field ${wanted}`);
}

describe('what is expected', () => {
  test('an object', () => {
    for (const value of [{}, new Date(0), Object.create(null) as object]) {
      expect(expectObject(value, 'caller', path)).toBe(value);
    }
    for (const [value, got] of [
      [undefined, 'undefined'],
      [null, 'null'],
      [[], 'an array'],
      ['x', '"x"'],
      [() => 1, 'a function'],
    ] as const) {
      expect(() => expectObject(value as unknown, 'caller', path)).toThrow(wrong(`must be an object, got ${got}`));
    }
  });

  test('an array', () => {
    const list = [1];
    expect(expectArray(list, 'caller', path)).toBe(list);
    expect(expectArrayOrAbsent(list, 'caller', path)).toBe(list);
    expect(expectArrayOrAbsent(undefined, 'caller', path)).toEqual([]);
    expect(expectArrayOrAbsent(null, 'caller', path)).toEqual([]);
    for (const value of [{}, { length: 0 }, 'x', 5]) {
      const got = describeValue(value);
      expect(() => expectArray(value as never, 'caller', path)).toThrow(wrong(`must be an array, got ${got}`));
      expect(() => expectArrayOrAbsent(value as never, 'caller', path)).toThrow(wrong(`must be an array, got ${got}`));
      expect(() => expectObjects(value as never, 'caller', path)).toThrow(wrong(`must be an array, got ${got}`));
    }
    expect(() => expectArray(undefined as never, 'caller', path)).toThrow(wrong('must be an array, got undefined'));
    expect(() => expectArray(null as never, 'caller', path)).toThrow(wrong('must be an array, got null'));
  });

  test('an array of objects', () => {
    const list = [{}, {}];
    expect(expectObjects(list, 'caller', path)).toBe(list);
    expect(expectObjects(undefined, 'caller', path)).toEqual([]);
    const hole: object[] = [];
    hole[1] = {};
    expect(() => expectObjects(hole, 'caller', path)).toThrow(
      new TypeError('caller: slice.field[0] must be an object, got undefined'),
    );
    expect(expectObjects(null, 'caller', path)).toEqual([]);
    expect(() => expectObjects([{}, null], 'caller', path)).toThrow(
      new TypeError('caller: slice.field[1] must be an object, got null'),
    );
  });

  test('a name', () => {
    expect(expectName('x', 'caller', path)).toBe('x');
    for (const value of ['', 5, null, undefined]) {
      const got = describeValue(value);
      expect(() => expectName(value, 'caller', path)).toThrow(wrong(`must be a non-empty string, got ${got}`));
    }
  });

  test('a text', () => {
    expect(expectTextOrAbsent('x', 'caller', path)).toBe('x');
    expect(expectTextOrAbsent('', 'caller', path)).toBe('');
    expect(expectTextOrAbsent(null, 'caller', path)).toBe('');
    expect(expectTextOrAbsent(undefined, 'caller', path)).toBe('');
    expect(() => expectTextOrAbsent(5, 'caller', path)).toThrow(wrong('must be a string, got 5'));
  });

  test('a number of things', () => {
    for (const count of [0, 1, Number.MAX_SAFE_INTEGER]) expect(expectCount(count, 'caller', path)).toBe(count);
    for (const count of [-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53]) {
      expect(() => expectCount(count, 'caller', path)).toThrow(
        new RangeError(`caller: slice.field must be a whole number, 0 or more, got ${count}`),
      );
    }
    expect(() => expectCount('1', 'caller', path)).toThrow(wrong('must be a whole number, 0 or more, got "1"'));
    expect(() => expectCount(null, 'caller', path)).toThrow(TypeError);
  });

  test('a map of texts', () => {
    const map = Object.assign(Object.create({ inherited: 5 }) as object, { a: '1', b: null, c: undefined });
    expect(expectTextMap(map, 'caller', path)).toBe(map);
    expect(expectTextMap(null, 'caller', path)).toEqual({});
    expect(expectTextMap(undefined, 'caller', path)).toEqual({});
    expect(() => expectTextMap([], 'caller', path)).toThrow(wrong('must be an object, got an array'));
    expect(() => expectTextMap('x', 'caller', path)).toThrow(wrong('must be an object, got "x"'));
    expect(() => expectTextMap({ a: '1', 'b/c': 5 }, 'caller', path)).toThrow(
      new TypeError('caller: slice.field["b/c"] must be a string, got 5'),
    );
  });
});

describe('formatPath', () => {
  test.each([
    [[], ''],
    [['pods'], 'pods'],
    [['pods', 3, 'status', 'podIPs', 0, 'ip'], 'pods[3].status.podIPs[0].ip'],
    [['labels', 'a/b'], 'labels["a/b"]'],
    [['labels', ''], 'labels[""]'],
    [['labels', '1a'], 'labels["1a"]'],
    [['labels', 'a-b'], 'labels["a-b"]'],
    [['labels', 'aé'], 'labels["aé"]'],
    [['_a1', 'B_2'], '_a1.B_2'],
    [['a b'], '["a b"]'],
    [[0], '[0]'],
  ])('prints %j as %s', (steps, text) => {
    expect(formatPath(steps)).toBe(text);
  });
});

describe('describeValue', () => {
  test.each([
    ['x', '"x"'],
    ['"', '"\\""'],
    ['x'.repeat(64), `"${'x'.repeat(64)}"`],
    ['x'.repeat(65), `"${'x'.repeat(64)}"… (65 characters)`],
    [5, '5'],
    [Number.NaN, 'NaN'],
    [false, 'false'],
    [undefined, 'undefined'],
    [5n, 'a bigint'],
    [Symbol('x'), 'a symbol'],
    [() => 1, 'a function'],
    [null, 'null'],
    [[], 'an array'],
    [{}, 'an object'],
  ])('says of %o %s', (value, text) => {
    expect(describeValue(value)).toBe(text);
  });
});

test('errors say which function, where, what was wanted and what there was', () => {
  expect(wrongType('planService', ['pods', 3], 'an object', 5)).toStrictEqual(
    new TypeError('planService: pods[3] must be an object, got 5'),
  );
  expect(outOfRange('planService', ['max'], 'above 0', 0)).toStrictEqual(
    new RangeError('planService: max must be above 0, got 0'),
  );
  expect(() => assertNever('x' as never, 'planService')).toThrow(new TypeError('planService: unexpected "x"'));
});

test('compareText orders by code unit', () => {
  expect([compareText('a', 'b'), compareText('b', 'a'), compareText('a', 'a')]).toEqual([-1, 1, 0]);
  // U+FF5E comes before U+10000 as a character, and after its first code unit.
  expect(compareText('\uff5e', '\u{10000}')).toBe(1);
});
