/** Measures and cuts text by the bytes of its UTF-8 form. */

/**
 * Returns the number of bytes of the UTF-8 form of a text, as Go's `len` counts them; a lone surrogate counts as U+FFFD,
 * three bytes.
 */
export function utf8Length(text: string): number {
  let bytes = text.length;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    if (unit < 0x80) continue;
    if (unit < 0x800) {
      bytes += 1;
      continue;
    }
    bytes += 2;
    if (unit >= 0xd800 && unit < 0xdc00) {
      const next = text.charCodeAt(index + 1);
      if (next >= 0xdc00 && next < 0xe000) index += 1;
    }
  }
  return bytes;
}

/**
 * Returns the beginning of a text, at most `byteCount` bytes of its UTF-8 form, cut where Go cuts. If the cut divides a
 * character, each byte that is left reads as U+FFFD.
 */
export function utf8Prefix(text: string, byteCount: number): string {
  if (text.length * 3 <= byteCount) return text;
  let prefix = '';
  let bytes = 0;
  for (const character of text) {
    const length = utf8Length(character);
    if (bytes + length > byteCount) return prefix + '\ufffd'.repeat(byteCount - bytes);
    prefix += character;
    bytes += length;
  }
  return prefix;
}
