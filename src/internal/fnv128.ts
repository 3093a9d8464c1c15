import { utf8Length } from './utf8.ts';

/** The low part of the FNV-128 prime, which is 2^88 + 0x13b. */
const PRIME_LOW = 0x13b;

/**
 * Returns the FNV-128a hash of the UTF-8 bytes of a text, as 32 lowercase hexadecimal digits (Go's `hash/fnv` New128a).
 *
 * The hash is kept in eight limbs of 16 bits, least significant first, written out one by one: a limb times the low part of
 * the prime fits into 31 bits, for which engines have their fastest arithmetic. The part of the prime above 2^88 shifts by
 * five limbs and eight bits.
 */
export function fnv128a(text: string): string {
  let [a, b, c, d, e, f, g, h] = [0xc58d, 0x6295, 0x2175, 0x62b8, 0x0142, 0x07bb, 0x272e, 0x6c62];
  const bytes = utf8Bytes(text);
  for (let index = 0; index < bytes.length; index += 1) {
    a ^= bytes[index] as number;
    const a1 = a * PRIME_LOW;
    const b1 = b * PRIME_LOW + (a1 >>> 16);
    const c1 = c * PRIME_LOW + (b1 >>> 16);
    const d1 = d * PRIME_LOW + (c1 >>> 16);
    const e1 = e * PRIME_LOW + (d1 >>> 16);
    const f1 = f * PRIME_LOW + (e1 >>> 16) + ((a << 8) & 0xffff);
    const g1 = g * PRIME_LOW + (f1 >>> 16) + (a >>> 8) + ((b << 8) & 0xffff);
    const h1 = h * PRIME_LOW + (g1 >>> 16) + (b >>> 8) + ((c << 8) & 0xffff);
    a = a1 & 0xffff;
    b = b1 & 0xffff;
    c = c1 & 0xffff;
    d = d1 & 0xffff;
    e = e1 & 0xffff;
    f = f1 & 0xffff;
    g = g1 & 0xffff;
    h = h1 & 0xffff;
  }
  return [h, g, f, e, d, c, b, a].map((limb) => limb.toString(16).padStart(4, '0')).join('');
}

/** Returns the UTF-8 bytes of a text; a lone surrogate becomes U+FFFD, as in Go. */
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
