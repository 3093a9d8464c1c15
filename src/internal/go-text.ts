const PRINTABLE_ASCII = /^[ !#-[\]-~]*$/;
/** What Go's `strconv.IsPrint` accepts: letters, marks, numbers, punctuation, symbols and the ASCII space. */
const PRINTABLE = /^[\p{L}\p{M}\p{N}\p{P}\p{S} ]$/u;
/** What `%q` does not print as it is. */
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

/** Whether one character is what Go's `unicode.IsPrint` calls printable. */
export function isPrintable(character: string): boolean {
  return PRINTABLE.test(character);
}

/** Whether a text has no lone surrogate, and is in Go what it is here. */
export function isGoText(text: string): boolean {
  // Every engine has it since Node 20; the declarations of ES2023 lack it.
  return (text as string & { isWellFormed(): boolean }).isWellFormed();
}

/** A text as Go holds it after decoding JSON: every lone surrogate is U+FFFD. */
export function toGoText(text: string): string {
  if (isGoText(text)) return text;
  return text.replaceAll(/[\ud800-\udfff]/gu, '\ufffd');
}

/** A text in Go's `%q` form. Linear. */
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

/** JSON as Go's `json.Marshal` prints it: `<`, `>`, `&`, U+2028 and U+2029 escaped. */
export function printGoJson(value: unknown): string {
  if (typeof value === 'string' && JSON_PLAIN.test(value)) return `"${value}"`;
  const text = JSON.stringify(value, (_, field: unknown) => (typeof field === 'string' ? toGoText(field) : field));
  return text.replaceAll(/[<>&\u2028\u2029]/g, (character) => `\\u${hex(character.charCodeAt(0), 4)}`);
}

function hex(point: number, digits: number): string {
  return point.toString(16).padStart(digits, '0');
}
