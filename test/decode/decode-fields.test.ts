import { describe, expect, test } from 'vitest';
import { decodeFields } from '../../src/decode/decode-fields.ts';
import { startReading } from '../../src/decode/read-fields.ts';

/** What is read of an object with one field `a` of a kind, and whether the reading is broken. */
function decodeOne(field: unknown, value: unknown): readonly [decoded: object, isBroken: boolean] {
  const reading = startReading({ strict: true, copies: true });
  const decoded = decodeFields(value === undefined ? {} : { a: value }, { a: field }, reading);
  return [decoded, reading.broken];
}

const time = '2026-01-02T03:04:05Z';
const zeroTime = '0001-01-01T00:00:00Z';

describe('decodeFields', () => {
  test.each<readonly [field: unknown, value: unknown, read: unknown]>([
    ['text', 'x', 'x'],
    ['text', '', ''],
    ['plain text', 'x', 'x'],
    ['plain text', '', undefined],
    ['plain text', null, undefined],
    ['required text', 'x', 'x'],
    ['required text', null, ''],
    ['required text', undefined, ''],
    ['flag', true, true],
    ['flag', false, false],
    ['int32', 80, 80],
    ['int32', 0, 0],
    ['required int32', 80, 80],
    ['int64', 2 ** 40, 2 ** 40],
    ['int64', 0, 0],
    ['plain int64', 2 ** 40, 2 ** 40],
    ['plain int64', 0, undefined],
    ['time', time, time],
    ['time', zeroTime, zeroTime],
    ['plain time', time, time],
    ['plain time', zeroTime, undefined],
    ['plain time', null, undefined],
    ['text map', { a: 'x', b: null }, { a: 'x', b: '' }],
    ['text map', {}, undefined],
    ['json', { a: [1, null] }, { a: [1, null] }],
    ['json', null, undefined],
    ['quantity map', { cpu: 4, memory: '1Gi' }, { cpu: 4, memory: '1Gi' }],
    ['quantity map', null, undefined],
    ['int or text', 'http', 'http'],
    ['int or text', 80, 80],
    [['text'], ['x', null], ['x', '']],
    [['text'], [], undefined],
    [[{ b: 'text' }], [{ b: 'x' }, null], [{ b: 'x' }, {}]],
    [{ b: 'text' }, { b: 'x' }, { b: 'x' }],
    [{ b: 'text' }, {}, {}],
    [{ b: 'text' }, null, undefined],
    [{ b: 'text' }, undefined, undefined],
  ])('reads a field of kind %j with %j as %j', (field, value, read) => {
    expect(decodeOne(field, value)).toStrictEqual([read === undefined ? {} : { a: read }, false]);
  });

  test.each<readonly [field: unknown, value: unknown, read: unknown]>([
    ['text', 5, undefined],
    ['plain text', 5, undefined],
    ['required text', 5, ''],
    ['flag', 'true', undefined],
    ['int32', 2 ** 31, undefined],
    ['required int32', '80', undefined],
    ['int64', 1.5, undefined],
    ['plain int64', '7', undefined],
    ['time', 'now', undefined],
    ['plain time', 'now', undefined],
    ['text map', 'x', undefined],
    ['text map', { a: 5 }, { a: '' }],
    ['json', Number.NaN, undefined],
    [['text'], 'x', undefined],
    [['text'], [5], ['']],
    [[{ b: 'text' }], [5], [{}]],
    [{ b: 'text' }, 5, {}],
    [{ b: 'text' }, { b: 'x', c: 1 }, { b: 'x' }],
  ])('reads a field of kind %j with %j as %j, and is broken', (field, value, read) => {
    expect(decodeOne(field, value)).toStrictEqual([read === undefined ? {} : { a: read }, true]);
  });

  test('reads fields in the order of the table, and leaves out all others', () => {
    const reading = startReading({ strict: false, copies: true });
    const decoded = decodeFields({ c: 1, b: 'x', a: 'y' }, { a: 'text', b: 'text' }, reading);
    expect(Object.entries(decoded)).toEqual([
      ['a', 'y'],
      ['b', 'x'],
    ]);
    expect(reading.broken).toBe(false);
  });
});
