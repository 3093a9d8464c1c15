import type { DecodedPort } from '../decode/decoded-slice.ts';
import { duplicateJson, invalid, notSupported, required, tooMany, type ValidationIssue } from '../decode/issue.ts';
import { toGoText } from '../internal/go-text.ts';
import { MAX_PORTS_PER_SLICE } from '../model/limits.ts';
import { explainDnsLabel, explainQualifiedName } from './name-rules.ts';

const PROTOCOLS = ['SCTP', 'TCP', 'UDP'];

/**
 * Checks the ports of a slice, in which defaults are already filled in. The number of a port is free.
 *
 * @see kubernetes pkg/apis/discovery/validation validatePorts; docs/rules.md 5.4
 */
export function validatePorts(ports: readonly DecodedPort[], issues: ValidationIssue[]): void {
  if (ports.length > MAX_PORTS_PER_SLICE) {
    issues.push(tooMany('ports', ports.length, MAX_PORTS_PER_SLICE));
    return;
  }
  const names = new Set<string>();
  for (const [index, port] of ports.entries()) {
    const { name = '', protocol, appProtocol } = port;
    if (name !== '') {
      for (const message of explainDnsLabel(name)) issues.push(invalid(`ports[${index}].name`, name, message));
    }
    const text = toGoText(name);
    if (names.has(text)) issues.push(duplicateJson(`ports[${index}].name`, name));
    names.add(text);
    if (protocol === undefined) issues.push(required(`ports[${index}].protocol`, ''));
    else if (!PROTOCOLS.includes(protocol)) issues.push(notSupported(`ports[${index}].protocol`, protocol, PROTOCOLS));
    if (appProtocol !== undefined) {
      for (const message of explainQualifiedName(appProtocol)) {
        issues.push(invalid(`ports[${index}].appProtocol`, appProtocol, message));
      }
    }
  }
}
