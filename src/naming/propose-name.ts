/** Proposes names, generateName prefixes and label values that the API accepts. */

import { enter } from '../internal/door.ts';
import { fnv128a } from '../internal/fnv128.ts';
import { describeValue, outOfRange, wrongType } from '../internal/invariant.ts';
import {
  isDnsSubdomain,
  isLabelValue,
  MAX_LABEL_BYTES,
  MAX_SUBDOMAIN_BYTES,
  matchesDnsSubdomain,
} from '../internal/name-grammar.ts';
import { MAX_GENERATED_NAME_BASE_BYTES } from '../model/limits.ts';

/** The length of 128 bits in base 36. */
const HASH_LENGTH = 25;
/** Matches the end of every proposal that is not the text itself. */
const HASH_FORM = /(?:^|[-.])[0-9a-z]{25}$/;

/**
 * Returns a valid name for an object, made from texts that together say which object it is (service, cluster, family).
 *
 * A single text that is a valid name of at most 63 bytes stays as it is. Otherwise the result is the readable part of the
 * texts, shortened, and a hash of all of them untruncated: different texts give different names, and the same texts always
 * the same name. At most `maxBytes` bytes (63 if absent, so that the name is a label value too; at least 26, at most 253).
 *
 * @throws TypeError if a text is not a string; RangeError if the list is empty or `maxBytes` is out of range
 * @see docs/laws.md names apart; docs/rules.md 9.10
 * @example
 * proposeName(['web']) // => 'web'
 * proposeName(['web', 'IPv6']) // => 'web-ipv6-5tyy14cm5gl2f4jnpneazcgtq'
 */
export function proposeName(texts: readonly string[], maxBytes: number = MAX_LABEL_BYTES): string {
  return enter('proposeName', () => {
    expectParts(texts);
    if (!Number.isInteger(maxBytes) || maxBytes < HASH_LENGTH + 1 || maxBytes > MAX_SUBDOMAIN_BYTES) {
      throw outOfRange(['maxBytes'], `a whole number from ${HASH_LENGTH + 1} to ${MAX_SUBDOMAIN_BYTES}`, maxBytes);
    }
    const [first] = texts as readonly [string];
    const isKept = texts.length === 1 && first.length <= maxBytes && isDnsSubdomain(first) && !HASH_FORM.test(first);
    return isKept ? first : withHash(texts, maxBytes, toNameText);
  });
}

/**
 * Returns a generateName prefix, made from texts that together say what the objects are for.
 *
 * The API server keeps 58 bytes of a prefix and appends five characters. A single text that fits, and that is a valid name
 * once something is appended, becomes itself and a dash; anything else is shortened and gets a hash, so that the generated
 * names of two long Services never share a prefix.
 *
 * @throws TypeError if a text is not a string; RangeError if the list is empty
 * @see apiserver names.SimpleNameGenerator; docs/rules.md 9.10
 * @example
 * proposeGenerateName(['web']) // => 'web-'
 */
export function proposeGenerateName(texts: readonly string[]): string {
  return enter('proposeGenerateName', () => {
    expectParts(texts);
    return `${proposeName(texts, MAX_GENERATED_NAME_BASE_BYTES - 1)}-`;
  });
}

/**
 * Returns a valid label value, made from any texts. A single text that is a label value stays as it is; anything else is
 * shortened and gets a hash of the untruncated texts. The result is empty only for one empty text.
 *
 * Not for the label `kubernetes.io/service-name`, which must be the Service's name itself: see `serviceNameLabel`.
 *
 * @throws TypeError if a text is not a string; RangeError if the list is empty
 * @see docs/laws.md names apart; docs/rules.md 9.10
 * @example
 * proposeLabelValue(['Payments_EU']) // => 'Payments_EU'
 */
export function proposeLabelValue(texts: readonly string[]): string {
  return enter('proposeLabelValue', () => {
    expectParts(texts);
    const [first] = texts as readonly [string];
    const isKept = texts.length === 1 && isLabelValue(first) && !HASH_FORM.test(first);
    return isKept ? first : withHash(texts, MAX_LABEL_BYTES, toLabelText);
  });
}

/**
 * Returns the value of the label `kubernetes.io/service-name` for a Service: its name, if that can be a label value.
 *
 * Consumers find the slices of a Service by this label alone, so a shortened value would lose them. Names of Services have
 * at most 63 bytes. An Endpoints object may have a longer name, and then cannot have slices.
 *
 * @throws RangeError if the name is empty or not a label value
 * @see k8s.io/api/discovery/v1 LabelServiceName; apimachinery IsValidLabelValue
 * @example
 * serviceNameLabel('web') // => 'web'
 */
export function serviceNameLabel(serviceName: string): string {
  return enter('serviceNameLabel', () => {
    if (typeof serviceName !== 'string') throw wrongType(['serviceName'], 'a string', serviceName);
    if (serviceName !== '' && isLabelValue(serviceName)) return serviceName;
    const wanted = `a label value of 1 to ${MAX_LABEL_BYTES} characters`;
    throw new RangeError(`serviceNameLabel: serviceName must be ${wanted}, got ${describeValue(serviceName)}`);
  });
}

function expectParts(texts: readonly string[]): void {
  if (!Array.isArray(texts)) throw wrongType(['texts'], 'an array', texts);
  if (texts.length === 0) throw outOfRange(['texts'], 'at least one text', texts);
  for (const [index, text] of texts.entries()) {
    if (typeof text !== 'string') throw wrongType(['texts', index], 'a string', text);
  }
}

/** Returns the texts, readable and shortened, followed by a hash of the unshortened texts. */
function withHash(texts: readonly string[], maxBytes: number, toValidText: (text: string) => string): string {
  // As JSON, so that the border between two texts counts.
  const hash = BigInt(`0x${fnv128a(JSON.stringify(texts))}`)
    .toString(36)
    .padStart(HASH_LENGTH, '0');
  const readable = trim(toValidText(trim(texts.map((text) => text.slice(0, maxBytes)).join('-'))));
  const kept = trim(readable.slice(0, maxBytes - HASH_LENGTH - 1));
  return kept === '' ? hash : `${kept}-${hash}`;
}

function toNameText(text: string): string {
  const lower = text.toLowerCase().replaceAll(/[^a-z0-9.]+/g, '-');
  return matchesDnsSubdomain(lower) ? lower : lower.replaceAll('.', '-').replaceAll(/-+/g, '-');
}

function toLabelText(text: string): string {
  return text.replaceAll(/[^A-Za-z0-9._]+/g, '-');
}

/** Removes from both ends the characters that no name may begin or end with. */
function trim(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && !/[A-Za-z0-9]/.test(text[start] as string)) start += 1;
  while (end > start && !/[A-Za-z0-9]/.test(text[end - 1] as string)) end -= 1;
  return text.slice(start, end);
}
