import { readFileSync } from 'node:fs';
import { parseAddress } from 'endpointslice';
import { describe, expect, test } from 'vitest';
import { refuses } from '../support/refuses.ts';

/** One line of test/fixtures/ip-vectors.jsonl: what Go makes of a text. */
interface Vector {
  readonly In: string;
  /** What the sloppy parser prints; empty when it refuses. */
  readonly Sloppy: string;
}

const vectors = readFileSync(new URL('../fixtures/ip-vectors.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Vector);

function printed(text: string): string | undefined {
  return parseAddress(text)?.text;
}

function family(text: string): string | undefined {
  return parseAddress(text)?.family;
}

describe('parseAddress', () => {
  test.each([
    ['1.2.3.4', 'IPv4'],
    ['::1', 'IPv6'],
    ['::1.2.3.4', 'IPv6'],
    ['12345', undefined],
    ['abcd', undefined],
    ['', undefined],
    // The dot comes first, so this is no IPv6 address with a dotted tail.
    ['1.2::', undefined],
  ])('lets the first dot or colon of %j decide the family (rule 0.1.1)', (text, expected) => {
    expect(family(text)).toBe(expected);
  });

  test.each([
    ['010.020.030.040', '10.20.30.40'],
    ['0000000000001.2.3.4', '1.2.3.4'],
    ['0.0.0.0', '0.0.0.0'],
    ['255.255.255.255', '255.255.255.255'],
    ['256.1.1.1', undefined],
    ['1.2.3', undefined],
    ['1.2.3.4.5', undefined],
    ['1..3.4', undefined],
    ['+1.2.3.4', undefined],
    ['-1.2.3.4', undefined],
    [' 1.2.3.4', undefined],
    ['1.2.3.4 ', undefined],
    ['1.2.3.4:80', undefined],
    ['0x1.2.3.4', undefined],
  ])('reads the decimal octets of %j, whatever their leading zeros (rule 0.1.2)', (text, expected) => {
    expect(printed(text)).toBe(expected);
  });

  test.each([
    ['::00001', '::1'],
    ['0001:0002:0003:0004:0005:0006:0007:0008', '1:2:3:4:5:6:7:8'],
    ['::', '::'],
    ['1:2:3:4:5:6:1.2.3.4', '1:2:3:4:5:6:102:304'],
    ['1::2::3', undefined],
    // Two colons stand for at least one group.
    ['1:2:3:4:5:6:7::8', undefined],
    ['1:2:3:4:5:6:7', undefined],
    ['1:2:3:4:5:6:7:8:9', undefined],
    ['fe80::1%eth0', undefined],
    ['1:2:3:4:5:6:7:1.2.3.4', undefined],
    ['1.2.3.4::', undefined],
    ['g::', undefined],
  ])('reads the hexadecimal groups of %j (rule 0.1.3)', (text, expected) => {
    expect(printed(text)).toBe(expected);
  });

  test.each([
    ['::ffff:1.2.3.4', 'IPv4'],
    ['::ffff:0:0', 'IPv4'],
    ['::FFFF:a00:1', 'IPv4'],
    ['::1.2.3.4', 'IPv6'],
    ['::ffff:0:0:0', 'IPv6'],
  ])('takes %j for its family: only the mapped form is IPv4 (rule 0.1.4)', (text, expected) => {
    expect(family(text)).toBe(expected);
  });

  test.each([
    ['2001:DB8::A', '2001:db8::a'],
    ['1:0:0:2:3:0:0:4', '1::2:3:0:0:4'],
    ['1:0:0:2:0:0:0:4', '1:0:0:2::4'],
    ['1:0:2:3:4:5:6:7', '1:0:2:3:4:5:6:7'],
    ['0:0:0:0:0:0:0:0', '::'],
    ['::ffff:10.0.0.1', '10.0.0.1'],
  ])('prints %j as RFC 5952 says, mapped addresses dotted (rule 0.1.5)', (text, expected) => {
    expect(printed(text)).toBe(expected);
  });

  test.each([
    ['::00001', '::1'],
    ['1:2:3:4:5:6:7::', '1:2:3:4:5:6:7:0'],
    ['::1.2.3.4', '::102:304'],
    ['0000000000001.2.3.4', '1.2.3.4'],
    ['::ffff:102:304', '1.2.3.4'],
    ['1:0:0:2:3:0:0:4', '1::2:3:0:0:4'],
    ['2001:db8:0:1:1:1:1:1', '2001:db8:0:1:1:1:1:1'],
    ['fe80::1%eth0', undefined],
    ['1.2.3', undefined],
    ['+1.2.3.4', undefined],
    ['12345::', undefined],
    ['1:', undefined],
    [':::', undefined],
  ])('answers as Go does: %j (rule 0.1.6)', (text, expected) => {
    expect(printed(text)).toBe(expected);
  });

  test('answers as Go does on all recorded texts', () => {
    expect(vectors.length).toBeGreaterThan(100);
    for (const { In, Sloppy } of vectors) expect(printed(In) ?? '', In).toBe(Sloppy);
  });

  test('reads what it prints as the same address', () => {
    for (const { In } of vectors) {
      const address = parseAddress(In);
      if (address !== undefined) expect(parseAddress(address.text)).toEqual(address);
    }
  });

  test('does not take long over long texts', () => {
    expect(parseAddress('0'.repeat(1_000_000))).toBeUndefined();
    expect(printed(`${'0'.repeat(1_000_000)}1.2.3.4`)).toBe('1.2.3.4');
    expect(printed(`${'0'.repeat(1_000_000)}1::`)).toBe('1::');
    expect(parseAddress(':'.repeat(1_000_000))).toBeUndefined();
  });
});

refuses(parseAddress, [
  [[5], new TypeError('parseAddress: text must be a string, got 5')],
  [[undefined], new TypeError('parseAddress: text must be a string, got undefined')],
  [[['1.2.3.4']], new TypeError('parseAddress: text must be a string, got an array')],
]);
