import { utf8Length } from './utf8.ts';

/** Bytes that an RFC 1123 subdomain may have. */
const MAX_SUBDOMAIN_BYTES = 253;

/** Whether a text is an RFC 1123 subdomain: labels of lowercase letters, digits and inner dashes, joined by dots. */
export function isSubdomain(text: string): boolean {
  return utf8Length(text) <= MAX_SUBDOMAIN_BYTES && text.split('.').every(isLabelText);
}

/** Whether a text has the characters of an RFC 1123 label, whatever its length. */
export function isLabelText(text: string): boolean {
  return /^[a-z0-9-]+$/.test(text) && !text.startsWith('-') && !text.endsWith('-');
}
