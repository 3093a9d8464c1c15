import { describe, expect, test } from 'vitest';
import { milliUnits, parseQuantity } from '../../src/internal/quantity.ts';

function milli(text: string): number | undefined {
  const nano = parseQuantity(text);
  return nano === undefined ? undefined : milliUnits(nano);
}

describe('parseQuantity', () => {
  test.each([
    ['1n', 1],
    ['0.0001', 1],
    ['1Ki', 1_024_000],
    ['1k', 1_000_000],
    ['0', 0],
    ['4', 4000],
    ['3920m', 3920],
    ['1.5', 1500],
    ['.5', 500],
    ['5.', 5000],
    ['+2', 2000],
    ['007', 7000],
    ['1e3', 1_000_000],
    ['1E3', 1_000_000],
    ['15e-1', 1500],
    ['1e+1', 10_000],
    ['1E', 1e21],
    ['0.5Ki', 512_000],
    ['1Mi', 1_048_576_000],
    ['1u', 1],
    ['1500u', 2],
    ['1.1m', 2],
  ])('reads %s as %d milli-units, rounded up (rule 0.2.5)', (text, wanted) => {
    expect(milli(text)).toBe(wanted);
  });

  test('rounds what is finer than a nano-unit up, away from zero', () => {
    expect(parseQuantity('0.1n')).toBe(1n);
    expect(parseQuantity('1.0000000001')).toBe(1_000_000_001n);
    expect(parseQuantity('-0.1n')).toBe(-1n);
    expect(parseQuantity('0.00000000000000000001Ki')).toBe(1n);
  });

  test.each(['+', '-', '.', 'm', 'Ki', '-.'])('reads a lone %s as nothing, as the reference does', (text) => {
    expect(parseQuantity(text)).toBe(0n);
  });

  test.each([
    '',
    ' ',
    '1 ',
    ' 1',
    '1x',
    '1mm',
    '1ki',
    '1KI',
    '1e',
    '1e+',
    '--1',
    '1.2.3',
    '1e3m',
    '1me3',
    '1Ee3',
    '1e3e3',
    '5+3',
    'NaN',
    '0x10',
  ])('takes %j for no quantity', (text) => {
    expect(parseQuantity(text)).toBeUndefined();
  });

  test('caps at 2^63 - 1 units and never makes a huge number', () => {
    const largest = (2n ** 63n - 1n) * 10n ** 9n;
    for (const text of ['9223372036854775807', '8Ei', '1e999999999999', '9'.repeat(900), '1e400']) {
      expect(parseQuantity(text), text).toBe(largest);
    }
    expect(parseQuantity('1e-999999999999')).toBe(1n);
    expect(parseQuantity('0e999999999999')).toBe(0n);
    expect(parseQuantity('1'.repeat(1001))).toBeUndefined();
  });
});

/** A quantity, said a second time: a decimal number as a fraction, times its suffix. */
function readSlowly(text: string): bigint | undefined {
  const match = /^([+-]?)(\d*)(?:\.(\d*))?(?:([KMGTPE]i|[numkMGTPE])|[eE]([+-]?\d+))?$/.exec(text);
  if (match === null || text === '') return undefined;
  const [, sign, whole = '', fraction = '', suffix = '', exponent = '0'] = match;
  const places = 'n u m  k M G T P E'.split(' ').indexOf(suffix.endsWith('i') ? '' : suffix) * 3 - 9;
  const twos = suffix.endsWith('i') ? 2n ** (10n * BigInt('KMGTPE'.indexOf(suffix[0] ?? '') + 1)) : 1n;
  const tens = places + Number(exponent) + 9 - fraction.length;
  const digits = BigInt(`0${whole}${fraction}`) * twos;
  const nano = tens >= 0 ? digits * 10n ** BigInt(tens) : (digits + 10n ** BigInt(-tens) - 1n) / 10n ** BigInt(-tens);
  const largest = (2n ** 63n - 1n) * 10n ** 9n;
  const capped = nano > largest ? largest : nano;
  return sign === '-' ? -capped : capped;
}

test('parseQuantity reads every number with every suffix as its definition says', () => {
  const numbers = [
    '',
    '0',
    '1',
    '007',
    '12.5',
    '.001',
    '3.',
    '.',
    '9223372036854775807',
    '0.0000000001',
    '1.0000000011',
    '0.0000000019',
    '2.0000000000',
  ];
  const suffixes = [
    '',
    ...'numkMGTPE'.split(''),
    'Ki',
    'Mi',
    'Gi',
    'Ti',
    'Pi',
    'Ei',
    'e0',
    'e3',
    'E-12',
    'e+15',
    'E2',
    'K',
    'i',
    'ki',
    'e',
  ];
  for (const sign of ['', '+', '-']) {
    for (const number of numbers) {
      for (const suffix of suffixes) {
        const text = `${sign}${number}${suffix}`;
        expect(parseQuantity(text), text).toBe(readSlowly(text));
      }
    }
  }
});

test('parseQuantity takes a thousand characters', () => {
  expect(parseQuantity(`0.${'0'.repeat(997)}1`)).toBe(1n);
  expect(parseQuantity(`${'0'.repeat(999)}1`)).toBe(10n ** 9n);
  expect(parseQuantity(`${'0'.repeat(1000)}1`)).toBeUndefined();
  // The last powers of ten that are computed, and the first that are not, come to the same.
  for (const exponent of [1990, 1991, 1992, 2000]) {
    expect(parseQuantity(`1e-${exponent}`)).toBe(1n);
    expect(parseQuantity(`1e-${exponent + 20}`)).toBe(1n);
    expect(parseQuantity(`1e${exponent}`)).toBe((2n ** 63n - 1n) * 10n ** 9n);
  }
});

test('milliUnits rounds up', () => {
  expect([0n, 1n, 999_999n, 1_000_000n, 1_000_001n].map(milliUnits)).toEqual([0, 1, 1, 1, 2]);
});
