/** Prints text and JSON as Go does. */

const PRINTABLE_ASCII = /^[ !#-[\]-~]*$/;
/** Matches what Go's `strconv.IsPrint` accepts: letters, marks, numbers, punctuation, symbols and the ASCII space. */
const PRINTABLE = /^[\p{L}\p{M}\p{N}\p{P}\p{S} ]$/u;
/** Matches what `%q` escapes. */
const ESCAPED = /["\\]|[^\p{L}\p{M}\p{N}\p{P}\p{S} ]/gu;
const JSON_PLAIN = /^[ !#-%'-;=?-[\]-~]*$/;

const SHORT_ESCAPES: { readonly [character: string]: string } = {
  '\u0007': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
  '"': '\\"',
  '\\': '\\\\',
};

/** Returns whether one character is printable in the sense of Go's `unicode.IsPrint`. */
export function isPrintable(character: string): boolean {
  return PRINTABLE.test(character);
}

/** Returns whether a text has no lone surrogate, so that Go holds the same text. */
export function isGoText(text: string): boolean {
  // Every engine has it since Node 20, but the declarations of ES2023 lack it.
  return (text as string & { isWellFormed(): boolean }).isWellFormed();
}

/** Returns a text as Go holds it after decoding JSON: every lone surrogate becomes U+FFFD. */
export function toGoText(text: string): string {
  if (isGoText(text)) return text;
  return text.replaceAll(/[\ud800-\udfff]/gu, '\ufffd');
}

/** Returns a text in Go's `%q` form. Linear. */
export function quoteGo(text: string): string {
  if (PRINTABLE_ASCII.test(text)) return `"${text}"`;
  return `"${toGoText(text).replaceAll(ESCAPED, escapeGo)}"`;
}

function escapeGo(character: string): string {
  if (Object.hasOwn(SHORT_ESCAPES, character)) return SHORT_ESCAPES[character] as string;
  const point = character.codePointAt(0) as number;
  if (point < 0x20 || point === 0x7f) return `\\x${hex(point, 2)}`;
  return point < 0x10000 ? `\\u${hex(point, 4)}` : `\\U${hex(point, 8)}`;
}

/** Returns JSON as Go's `json.Marshal` prints it, with `<`, `>`, `&`, U+2028 and U+2029 escaped. */
export function printGoJson(value: unknown): string {
  if (typeof value === 'string' && JSON_PLAIN.test(value)) return `"${value}"`;
  const text = JSON.stringify(value, (_, field: unknown) => (typeof field === 'string' ? toGoText(field) : field));
  return text.replaceAll(/[<>&\u2028\u2029]/g, (character) => `\\u${hex(character.charCodeAt(0), 4)}`);
}

function hex(point: number, digits: number): string {
  return point.toString(16).padStart(digits, '0');
}
