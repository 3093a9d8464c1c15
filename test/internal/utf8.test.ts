import { describe, expect, test } from 'vitest';
import { fnv128a } from '../../src/internal/fnv128.ts';
import { utf8Length, utf8Prefix } from '../../src/internal/utf8.ts';

/** Characters at each border of the encoding, lone surrogates among them. */
const characters = [
  '\0',
  'a',
  '\x7f',
  '\x80',
  '\u07ff',
  '\u0800',
  '\ud7ff',
  '\ud800',
  '\udbff',
  '\udc00',
  '\udfff',
  '\ue000',
  '\uffff',
  '\u{10000}',
  '\u{10ffff}',
];

const texts = [
  '',
  ...characters,
  ...characters.flatMap((first) => characters.map((second) => first + second)),
  ...characters.flatMap((first) => characters.flatMap((second) => [`${first}${second}a`, `a${first}b${second}`])),
];

const encoder = new TextEncoder();

describe('utf8Length', () => {
  test('is the number of bytes of every encoding, a lone surrogate read as U+FFFD (rule 0.2.2)', () => {
    for (const text of texts) expect(utf8Length(text), JSON.stringify(text)).toBe(encoder.encode(text).length);
  });
});

describe('utf8Prefix', () => {
  test('counts bytes, not characters (rule 0.2.2)', () => {
    expect(utf8Prefix('web-', 58)).toBe('web-');
    expect(utf8Prefix('a'.repeat(60), 58)).toBe('a'.repeat(58));
    expect(utf8Prefix('é'.repeat(30), 58)).toBe('é'.repeat(29));
  });

  test('reads what is left of a divided character as U+FFFD, byte by byte', () => {
    expect(utf8Prefix('a€', 3)).toBe('a\ufffd\ufffd');
    expect(utf8Prefix('😀', 1)).toBe('\ufffd');
  });

  test('is what Go leaves of the bytes, wherever they are cut', () => {
    const decoder = new TextDecoder();
    /** Go reads each byte that is no part of a whole character as U+FFFD. */
    const read = (bytes: Uint8Array): string => {
      let last = bytes.length;
      while (last > 0 && ((bytes[last - 1] ?? 0) & 0xc0) === 0x80) last -= 1;
      const lead = bytes[last - 1] ?? 0;
      const length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc0 ? 2 : 1;
      const isWhole = last === 0 || last - 1 + length === bytes.length;
      const end = isWhole ? bytes.length : last - 1;
      return decoder.decode(bytes.slice(0, end)) + '\ufffd'.repeat(bytes.length - end);
    };
    const wellFormed = (text: string): boolean => !/[\ud800-\udfff]/u.test(text);
    for (const text of texts.filter(wellFormed)) {
      const bytes = encoder.encode(text);
      for (let count = 0; count <= bytes.length + 2; count += 1) {
        expect(utf8Prefix(text, count), `${JSON.stringify(text)} to ${count}`).toBe(read(bytes.slice(0, count)));
      }
    }
  });
});

describe('fnv128a', () => {
  /** The hash as its definition says it, in one big number. */
  const slowly = (text: string): string => {
    let hash = 0x6c62272e07bb014262b821756295c58dn;
    for (const byte of encoder.encode(text)) hash = ((hash ^ BigInt(byte)) * (2n ** 88n + 0x13bn)) % 2n ** 128n;
    return hash.toString(16).padStart(32, '0');
  };

  test('is what its definition says of every encoding (rule 1.6.4)', () => {
    const long = Array.from({ length: 100 }, (_, index) => `pod-${index}`).join(',');
    for (const text of [...texts, long]) expect(fnv128a(text), JSON.stringify(text)).toBe(slowly(text));
  });

  test('has 32 digits, zeros in front included', () => {
    const hashes = Array.from({ length: 300 }, (_, index) => fnv128a(`${index}`));
    for (const [index, hash] of hashes.entries()) expect(hash).toBe(slowly(`${index}`));
    expect(hashes.some((hash) => hash.startsWith('0'))).toBe(true);
  });
});
