import { parseEndpointSlice } from 'endpointslice/schema';
import { describe, expect, test } from 'vitest';
import { issuesOf, sliceWith, sliceWithEndpoint, sliceWithMetadata, updateIssuesOf } from '../support/issues-of.ts';

const asObject = { mode: 'object' } as const;
const stored = { name: 'web-1', namespace: 'shop', uid: 'u-1', resourceVersion: '7', generation: 3 };
const before = sliceWithMetadata(stored);

/** The paths of issues, in their order. */
function pathsOf(lines: readonly string[]): string[] {
  return lines.map((line) => (line.split(' ')[1] as string).slice(0, -1));
}

/** A slice with something wrong in each part. */
const wrong = {
  metadata: { name: 'web-1' },
  addressType: 'IP',
  ports: [{ protocol: 'tcp' }],
  endpoints: [{ addresses: [] }],
};
const wrongPaths = ['metadata.namespace', 'addressType', 'ports[0].protocol', 'endpoints[0].addresses'];

describe('parseEndpointSlice, of a create,', () => {
  test('applies the rules in the order of the API server', () => {
    expect(pathsOf(issuesOf(wrong))).toEqual(wrongPaths);
    expect(pathsOf(issuesOf(wrong, asObject))).toEqual(wrongPaths);
  });

  test('wants one of three address types, and names them in order', () => {
    expect(issuesOf(sliceWith({ addressType: null }))).toEqual(['Required addressType: Required value']);
    expect(issuesOf(sliceWith({ addressType: 'ipv4', endpoints: [] }))).toEqual([
      'NotSupported addressType: Unsupported value: "ipv4": supported values: "FQDN", "IPv4", "IPv6"',
    ]);
    for (const addressType of ['IPv4', 'IPv6', 'FQDN']) {
      expect(issuesOf(sliceWith({ addressType, endpoints: [] }))).toEqual([]);
    }
  });

  test('applies the rules of the release', () => {
    const slice = { ...sliceWithMetadata({ ownerReferences: [{}] }), endpoints: [{ addresses: [] }] };
    const [owner137, endpoint137] = [issuesOf(slice)[0], issuesOf(slice).at(-1)];
    const [owner136, endpoint136] = [
      issuesOf(slice, { kubernetes: '1.36' })[0],
      issuesOf(slice, { kubernetes: '1.36' }).at(-1),
    ];
    expect([owner137, endpoint137]).toEqual([
      'Required metadata.ownerReferences[0].apiVersion: Required value: must not be empty',
      'Required endpoints[0].addresses: Required value',
    ]);
    expect([owner136, endpoint136]).toEqual([
      'Invalid metadata.ownerReferences.apiVersion: Invalid value: "": version must not be empty',
      'Required endpoints[0].addresses: Required value: must contain at least 1 address',
    ]);
  });

  test('prepares a request, and takes an object as it is', () => {
    const slice = {
      ...sliceWithMetadata(stored),
      endpoints: [{ addresses: ['10.0.0.1'], deprecatedTopology: { a: 'b' } }],
    };
    const [request, object] = [parseEndpointSlice(slice), parseEndpointSlice(slice, asObject)];
    expect(request.value?.metadata).toEqual({ name: 'web-1', namespace: 'shop', resourceVersion: '7', generation: 1 });
    expect(request.value?.endpoints).toEqual([{ addresses: ['10.0.0.1'] }]);
    expect(object.value).toEqual(slice);
  });

  test('makes the name that the server will make, for the rules alone', () => {
    const generated = (fields: object, nameSuffix?: string): string[] =>
      issuesOf(sliceWithMetadata({ name: undefined, ...fields }), { nameSuffix });
    expect(generated({ generateName: 'web-' })).toEqual([]);
    expect(generated({ generateName: 'web-' }, 'A')[0]).toContain('metadata.name: Invalid value: "web-A"');
    expect(generated({ generateName: '-' }).at(-1)).toContain('metadata.name: Invalid value: "-xxxxx"');
    expect(generated({ generateName: 'x'.repeat(70) }, 'A')[0]).toContain(`Invalid value: "${'x'.repeat(58)}A"`);
    expect(generated({ name: 'web', generateName: 'web-' }, 'A')).toEqual([]);
    expect(generated({ generateName: '' })).toEqual([
      'Required metadata.name: Required value: name or generateName is required',
    ]);
    expect(pathsOf(issuesOf(sliceWithMetadata({ name: undefined, generateName: 'web-' }), asObject))).toEqual([
      'metadata.name',
    ]);
    const parsed = parseEndpointSlice(sliceWithMetadata({ name: undefined, generateName: 'web-' }));
    expect(parsed.value?.metadata).toEqual({ generateName: 'web-', namespace: 'shop', generation: 1 });
  });

  test('takes a prefix for a part of a URL in the end, where all else is right', () => {
    const named = sliceWithMetadata({ generateName: 'x/-' });
    expect(pathsOf(issuesOf(named))).toEqual(['metadata.generateName']);
    expect(issuesOf(named, asObject)).toEqual([]);
    expect(pathsOf(issuesOf({ ...named, addressType: 'IP' }))).toEqual(['addressType']);
  });

  test('returns the slice in the form of v1, and what the server warns about', () => {
    const slice = { metadata: { name: 'a', namespace: 'b' }, addressType: 'FQDN', endpoints: [{ addresses: ['a.b'] }] };
    expect(parseEndpointSlice(slice)).toEqual({
      ok: true,
      value: {
        apiVersion: 'discovery.k8s.io/v1',
        kind: 'EndpointSlice',
        metadata: { name: 'a', namespace: 'b', generation: 1 },
        addressType: 'FQDN',
        endpoints: [{ addresses: ['a.b'] }],
        ports: [],
      },
      warnings: ['spec.addressType: FQDN endpoints are deprecated'],
    });
  });

  test("has Go's zero time of deletion for none", () => {
    const deletion = (deletionTimestamp: string): unknown =>
      parseEndpointSlice(sliceWithMetadata({ deletionTimestamp }), asObject).value?.metadata;
    expect(deletion('0001-01-01T00:00:00Z')).toStrictEqual({ name: 'web-1', namespace: 'shop' });
    expect(deletion('2026-01-02T03:04:05Z')).toStrictEqual({
      name: 'web-1',
      namespace: 'shop',
      deletionTimestamp: '2026-01-02T03:04:05Z',
    });
  });
});

describe('parseEndpointSlice, of an update,', () => {
  test('applies the rules in the order of the API server', () => {
    expect(pathsOf(updateIssuesOf(wrong, before))).toEqual(['metadata.namespace', ...wrongPaths, 'addressType']);
    expect(pathsOf(updateIssuesOf(wrong, before, asObject))).toEqual([...wrongPaths, 'addressType']);
  });

  test('prepares a request, and takes an object as it is', () => {
    const slice = sliceWith({ ports: [] });
    const [request, object] = [
      parseEndpointSlice(slice, { before }),
      parseEndpointSlice(slice, { before, ...asObject }),
    ];
    expect(request.value?.metadata).toEqual({ ...stored, generation: 4 });
    expect(object.value).toEqual(slice);
  });

  test('does not warn about an old address type', () => {
    const slice = { ...sliceWithMetadata(stored), addressType: 'FQDN', endpoints: [] };
    expect(parseEndpointSlice(slice).warnings).toHaveLength(1);
    expect(parseEndpointSlice(slice, { before: slice }).warnings).toEqual([]);
  });

  test('accepts endpoints that have always been wrong, until they change', () => {
    const old = { ...before, endpoints: [{ addresses: ['010.0.0.1'] }, { addresses: ['x', 'y'] }] };
    expect(updateIssuesOf({ ...old, ports: [] }, old)).toEqual([]);
    expect(pathsOf(updateIssuesOf({ ...old, endpoints: old.endpoints.slice(1) }, old))).toEqual([
      'endpoints[0].addresses[0]',
      'endpoints[0].addresses[1]',
    ]);
    expect(updateIssuesOf({ ...old, endpoints: [{ addresses: ['10.0.0.1'] }] }, old)).toEqual([]);
  });

  test('applies the rules of the release', () => {
    const other = { ...sliceWithEndpoint({ addresses: [] }), addressType: 'IPv6' };
    expect(updateIssuesOf(other, before)).toEqual([
      'Required endpoints[0].addresses: Required value',
      'Invalid addressType: Invalid value: null: field is immutable',
    ]);
    expect(updateIssuesOf(other, before, { kubernetes: '1.36' })).toEqual([
      'Required endpoints[0].addresses: Required value: must contain at least 1 address',
      'Invalid addressType: Invalid value: "IPv6": field is immutable',
    ]);
    const owned = sliceWithMetadata({ ...stored, ownerReferences: [{}] });
    expect(pathsOf(updateIssuesOf(owned, owned))[0]).toBe('metadata.ownerReferences[0].apiVersion');
    expect(pathsOf(updateIssuesOf(owned, owned, { kubernetes: '1.36' }))[0]).toBe(
      'metadata.ownerReferences.apiVersion',
    );
  });

  test('says first what is no option, then what cannot be read, then what the rules say', () => {
    const input = { ...sliceWith({ ports: 5 }), metadata: { ...stored, name: 'web-2' }, spec: {} };
    const issues = parseEndpointSlice(input, {
      strict: true,
      mode: 'x' as never,
      before: { ...before, kind: 5, spec: {} },
    }).issues;
    expect(issues?.map(({ path }) => path)).toEqual(['options.mode', 'ports', 'spec', 'before.kind', 'metadata.name']);
    expect(parseEndpointSlice(before, { before: 5 }).issues?.[0]?.path).toBe('before');
  });
});
