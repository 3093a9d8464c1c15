import { describe, expect, test } from 'vitest';
import type { ValidationIssue } from 'endpointslice/schema';
import { validatePorts } from '../../src/validation/port-rules.ts';
import { issuesOf, SENTENCES, sliceWith } from '../support/issues-of.ts';

function portIssues(...ports: readonly object[]): string[] {
  return issuesOf(sliceWith({ ports }));
}

describe('parseEndpointSlice, of ports,', () => {
  test('takes 20000, and of more says nothing but that (rule 5.4.1)', () => {
    const ports = (count: number): object[] => Array.from({ length: count }, (_, index) => ({ name: `p${index}` }));
    expect(portIssues(...ports(20000))).toEqual([]);
    expect(portIssues(...ports(20000), { name: '?' })).toEqual([
      'TooMany ports: Too many: 20001: must have at most 20000 items',
    ]);
  });

  test('takes different names, one of them may be empty (rule 5.4.2)', () => {
    expect(portIssues({ name: '' }, { name: 'http' })).toEqual([]);
    expect(portIssues({ name: 'a' }, { name: 'b' }, { name: 'a' }, {}, { name: '' })).toEqual([
      'Duplicate ports[2].name: Duplicate value: "a"',
      'Duplicate ports[4].name: Duplicate value: ""',
    ]);
    // As Go reads JSON, half a character is U+FFFD, whichever half it is.
    expect(portIssues({ name: '\ud800' }, { name: '\udc00' })).toContain(
      'Duplicate ports[1].name: Duplicate value: "\ufffd"',
    );
    expect(portIssues({ name: 'a.b' }, { name: '<b>' }, { name: '<b>' })).toEqual([
      'Invalid ports[0].name: Invalid value: "a.b": must not contain dots',
      `Invalid ports[1].name: Invalid value: "<b>": ${SENTENCES.label}`,
      `Invalid ports[2].name: Invalid value: "<b>": ${SENTENCES.label}`,
      'Duplicate ports[2].name: Duplicate value: "\\u003cb\\u003e"',
    ]);
    expect(portIssues({ name: 'x'.repeat(64) })).toEqual([
      `Invalid ports[0].name: Invalid value: "${'x'.repeat(64)}": must be no more than 63 characters`,
    ]);
  });

  test('takes three protocols, in capitals (rule 5.4.3)', () => {
    expect(portIssues({ name: 'a', protocol: 'SCTP' }, { name: 'b', protocol: 'UDP' }, { name: 'c' })).toEqual([]);
    expect(portIssues({ protocol: 'tcp' })).toEqual([
      'NotSupported ports[0].protocol: Unsupported value: "tcp": supported values: "SCTP", "TCP", "UDP"',
    ]);
    expect(portIssues({ protocol: '' })).toHaveLength(1);
  });

  test('wants a protocol, which the defaults fill in (rule 5.4.3)', () => {
    const issues: ValidationIssue[] = [];
    validatePorts([{ name: 'a', protocol: 'TCP' }, { name: 'b' }], issues);
    expect(issues).toEqual([{ type: 'Required', path: 'ports[1].protocol', detail: '', message: 'Required value' }]);
  });

  test('takes a qualified name as appProtocol (rule 5.4.4)', () => {
    expect(portIssues({ appProtocol: 'HTTPS' }, { name: 'b', appProtocol: 'kubernetes.io/h2c' })).toEqual([]);
    expect(portIssues({ appProtocol: '' })).toEqual([
      'Invalid ports[0].appProtocol: Invalid value: "": name part must be non-empty',
      `Invalid ports[0].appProtocol: Invalid value: "": name part ${SENTENCES.name}`,
    ]);
  });

  test('takes any number of 32 bits (rule 5.4.5)', () => {
    expect(
      portIssues({ name: 'a', port: 0 }, { name: 'b', port: -1 }, { name: 'c', port: 70000 }, { name: 'd' }),
    ).toEqual([]);
  });
});
