import { validateEndpointSlice } from 'endpointslice/schema';
import { describe, expect, test } from 'vitest';
import { issuesOf, SENTENCES, sliceWith, sliceWithMetadata } from '../support/issues-of.ts';

const asObject = { mode: 'object' } as const;

describe('parseEndpointSlice, of metadata,', () => {
  test('wants a subdomain as name, or a prefix that makes one (rule 5.6.1) (ledger validation/generated-name)', () => {
    expect(issuesOf(sliceWithMetadata({ name: 'a.b-1' }))).toEqual([]);
    expect(issuesOf(sliceWithMetadata({ name: '' }))).toEqual([
      'Required metadata.name: Required value: name or generateName is required',
    ]);
    expect(issuesOf(sliceWithMetadata({ name: 'A' }))).toEqual([
      `Invalid metadata.name: Invalid value: "A": ${SENTENCES.subdomain}`,
    ]);
    expect(issuesOf(sliceWithMetadata({ name: undefined, generateName: 'web-' }))).toEqual([]);
    expect(issuesOf(sliceWithMetadata({ name: undefined, generateName: 'web-' }), asObject)).toHaveLength(1);
    expect(issuesOf(sliceWithMetadata({ name: undefined, generateName: '-web' }))).toEqual([
      `Invalid metadata.generateName: Invalid value: "-web": ${SENTENCES.subdomain}`,
      `Invalid metadata.name: Invalid value: "-webxxxxx": ${SENTENCES.subdomain}`,
    ]);
    expect(
      issuesOf(sliceWithMetadata({ name: undefined, generateName: `${'x'.repeat(254)}` }), { nameSuffix: '12345' }),
    ).toEqual([
      `Invalid metadata.generateName: Invalid value: "${'x'.repeat(254)}": must be no more than 253 characters`,
    ]);
  });

  test('takes a prefix as part of a URL, as a request does in the end (rule 5.6.9)', () => {
    const named = sliceWithMetadata({ name: 'web', generateName: 'x/-' });
    expect(issuesOf(named)).toEqual(['Invalid metadata.generateName: Invalid value: "x/-": may not contain \'/\'']);
    expect(issuesOf(named, asObject)).toEqual([]);
    // Only where all else is right.
    expect(issuesOf({ ...named, addressType: 'IP' })).toHaveLength(1);
    expect(issuesOf({ ...named, addressType: 'IP' }).join()).not.toContain('generateName');
  });

  test('masks the last two bytes of a prefix that ends in a dash (rules 5.6.1, 1.11)', () => {
    const prefixed = (generateName: string): string[] => issuesOf(sliceWithMetadata({ generateName }));
    expect(prefixed(`${'x'.repeat(253)}-`)).toEqual([]);
    expect(prefixed(`${'x'.repeat(254)}-`)).toHaveLength(1);
    expect(prefixed('a--')).toEqual([]);
    expect(prefixed('A-')).toEqual([]);
    expect(prefixed('é-')).toHaveLength(1);
    expect(prefixed('\u0080-')).toHaveLength(1);
    expect(prefixed('\u007f-')).toEqual([]);
    expect(prefixed('-')).toHaveLength(1);
  });

  test('wants a label as namespace (rule 5.6.2)', () => {
    expect(issuesOf(sliceWithMetadata({ namespace: null }))).toEqual(['Required metadata.namespace: Required value']);
    expect(issuesOf(sliceWithMetadata({ namespace: 'a.b' }))).toEqual([
      'Invalid metadata.namespace: Invalid value: "a.b": must not contain dots',
    ]);
  });

  test('wants no negative generation, and sets that of a create itself (rule 5.6.3)', () => {
    expect(issuesOf(sliceWithMetadata({ generation: -1 }), asObject)).toEqual([
      'Invalid metadata.generation: Invalid value: -1: must be greater than or equal to 0',
    ]);
    expect(issuesOf(sliceWithMetadata({ generation: -1 }))).toEqual([]);
  });

  test('reports keys and values of labels at the map, in order of the keys (rules 5.6.4, 5.6.10) (ledger validation/map-order)', () => {
    expect(issuesOf(sliceWithMetadata({ labels: { 'z/': 'ok', '': '-' } }))).toEqual([
      'Invalid metadata.labels: Invalid value: "": name part must be non-empty',
      `Invalid metadata.labels: Invalid value: "": name part ${SENTENCES.name}`,
      `Invalid metadata.labels: Invalid value: "-": ${SENTENCES.labelValue}`,
      'Invalid metadata.labels: Invalid value: "z/": name part must be non-empty',
      `Invalid metadata.labels: Invalid value: "z/": name part ${SENTENCES.name}`,
    ]);
  });

  test('finds the one that is wrong among others (rules 5.6.4, 5.6.5)', () => {
    expect(issuesOf(sliceWithMetadata({ labels: { app: 'web', tier: '-', zone: 'a' } }))).toEqual([
      `Invalid metadata.labels: Invalid value: "-": ${SENTENCES.labelValue}`,
    ]);
    expect(issuesOf(sliceWithMetadata({ annotations: { note: '', 'z/': '', 'a/': '', more: '' } }))).toEqual([
      'Invalid metadata.annotations: Invalid value: "a/": name part must be non-empty',
      `Invalid metadata.annotations: Invalid value: "a/": name part ${SENTENCES.name}`,
      'Invalid metadata.annotations: Invalid value: "z/": name part must be non-empty',
      `Invalid metadata.annotations: Invalid value: "z/": name part ${SENTENCES.name}`,
    ]);
  });

  test('takes keys of annotations in capitals, as Go lowers them (rules 5.6.5, 0.2.2)', () => {
    expect(issuesOf(sliceWithMetadata({ annotations: { 'EXAMPLE.com/Key': '?', İ: '', K: '' } }))).toEqual([]);
    expect(issuesOf(sliceWithMetadata({ annotations: { '-/Σ': '' } }))).toEqual([
      `Invalid metadata.annotations: Invalid value: "-/Σ": prefix part ${SENTENCES.subdomain}`,
      `Invalid metadata.annotations: Invalid value: "-/Σ": name part ${SENTENCES.name}`,
    ]);
  });

  test('takes 256 KiB of annotations, counted in bytes (rules 5.6.5, 0.2.2)', () => {
    expect(issuesOf(sliceWithMetadata({ annotations: { a: `${'é'.repeat(131071)}x` } }))).toEqual([]);
    expect(issuesOf(sliceWithMetadata({ annotations: { a: 'é'.repeat(131072) } }))).toEqual([
      'TooLong metadata.annotations: Too long: may not be more than 262144 bytes',
    ]);
    expect(issuesOf(sliceWithMetadata({ annotations: { a: '\ud800'.repeat(87382) } }))).toHaveLength(1);
  });

  test('wants whole owner references, one controller among them (rule 5.6.6)', () => {
    const path = 'metadata.ownerReferences';
    const owner = { apiVersion: 'v1', kind: 'Service', name: 'web', uid: 'u' };
    expect(issuesOf(sliceWithMetadata({ ownerReferences: [owner, owner] }))).toEqual([]);
    expect(issuesOf(sliceWithMetadata({ ownerReferences: [owner, {}] }))).toEqual([
      `Required ${path}[1].apiVersion: Required value: must not be empty`,
      `Required ${path}[1].kind: Required value: must not be empty`,
      `Required ${path}[1].name: Required value: must not be empty`,
      `Required ${path}[1].uid: Required value: must not be empty`,
    ]);
    expect(issuesOf(sliceWithMetadata({ ownerReferences: [{ ...owner, apiVersion: 'apps/v1' }] }))).toEqual([]);
    for (const apiVersion of ['/', 'apps/', 'a/b/c']) {
      expect(issuesOf(sliceWithMetadata({ ownerReferences: [{ ...owner, apiVersion }] }))).toEqual([
        `Invalid ${path}[0].apiVersion: Invalid value: "${apiVersion}": must be <group>/<version> or <version>`,
      ]);
    }
    expect(issuesOf(sliceWithMetadata({ ownerReferences: [{ ...owner, kind: 'Event' }] }))).toEqual([
      `Invalid ${path}[0]: Invalid value: {"apiVersion":"v1","kind":"Event","name":"web","uid":"u"}: /v1, Kind=Event is disallowed from being an owner`,
    ]);
    expect(issuesOf(sliceWithMetadata({ ownerReferences: [{ ...owner, apiVersion: '/v1', kind: 'Event' }] }))).toEqual([
      `Invalid ${path}[0]: Invalid value: {"apiVersion":"/v1","kind":"Event","name":"web","uid":"u"}: /v1, Kind=Event is disallowed from being an owner`,
    ]);
    for (const apiVersion of ['events.k8s.io/v1', 'v1beta1']) {
      expect(issuesOf(sliceWithMetadata({ ownerReferences: [{ ...owner, apiVersion, kind: 'Event' }] }))).toEqual([]);
    }
    const controller = { ...owner, controller: true };
    const list = JSON.stringify([controller, { ...controller, name: 'other' }]);
    expect(issuesOf(sliceWithMetadata({ ownerReferences: JSON.parse(list) as unknown }))).toEqual([
      `Invalid ${path}: Invalid value: ${list}: Only one reference can have Controller set to true. Found "true" in references for Service/web and Service/other`,
    ]);
  });

  test('wants qualified or standard finalizers, not both of two (rule 5.6.7)', () => {
    expect(issuesOf(sliceWithMetadata({ finalizers: ['example.com/a', 'orphan', 'kubernetes'] }))).toEqual([]);
    expect(issuesOf(sliceWithMetadata({ finalizers: ['foregroundDeletion'] }))).toEqual([]);
    expect(issuesOf(sliceWithMetadata({ finalizers: ['a', '/'] }))).toEqual([
      'Invalid metadata.finalizers: Invalid value: "/": prefix part must be non-empty',
      'Invalid metadata.finalizers: Invalid value: "/": name part must be non-empty',
      `Invalid metadata.finalizers: Invalid value: "/": name part ${SENTENCES.name}`,
      'Invalid metadata.finalizers[0]: Invalid value: "a": name is neither a standard finalizer name nor is it fully qualified',
    ]);
    expect(issuesOf(sliceWithMetadata({ finalizers: ['orphan', 'foregroundDeletion'] }))).toEqual([
      'Invalid metadata.finalizers: Invalid value: ["orphan","foregroundDeletion"]: finalizer orphan and foregroundDeletion cannot be both set',
    ]);
  });

  test('looks at managedFields (rule 5.6.8)', () => {
    const entry = { manager: 'kubectl', operation: 'Apply', fieldsType: 'FieldsV1', fieldsV1: { 'f:a': {} } };
    const path = 'metadata.managedFields[0]';
    expect(issuesOf(sliceWithMetadata({ managedFields: [entry] }))).toEqual([]);
    expect(
      issuesOf(sliceWithMetadata({ managedFields: [{ manager: 'é\n', operation: 'apply', fieldsType: 'x' }] })),
    ).toEqual([
      `NotSupported ${path}.operation: Unsupported value: "apply": supported values: "Apply", "Update"`,
      `Invalid ${path}.fieldsType: Invalid value: "x": must be \`FieldsV1\``,
      `Invalid ${path}.manager: Invalid value: "é\\n": invalid character U+000A (at position 2)`,
    ]);
    expect(issuesOf(sliceWithMetadata({ managedFields: [{}] }))).toEqual([
      `Required ${path}.operation: Required value: must not be empty`,
    ]);
    const managedFields = [{}, { operation: 'apply' }];
    expect(issuesOf(sliceWithMetadata({ managedFields }), { kubernetes: '1.36' })).toEqual([
      `Invalid ${path}.operation: Invalid value: "": must be \`Apply\` or \`Update\``,
      'Invalid metadata.managedFields[1].operation: Invalid value: "apply": must be `Apply` or `Update`',
    ]);
    const long = { operation: 'Update', manager: 'm'.repeat(129), subresource: 's'.repeat(257) };
    expect(issuesOf(sliceWithMetadata({ managedFields: [long] }))).toEqual([
      `TooLong ${path}.manager: Too long: may not be more than 128 bytes`,
      `TooLong ${path}.subresource: Too long: may not be more than 256 bytes`,
    ]);
    const longest = { operation: 'Update', manager: 'm'.repeat(128), subresource: 's'.repeat(256) };
    expect(issuesOf(sliceWithMetadata({ managedFields: [longest] }))).toEqual([]);
  });

  test('reports the first 1000 characters of a manager that cannot be printed (ledger validation/manager-characters)', () => {
    const path = 'metadata.managedFields[0].manager';
    const short = sliceWithMetadata({ managedFields: [{ operation: 'Apply', manager: 'a\u0001' }] });
    expect(issuesOf(short)).toEqual([
      `Invalid ${path}: Invalid value: "a\\x01": invalid character U+0001 (at position 1)`,
    ]);
    const long = sliceWithMetadata({ managedFields: [{ operation: 'Apply', manager: '\u0001'.repeat(1001) }] });
    expect(validateEndpointSlice(long)).toHaveLength(1001);
    const managedFields = [{ operation: 'Apply', manager: '\u0001'.repeat(2 ** 20) }];
    expect(validateEndpointSlice(sliceWithMetadata({ managedFields }))).toHaveLength(1001);
  });

  test('tells the messages about a qualified name apart (rule 5.7)', () => {
    const detail = (key: string): string[] =>
      issuesOf(sliceWithMetadata({ labels: { [key]: '' } })).map((line) =>
        line.replace(/^.*?Invalid value: "[^"]*": /, ''),
      );
    expect(detail('example.com/a_B')).toEqual([]);
    expect(detail('a/b/c')).toEqual([
      `a valid label key ${SENTENCES.name} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`,
    ]);
    expect(detail('/a/b')).toEqual(detail('a/b/c'));
    expect(detail('x'.repeat(64))).toEqual(['name part must be no more than 63 bytes']);
    expect(detail(`${'x'.repeat(254)}/a`)).toEqual(['prefix part must be no more than 253 bytes']);
    expect(detail('é'.repeat(32))).toEqual(['name part must be no more than 63 bytes', `name part ${SENTENCES.name}`]);
  });

  test('had other words for owners in 1.36 (rule 5.6.6)', () => {
    const path = 'metadata.ownerReferences';
    const event = { apiVersion: 'v1', kind: 'Event', name: 'web', uid: 'u' };
    const ownerReferences = [{ ...event, kind: 'Service' }, { ...event, apiVersion: 'a/b/c' }, event, {}];
    expect(issuesOf(sliceWithMetadata({ ownerReferences }), { kubernetes: '1.36' })).toEqual([
      `Invalid ${path}.apiVersion: Invalid value: "a/b/c": version must not be empty`,
      `Invalid ${path}: Invalid value: ${JSON.stringify(event)}: /v1, Kind=Event is disallowed from being an owner`,
      `Invalid ${path}.apiVersion: Invalid value: "": version must not be empty`,
      `Invalid ${path}.kind: Invalid value: "": must not be empty`,
      `Invalid ${path}.name: Invalid value: "": must not be empty`,
      `Invalid ${path}.uid: Invalid value: "": must not be empty`,
    ]);
  });

  test('prints values as Go does (rule 5.6.4)', () => {
    const printed = (value: string): string | undefined =>
      /Invalid value: (".*?"): a valid/s.exec(issuesOf(sliceWithMetadata({ labels: { a: value } }))[0] ?? '')?.[1];
    expect(printed('a\u0007\b\f\n\r\t\v"\\')).toBe('"a\\a\\b\\f\\n\\r\\t\\v\\"\\\\"');
    expect(printed('\u0000\u007f')).toBe('"\\x00\\x7f"');
    expect(printed('\u00a0\u200b\u{e0001}')).toBe('"\\u00a0\\u200b\\U000e0001"');
    expect(printed('é😀<')).toBe('"é😀<"');
    expect(printed('\ud800')).toBe('"\ufffd"');
  });
});

describe('parseEndpointSlice, of the address type,', () => {
  test('wants one of three (rule 5.2)', () => {
    expect(issuesOf(sliceWith({ addressType: '' }))).toEqual(['Required addressType: Required value']);
    expect(issuesOf(sliceWith({ addressType: '<' }))).toEqual([
      'NotSupported addressType: Unsupported value: "\\u003c": supported values: "FQDN", "IPv4", "IPv6"',
    ]);
  });

  test('comes after metadata and before ports and endpoints (rule 5.1)', () => {
    const wrong = { metadata: { name: 'a' }, addressType: 'x', ports: [{ protocol: 'x' }], endpoints: [{}] };
    expect(issuesOf(wrong).map((line) => line.split(' ')[1])).toEqual([
      'metadata.namespace:',
      'addressType:',
      'ports[0].protocol:',
      'endpoints[0].addresses:',
    ]);
  });
});
