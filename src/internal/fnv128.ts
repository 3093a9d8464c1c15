import { utf8Length } from './utf8.ts';

/** 2 to the 32nd. */
const WORD = 0x100000000;
/** The FNV-128 prime is 2^88 + 0x13b. */
const PRIME_LOW = 0x13b;

/**
 * FNV-128a of the UTF-8 bytes of a text, as 32 lowercase hexadecimal digits (Go's `hash/fnv` New128a).
 *
 * The hash is kept in four 32-bit words, least significant first. A word times the low part of the prime stays far below
 * 2^53, so that plain numbers hold it exactly; the part of the prime above 2^88 shifts by two words and 24 bits.
 */
export function fnv128a(text: string): string {
  let word0 = 0x6295c58d;
  let word1 = 0x62b82175;
  let word2 = 0x07bb0142;
  let word3 = 0x6c62272e;
  const bytes = utf8Bytes(text);
  for (let index = 0; index < bytes.length; index += 1) {
    word0 = (word0 ^ (bytes[index] as number)) >>> 0;
    const product0 = word0 * PRIME_LOW;
    const product1 = word1 * PRIME_LOW + Math.floor(product0 / WORD);
    const product2 = word2 * PRIME_LOW + ((word0 << 24) >>> 0) + Math.floor(product1 / WORD);
    const product3 = word3 * PRIME_LOW + (word0 >>> 8) + ((word1 << 24) >>> 0) + Math.floor(product2 / WORD);
    word0 = product0 >>> 0;
    word1 = product1 >>> 0;
    word2 = product2 >>> 0;
    word3 = product3 >>> 0;
  }
  return [word3, word2, word1, word0].map((word) => word.toString(16).padStart(8, '0')).join('');
}

/** A lone surrogate has no UTF-8 form; Go sees U+FFFD in its place. */
function utf8Bytes(text: string): Uint8Array {
  const bytes = new Uint8Array(utf8Length(text));
  let length = 0;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    if (unit < 0x80) {
      bytes[length] = unit;
      length += 1;
      continue;
    }
    const point = text.codePointAt(index) as number;
    const code = point >= 0xd800 && point < 0xe000 ? 0xfffd : point;
    if (code >= 0x10000) index += 1;
    const trailCount = code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;
    const lead = trailCount === 1 ? 0xc0 : trailCount === 2 ? 0xe0 : 0xf0;
    bytes[length] = lead | (code >> (6 * trailCount));
    for (let trail = 1; trail <= trailCount; trail += 1) {
      bytes[length + trail] = 0x80 | ((code >> (6 * (trailCount - trail))) & 0x3f);
    }
    length += 1 + trailCount;
  }
  return bytes;
}
