/**
 * The grammars that Kubernetes has for names, read in one pass without regular expressions, so that no text, however
 * long, takes more than linear time. The `matches…` functions look at characters only, the `is…` ones at length too.
 */

/** Bytes of an RFC 1123 label, of a label value, and of the name part of a qualified name, at most. */
export const MAX_LABEL_BYTES = 63;
/** Bytes of an RFC 1123 subdomain, at most. */
export const MAX_SUBDOMAIN_BYTES = 253;

const DASH = 45;
const DOT = 46;
const UNDERSCORE = 95;

function isDigit(unit: number): boolean {
  return unit >= 48 && unit <= 57;
}

function isLower(unit: number): boolean {
  return unit >= 97 && unit <= 122;
}

function isLowerAlphanumeric(unit: number): boolean {
  return isLower(unit) || isDigit(unit);
}

function isAlphanumeric(unit: number): boolean {
  return isLower(unit) || isDigit(unit) || (unit >= 65 && unit <= 90);
}

/** `[a-z0-9]([-a-z0-9]*[a-z0-9])?` */
export function matchesDnsLabel(text: string): boolean {
  const last = text.length - 1;
  if (last < 0 || !isLowerAlphanumeric(text.charCodeAt(0)) || !isLowerAlphanumeric(text.charCodeAt(last))) return false;
  for (let index = 1; index < last; index += 1) {
    const unit = text.charCodeAt(index);
    if (!isLowerAlphanumeric(unit) && unit !== DASH) return false;
  }
  return true;
}

/** DNS labels, of any length, joined by single dots. */
export function matchesDnsSubdomain(text: string): boolean {
  // What stands before the text counts as a dot: a label starts there, and must with a letter or digit.
  let previous = DOT;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    if (unit === DOT) {
      if (previous === DOT || previous === DASH) return false;
    } else if (unit === DASH) {
      if (previous === DOT) return false;
    } else if (!isLowerAlphanumeric(unit)) {
      return false;
    }
    previous = unit;
  }
  return previous !== DOT && previous !== DASH;
}

/** `([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]`: the name part of a qualified name, or a label value that is not empty. */
export function matchesNamePart(text: string): boolean {
  const last = text.length - 1;
  if (last < 0 || !isAlphanumeric(text.charCodeAt(0)) || !isAlphanumeric(text.charCodeAt(last))) return false;
  for (let index = 1; index < last; index += 1) {
    const unit = text.charCodeAt(index);
    if (!isAlphanumeric(unit) && unit !== DASH && unit !== DOT && unit !== UNDERSCORE) return false;
  }
  return true;
}

/**
 * Whether a text is an RFC 1123 label: what a port name, a hostname and a namespace must be.
 *
 * @see apimachinery IsDNS1123Label; semantics 5.7
 * @example
 * isDnsLabel('http-2') // => true
 * isDnsLabel('a.b') // => false
 */
export function isDnsLabel(text: string): boolean {
  return text.length <= MAX_LABEL_BYTES && matchesDnsLabel(text);
}

/**
 * Whether a text is an RFC 1123 subdomain: what the name of a slice and of a node must be.
 *
 * @see apimachinery IsDNS1123Subdomain; semantics 5.7
 * @example
 * isDnsSubdomain('web-x7k2p.example') // => true
 * isDnsSubdomain('Web') // => false
 */
export function isDnsSubdomain(text: string): boolean {
  return text.length <= MAX_SUBDOMAIN_BYTES && matchesDnsSubdomain(text);
}

/**
 * Whether a text may be the value of a label: empty, or up to 63 letters, digits, `-`, `_` and `.`, of which the first
 * and the last are a letter or digit.
 *
 * @see apimachinery IsValidLabelValue; semantics 5.7
 * @example
 * isLabelValue('') // => true
 * isLabelValue('-web') // => false
 */
export function isLabelValue(text: string): boolean {
  return text.length === 0 || (text.length <= MAX_LABEL_BYTES && matchesNamePart(text));
}

/**
 * Whether a text is a qualified name: a label value that is not empty, alone or after a subdomain and `/`.
 *
 * @see apimachinery IsQualifiedName; semantics 5.7
 * @example
 * isQualifiedName('kubernetes.io/h2c') // => true
 * isQualifiedName('/h2c') // => false
 */
export function isQualifiedName(text: string): boolean {
  const slash = text.indexOf('/');
  const name = slash < 0 ? text : text.slice(slash + 1);
  if (name.length === 0 || name.length > MAX_LABEL_BYTES || !matchesNamePart(name)) return false;
  return slash < 0 || (slash > 0 && isDnsSubdomain(text.slice(0, slash)));
}
