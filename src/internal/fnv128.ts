/** 16-bit limbs of the FNV-128 offset basis 6c62272e07bb014262b821756295c58d, least significant first. */
const OFFSET_BASIS = [0xc58d, 0x6295, 0x2175, 0x62b8, 0x0142, 0x07bb, 0x272e, 0x6c62] as const;
/** The FNV-128 prime is 2^88 + 0x13b. */
const PRIME_LOW = 0x13b;

/** FNV-128a of the UTF-8 bytes of a text, as 32 lowercase hexadecimal digits (Go's `hash/fnv` New128a). */
export function fnv128a(text: string): string {
  const limbs = new Uint32Array(OFFSET_BASIS);
  const product = new Uint32Array(8);
  for (const byte of utf8Bytes(text)) {
    limbs[0] = (limbs[0] as number) ^ byte;
    let carry = 0;
    for (let index = 0; index < 8; index += 1) {
      // The part of the prime above 2^88 shifts by five limbs and eight bits.
      const low = index >= 5 ? ((limbs[index - 5] as number) << 8) & 0xffff : 0;
      const high = index >= 6 ? (limbs[index - 6] as number) >>> 8 : 0;
      const sum = (limbs[index] as number) * PRIME_LOW + low + high + carry;
      product[index] = sum & 0xffff;
      carry = Math.floor(sum / 0x10000);
    }
    limbs.set(product);
  }
  let text16 = '';
  for (let index = 7; index >= 0; index -= 1) text16 += (limbs[index] as number).toString(16).padStart(4, '0');
  return text16;
}

function* utf8Bytes(text: string): Generator<number> {
  for (const character of text) {
    const point = character.codePointAt(0) as number;
    // A lone surrogate has no UTF-8 form; Go sees U+FFFD in its place.
    const code = point >= 0xd800 && point < 0xe000 ? 0xfffd : point;
    if (code < 0x80) {
      yield code;
    } else if (code < 0x800) {
      yield 0xc0 | (code >> 6);
      yield 0x80 | (code & 0x3f);
    } else if (code < 0x10000) {
      yield 0xe0 | (code >> 12);
      yield 0x80 | ((code >> 6) & 0x3f);
      yield 0x80 | (code & 0x3f);
    } else {
      yield 0xf0 | (code >> 18);
      yield 0x80 | ((code >> 12) & 0x3f);
      yield 0x80 | ((code >> 6) & 0x3f);
      yield 0x80 | (code & 0x3f);
    }
  }
}
