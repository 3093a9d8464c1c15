import { describe, expect, test } from 'vitest';
import { utf8Prefix } from '../../src/internal/utf8.ts';

describe('utf8Prefix', () => {
  test('counts bytes, not characters (semantics 0.2.2)', () => {
    expect(utf8Prefix('web-', 58)).toBe('web-');
    expect(utf8Prefix('a'.repeat(60), 58)).toBe('a'.repeat(58));
    expect(utf8Prefix('é'.repeat(30), 58)).toBe('é'.repeat(29));
  });

  test('reads what is left of a divided character as U+FFFD, byte by byte', () => {
    expect(utf8Prefix('a€', 3)).toBe('a\ufffd\ufffd');
    expect(utf8Prefix('😀', 1)).toBe('\ufffd');
  });
});
