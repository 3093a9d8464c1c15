import { describe, expect, test } from 'vitest';
import { isUnreadable, startSnapshots, UNREADABLE } from '../../src/decode/snapshot.ts';

function take(value: unknown): unknown {
  return startSnapshots().take(value);
}

function fail(): never {
  throw new Error('trap');
}

/** A value within so many lists. */
function nested(depth: number, innermost: unknown): unknown {
  return depth === 0 ? innermost : [nested(depth - 1, innermost)];
}

function listOf(count: number, item: unknown): unknown[] {
  return Array.from({ length: count }, () => item);
}

function mapOf(count: number): { [key: string]: unknown } {
  return Object.fromEntries(listOf(count, 1).map((item, index) => [`k${index}`, item]));
}

const shared = { a: 1 };
const cyclic: { [key: string]: unknown } = { b: 1 };
cyclic['a'] = [cyclic];

describe('a snapshot', () => {
  test.each([undefined, null, 5, 'x', true, [], {}, [1, [null]], { a: { b: [{}] } }, [shared, shared], { '': 1 }])(
    'copies %j',
    (value) => {
      const copy = take(value);
      expect(copy).toStrictEqual(value);
      if (typeof value === 'object' && value !== null) expect(copy).not.toBe(value);
    },
  );

  test('holds a time as it is, and leaves out fields that are undefined', () => {
    const date = new Date(0);
    expect((take({ a: date, b: undefined }) as { a: Date }).a).toBe(date);
    expect(take({ a: date, b: undefined })).toStrictEqual({ a: date });
    expect(take([undefined])).toStrictEqual([undefined]);
  });

  test('takes __proto__ for a field like any other', () => {
    expect(Object.entries(take(JSON.parse('{"__proto__":1}')) as object)).toEqual([['__proto__', 1]]);
  });

  test.each<readonly [name: string, value: unknown, copy: unknown]>([
    ['a Map', new Map(), UNREADABLE],
    ['a typed array', [new Uint8Array(2)], [UNREADABLE]],
    ['a cycle', cyclic, { a: [UNREADABLE], b: 1 }],
    [
      'a getter that throws',
      {
        get a(): never {
          return fail();
        },
        b: 1,
      },
      { a: UNREADABLE, b: 1 },
    ],
    ['an object whose keys cannot be listed', [new Proxy({}, { ownKeys: fail }), 1], [UNREADABLE, 1]],
    [
      'an item that cannot be read',
      new Proxy(['x'], { get: (_, key) => (key === 'length' ? 1 : fail()) }),
      [UNREADABLE],
    ],
  ])('has a mark in the place of %s', (_, value, copy) => {
    expect(take(value)).toStrictEqual(copy);
  });

  test('goes a hundred levels deep', () => {
    expect(take(nested(101, 'x'))).toStrictEqual(nested(101, 'x'));
    expect(take(nested(101, {}))).toStrictEqual(nested(101, UNREADABLE));
    expect(take(nested(100, {}))).toStrictEqual(nested(100, {}));
  });

  test('holds 20,000 items of a list and entries of a map', () => {
    expect(take(listOf(20_001, 1))).toHaveLength(20_000);
    expect(Object.keys(take(mapOf(20_001)) as object)).toHaveLength(20_000);
  });

  test('is of 200,000 values, together with all others of the object', () => {
    for (const part of [listOf(20_000, 1), mapOf(20_000)]) {
      const snapshots = startSnapshots();
      for (let count = 0; count < 10; count += 1) expect(snapshots.take(part)).toStrictEqual(part);
      // Not one more, but objects without any.
      expect(snapshots.take({})).toStrictEqual({});
      expect(snapshots.take([{}])).toStrictEqual([UNREADABLE]);
      expect(snapshots.take({})).toBe(UNREADABLE);
      expect(startSnapshots().take({})).toStrictEqual({});
    }
  });
});

describe('isUnreadable', () => {
  test('knows the mark alone', () => {
    expect([UNREADABLE, undefined, null, Symbol('unreadable'), {}].map(isUnreadable)).toEqual([
      true,
      false,
      false,
      false,
      false,
    ]);
  });
});
