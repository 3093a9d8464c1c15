import { parseEndpointSlice } from 'endpointslice/schema';
import { describe, expect, test } from 'vitest';
import { duplicate, invalid, required, typeInvalid, unknownField } from '../../src/decode/issue.ts';
import { withoutConsequences } from '../../src/schema/read-wire-slice.ts';
import { issuesOf, sliceWith, sliceWithEndpoint, sliceWithMetadata } from '../support/issues-of.ts';

const strict = { strict: true } as const;

describe('parseEndpointSlice, of the JSON itself,', () => {
  test('reports every value of another type, with its path', () => {
    const wrong = sliceWith({
      metadata: { name: 5, namespace: 'shop', labels: { app: 7, 'a/b': [] }, ownerReferences: [{ controller: 'yes' }] },
      ports: [{ port: '80' }, { port: 1.5 }, 'http'],
      endpoints: [
        { addresses: '10.0.0.1' },
        { addresses: ['10.0.0.1', 7], conditions: { ready: 'true' }, hints: { forZones: ['a'] }, targetRef: [] },
      ],
    });
    expect(issuesOf(wrong).filter((line) => line.startsWith('TypeInvalid'))).toEqual([
      'TypeInvalid metadata.name: Invalid value: must be a string, got 5',
      'TypeInvalid metadata.labels.app: Invalid value: must be a string, got 7',
      'TypeInvalid metadata.labels["a/b"]: Invalid value: must be a string, got an array',
      'TypeInvalid metadata.ownerReferences[0].controller: Invalid value: must be true or false, got "yes"',
      'TypeInvalid ports[0].port: Invalid value: must be a whole number of 32 bits, got "80"',
      'TypeInvalid ports[1].port: Invalid value: must be a whole number of 32 bits, got 1.5',
      'TypeInvalid ports[2]: Invalid value: must be an object, got "http"',
      'TypeInvalid endpoints[0].addresses: Invalid value: must be a list, got "10.0.0.1"',
      'TypeInvalid endpoints[1].addresses[1]: Invalid value: must be a string, got 7',
      'TypeInvalid endpoints[1].conditions.ready: Invalid value: must be true or false, got "true"',
      'TypeInvalid endpoints[1].targetRef: Invalid value: must be an object, got an array',
      'TypeInvalid endpoints[1].hints.forZones[0]: Invalid value: must be an object, got "a"',
    ]);
  });

  test('takes an entry __proto__ of a map for one like any other', () => {
    const labels: unknown = JSON.parse('{"__proto__": []}');
    expect(issuesOf(sliceWithMetadata({ labels }))[0]).toBe(
      'TypeInvalid metadata.labels.__proto__: Invalid value: must be a string, got an array',
    );
  });

  test('takes keys of a map that only differ in half characters for one, as Go does', () => {
    expect(issuesOf(sliceWithMetadata({ labels: { '\ud800': 'a', '\udc00': '-' } }))).toEqual([
      expect.stringMatching(/^Invalid metadata.labels: Invalid value: "\ufffd"/),
      expect.stringMatching(/^Invalid metadata.labels: Invalid value: "-"/),
    ]);
  });

  test('applies the rules to the rest, and repeats nothing (ledger validation/all-json-issues)', () => {
    const wrong = sliceWith({
      metadata: { name: 5, namespace: 'A.b' },
      endpoints: [{ addresses: [7, 'x'] }, { addresses: 3, nodeName: '' }],
      ports: [{ name: 1 }, {}],
    });
    expect(issuesOf(wrong).map((line) => line.slice(0, line.indexOf(':')))).toEqual([
      'TypeInvalid metadata.name',
      'TypeInvalid ports[0].name',
      'TypeInvalid endpoints[0].addresses[0]',
      'TypeInvalid endpoints[1].addresses',
      'Invalid metadata.namespace',
      'Invalid endpoints[0].addresses[1]',
      'Invalid endpoints[1].nodeName',
    ]);
  });

  test('takes null for absent, as Go does', () => {
    const nulls = {
      apiVersion: null,
      kind: null,
      metadata: { name: 'web-1', namespace: 'shop', labels: null, creationTimestamp: null, annotations: { a: null } },
      addressType: 'IPv4',
      endpoints: [{ addresses: ['10.0.0.1'], conditions: { ready: null }, hints: null, zone: null }],
      ports: null,
    };
    const parsed = parseEndpointSlice(nulls);
    expect(parsed.ok && parsed.value).toEqual({
      apiVersion: 'discovery.k8s.io/v1',
      kind: 'EndpointSlice',
      metadata: { name: 'web-1', namespace: 'shop', generation: 1, annotations: { a: '' } },
      addressType: 'IPv4',
      endpoints: [{ addresses: ['10.0.0.1'], conditions: {} }],
      ports: [],
    });
    expect(issuesOf(sliceWith({ endpoints: [null] }))).toHaveLength(1);
    expect(issuesOf(sliceWith({ ports: [null] }))).toEqual([]);
  });

  test('lets unknown fields pass and drops them, unless it is to be strict', () => {
    const unknown = {
      ...sliceWithEndpoint({ weight: 1, conditions: { ready: true, Ready: null }, topology: {} }),
      spec: {},
      undefined: undefined,
    };
    const parsed = parseEndpointSlice(unknown);
    expect(parsed.ok && parsed.value.endpoints).toEqual([{ addresses: ['10.0.0.1'], conditions: { ready: true } }]);
    expect(issuesOf(unknown, strict)).toEqual([
      'UnknownField spec: unknown field "spec"',
      'UnknownField endpoints[0].conditions.Ready: unknown field "endpoints[0].conditions.Ready"',
      'UnknownField endpoints[0].weight: unknown field "endpoints[0].weight"',
      'UnknownField endpoints[0].topology: unknown field "endpoints[0].topology"',
    ]);
  });

  test('reports __proto__ as any other field', () => {
    const input: unknown = JSON.parse('{"__proto__": {"addressType": "IPv4"}, "addressType": "IPv4"}');
    expect(issuesOf(input, strict)[0]).toBe('UnknownField __proto__: unknown field "__proto__"');
  });

  test('reads times as Go does, text or Date (rule 0.2.3)', () => {
    const timeIssues = (creationTimestamp: unknown): string[] => issuesOf(sliceWithMetadata({ creationTimestamp }));
    for (const good of [
      '2026-01-02T03:04:05Z',
      '2026-01-02T03:04:05.123456789123+02:00',
      '2024-02-29T00:00:00Z',
      '2026-01-02T3:04:05,5-24:60',
      '0000-01-01T00:00:00Z',
      new Date(0),
    ]) {
      expect(timeIssues(good), String(good)).toEqual([]);
    }
    for (const bad of [
      '',
      '2026-01-02',
      '2026-02-29T00:00:00Z',
      '2026-01-02t03:04:05z',
      '2026-01-02T24:00:00Z',
      '2026-01-02T03:04:60Z',
      new Date(Number.NaN),
      0,
    ]) {
      expect(timeIssues(bad), String(bad)).toHaveLength(1);
    }
    expect(timeIssues('yesterday')).toEqual([
      'TypeInvalid metadata.creationTimestamp: Invalid value: must be an RFC 3339 time, got "yesterday"',
    ]);
  });

  test('wants an EndpointSlice of a version that there is', () => {
    expect(issuesOf(sliceWith({ apiVersion: 'v1', kind: 'Endpoints' }))).toEqual([
      'NotSupported apiVersion: Unsupported value: "v1": supported values: "discovery.k8s.io/v1", "discovery.k8s.io/v1beta1"',
      'NotSupported kind: Unsupported value: "Endpoints": supported values: "EndpointSlice"',
    ]);
    for (const nothing of [5, 'x', [], Symbol('s'), () => 0, 5n, true]) {
      const issues = issuesOf(nothing);
      expect(issues).toHaveLength(1);
      expect(issues[0]).toMatch(/^TypeInvalid : Invalid value: must be an object, got/);
    }
    for (const nothing of [null, undefined])
      expect(issuesOf(nothing)).toEqual(['Required : Required value: must be an object']);
  });

  test('turns v1beta1 into v1, whose paths the issues have (rule 6.2)', () => {
    const beta = {
      ...sliceWithEndpoint({ topology: { 'topology.kubernetes.io/zone': 'a', 'bad key': 'x' } }),
      apiVersion: 'discovery.k8s.io/v1beta1',
    };
    expect(issuesOf(beta).map((line) => line.slice(0, line.indexOf(':')))).toEqual([
      'Invalid endpoints[0].deprecatedTopology',
    ]);
    const good = {
      ...beta,
      endpoints: [{ addresses: ['10.0.0.1'], topology: { 'topology.kubernetes.io/zone': 'a', rack: '7' } }],
    };
    const parsed = parseEndpointSlice(good);
    expect(parsed.ok && parsed.value.apiVersion).toBe('discovery.k8s.io/v1');
    expect(parsed.ok && parsed.value.endpoints).toEqual([
      { addresses: ['10.0.0.1'], deprecatedTopology: { rack: '7' }, zone: 'a' },
    ]);
    expect(issuesOf({ ...good, endpoints: [{ addresses: ['10.0.0.1'], zone: 'a' }] }, strict)).toEqual([
      'UnknownField endpoints[0].zone: unknown field "endpoints[0].zone"',
    ]);
  });
});

describe('what follows from a field that could not be read', () => {
  const wrong = (path: string) => invalid(path, 'x', 'is wrong');
  const unread = (path: string) => typeInvalid(path, 'must be a string, got 5');

  test.each([
    ['a rule about the field itself', [wrong('ports')], [unread('ports')], true],
    ['a rule about an item of it', [wrong('ports[3].name')], [unread('ports[3]')], true],
    ['a rule about a field of it', [wrong('a.b.c')], [unread('a')], true],
    ['any rule, where nothing could be read', [wrong('a.b')], [unread('')], true],
    ['that a list is empty', [required('a.list', '')], [unread('a.list[0]')], true],
    ['that a name is absent', [required('a', '')], [unread('a.name')], true],
    ['that a port is there twice', [duplicate('ports[1].name', '')], [unread('ports[0].name')], true],
    ['a rule about what holds it', [wrong('a')], [unread('a.b')], false],
    ['a rule about what has a name like it', [wrong('ab')], [unread('a')], false],
    ['that something else is absent', [required('b', '')], [unread('a.b')], false],
    ['that a hint is there twice', [duplicate('a[1].name', '')], [unread('b[0].name')], false],
    ['a rule about a field that is not known', [wrong('a')], [unknownField('a')], false],
    ['a rule, where everything could be read', [wrong('a')], [], false],
  ] as const)('is left out of the issues: %s (%j, %j) %j', (_, issues, shapeIssues, isLeftOut) => {
    expect(withoutConsequences(issues, shapeIssues)).toEqual(isLeftOut ? [] : issues);
    const other = wrong('other');
    expect(withoutConsequences([other, ...issues], shapeIssues)).toEqual(
      shapeIssues.some(({ path }) => path === '') ? [] : isLeftOut ? [other] : [other, ...issues],
    );
  });
});
