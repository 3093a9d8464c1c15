import { enter } from '../../src/internal/door.ts';
import { describe, expect, test } from 'vitest';
import { endpointReader } from 'endpointslice';
import { copyKnownFields, copyStringMap } from '../../src/endpoint/copy-endpoint.ts';
import { copyObjectReference } from '../../src/endpoint/object-reference.ts';
import { copyEndpoints, rewriteSlice } from '../../src/slice/rewrite-slice.ts';
import { copySlice } from '../../src/slice/copy-slice.ts';
import { deepFreeze } from '../support/deep-freeze.ts';

const reference = {
  kind: 'Pod',
  namespace: 'shop',
  name: 'web-1',
  uid: 'u',
  apiVersion: 'v1',
  resourceVersion: '7',
  fieldPath: 'spec',
};

const whole = deepFreeze({
  addresses: ['10.0.0.2', '10.0.0.1'],
  conditions: { ready: true, serving: false, terminating: false },
  hostname: 'h',
  targetRef: reference,
  deprecatedTopology: { rack: '1' },
  nodeName: 'n1',
  zone: 'a',
  hints: { forZones: [{ name: 'a' }], forNodes: [{ name: 'n1' }] },
});

/** Throws if some object or array is in both values. */
function expectNothingShared(left: unknown, right: unknown): void {
  const parts = new Set<unknown>();
  const walk = (value: unknown, visit: (part: object) => void): void => {
    if (typeof value !== 'object' || value === null) return;
    visit(value);
    for (const part of Object.values(value)) walk(part, visit);
  };
  walk(left, (part) => parts.add(part));
  walk(right, (part) => expect(parts.has(part), JSON.stringify(part)).toBe(false));
}

describe('copyKnownFields', () => {
  test('copies every known field, in the order of the API, and shares nothing', () => {
    const copy = copyKnownFields(whole);
    expect(copy).toStrictEqual(whole);
    expect(JSON.stringify(copy)).toBe(JSON.stringify(whole));
    expectNothingShared(copy, whole);
  });

  test('leaves out what is null, absent or not known', () => {
    const fields = Object.fromEntries(Object.keys(whole).map((field) => [field, null]));
    expect(copyKnownFields({ ...fields, addresses: ['x'] })).toStrictEqual({ addresses: ['x'] });
    expect(copyKnownFields({ addresses: ['x'], more: 5 } as never)).toStrictEqual({ addresses: ['x'] });
    expect(
      copyKnownFields({
        addresses: [],
        conditions: { ready: null, serving: null, terminating: null },
        targetRef: { kind: null, namespace: null, name: null, uid: null },
        hints: { forZones: null, forNodes: null },
      }),
    ).toStrictEqual({ addresses: [], conditions: {}, targetRef: {}, hints: {} });
  });

  test('keeps what is empty or false', () => {
    const empty = {
      addresses: [],
      conditions: { ready: false, serving: false, terminating: false },
      hostname: '',
      targetRef: { kind: '', name: '' },
      deprecatedTopology: {},
      nodeName: '',
      zone: '',
      hints: { forZones: [], forNodes: [] },
    };
    expect(copyKnownFields(empty)).toStrictEqual(empty);
  });

  test('copies of a hint the name alone', () => {
    const hints = { forZones: [{ name: 'a', weight: 1 }], forNodes: [{ name: 'n', weight: 1 }] };
    expect(copyKnownFields({ addresses: [], hints }).hints).toStrictEqual({
      forZones: [{ name: 'a' }],
      forNodes: [{ name: 'n' }],
    });
  });
});

test('copyObjectReference copies every known field', () => {
  expect(copyObjectReference(reference)).toStrictEqual(reference);
  for (const field of Object.keys(reference)) {
    const { [field]: _left, ...others } = reference as { readonly [key: string]: string };
    expect(copyObjectReference({ ...reference, [field]: null })).toStrictEqual(others);
  }
});

test('copyStringMap copies own entries that have a value, whatever their key', () => {
  const map = JSON.parse('{ "a": "1", "b": null, "c": "", "__proto__": "x" }') as { [key: string]: string };
  const copy = copyStringMap(map);
  expect(Object.entries(copy)).toEqual([
    ['a', '1'],
    ['c', ''],
    ['__proto__', 'x'],
  ]);
  expect(Object.getPrototypeOf(copy)).toBe(Object.prototype);
});

test('endpointReader reads an endpoint as what it is', () => {
  expect(endpointReader.address(whole)).toBe('10.0.0.1');
  expect(endpointReader.isSame(whole, { ...whole, zone: 'b' })).toBe(true);
  expect(endpointReader.isSame(whole, { ...whole, hostname: 'other' })).toBe(false);
  expect(endpointReader.isUpToDate(whole, { ...whole, hostname: 'other' })).toBe(true);
  expect(endpointReader.isUpToDate(whole, { ...whole, zone: 'b' })).toBe(false);
  expect(endpointReader.toEndpoint(whole)).toStrictEqual(whole);
});

const slice = deepFreeze({
  apiVersion: 'discovery.k8s.io/v1',
  kind: 'EndpointSlice',
  metadata: { name: 'web-a', labels: { app: 'web' }, unknown: { field: 1 } },
  addressType: 'IPv4',
  endpoints: [{ ...whole, unknown: 1 }],
  ports: [{ name: 'http', port: 80, unknown: [1] }],
});

describe('rewriteSlice', () => {
  test('keeps what is not named, fields that are not known included, and shares nothing', () => {
    const copy = rewriteSlice(slice, {});
    expect(copy).toStrictEqual(slice);
    expectNothingShared(copy, slice);
    expect(copyEndpoints(slice)).toStrictEqual(slice.endpoints);
  });

  test('replaces endpoints and labels', () => {
    const labels = deepFreeze({ tier: 'front' });
    const rewritten = rewriteSlice(slice, { endpoints: [], labels });
    expect(rewritten).toStrictEqual({ ...slice, metadata: { ...slice.metadata, labels }, endpoints: [] });
    expect(rewritten.metadata.labels).not.toBe(labels);
  });

  test('fills in what a slice of the API has', () => {
    for (const absent of [undefined, null]) {
      const bare = { addressType: 'IPv6', metadata: absent, endpoints: absent, ports: absent };
      expect(rewriteSlice(bare as never, {})).toStrictEqual({
        apiVersion: 'discovery.k8s.io/v1',
        kind: 'EndpointSlice',
        metadata: {},
        addressType: 'IPv6',
        endpoints: [],
        ports: [],
      });
    }
  });

  test.each(['metadata', 'endpoints', 'ports'])('says which slice has %s without end', (field) => {
    const cyclic: { [key: string]: unknown } = { name: 'web-a' };
    cyclic['self'] = cyclic;
    const endless = { ...slice, [field]: field === 'metadata' ? cyclic : [cyclic] };
    const got = field === 'metadata' ? 'an object' : 'an array';
    expect(() => enter('planService', () => rewriteSlice(endless as never, {}))).toThrow(
      new RangeError(`planService: slices["web-a"].${field} must be nested at most 100 deep, got ${got}`),
    );
    expect(() => rewriteSlice({ ...slice, metadata: null, ports: [cyclic] } as never, {})).toThrow('slices[""].ports');
    expect(() => rewriteSlice({ ...slice, metadata: {}, endpoints: [cyclic] } as never, {})).toThrow('slices[""].endp');
  });
});

describe('copySlice', () => {
  test('copies a slice', () => {
    expect(enter('caller', () => copySlice(slice))).toStrictEqual(slice);
    for (const absent of [undefined, null]) {
      const bare = { addressType: 'IPv4', metadata: absent, endpoints: absent, ports: absent };
      expect(enter('caller', () => copySlice(bare as never))).toEqual({
        apiVersion: 'discovery.k8s.io/v1',
        kind: 'EndpointSlice',
        metadata: {},
        addressType: 'IPv4',
        endpoints: [],
        ports: [],
      });
    }
  });

  test.each([
    [5, 'slice must be an object, got 5'],
    [{}, 'slice.addressType must be a string, got undefined'],
    [{ ...slice, metadata: 5 }, 'slice.metadata must be an object, got 5'],
    [{ ...slice, endpoints: {} }, 'slice.endpoints must be an array, got an object'],
    [{ ...slice, endpoints: [whole, 5] }, 'slice.endpoints[1] must be an object, got 5'],
    [{ ...slice, endpoints: [{ addresses: 5 }] }, 'slice.endpoints[0].addresses must be an array, got 5'],
    [{ ...slice, ports: {} }, 'slice.ports must be an array, got an object'],
    [{ ...slice, ports: [{}, 5] }, 'slice.ports[1] must be an object, got 5'],
  ])('refuses %j, and says where', (value, message) => {
    expect(() => enter('caller', () => copySlice(value as never))).toThrow(new TypeError(`caller: ${message}`));
  });
});
