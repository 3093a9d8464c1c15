import { enter } from '../../src/internal/door.ts';
import { describe, expect, test } from 'vitest';
import { compareText } from '../../src/internal/compare-text.ts';
import {
  expectArray,
  expectArrayOrAbsent,
  expectCount,
  expectName,
  expectObject,
  expectObjects,
  expectText,
  expectTextMap,
  expectTextOrAbsent,
  expectTexts,
} from '../../src/internal/expect.ts';
import { describeValue, formatPath, outOfRange, wrongType } from '../../src/internal/invariant.ts';

const path = ['slice', 'field'];

function wrong(wanted: string): TypeError {
  return new TypeError(`caller: slice.field ${wanted}`);
}

describe('what is expected', () => {
  test('an object', () => {
    for (const value of [{}, new Date(0), Object.create(null) as object]) {
      expect(enter('caller', () => expectObject(value, path))).toBe(value);
    }
    for (const [value, got] of [
      [undefined, 'undefined'],
      [null, 'null'],
      [[], 'an array'],
      ['x', '"x"'],
      [() => 1, 'a function'],
    ] as const) {
      expect(() => enter('caller', () => expectObject(value as unknown, path))).toThrow(
        wrong(`must be an object, got ${got}`),
      );
    }
  });

  test('an array', () => {
    const list = [1];
    expect(enter('caller', () => expectArray(list, path))).toBe(list);
    expect(enter('caller', () => expectArrayOrAbsent(list, path))).toBe(list);
    expect(enter('caller', () => expectArrayOrAbsent(undefined, path))).toEqual([]);
    expect(enter('caller', () => expectArrayOrAbsent(null, path))).toEqual([]);
    for (const value of [{}, { length: 0 }, 'x', 5]) {
      const got = describeValue(value);
      expect(() => enter('caller', () => expectArray(value as never, path))).toThrow(
        wrong(`must be an array, got ${got}`),
      );
      expect(() => enter('caller', () => expectArrayOrAbsent(value as never, path))).toThrow(
        wrong(`must be an array, got ${got}`),
      );
      expect(() => enter('caller', () => expectObjects(value as never, path))).toThrow(
        wrong(`must be an array, got ${got}`),
      );
    }
    expect(() => enter('caller', () => expectArray(undefined as never, path))).toThrow(
      wrong('must be an array, got undefined'),
    );
    expect(() => enter('caller', () => expectArray(null as never, path))).toThrow(wrong('must be an array, got null'));
  });

  test('an array of objects', () => {
    const list = [{}, {}];
    expect(enter('caller', () => expectObjects(list, path))).toBe(list);
    expect(enter('caller', () => expectObjects(undefined, path))).toEqual([]);
    const hole: object[] = [];
    hole[1] = {};
    expect(() => enter('caller', () => expectObjects(hole, path))).toThrow(
      new TypeError('caller: slice.field[0] must be an object, got undefined'),
    );
    expect(enter('caller', () => expectObjects(null, path))).toEqual([]);
    expect(() => enter('caller', () => expectObjects([{}, null], path))).toThrow(
      new TypeError('caller: slice.field[1] must be an object, got null'),
    );
  });

  test('a name', () => {
    expect(enter('caller', () => expectName('x', path))).toBe('x');
    for (const value of ['', 5, null, undefined]) {
      const got = describeValue(value);
      expect(() => enter('caller', () => expectName(value, path))).toThrow(
        wrong(`must be a non-empty string, got ${got}`),
      );
    }
  });

  test('a text', () => {
    expect(enter('caller', () => expectTextOrAbsent('x', path))).toBe('x');
    expect(enter('caller', () => expectTextOrAbsent('', path))).toBe('');
    expect(enter('caller', () => expectTextOrAbsent(null, path))).toBe('');
    expect(enter('caller', () => expectTextOrAbsent(undefined, path))).toBe('');
    expect(() => enter('caller', () => expectTextOrAbsent(5, path))).toThrow(wrong('must be a string, got 5'));
  });

  test('a text that is there', () => {
    expect(enter('caller', () => expectText('x', path))).toBe('x');
    expect(enter('caller', () => expectText('', path))).toBe('');
    for (const value of [undefined, null, 5, new String('x')]) {
      const got = describeValue(value);
      expect(() => enter('caller', () => expectText(value, path))).toThrow(wrong(`must be a string, got ${got}`));
    }
  });

  test('a list of texts', () => {
    const list = ['a', '', 'b'];
    expect(enter('caller', () => expectTexts(list, path))).toBe(list);
    expect(enter('caller', () => expectTexts([], path))).toEqual([]);
    expect(enter('caller', () => expectTexts(null, path))).toEqual([]);
    expect(enter('caller', () => expectTexts(undefined, path))).toEqual([]);
    expect(() => enter('caller', () => expectTexts('ab' as never, path))).toThrow(wrong('must be an array, got "ab"'));
    const sparse = ['a'];
    sparse.length = 2 ** 32 - 1;
    for (const [value, error] of [
      [[5, 'a'], '[0] must be a string, got 5'],
      [['a', null], '[1] must be a string, got null'],
      [sparse, '[1] must be a string, got undefined'],
    ] as const) {
      expect(() => enter('caller', () => expectTexts(value as never, path))).toThrow(
        new TypeError(`caller: slice.field${error}`),
      );
    }
  });

  test('a number of things', () => {
    for (const count of [0, 1, Number.MAX_SAFE_INTEGER])
      expect(enter('caller', () => expectCount(count, path))).toBe(count);
    for (const count of [-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53]) {
      expect(() => enter('caller', () => expectCount(count, path))).toThrow(
        new RangeError(`caller: slice.field must be a whole number, 0 or more, got ${count}`),
      );
    }
    expect(() => enter('caller', () => expectCount('1', path))).toThrow(
      wrong('must be a whole number, 0 or more, got "1"'),
    );
    expect(() => enter('caller', () => expectCount(null, path))).toThrow(TypeError);
  });

  test('a map of texts', () => {
    const map = Object.assign(Object.create({ inherited: 5 }) as object, { a: '1', b: null, c: undefined });
    expect(enter('caller', () => expectTextMap(map, path))).toBe(map);
    expect(enter('caller', () => expectTextMap(null, path))).toEqual({});
    expect(enter('caller', () => expectTextMap(undefined, path))).toEqual({});
    expect(() => enter('caller', () => expectTextMap([], path))).toThrow(wrong('must be an object, got an array'));
    expect(() => enter('caller', () => expectTextMap('x', path))).toThrow(wrong('must be an object, got "x"'));
    expect(() => enter('caller', () => expectTextMap({ a: '1', 'b/c': 5 }, path))).toThrow(
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

  test('says of what cannot be asked that it is an object', () => {
    const { proxy, revoke } = Proxy.revocable<unknown[]>([], {});
    expect(describeValue(proxy)).toBe('an array');
    revoke();
    expect(describeValue(proxy)).toBe('an object');
  });
});

test('errors say which function, where, what was wanted and what there was', () => {
  const thrown = (fault: Error): unknown => {
    try {
      // Of two public functions the outer one is the caller's.
      return enter('planService', () =>
        enter('planSlices', () => {
          throw fault;
        }),
      );
    } catch (error) {
      return error;
    }
  };
  expect(thrown(wrongType(['pods', 3], 'an object', 5))).toStrictEqual(
    new TypeError('planService: pods[3] must be an object, got 5'),
  );
  expect(thrown(outOfRange(['max'], 'above 0', 0))).toStrictEqual(
    new RangeError('planService: max must be above 0, got 0'),
  );
  const cause = new Error('a getter of the caller');
  expect(thrown(cause)).toBe(cause);
  expect(thrown(Object.assign(wrongType(['pods'], 'an array', 5), { cause }))).toStrictEqual(
    new TypeError('planService: pods must be an array, got 5', { cause }),
  );
  expect(thrown(wrongType(['pods'], 'an array', 5))).not.toHaveProperty('cause');
  // What is thrown need not be an error.
  expect(thrown('text' as never)).toBe('text');
  expect(thrown(undefined as never)).toBeUndefined();
});

test('compareText orders by code unit', () => {
  expect([compareText('a', 'b'), compareText('b', 'a'), compareText('a', 'a')]).toEqual([-1, 1, 0]);
  // U+FF5E comes before U+10000 as a character, and after its first code unit.
  expect(compareText('\uff5e', '\u{10000}')).toBe(1);
});
