/**
 * Checks names against Kubernetes' grammars in one pass and without regular expressions, so that every text takes linear
 * time. The `matches…` functions check characters only, the `is…` functions check the length too.
 */

import { enter } from './door.ts';
import { expectText } from './expect.ts';

const TEXT = ['text'];
/** The most bytes of an RFC 1123 label, of a label value, and of the name part of a qualified name. */
export const MAX_LABEL_BYTES = 63;
/** The most bytes of an RFC 1123 subdomain. */
export const MAX_SUBDOMAIN_BYTES = 253;

/** Lowercase letters and digits. */
const LOWER = 1;
const UPPER = 2;
const DASH = 4;
const DOT = 8;
const UNDERSCORE = 16;

/** The kind of each ASCII character, by code; 0 for characters that no name has. */
const KINDS: Uint8Array = Uint8Array.from({ length: 128 }, (_, unit) => {
  const character = String.fromCharCode(unit);
  if (/[a-z0-9]/.test(character)) return LOWER;
  if (/[A-Z]/.test(character)) return UPPER;
  return character === '-' ? DASH : character === '.' ? DOT : character === '_' ? UNDERSCORE : 0;
});

function kindAt(text: string, index: number): number {
  const unit = text.charCodeAt(index);
  return unit < 128 ? (KINDS[unit] as number) : 0;
}

/** Returns whether all characters of a text are of some of `kinds`, the first and the last of some of `endKinds`. */
function consistsOf(text: string, kinds: number, endKinds: number): boolean {
  const last = text.length - 1;
  if ((kindAt(text, 0) & endKinds) === 0 || (kindAt(text, last) & endKinds) === 0) return false;
  for (let index = 1; index < last; index += 1) {
    if ((kindAt(text, index) & kinds) === 0) return false;
  }
  return true;
}

/** Returns whether a text matches `[a-z0-9]([-a-z0-9]*[a-z0-9])?`. */
export function matchesDnsLabel(text: string): boolean {
  return consistsOf(text, LOWER | DASH, LOWER);
}

/** Returns whether a text is DNS labels, of any length, joined by single dots. */
export function matchesDnsSubdomain(text: string): boolean {
  // The start counts as a dot: a label begins there, and must begin with a letter or digit.
  let previous = DOT;
  for (let index = 0; index < text.length; index += 1) {
    const kind = kindAt(text, index);
    if (kind === LOWER || (kind === DASH && previous !== DOT) || (kind === DOT && previous === LOWER)) previous = kind;
    else return false;
  }
  return previous === LOWER;
}

/**
 * Returns whether a text matches `([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]`, as the name part of a qualified name does, or a
 * label value that is not empty.
 */
export function matchesNamePart(text: string): boolean {
  return consistsOf(text, LOWER | UPPER | DASH | DOT | UNDERSCORE, LOWER | UPPER);
}

/**
 * Returns whether a text is an RFC 1123 label, which a port name, a hostname and a namespace must be.
 *
 * @see apimachinery IsDNS1123Label; docs/rules.md 5.7
 * @example
 * isDnsLabel('http-2') // => true
 * isDnsLabel('a.b') // => false
 */
export function isDnsLabel(text: string): boolean {
  return enter('isDnsLabel', () => {
    expectText(text, TEXT);
    return text.length <= MAX_LABEL_BYTES && matchesDnsLabel(text);
  });
}

/**
 * Returns whether a text is an RFC 1123 subdomain, which the name of a slice and of a node must be.
 *
 * @see apimachinery IsDNS1123Subdomain; docs/rules.md 5.7
 * @example
 * isDnsSubdomain('web-x7k2p.example') // => true
 * isDnsSubdomain('Web') // => false
 */
export function isDnsSubdomain(text: string): boolean {
  return enter('isDnsSubdomain', () => {
    expectText(text, TEXT);
    return text.length <= MAX_SUBDOMAIN_BYTES && matchesDnsSubdomain(text);
  });
}

/**
 * Returns whether a text may be the value of a label: empty, or up to 63 letters, digits, `-`, `_` and `.`, of which the
 * first and the last are a letter or digit.
 *
 * @see apimachinery IsValidLabelValue; docs/rules.md 5.7
 * @example
 * isLabelValue('') // => true
 * isLabelValue('-web') // => false
 */
export function isLabelValue(text: string): boolean {
  return enter('isLabelValue', () => {
    expectText(text, TEXT);
    return text.length === 0 || (text.length <= MAX_LABEL_BYTES && matchesNamePart(text));
  });
}

/**
 * Returns whether a text is a qualified name: a label value that is not empty, alone or after a subdomain and `/`.
 *
 * @see apimachinery IsQualifiedName; docs/rules.md 5.7
 * @example
 * isQualifiedName('kubernetes.io/h2c') // => true
 * isQualifiedName('/h2c') // => false
 */
export function isQualifiedName(text: string): boolean {
  return enter('isQualifiedName', () => {
    expectText(text, TEXT);
    const slash = text.indexOf('/');
    const name = text.slice(slash + 1);
    if (name.length > MAX_LABEL_BYTES || !matchesNamePart(name)) return false;
    return slash < 0 || isDnsSubdomain(text.slice(0, slash));
  });
}
