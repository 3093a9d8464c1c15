import { describe, expect, test } from 'vitest';
import {
  canBeTime,
  isInt64,
  isNoTime,
  isTime,
  lengthOf,
  readBoolean,
  type Reading,
  readInt32,
  readInteger,
  readList,
  readNonEmptyText,
  readObject,
  readRaw,
  readText,
  readTextItem,
  readTextMap,
  readTime,
  startReading,
  takeItems,
} from '../../src/decode/read-fields.ts';

function newReading(settings: Partial<Reading> = {}): Reading {
  return { ...startReading({ strict: false, copies: true }), ...settings };
}

/** What is read of a value, and whether the reading is broken. */
function read(readOne: (value: unknown, reading: Reading) => unknown, value: unknown): readonly [unknown, boolean] {
  const reading = newReading();
  return [readOne(value, reading), reading.broken];
}

const time = '2026-01-02T03:04:05Z';
const date = new Date(0);
const notTime = new Date(Number.NaN);

describe('startReading', () => {
  test('starts with all items of the largest request left, and nothing broken', () => {
    expect(startReading({ strict: true, copies: false })).toEqual({
      broken: false,
      strict: true,
      copies: false,
      itemsLeft: 1.5 * 2 ** 20,
      rawItemsLeft: 196_608,
      brokenEndpoints: [],
    });
  });
});

type Read = (value: unknown, reading: Reading) => unknown;
type Row = readonly [name: string, readOne: Read, values: readonly (readonly [unknown, unknown])[]];

describe('a field with a value of its type', () => {
  test.each<Row>([
    [
      'readText',
      readText,
      [
        ['x', 'x'],
        ['', ''],
        ['a\ud800', 'a\ufffd'],
      ],
    ],
    [
      'readNonEmptyText',
      readNonEmptyText,
      [
        ['x', 'x'],
        ['', undefined],
      ],
    ],
    ['readTextItem', readTextItem, [['x', 'x']]],
    [
      'readBoolean',
      readBoolean,
      [
        [true, true],
        [false, false],
      ],
    ],
    [
      'readInt32',
      readInt32,
      [
        [0, 0],
        [-0, 0],
        [2 ** 31 - 1, 2 ** 31 - 1],
        [-(2 ** 31), -(2 ** 31)],
      ],
    ],
    [
      'readInteger',
      readInteger,
      [
        [0, 0],
        [-0, 0],
        [7, 7],
        [2 ** 63, 2 ** 63],
        [-(2 ** 63), -(2 ** 63)],
      ],
    ],
    [
      'readTime',
      readTime,
      [
        [time, time],
        [date, date],
      ],
    ],
    [
      'readTextMap',
      readTextMap,
      [
        [
          { a: 'x', b: null, c: undefined },
          { a: 'x', b: '' },
        ],
        [{ 'a\ud800': 'x\ud800' }, { 'a\ufffd': 'x\ufffd' }],
        [{}, undefined],
        [{ a: undefined }, undefined],
      ],
    ],
  ])('is read by %s', (_, readOne, values) => {
    for (const [value, expected] of values) expect(read(readOne, value)).toStrictEqual([expected, false]);
  });
});

describe('a field with a value of another type', () => {
  test.each<readonly [name: string, readOne: Read, absent: unknown, values: readonly unknown[]]>([
    ['readText', readText, undefined, [5, true, [], {}]],
    ['readNonEmptyText', readNonEmptyText, undefined, [5, false]],
    ['readTextItem', readTextItem, '', [5, false]],
    ['readBoolean', readBoolean, undefined, ['true', 1, 0]],
    ['readInt32', readInt32, undefined, ['80', 1.5, 2 ** 31, -(2 ** 31) - 1, Number.NaN, true, 5n, Symbol('s')]],
    ['readInteger', readInteger, undefined, ['7', 1.5, 2 ** 63 + 2048, -(2 ** 63) - 2048, Number.NaN, true]],
    ['readTime', readTime, undefined, ['now', '', 5, {}, notTime]],
    ['readTextMap', readTextMap, undefined, ['x', 5, [], new Map()]],
  ])('counts as absent for %s, and the reading is broken', (_, readOne, absent, values) => {
    for (const value of values) expect(read(readOne, value)).toStrictEqual([absent, true]);
    for (const nothing of [null, undefined]) expect(read(readOne, nothing)).toStrictEqual([absent, false]);
  });
});

describe('readObject', () => {
  const known = { a: 'text' };

  test('returns the value itself, or an object without fields', () => {
    const value = { a: 'x' };
    expect(readObject(value, known, newReading())).toBe(value);
    for (const nothing of [null, undefined, 5, [], new Map()]) {
      const reading = newReading();
      expect(readObject(nothing, known, reading)).toEqual({});
      expect(reading.broken).toBe(nothing !== null && nothing !== undefined);
    }
  });

  test.each<readonly [value: object, isKnown: boolean]>([
    [{ a: 'x' }, true],
    [{ b: undefined }, true],
    [{ a: 'x', b: null }, false],
    [{ '': 1 }, false],
    [{ toString: 1 }, false],
  ])('looks for unknown fields in %j where it is to be strict', (value, isKnown) => {
    const [lenient, strict] = [newReading(), newReading({ strict: true })];
    readObject(value, known, lenient);
    readObject(value, known, strict);
    expect([lenient.broken, strict.broken]).toEqual([false, !isKnown]);
  });
});

describe('times', () => {
  test.each<readonly [value: string | Date, isNone: boolean]>([
    [time, false],
    ['0001-01-01T00:00:00Z', true],
    ['0001-01-01T00:00:00.5Z', false],
    ['0001-01-01T01:00:00+01:00', true],
    [date, false],
    [notTime, true],
    ['now', true],
  ])('%s is none: %j', (value, isNone) => {
    expect(isNoTime(value)).toBe(isNone);
  });

  test('are texts of one form, or objects that print themselves so', () => {
    expect([isTime(time), isTime('now'), isTime('')]).toEqual([true, false, false]);
    expect([date, notTime, time, null, {}, { toISOString: () => time }].map(canBeTime)).toEqual([
      true,
      false,
      false,
      false,
      false,
      true,
    ]);
  });
});

describe('isInt64', () => {
  test('takes whole numbers that fit', () => {
    const values = [0, -1, 2 ** 63, -(2 ** 63), 2 ** 63 + 2048, -(2 ** 63) - 2048, 0.5, '1', null, Infinity];
    expect(values.map(isInt64)).toEqual([true, true, true, true, false, false, false, false, false, false]);
  });
});

describe('readTextMap', () => {
  test('takes __proto__ for a key like any other', () => {
    const [map] = read(readTextMap, JSON.parse('{"__proto__":"x","a":"y"}'));
    expect(Object.entries(map as object)).toEqual([
      ['__proto__', 'x'],
      ['a', 'y'],
    ]);
    expect(Object.getPrototypeOf(map)).toBe(Object.prototype);
  });

  test('counts entries, and reads no map for which too few are left', () => {
    const reading = newReading({ itemsLeft: 2 });
    expect(readTextMap({ a: 'x', b: 'y' }, reading)).toEqual({ a: 'x', b: 'y' });
    expect([reading.itemsLeft, reading.broken]).toEqual([0, false]);
    expect(readTextMap({ a: 'x' }, reading)).toBe(undefined);
    expect(reading.broken).toBe(true);
  });

  test('reads an entry of another type as the empty text', () => {
    expect(read(readTextMap, { a: 5, b: 'x' })).toStrictEqual([{ a: '', b: 'x' }, true]);
  });
});

describe('readList', () => {
  const readTexts: Read = (value, reading) => readList(value, reading, readTextItem);

  test.each<readonly [value: unknown, expected: unknown, isBroken: boolean]>([
    [['x', null], ['x', ''], false],
    [[], undefined, false],
    [null, undefined, false],
    [undefined, undefined, false],
    ['x', undefined, true],
    [{ length: 1 }, undefined, true],
    [[5], [''], true],
  ])('reads %j as %j; broken: %j', (value, expected, isBroken) => {
    expect(read(readTexts, value)).toStrictEqual([expected, isBroken]);
  });
});

describe('lengthOf and takeItems', () => {
  test('count off items until none are left', () => {
    const reading = newReading({ itemsLeft: 3 });
    expect([lengthOf([1, 2], reading), reading.itemsLeft, reading.broken]).toEqual([2, 1, false]);
    expect([takeItems(1, reading), reading.itemsLeft, reading.broken]).toEqual([true, 0, false]);
    expect([takeItems(1, reading), reading.broken]).toEqual([false, true]);
    const other = newReading({ itemsLeft: 1 });
    expect([lengthOf([1, 2], other), other.broken]).toEqual([0, true]);
  });
});

/** A value within so many lists. */
function nested(depth: number): unknown {
  return depth === 0 ? 'x' : [nested(depth - 1)];
}

const cyclic: unknown[] = [];
cyclic.push(cyclic);
const shared = { a: 1 };

describe('readRaw', () => {
  test.each([null, '', 'a\ud800', true, false, 0, 1.5, [], {}, [1, [null]], { a: { '': [] } }, [shared, shared]])(
    'copies %j',
    (value) => {
      const [copy, isBroken] = read(readRaw, value);
      expect([copy, isBroken]).toStrictEqual([value, false]);
      if (typeof value === 'object' && value !== null) expect(copy).not.toBe(value);
    },
  );

  test('leaves out what is undefined, and has null for it in a list', () => {
    expect(read(readRaw, undefined)).toStrictEqual([undefined, false]);
    expect(read(readRaw, { a: undefined, b: 1 })).toStrictEqual([{ b: 1 }, false]);
    expect(read(readRaw, [undefined, 1])).toStrictEqual([[null, 1], false]);
  });

  test('takes __proto__ for a field like any other', () => {
    const [copy] = read(readRaw, JSON.parse('{"__proto__":1}'));
    expect(Object.entries(copy as object)).toEqual([['__proto__', 1]]);
  });

  test.each<readonly [name: string, value: unknown, copy: unknown]>([
    ['a number that JSON lacks', Number.NaN, undefined],
    ['a bigint', 5n, undefined],
    ['a function', () => 1, undefined],
    ['a Map', new Map(), undefined],
    ['a cycle', cyclic, [null]],
    ['one in a field', { a: Number.NaN, b: 1 }, { b: 1 }],
  ])('is broken by %s', (_, value, copy) => {
    expect(read(readRaw, value)).toStrictEqual([copy, true]);
  });

  test('reads a hundred levels', () => {
    expect(read(readRaw, nested(100))).toStrictEqual([nested(100), false]);
    expect(read(readRaw, nested(101))[1]).toBe(true);
  });

  test.each([
    ['items', ['x', 'y']],
    ['fields', { a: 'x', b: 'y' }],
  ])('counts %s, and reads none where too few are left', (_, value) => {
    const reading = newReading({ rawItemsLeft: 2 });
    expect([readRaw(value, reading), reading.rawItemsLeft, reading.broken]).toEqual([value, 0, false]);
    const other = newReading({ rawItemsLeft: 1 });
    expect([readRaw(value, other), other.broken]).toEqual([undefined, true]);
  });
});
