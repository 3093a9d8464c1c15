import { enter } from '../../src/internal/door.ts';
import { describe, expect, test } from 'vitest';
import {
  copyPlain,
  isPlainObject,
  isRecord,
  isTimeObject,
  ownField,
  setField,
} from '../../src/internal/plain-object.ts';
import { deepFreeze } from '../support/deep-freeze.ts';

function copy(value: unknown): unknown {
  return enter('caller', () => copyPlain(value, ['slice']));
}

/** An array in an array … so many deep. */
function nested(depth: number): unknown {
  return depth === 0 ? 1 : [nested(depth - 1)];
}

describe('isPlainObject', () => {
  test.each([
    [{}, true],
    [new Date(0), true],
    [Object.create(null), true],
    [null, false],
    [undefined, false],
    [[], false],
    ['x', false],
    [() => 1, false],
  ])('says of %o %j', (value, expected) => {
    expect(isPlainObject(value)).toBe(expected);
  });
});

describe('isRecord', () => {
  test.each([
    [{}, true],
    [new Date(0), true],
    [Object.create(null), true],
    [{ length: 1, 0: 'a' }, true],
    [null, false],
    [[], false],
    ['x', false],
    [new Map(), false],
    [new Set(), false],
    [new Uint8Array(1), false],
    [new String('x'), false],
  ])('says of %o %j', (value, expected) => {
    expect(isRecord(value)).toBe(expected);
  });
});

describe('isTimeObject', () => {
  test.each([
    [new Date(0), true],
    [{ toISOString: (): string => 'x' }, true],
    [{}, false],
    [{ toISOString: 'x' }, false],
    [{ toString: () => 'x' }, false],
  ])('says of %o whether it prints itself as a time: %j', (value, expected) => {
    expect(isTimeObject(value as never)).toBe(expected);
  });
});

describe('setField', () => {
  test('sets a field of any name', () => {
    const target: { [key: string]: unknown } = {};
    setField(target, 'a', 1);
    setField(target, '__proto__', { evil: true });
    expect(Object.getPrototypeOf(target)).toBe(Object.prototype);
    expect(Object.keys(target)).toEqual(['a', '__proto__']);
    expect('evil' in target).toBe(false);
    // A field like any other: it can be changed and deleted.
    setField(target, '__proto__', 5);
    expect(JSON.stringify(target)).toBe('{"a":1,"__proto__":5}');
    expect(Object.getOwnPropertyDescriptor(target, '__proto__')).toEqual({
      value: 5,
      enumerable: true,
      configurable: true,
      writable: true,
    });
  });
});

describe('ownField', () => {
  test('does not see what is inherited', () => {
    expect(ownField({ a: 1 }, 'a')).toBe(1);
    expect(ownField({ a: 1 }, 'b')).toBeUndefined();
    expect(ownField<unknown>({ a: 1 }, 'constructor')).toBeUndefined();
  });
});

describe('copyPlain', () => {
  test('copies values of every kind, and shares no object', () => {
    const value = deepFreeze({ a: 1, b: [true, 'x', [{}]], c: { d: { e: '' } }, f: 0, g: false });
    const copied = copy(value) as typeof value;
    expect(copied).toStrictEqual(value);
    expect(copied).not.toBe(value);
    expect(copied.b).not.toBe(value.b);
    expect(copied.b[2]).not.toBe(value.b[2]);
    expect(copied.c).not.toBe(value.c);
    expect(copied.c.d).not.toBe(value.c.d);
    for (const plain of [5, 'x', true, undefined, null]) expect(copy(plain)).toBe(plain);
  });

  test('leaves out fields that are null or undefined, and copies the others beside them', () => {
    const inner = deepFreeze({ list: [1] });
    const copied = copy({ a: null, b: undefined, c: inner, d: 1 }) as { c: unknown };
    expect(copied).toStrictEqual({ c: { list: [1] }, d: 1 });
    expect(copied.c).not.toBe(inner);
    expect(copy({ a: undefined, b: 1 })).toStrictEqual({ b: 1 });
    expect(copy({ a: null })).toStrictEqual({});
    expect(copy({ a: undefined })).toStrictEqual({});
    expect(copy([null, undefined, 1])).toStrictEqual([null, undefined, 1]);
  });

  test('copies a field __proto__ as a field', () => {
    const copied = copy(JSON.parse('{ "a": 1, "__proto__": { "b": 1 } }')) as object;
    expect(Object.getPrototypeOf(copied)).toBe(Object.prototype);
    expect(JSON.stringify(copied)).toBe('{"a":1,"__proto__":{"b":1}}');
  });

  test('keeps times that are objects, and copies what only looks like one', () => {
    const date = new Date(0);
    expect((copy({ date }) as { date: unknown }).date).toBe(date);
    const own = { toISOString: () => 'x' };
    expect(copy(own)).toBe(own);
    const odd = deepFreeze({ toISOString: 'x' });
    expect(copy(odd)).toStrictEqual(odd);
    expect(copy(odd)).not.toBe(odd);
  });

  test('copies fields of class instances, and none that they inherit', () => {
    class Meta {
      name = 'x';
      get other(): string {
        return 'y';
      }
    }
    expect(copy(new Meta())).toStrictEqual({ name: 'x' });
    expect(copy(Object.create({ inherited: 1 }))).toStrictEqual({});
  });

  test('refuses what holds something that is in no field', () => {
    for (const part of [new Map([['a', 1]]), new Set([1]), new Uint8Array(1), new String('x')]) {
      for (const value of [part, [part], { a: { b: part } }, { a: part, b: null }]) {
        expect(() => copy(value)).toThrow(
          new TypeError(
            `caller: slice must be made of lists and objects with named fields, got ${Array.isArray(value) ? 'an array' : 'an object'}`,
          ),
        );
      }
    }
  });

  test('copies what is missing in a list as what it reads as', () => {
    const holes: unknown[] = [];
    holes[2] = { a: 1 };
    expect(copy(holes)).toStrictEqual([undefined, undefined, { a: 1 }]);
  });

  test('takes a hundred levels, and refuses more', () => {
    expect(copy(nested(101))).toEqual(nested(101));
    expect(() => copy(nested(102))).toThrow(
      new RangeError('caller: slice must be nested at most 100 deep, got an array'),
    );
    const cyclic: { [key: string]: unknown } = {};
    cyclic['self'] = cyclic;
    expect(() => copy(cyclic)).toThrow(new RangeError('caller: slice must be nested at most 100 deep, got an object'));
    const cyclicWithNull: { [key: string]: unknown } = { a: null };
    cyclicWithNull['self'] = cyclicWithNull;
    expect(() => copy(cyclicWithNull)).toThrow(
      new RangeError('caller: slice must be nested at most 100 deep, got an object'),
    );
  });

  test('takes a million parts, and refuses more', () => {
    // Lists of ten lists of ten …, which count as often as they are met: each as an item, and once as a list.
    const tens = (levels: number): unknown[] => (levels === 0 ? [] : Array<unknown>(10).fill(tens(levels - 1)));
    const tooMany = new RangeError('caller: slice must be of at most 1000000 parts, got an array');
    const list = [...Array<unknown>(45).fill(tens(4)), [], [], [], []];
    expect(copy([0, ...list])).toHaveLength(50);
    expect(() => copy([0, 0, ...list])).toThrow(tooMany);
    expect(() => copy([...list, {}])).toThrow(tooMany);
    expect(copy(Array<number>(999_999).fill(0))).toHaveLength(999_999);
    expect(() => copy(Array<number>(1_000_000).fill(0))).toThrow(tooMany);
    // A list that claims a length is not read to its end.
    const sparse: unknown[] = [];
    sparse.length = 1_000_000;
    expect(() => copy({ sparse })).toThrow(
      new RangeError('caller: slice must be of at most 1000000 parts, got an object'),
    );
  });
});
