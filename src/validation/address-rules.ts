import { isCanonicalIPv4 } from '../address/canonical-address.ts';
import { type ParsedAddress, parseAddress } from '../address/parse-address.ts';
import { findAddressFault } from '../address/strict-address.ts';
import { invalid, MAX_ISSUES_OF_LIST, required, type ValidationIssue } from '../decode/issue.ts';
import { quoteGo } from '../internal/go-text.ts';
import type { KubernetesRelease } from '../model/limits.ts';
import { dropRepeated } from './drop-repeated.ts';
import { explainDnsLabel, explainDnsSubdomain } from './name-rules.ts';

const NO_ADDRESS = 'must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)';
const LEADING_ZEROS = 'must not have leading 0s';
const MAPPED = 'must not be an IPv4-mapped IPv6 address';
const LOOPBACK = 'may not be in the loopback range (127.0.0.0/8, ::1/128)';
const LINK_LOCAL = 'may not be in the link-local range (169.254.0.0/16, fe80::/10)';
const LINK_LOCAL_MULTICAST = 'may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)';

/**
 * Checks the addresses of one endpoint by the rules of their address type; skips the check if the API does not have the
 * type.
 *
 * @see kubernetes pkg/apis/discovery/validation validateEndpoints; docs/rules.md 5.3.3 to 5.3.7
 */
export function validateAddresses(
  addresses: readonly string[],
  addressType: string,
  endpointIndex: number,
  release: KubernetesRelease,
  issues: ValidationIssue[],
): void {
  if (addressType !== 'IPv4' && addressType !== 'IPv6' && addressType !== 'FQDN') return;
  const lastIssue = issues.length + MAX_ISSUES_OF_LIST;
  let said: Set<string> | undefined;
  // Read once: the list may be the caller's own.
  const { length } = addresses;
  for (let position = 0; position < length && issues.length < lastIssue; position += 1) {
    const address = addresses[position] as string;
    if (addressType === 'IPv4' && isOrdinaryIPv4(address)) continue;
    const issuesBefore = issues.length;
    const listPath = `endpoints[${endpointIndex}].addresses`;
    const path = `${listPath}[${position}]`;
    if (addressType === 'FQDN') checkDomainName(address, path, issues);
    else checkIPAddress({ text: address, family: addressType, path, listPath }, issues);
    if (issues.length === issuesBefore) continue;
    said ??= new Set();
    dropRepeated(issues, issuesBefore, said, release);
  }
}

/** Returns whether a text is a plain IPv4 address outside the special ranges, as nearly every address is. */
function isOrdinaryIPv4(text: string): boolean {
  return isCanonicalIPv4(text) && findIPv4Ranges(text).length === 0;
}

interface CheckedAddress {
  readonly text: string;
  readonly family: 'IPv4' | 'IPv6';
  readonly path: string;
  readonly listPath: string;
}

function checkIPAddress(checked: CheckedAddress, issues: ValidationIssue[]): void {
  const { text, family, path, listPath } = checked;
  const address = parseAddress(text);
  const fault = address === undefined ? NO_ADDRESS : explainForm(text, address, family);
  if (address === undefined || fault !== undefined) {
    issues.push(invalid(path, text, fault ?? NO_ADDRESS));
    return;
  }
  if (address.family !== family) issues.push(invalid(listPath, text, `must be an ${family} address`));
  const ranges = address.family === 'IPv4' ? findIPv4Ranges(address.text) : findIPv6Ranges(address.text);
  for (const range of ranges)
    issues.push(invalid(path, text, range === '' ? `may not be unspecified (${text})` : range));
}

/** Explains what is wrong with the form of an address; only IPv6 slices require the canonical form. */
function explainForm(text: string, address: ParsedAddress, family: 'IPv4' | 'IPv6'): string | undefined {
  if (text === address.text) return undefined;
  const fault = findAddressFault(text, address.family);
  if (fault === 'LeadingZeros') return LEADING_ZEROS;
  if (fault === 'Mapped') return MAPPED;
  return family === 'IPv6' ? `must be in canonical form (${quoteGo(address.text)})` : undefined;
}

const NO_RANGES: readonly string[] = [];

/** Returns the sentence about each special range that a canonical address is in; `''` stands for the unspecified address. */
function findIPv4Ranges(text: string): readonly string[] {
  // Nearly all addresses are 10.…, and need no further test.
  const second = text.charCodeAt(1);
  if (second === 48) return NO_RANGES;
  if (text === '0.0.0.0') return [''];
  if (text.startsWith('127.')) return [LOOPBACK];
  if (text.startsWith('169.254.')) return [LINK_LOCAL];
  if (text.startsWith('224.0.0.')) return [LINK_LOCAL_MULTICAST];
  return NO_RANGES;
}

function findIPv6Ranges(text: string): readonly string[] {
  if (text === '::') return [''];
  if (text === '::1') return [LOOPBACK];
  // Up to the first colon.
  const first = Number.parseInt(text, 16);
  if ((first & 0xffc0) === 0xfe80) return [LINK_LOCAL];
  return (first & 0xff0f) === 0xff02 ? [LINK_LOCAL_MULTICAST] : NO_RANGES;
}

/**
 * Checks an address of an FQDN slice.
 *
 * @see apimachinery IsFullyQualifiedDomainName; docs/rules.md 5.3.6
 */
function checkDomainName(text: string, path: string, issues: ValidationIssue[]): void {
  if (text === '') {
    issues.push(required(path, ''));
    return;
  }
  const name = text.endsWith('.') ? text.slice(0, -1) : text;
  const messages = explainDnsSubdomain(name);
  if (messages.length > 0) {
    issues.push(invalid(path, name, messages.join(',')));
    return;
  }
  const labels = name.split('.');
  if (labels.length < 2) {
    issues.push(invalid(path, name, 'should be a domain with at least two segments separated by dots'));
    return;
  }
  for (const label of labels) {
    const labelMessages = explainDnsLabel(label);
    if (labelMessages.length === 0) continue;
    issues.push(invalid(path, label, labelMessages.join(',')));
    return;
  }
}
