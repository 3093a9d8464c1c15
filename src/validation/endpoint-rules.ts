import { duplicate, internalError, invalid, required, tooMany, type ValidationIssue } from '../decode/issue.ts';
import { toGoText } from '../internal/go-text.ts';
import { isDnsLabel, isDnsSubdomain, isLabelValue } from '../internal/name-grammar.ts';
import type { Endpoint, EndpointHints } from '../model/endpoint-slice.ts';
import { LABEL_ZONE } from '../model/labels.ts';
import {
  MAX_ADDRESSES_PER_ENDPOINT,
  MAX_ENDPOINTS_PER_SLICE,
  MAX_NODE_HINTS,
  MAX_TOPOLOGY_KEYS,
  MAX_ZONE_HINTS,
  type KubernetesRelease,
} from '../model/limits.ts';
import type { StringMap } from '../model/meta.ts';
import { validateAddresses } from './address-rules.ts';
import { checkLabels } from './metadata-rules.ts';
import { explainDnsLabel, explainDnsSubdomain, explainLabelValue } from './name-rules.ts';

/**
 * Checks the endpoints of a slice. Conditions, targets and zones are free, and only hints must be unique.
 *
 * @see kubernetes pkg/apis/discovery/validation validateEndpoints; docs/rules.md 5.3
 */
export function validateEndpoints(
  endpoints: readonly Endpoint[],
  addressType: string,
  release: KubernetesRelease,
  issues: ValidationIssue[],
): void {
  const isTooLong = endpoints.length > MAX_ENDPOINTS_PER_SLICE;
  if (isTooLong) issues.push(tooMany('endpoints', endpoints.length, MAX_ENDPOINTS_PER_SLICE));
  if (isTooLong && release === '1.36') return;
  for (let index = 0; index < endpoints.length; index += 1) {
    const endpoint = endpoints[index] as Endpoint;
    checkAddressCount(endpoint.addresses.length, index, release, issues);
    if (!isTooLong) validateEndpoint(endpoint, addressType, index, release, issues);
  }
}

/**
 * Checks the number of addresses. Since 1.37 the rule is declarative: it has no detail, and applies even to a list that is
 * too long.
 */
function checkAddressCount(count: number, index: number, release: KubernetesRelease, issues: ValidationIssue[]): void {
  if (count === 0) {
    const detail = release === '1.36' ? 'must contain at least 1 address' : '';
    issues.push(required(`endpoints[${index}].addresses`, detail));
  } else if (count > MAX_ADDRESSES_PER_ENDPOINT) {
    issues.push(tooMany(`endpoints[${index}].addresses`, count, MAX_ADDRESSES_PER_ENDPOINT));
  }
}

function validateEndpoint(
  endpoint: Endpoint,
  addressType: string,
  index: number,
  release: KubernetesRelease,
  issues: ValidationIssue[],
): void {
  const { addresses, nodeName, hostname, deprecatedTopology, hints } = endpoint;
  validateAddresses(addresses, addressType, index, release, issues);
  if (nodeName !== undefined && !isDnsSubdomain(nodeName)) {
    for (const message of explainDnsSubdomain(nodeName)) {
      issues.push(invalid(`endpoints[${index}].nodeName`, nodeName, message));
    }
  }
  if (deprecatedTopology !== undefined) {
    checkTopology(deprecatedTopology, `endpoints[${index}].deprecatedTopology`, release, issues);
  }
  if (hostname !== undefined && !isDnsLabel(hostname)) {
    for (const message of explainDnsLabel(hostname)) {
      issues.push(invalid(`endpoints[${index}].hostname`, hostname, message));
    }
  }
  if (hints !== undefined && !areOrdinaryHints(hints)) checkHints(hints, `endpoints[${index}].hints`, issues);
}

function checkTopology(topology: StringMap, path: string, release: KubernetesRelease, issues: ValidationIssue[]): void {
  const count = Object.keys(topology).length;
  if (count > MAX_TOPOLOGY_KEYS) issues.push(tooMany(path, count, MAX_TOPOLOGY_KEYS));
  checkLabels(topology, path, release, issues);
  if (Object.hasOwn(topology, LABEL_ZONE)) {
    issues.push(internalError(`${path}[${LABEL_ZONE}]`, 'reserved key was not removed in conversion'));
  }
}

/** Returns whether hints name one valid zone, one valid node, or nothing, as nearly all do. */
function areOrdinaryHints({ forZones, forNodes }: EndpointHints): boolean {
  if (forZones !== undefined && forZones.length > 0) {
    if (forZones.length > 1 || !isLabelValue((forZones[0] as { name: string }).name)) return false;
  }
  if (forNodes === undefined || forNodes.length === 0) return true;
  return forNodes.length === 1 && isDnsSubdomain((forNodes[0] as { name: string }).name);
}

function checkHints({ forZones = [], forNodes = [] }: EndpointHints, path: string, issues: ValidationIssue[]): void {
  if (forZones.length > MAX_ZONE_HINTS) {
    issues.push(tooMany(`${path}.forZones`, forZones.length, MAX_ZONE_HINTS));
    return;
  }
  checkHintedNames(forZones, `${path}.forZones`, explainLabelValue, issues);
  if (forNodes.length > MAX_NODE_HINTS) {
    issues.push(tooMany(`${path}.forNodes`, forNodes.length, MAX_NODE_HINTS));
    return;
  }
  checkHintedNames(forNodes, `${path}.forNodes`, explainDnsSubdomain, issues);
}

function checkHintedNames(
  hinted: readonly { readonly name: string }[],
  path: string,
  explain: (name: string) => readonly string[],
  issues: ValidationIssue[],
): void {
  const seen = new Set<string>();
  const { length } = hinted;
  for (let index = 0; index < length; index += 1) {
    const { name } = hinted[index] as { readonly name: string };
    const text = toGoText(name);
    if (seen.has(text)) issues.push(duplicate(`${path}[${index}].name`, name));
    seen.add(text);
    for (const message of explain(name)) issues.push(invalid(`${path}[${index}].name`, name, message));
  }
}
