import { describe, expect, test } from 'vitest';
import { isGoText, isPrintable, printGoJson, quoteGo, toGoText } from '../../src/internal/go-text.ts';

describe('isPrintable', () => {
  test.each([
    ['a', true],
    [' ', true],
    ['é', true],
    ['\u0301', true],
    ['5', true],
    ['½', true],
    ['!', true],
    ['€', true],
    ['😀', true],
    ['\n', false],
    ['\x7f', false],
    ['\u00a0', false],
    ['\u2028', false],
    ['\u200b', false],
    ['\ue000', false],
    ['\ud800', false],
    ['', false],
    ['ab', false],
  ])('says of %j %j, as Go does', (character, expected) => {
    expect(isPrintable(character)).toBe(expected);
  });
});

describe('isGoText', () => {
  test.each([
    ['', true],
    ['plain', true],
    ['a😀b', true],
    ['\ud7ff\ue000', true],
    ['\ud800', false],
    ['a\udfffb', false],
    ['\ude00\ud83d', false],
  ])('says of %j whether it has no lone surrogate: %j', (text, expected) => {
    expect(isGoText(text)).toBe(expected);
  });
});

describe('toGoText', () => {
  test('reads every lone surrogate as U+FFFD, and leaves pairs', () => {
    expect(toGoText('plain')).toBe('plain');
    expect(toGoText('a\ud800b\udfffc😀')).toBe('a\ufffdb\ufffdc😀');
    expect(toGoText('\ud7ff\ue000"\\')).toBe('\ud7ff\ue000"\\');
  });
});

describe('quoteGo', () => {
  // What `strconv.Quote` prints.
  test.each([
    ['', '""'],
    ['plain text', '"plain text"'],
    ['~!#[]^', '"~!#[]^"'],
    ['say "x"', '"say \\"x\\""'],
    ['a\\b', '"a\\\\b"'],
    ['\x07\b\f\n\r\t\v', '"\\a\\b\\f\\n\\r\\t\\v"'],
    ['\0\x1f\x7f', '"\\x00\\x1f\\x7f"'],
    ['\x80', '"\\u0080"'],
    ['\u00a0', '"\\u00a0"'],
    ['\u2028', '"\\u2028"'],
    ['é€😀', '"é€😀"'],
    ['\u{e0001}', '"\\U000e0001"'],
    ['\uffff', '"\\uffff"'],
    ['\u{10ffff}', '"\\U0010ffff"'],
    ['\ud800', '"\ufffd"'],
  ])('prints %j as %s', (text, quoted) => {
    expect(quoteGo(text)).toBe(quoted);
  });
});

describe('printGoJson', () => {
  // What `json.Marshal` prints.
  test.each([
    ['plain', '"plain"'],
    ['', '""'],
    ['"', '"\\""'],
    ['\\', '"\\\\"'],
    ['<a>&\u2028\u2029', '"\\u003ca\\u003e\\u0026\\u2028\\u2029"'],
    ['\ud800', '"\ufffd"'],
    ['é', '"é"'],
    [5, '5'],
    [null, 'null'],
    [true, 'true'],
    [{ a: '<', '&': ['>', '\ud800'], n: 1 }, '{"a":"\\u003c","\\u0026":["\\u003e","\ufffd"],"n":1}'],
  ])('prints %j as %s', (value, text) => {
    expect(printGoJson(value)).toBe(text);
  });

  test('prints every ASCII character alone as it does in a list', () => {
    for (let unit = 0; unit < 128; unit += 1) {
      const character = String.fromCharCode(unit);
      expect(`[${printGoJson(character)}]`).toBe(printGoJson([character]));
      expect(JSON.parse(printGoJson(character))).toBe(character);
    }
  });
});
