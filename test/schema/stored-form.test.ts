import { parseEndpointSlice } from 'endpointslice/schema';
import { parseUpdate } from '../support/slice-update.ts';
import { describe, expect, test } from 'vitest';
import { issuesOf, sliceWith, sliceWithEndpoint, sliceWithMetadata, updateIssuesOf } from '../support/issues-of.ts';

const asObject = { mode: 'object' } as const;

function stored(input: unknown): { readonly metadata: object; readonly endpoints: readonly object[] } {
  const parsed = parseEndpointSlice(input, asObject);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues));
  return parsed.value;
}

function storedMetadata(metadata: { readonly [field: string]: unknown }): object {
  const {
    name: _name,
    namespace: _namespace,
    ...rest
  } = stored(sliceWithMetadata(metadata)).metadata as {
    readonly [field: string]: unknown;
  };
  return rest;
}

function storedEndpoint(endpoint: { readonly [field: string]: unknown }): object {
  const { addresses: _addresses, ...rest } = stored(sliceWithEndpoint(endpoint)).endpoints[0] as {
    readonly [field: string]: unknown;
  };
  return rest;
}

describe('the slice that parseEndpointSlice returns', () => {
  test.each(['kind', 'namespace', 'name', 'uid', 'apiVersion', 'resourceVersion', 'fieldPath'])(
    'has no empty %s in a target, as the API has none',
    (field) => {
      expect(storedEndpoint({ targetRef: { [field]: '' } })).toEqual({ targetRef: {} });
      expect(storedEndpoint({ targetRef: { kind: 'Pod', name: 'p', [field]: 'x' } })).toEqual({
        targetRef: { kind: 'Pod', name: 'p', [field]: 'x' },
      });
    },
  );

  test.each(['generateName', 'selfLink', 'uid', 'resourceVersion'])('has no empty %s in metadata', (field) => {
    expect(storedMetadata({ [field]: '' })).toEqual({});
    expect(storedMetadata({ [field]: 'x' })).toEqual({ [field]: 'x' });
  });

  test('has no empty lists and maps but those that the API always prints', () => {
    expect(
      storedMetadata({ labels: {}, annotations: {}, ownerReferences: [], finalizers: [], managedFields: [] }),
    ).toEqual({});
    expect(storedMetadata({ labels: { a: undefined } })).toEqual({});
    expect(storedEndpoint({ deprecatedTopology: {} })).toEqual({});
    expect(storedEndpoint({ hints: { forZones: [], forNodes: [] } })).toEqual({ hints: {} });
    expect(storedEndpoint({ hints: { forZones: [{ name: 'a' }], forNodes: [] } })).toEqual({
      hints: { forZones: [{ name: 'a' }] },
    });
    for (const none of [[], null, undefined]) {
      const bare = parseEndpointSlice(sliceWith({ endpoints: none, ports: none }));
      expect(bare.ok && [bare.value.endpoints, bare.value.ports]).toEqual([[], []]);
      expect(issuesOf(sliceWith({ endpoints: none, ports: none }), { strict: true })).toEqual([]);
    }
  });

  test('has no empty texts and no zero time in managed fields', () => {
    const entry = { operation: 'Apply', manager: '', apiVersion: '', fieldsType: '', subresource: '', fieldsV1: null };
    const time = '0001-01-01T00:00:00Z';
    expect(storedMetadata({ managedFields: [{ ...entry, time }] })).toEqual({
      managedFields: [{ operation: 'Apply' }],
    });
    const full = {
      operation: 'Apply',
      manager: 'm',
      apiVersion: 'v1',
      fieldsType: 'FieldsV1',
      subresource: 's',
      fieldsV1: { 'f:a': {} },
      time: '2026-01-02T03:04:05Z',
    };
    expect(storedMetadata({ managedFields: [full] })).toEqual({ managedFields: [full] });
  });

  test('keeps empty texts that the API tells from absent ones', () => {
    expect(storedEndpoint({ zone: '' })).toEqual({ zone: '' });
    const ports = parseEndpointSlice(sliceWith({ ports: [{ name: '', port: 0 }] }));
    expect(ports.ok && ports.value.ports).toEqual([{ name: '', protocol: 'TCP', port: 0 }]);
    expect(storedMetadata({ labels: { a: '' }, deletionGracePeriodSeconds: 0 })).toEqual({
      labels: { a: '' },
      deletionGracePeriodSeconds: 0,
    });
  });

  test('has no generation 0, and no sign at a zero', () => {
    expect(storedMetadata({ generation: 0 })).toEqual({});
    expect(storedMetadata({ generation: -0, deletionGracePeriodSeconds: -0 })).toEqual({
      deletionGracePeriodSeconds: 0,
    });
    const ports = parseEndpointSlice(sliceWith({ ports: [{ port: -0 }] }));
    expect(ports.ok && ports.value.ports[0]?.port).toBe(0);
    const before = sliceWithMetadata({ resourceVersion: '1' });
    const updated = parseUpdate({ input: before, before });
    expect(updated.ok && updated.value.metadata).toEqual({ name: 'web-1', namespace: 'shop', resourceVersion: '1' });
  });

  test.each(['0001-01-01T00:00:00Z', '0001-01-01T01:00:00+01:00', new Date(-62_135_596_800_000)])(
    'has no time %s, which is none in Go',
    (time) => {
      expect(storedMetadata({ creationTimestamp: time, deletionTimestamp: time })).toEqual({});
    },
  );

  test('has the times beside it', () => {
    const times = { creationTimestamp: '0001-01-01T00:00:00.5Z', deletionTimestamp: '0001-01-01T00:00:01Z' };
    expect(storedMetadata(times)).toEqual(times);
  });

  test('has U+FFFD for half a character, wherever Go reads text', () => {
    const half = 'a\ud800';
    const whole = 'a\ufffd';
    expect(storedEndpoint({ zone: half, targetRef: { name: half } })).toEqual({
      zone: whole,
      targetRef: { name: whole },
    });
    const owner = { apiVersion: 'v1', kind: half, name: half, uid: half };
    expect(storedMetadata({ annotations: { a: half }, ownerReferences: [owner], uid: half })).toEqual({
      annotations: { a: whole },
      ownerReferences: [{ apiVersion: 'v1', kind: whole, name: whole, uid: whole }],
      uid: whole,
    });
    // Managed fields are the one part that the API keeps as the bytes of the request.
    const fieldsV1 = { [half]: half };
    expect(storedMetadata({ managedFields: [{ operation: 'Apply', fieldsV1 }] })).toEqual({
      managedFields: [{ operation: 'Apply', fieldsV1 }],
    });
  });
});

describe('a whole number of 64 bits', () => {
  test('is taken as JSON.parse gives it (ledger validation/great-integers)', () => {
    for (const text of ['9007199254740991', '9007199254740993', '9223372036854775807', '-9223372036854775808']) {
      const generation = JSON.parse(text) as number;
      const negative = generation < 0 ? 1 : 0;
      expect(issuesOf(sliceWithMetadata({ generation }), asObject), text).toHaveLength(negative);
      expect(issuesOf(sliceWithMetadata({ generation })), text).toEqual([]);
    }
    const greatest = JSON.parse('9223372036854775807') as number;
    expect(storedMetadata({ generation: greatest, deletionGracePeriodSeconds: greatest })).toEqual({
      generation: greatest,
      deletionGracePeriodSeconds: greatest,
    });
    expect(issuesOf(sliceWithMetadata({ generation: -(2 ** 53) }), asObject)).toEqual([
      'Invalid metadata.generation: Invalid value: -9007199254740992: must be greater than or equal to 0',
    ]);
  });

  test.each([2 ** 63 + 2048, -(2 ** 63) - 2048, 1e300, 1.5, Number.NaN, Number.POSITIVE_INFINITY, '7', 5n])(
    'is not %s',
    (generation) => {
      const lines = issuesOf(sliceWithMetadata({ generation }));
      expect(lines).toHaveLength(1);
      expect(lines[0]).toMatch(
        /^TypeInvalid metadata.generation: Invalid value: must be a whole number of 64 bits, got/,
      );
    },
  );
});

describe('the text of an issue', () => {
  test('lists new finalizers in the order of their UTF-8 bytes, each once', () => {
    const old = sliceWithMetadata({ resourceVersion: '7', deletionTimestamp: '2026-01-02T03:04:05Z' });
    const finalizers = ['a/\u{10000}', 'a/\uffff', 'a/\ud800', 'a/\udfff', 'a/b', 'a/b', 'a/'];
    const [line = ''] = updateIssuesOf(sliceWithMetadata({ finalizers }), old);
    expect(line.slice(line.indexOf('{'))).toBe('{"a/", "a/b", "a/\ufffd", "a/\\uffff", "a/\u{10000}"}');
  });

  test('has no half characters in the names of owners', () => {
    const owner = { apiVersion: 'v1', kind: 'K\ud800', name: 'n\udc00', uid: 'u', controller: true };
    const lines = issuesOf(sliceWithMetadata({ ownerReferences: [owner, owner] }));
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/references for K\ufffd\/n\ufffd and K\ufffd\/n\ufffd$/);
    expect(lines[0]).not.toMatch(/[\ud800-\udfff]/u);
  });
});
