/** Formats plans, slices, ports and endpoints as text. */

import { interpretConditions } from '../conditions/interpret-conditions.ts';
import { checkEndpoint } from '../endpoint/check-endpoint.ts';
import { isEqualBeyondIdentity } from '../endpoint/endpoint-equality.ts';
import { type EndpointIdentity, identityOf } from '../endpoint/endpoint-identity.ts';
import { enter } from '../internal/door.ts';
import { expectArrayOrAbsent, expectObject, expectText, expectTextOrAbsent } from '../internal/expect.ts';
import { isPresent } from '../internal/field-types.ts';
import { ownField } from '../internal/plain-object.ts';
import type { EndpointLike, EndpointPortLike, EndpointSliceLike } from '../model/endpoint-slice.ts';
import type { Plan } from '../model/plan.ts';
import { checkPort, checkPorts } from '../ports/check-ports.ts';
import { checkPlan } from '../slice/check-plan.ts';

/**
 * Formats a plan as text, for logs, tests and diffs. Each slice has one line, the writes in their order. Under it, one line
 * stands for each endpoint (`+` new, `-` gone, `~` changed, `h` only its hints changed), each port (`port`) and each label
 * (`label`) that changes. Endpoints that stay are not shown.
 *
 * The text is canonical: equal plans give equal text, and every line ends in a newline. An empty plan gives `''`. Cost: O(n)
 * for n endpoints.
 *
 * @throws TypeError if the plan is invalid; the error names the field
 * @see docs/getting-started.md
 * @example
 * formatPlan({ writes: [], unchanged: [{ addressType: 'IPv4', metadata: { name: 'web-1' } }] })
 * // => 'unchanged IPv4 web-1: 0 endpoints\n'
 */
export function formatPlan(plan: Plan): string {
  return enter('formatPlan', () => {
    checkPlan(plan, ({ ports }, path) => checkPorts(ports, [...path, 'ports']));
    const lines: string[] = [];
    for (const write of plan.writes) {
      const { verb } = write;
      const slice = verb === 'delete' ? write.before : write.slice;
      lines.push(`${verb} ${sliceText(slice)} (${write.reasons.join(', ')})`);
      if (verb === 'create') lines.push(...changedEndpoints([], write.slice.endpoints));
      if (verb === 'update') {
        const { before } = write;
        lines.push(
          ...changedPorts(before, write.slice),
          ...changedLabels(before, write.slice),
          ...changedEndpoints(before.endpoints ?? [], write.slice.endpoints),
        );
      }
    }
    for (const slice of plan.unchanged) lines.push(`unchanged ${sliceText(slice)}`);
    return lines.map((line) => `${line}\n`).join('');
  });
}

/**
 * Formats a slice as one line: address type, name (or the prefix of the name it will get, and `*`), ports, number of
 * endpoints.
 *
 * @see docs/getting-started.md
 * @example
 * formatSlice({ addressType: 'IPv4', metadata: { generateName: 'web-' }, ports: [{ name: '', protocol: 'TCP', port: 80 }], endpoints: [] })
 * // => 'IPv4 web-* TCP/80: 0 endpoints'
 */
export function formatSlice(slice: EndpointSliceLike): string {
  return enter('formatSlice', () => {
    const path = ['slice'];
    const { metadata, addressType, endpoints, ports } = expectObject(slice, path);
    expectText(addressType, [...path, 'addressType']);
    expectTextOrAbsent(metadata?.name, [...path, 'metadata', 'name']);
    expectTextOrAbsent(metadata?.generateName, [...path, 'metadata', 'generateName']);
    expectArrayOrAbsent(endpoints, [...path, 'endpoints']);
    checkPorts(ports, [...path, 'ports']);
    return sliceText(slice);
  });
}

/** Returns what `formatSlice` returns, for a slice that was checked before. */
function sliceText(slice: EndpointSliceLike): string {
  const name = slice.metadata?.name ?? `${slice.metadata?.generateName ?? ''}*`;
  const count = slice.endpoints?.length ?? 0;
  const ports = (slice.ports ?? []).map((port) => ` ${portText(port)}`).join('');
  return `${slice.addressType} ${formatText(name)}${ports}: ${count} endpoint${count === 1 ? '' : 's'}`;
}

/**
 * Formats a port as one word: name, protocol, number, and the application protocol if it has one.
 *
 * @see docs/getting-started.md
 * @example
 * formatPort({ name: 'http', protocol: 'TCP', port: 80, appProtocol: 'kubernetes.io/h2c' }) // => 'http/TCP/80/kubernetes.io/h2c'
 */
export function formatPort(port: EndpointPortLike): string {
  return enter('formatPort', () => {
    checkPort(port, () => ['port']);
    return portText(port);
  });
}

function portText(port: EndpointPortLike): string {
  const { name, protocol, port: number, appProtocol } = port;
  const parts = [isPresent(protocol) ? formatText(protocol) : '?', String(number ?? '?')];
  if (isPresent(name) && name !== '') parts.unshift(formatText(name));
  if (isPresent(appProtocol)) parts.push(formatText(appProtocol));
  return parts.join('/');
}

/**
 * Formats an endpoint as one line: addresses, target, node, zone, the conditions that hold, and hints.
 *
 * @see docs/getting-started.md
 * @example
 * formatEndpoint({ addresses: ['10.0.0.1'], nodeName: 'n1', zone: 'a', conditions: { ready: true }, targetRef: { kind: 'Pod', name: 'web-1' } })
 * // => '10.0.0.1 Pod web-1 on n1 in a: ready serving'
 */
export function formatEndpoint(endpoint: EndpointLike): string {
  return enter('formatEndpoint', () => {
    checkEndpoint(endpoint, () => ['endpoint']);
    return endpointText(endpoint);
  });
}

function endpointText(endpoint: EndpointLike): string {
  const { targetRef, hostname, nodeName, zone, hints } = endpoint;
  const words = [(endpoint.addresses ?? []).map(formatText).join(',')];
  if (isPresent(targetRef)) {
    const name = formatText(targetRef.name ?? '');
    words.push(
      isPresent(targetRef.kind) ? formatText(targetRef.kind) : '?',
      isPresent(targetRef.namespace) ? `${formatText(targetRef.namespace)}/${name}` : name,
    );
  }
  if (isPresent(hostname)) words.push(`as ${formatText(hostname)}`);
  if (isPresent(nodeName)) words.push(`on ${formatText(nodeName)}`);
  if (isPresent(zone)) words.push(`in ${formatText(zone)}`);
  const conditions = interpretConditions(endpoint.conditions);
  const holding = (['ready', 'serving', 'terminating'] as const).filter((condition) => conditions[condition]);
  const zones = (hints?.forZones ?? []).map(({ name }) => formatText(name));
  const nodes = (hints?.forNodes ?? []).map(({ name }) => formatText(name));
  const hinted = `${zones.length > 0 ? ` for zones ${zones.join(',')}` : ''}${nodes.length > 0 ? ` for nodes ${nodes.join(',')}` : ''}`;
  return `${words.join(' ')}: ${holding.length === 0 ? 'not ready' : holding.join(' ')}${hinted}`;
}

function changedEndpoints(before: readonly EndpointLike[], after: readonly EndpointLike[]): string[] {
  const known = new Map<EndpointIdentity, EndpointLike>();
  for (const endpoint of before) known.set(identityOf(endpoint), endpoint);
  const lines: string[] = [];
  for (const endpoint of after) {
    const identity = identityOf(endpoint);
    const existing = known.get(identity);
    known.delete(identity);
    if (existing === undefined) lines.push(`  + ${endpointText(endpoint)}`);
    else if (!isEqualBeyondIdentity(existing, endpoint)) lines.push(`  ~ ${endpointText(endpoint)}`);
    else if (endpointText(existing) !== endpointText(endpoint)) lines.push(`  h ${endpointText(endpoint)}`);
  }
  for (const endpoint of known.values()) lines.push(`  - ${endpointText(endpoint)}`);
  return lines;
}

function changedPorts(before: EndpointSliceLike, after: EndpointSliceLike): string[] {
  const now = new Set((after.ports ?? []).map(portText));
  const gone = (before.ports ?? []).map(portText).filter((port) => !now.delete(port));
  return [...[...now].map((port) => `  port + ${port}`), ...gone.map((port) => `  port - ${port}`)];
}

function changedLabels(before: EndpointSliceLike, after: EndpointSliceLike): string[] {
  const old = before.metadata?.labels ?? {};
  const now = after.metadata?.labels ?? {};
  const keys = [...new Set([...Object.keys(old), ...Object.keys(now)])].sort();
  return keys.flatMap((key) => {
    const value = ownField(now, key);
    if (ownField(old, key) === value) return [];
    return [
      isPresent(value) ? `  label ${formatText(key)}=${formatText(value)}` : `  label ${formatText(key)} removed`,
    ];
  });
}

/** Returns a name as it is, but in quotes if it would break the line or read as two words. */
function formatText(text: string): string {
  if (text === '') return '';
  if (text.length > 300) return `${JSON.stringify(text.slice(0, 64))}…(${text.length})`;
  return /^[\w.:*/-]+$/.test(text) ? text : JSON.stringify(text);
}
