/** Explains in the API server's words why a name breaks a grammar, with one function for each grammar. */

import {
  MAX_LABEL_BYTES,
  MAX_SUBDOMAIN_BYTES,
  isDnsLabel,
  isDnsSubdomain,
  isLabelValue,
  isQualifiedName,
  matchesDnsLabel,
  matchesDnsSubdomain,
  matchesNamePart,
} from '../internal/name-grammar.ts';
import { utf8Length } from '../internal/utf8.ts';

/** The answer for a valid name; for any other there is one sentence per fault. */

const NONE: readonly string[] = [];

const LABEL_PATTERN = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const SUBDOMAIN_PATTERN = `${LABEL_PATTERN}(\\.${LABEL_PATTERN})*`;
const NAME_PATTERN = '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]';

const LABEL_MESSAGE = `a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '${LABEL_PATTERN}')`;
const SUBDOMAIN_MESSAGE = `a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '${SUBDOMAIN_PATTERN}')`;
const NAME_MESSAGE = `must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '${NAME_PATTERN}')`;
const LABEL_VALUE_MESSAGE = `a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(${NAME_PATTERN})?')`;

/**
 * Explains why a text is not an RFC 1123 label; returns an empty list for a label.
 *
 * @see apimachinery IsDNS1123Label; docs/rules.md 5.7
 */
export function explainDnsLabel(text: string): readonly string[] {
  if (isDnsLabel(text)) return NONE;
  const messages: string[] = [];
  if (utf8Length(text) > MAX_LABEL_BYTES) messages.push(`must be no more than ${MAX_LABEL_BYTES} characters`);
  if (!matchesDnsLabel(text)) {
    messages.push(matchesDnsSubdomain(text) ? 'must not contain dots' : LABEL_MESSAGE);
  }
  return messages;
}

/**
 * Explains why a text is not an RFC 1123 subdomain; returns an empty list for a subdomain. Upstream has this rule twice, and
 * counts what it calls characters or bytes; both are bytes.
 *
 * @see apimachinery IsDNS1123Subdomain; docs/rules.md 5.7
 */
export function explainDnsSubdomain(text: string, unit: 'characters' | 'bytes' = 'characters'): readonly string[] {
  if (isDnsSubdomain(text)) return NONE;
  const messages: string[] = [];
  if (utf8Length(text) > MAX_SUBDOMAIN_BYTES) messages.push(`must be no more than ${MAX_SUBDOMAIN_BYTES} ${unit}`);
  if (!matchesDnsSubdomain(text)) messages.push(SUBDOMAIN_MESSAGE);
  return messages;
}

/**
 * Explains why a text is not a qualified name; returns an empty list for a qualified name.
 *
 * @see apimachinery IsQualifiedName; docs/rules.md 5.7
 */
export function explainQualifiedName(text: string): readonly string[] {
  if (isQualifiedName(text)) return NONE;
  const messages: string[] = [];
  const slash = text.indexOf('/');
  if (slash >= 0 && text.includes('/', slash + 1)) {
    return [
      `a valid label key ${NAME_MESSAGE} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`,
    ];
  }
  if (slash === 0) messages.push('prefix part must be non-empty');
  if (slash > 0) {
    for (const message of explainDnsSubdomain(text.slice(0, slash), 'bytes')) messages.push(`prefix part ${message}`);
  }
  const name = text.slice(slash + 1);
  if (name === '') messages.push('name part must be non-empty');
  else if (utf8Length(name) > MAX_LABEL_BYTES) messages.push(`name part must be no more than ${MAX_LABEL_BYTES} bytes`);
  if (!matchesNamePart(name)) messages.push(`name part ${NAME_MESSAGE}`);
  return messages;
}

/**
 * Explains why a text cannot be the value of a label; returns an empty list if it can.
 *
 * @see apimachinery IsValidLabelValue; docs/rules.md 5.7
 */
export function explainLabelValue(text: string): readonly string[] {
  if (isLabelValue(text)) return NONE;
  const messages: string[] = [];
  if (utf8Length(text) > MAX_LABEL_BYTES) messages.push(`must be no more than ${MAX_LABEL_BYTES} bytes`);
  if (!matchesNamePart(text)) messages.push(LABEL_VALUE_MESSAGE);
  return messages;
}

/**
 * Explains why a text cannot be a generateName prefix: a dash at its end, together with the character before it, is checked
 * as one letter.
 *
 * @see apimachinery maskTrailingDash; docs/rules.md 1.11, 5.6.1
 */
export function explainNamePrefix(prefix: string): readonly string[] {
  if (prefix.length < 2 || !prefix.endsWith('-')) return explainDnsSubdomain(prefix);
  // Upstream cuts two bytes: a part of a character beyond ASCII is left, which no name may contain.
  const isAscii = prefix.charCodeAt(prefix.length - 2) < 0x80;
  return explainDnsSubdomain(isAscii ? `${prefix.slice(0, -2)}a` : prefix.slice(0, -1));
}

/**
 * Explains why a text cannot be one segment of a URL; a prefix has something appended and may therefore be a dot or two.
 *
 * @see apimachinery IsPathSegmentName, IsPathSegmentPrefix; docs/rules.md 5.6.9
 */
export function explainPathSegment(text: string, isPrefix: boolean): readonly string[] {
  if (!isPrefix && (text === '.' || text === '..')) return [`may not be '${text}'`];
  return ['/', '%'].filter((part) => text.includes(part)).map((part) => `may not contain '${part}'`);
}

/**
 * Returns a key in lower case as Go maps it: character by character, so that `İ` becomes a plain `i` and no final sigma is
 * recognised.
 *
 * @see strings.ToLower; docs/rules.md 0.2.2
 */
export function toGoLowerCase(text: string): string {
  let lower = '';
  for (const character of text) lower += character === '\u0130' ? 'i' : character.toLowerCase();
  return lower;
}
