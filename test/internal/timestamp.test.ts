import { enter } from '../../src/internal/door.ts';
import { describe, expect, test } from 'vitest';
import {
  compareTimestamps,
  expectTimestamp,
  formatTimestamp,
  isZeroTime,
  parseTimestamp,
} from '../../src/internal/timestamp.ts';

function reprinted(text: string): string | undefined {
  const time = parseTimestamp(text);
  return time === undefined ? undefined : formatTimestamp(time);
}

describe('formatTimestamp', () => {
  test.each([
    ['2024-01-02T03:04:05Z', '2024-01-02T03:04:05Z'],
    ['2024-01-02T03:04:05.000Z', '2024-01-02T03:04:05Z'],
    ['2024-01-02T03:04:05.120Z', '2024-01-02T03:04:05.12Z'],
    ['2024-01-02T03:04:05.123456789Z', '2024-01-02T03:04:05.123456789Z'],
    ['2024-01-02T03:04:05.000000001Z', '2024-01-02T03:04:05.000000001Z'],
    ['2024-01-02T03:04:05.1234567899Z', '2024-01-02T03:04:05.123456789Z'],
    ['2024-01-02T03:04:05+02:00', '2024-01-02T01:04:05Z'],
    ['2024-12-31T23:30:00-00:45', '2025-01-01T00:15:00Z'],
    ['0001-01-01T00:00:00Z', '0001-01-01T00:00:00Z'],
    // Go lets an offset of a whole day pass.
    ['2024-01-02T03:04:05+24:00', '2024-01-01T03:04:05Z'],
    ['2024-01-02T03:04:05+00:60', '2024-01-02T02:04:05Z'],
    ['2024-01-02T23:59:59Z', '2024-01-02T23:59:59Z'],
    ['2024-01-02T3:04:05Z', '2024-01-02T03:04:05Z'],
    ['2024-01-02T03:04:05,5Z', '2024-01-02T03:04:05.5Z'],
    ['2024-01-02T03:04:05+00:00', '2024-01-02T03:04:05Z'],
    ['2024-12-31T00:00:00Z', '2024-12-31T00:00:00Z'],
    ['0000-01-01T00:00:00Z', '0000-01-01T00:00:00Z'],
    ['0099-05-06T00:00:00Z', '0099-05-06T00:00:00Z'],
    ['9999-12-31T23:59:59Z', '9999-12-31T23:59:59Z'],
    ['0000-01-01T01:00:00+01:00', '0000-01-01T00:00:00Z'],
    ['9999-12-31T22:59:59-01:00', '9999-12-31T23:59:59Z'],
    ['1969-12-31T23:59:59.5Z', '1969-12-31T23:59:59.5Z'],
    ['2024-02-29T00:00:00Z', '2024-02-29T00:00:00Z'],
  ])('prints %s as Go does (rule 0.2.3)', (text, printed) => {
    expect(reprinted(text)).toBe(printed);
  });
});

describe('isZeroTime', () => {
  test.each<[string, boolean]>([
    ['0001-01-01T00:00:00Z', true],
    ['0001-01-01T00:00:00.000000000Z', true],
    ['0001-01-01T00:00:00.0000000001Z', true],
    ['0001-01-01T01:30:00+01:30', true],
    ['0000-12-31T19:00:00-05:00', true],
    ['0001-01-02T00:00:00+24:00', true],
    ['0001-01-01T00:00:00.000000001Z', false],
    ['0001-01-01T00:00:00+01:00', false],
    ['0001-01-01T00:00:01Z', false],
    ['0000-12-31T23:59:59Z', false],
    ['1970-01-01T00:00:00Z', false],
    ['2026-01-01T00:00:00Z', false],
  ])('says of %s %s, whatever the zone that it is written in', (text, isZero) => {
    expect(isZeroTime(enter('test', () => expectTimestamp(text, ['time'])))).toBe(isZero);
  });

  test('knows it as a Date', () => {
    const date = new Date(0);
    date.setUTCFullYear(1, 0, 1);
    expect(isZeroTime(enter('test', () => expectTimestamp(date, ['time'])))).toBe(true);
    expect(isZeroTime(enter('test', () => expectTimestamp(new Date(0), ['time'])))).toBe(false);
  });
});

describe('parseTimestamp', () => {
  test.each([
    '',
    '2024-01-02',
    '2024-01-02 03:04:05Z',
    '2024-01-02T03:04:05',
    '2024-1-2T03:04:05Z',
    '2023-02-29T00:00:00Z',
    '2024-00-01T00:00:00Z',
    '2024-13-01T00:00:00Z',
    '2024-01-00T00:00:00Z',
    '2024-01-32T00:00:00Z',
    '2024-04-31T00:00:00Z',
    '2024-12-32T00:00:00Z',
    '2024-01-99T00:00:00Z',
    '2023-02-99T00:00:00Z',
    'x2024-01-02T03:04:05Z',
    '2024-01-02T03:04:05Zx',
    '2024-01-02T03:04:05+2:00',
    '2024-01-02T03:04:05+02:0',
    '2024-01-02T03:04:05+02:61',
    '2024-01-02T03:04:05+00:61',
    '2024-01-02T03:04:05*02:00',
    '2024-01-02T03:04:05;5Z',
    '20240-01-02T03:04:05Z',
    '2024-01-02T003:04:05Z',
    '2024-01-02T03:4:05Z',
    '2024-01-02T03:04:5Z',
    '2024-01-02T24:00:00Z',
    '2024-01-02T03:60:00Z',
    '2024-01-02T03:04:60Z',
    '2024-01-02T03:04:05+25:00',
    // Outside of the years that have four digits.
    '0000-01-01T00:00:00+01:00',
    '0000-01-01T00:00:00+00:01',
    '9999-12-31T23:59:59-00:01',
    '9999-12-31T23:59:59-01:00',
    '2024-01-02T03:04:05.Z',
    '2'.repeat(1000),
  ])('refuses %s', (text) => {
    expect(parseTimestamp(text)).toBeUndefined();
  });
});

describe('expectTimestamp', () => {
  test.each([[5], [null], [undefined], [{}], [new Date(Number.NaN)], ['soon']])('names what %s is', (time) => {
    expect(() => enter('caller', () => expectTimestamp(time, ['triggerTime']))).toThrow(
      /^caller: triggerTime must be an RFC 3339 time, got /,
    );
  });
});

describe('expectTimestamp', () => {
  test('reads text, and objects that print themselves', () => {
    const time = { seconds: 1_704_164_645, nanoseconds: 500_000_000 };
    expect(enter('caller', () => expectTimestamp('2024-01-02T03:04:05.5Z', []))).toEqual(time);
    expect(enter('caller', () => expectTimestamp(new Date('2024-01-02T03:04:05.5Z'), []))).toEqual(time);
    // As the micro times of client libraries do.
    expect(enter('caller', () => expectTimestamp({ toISOString: () => '2024-01-02T03:04:05.500000Z' }, []))).toEqual(
      time,
    );
  });

  test.each([
    [5, '5'],
    [null, 'null'],
    [{}, 'an object'],
    [{ toISOString: 'x' }, 'an object'],
    [{ toISOString: () => 5 }, 'an object'],
    [{ toISOString: () => 'soon' }, 'an object'],
    [{ toISOString: () => new String('2024-01-02T03:04:05Z') }, 'an object'],
    [Object.assign(() => 1, { toISOString: () => '2024-01-02T03:04:05Z' }), 'a function'],
    [new Date(Number.NaN), 'an object'],
    ['', '""'],
  ])('refuses %o', (time, got) => {
    expect(() => enter('caller', () => expectTimestamp(time, ['triggerTime']))).toThrow(
      new TypeError(`caller: triggerTime must be an RFC 3339 time, got ${got}`),
    );
  });
});

describe('compareTimestamps', () => {
  test('orders by time, to the nanosecond', () => {
    const order = (left: string, right: string): number =>
      compareTimestamps(
        enter('x', () => expectTimestamp(left, [])),
        enter('x', () => expectTimestamp(right, [])),
      );
    expect(order('2024-01-02T03:04:05Z', '2024-01-02T03:04:06Z')).toBeLessThan(0);
    expect(order('2024-01-02T03:04:05.000000002Z', '2024-01-02T03:04:05.000000001Z')).toBeGreaterThan(0);
    expect(order('2024-01-02T03:04:05.000000001Z', '2024-01-02T03:04:05.000000002Z')).toBeLessThan(0);
    expect(order('2024-01-02T03:04:05Z', '2024-01-02T04:04:05+01:00')).toBe(0);
  });
});
