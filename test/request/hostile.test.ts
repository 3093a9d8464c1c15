import {
  convertFromV1beta1,
  convertToV1beta1,
  defaultSlice,
  listWarnings,
  prepareForCreate,
  prepareForUpdate,
} from 'endpointslice/server';
import { describe, expect, test } from 'vitest';
import { pathsIn, withValueAt } from '../support/value-paths.ts';
import { wrongValues } from '../support/wrong-values.ts';

const endpoint = {
  addresses: ['10.0.0.1'],
  conditions: { ready: true, serving: true, terminating: false },
  hostname: 'h',
  targetRef: {
    kind: 'Pod',
    namespace: 'n',
    name: 'p',
    uid: 'u',
    apiVersion: 'v1',
    resourceVersion: '1',
    fieldPath: 'f',
  },
  nodeName: 'node-1',
  hints: { forZones: [{ name: 'a' }], forNodes: [{ name: 'b' }] },
};

const slice = {
  apiVersion: 'discovery.k8s.io/v1',
  kind: 'EndpointSlice',
  metadata: {
    name: 'web-1',
    generateName: 'web-',
    namespace: 'shop',
    selfLink: 's',
    uid: 'u',
    resourceVersion: '1',
    generation: 1,
    deletionGracePeriodSeconds: 1,
    creationTimestamp: '2026-01-02T03:04:05Z',
    deletionTimestamp: '2026-01-02T03:04:05Z',
    labels: { app: 'web' },
    annotations: { note: 'x' },
    ownerReferences: [
      { apiVersion: 'v1', kind: 'Service', name: 'web', uid: 'u', controller: true, blockOwnerDeletion: true },
    ],
    finalizers: ['a/b'],
    managedFields: [{}],
  },
  addressType: 'IPv4',
  endpoints: [{ ...endpoint, deprecatedTopology: { rack: '1' }, topology: { rack: '1' }, zone: 'a' }],
  ports: [{ name: 'http', protocol: 'TCP', port: 80, appProtocol: 'http' }],
};

const moreWrongValues: readonly { readonly name: string; readonly value: unknown }[] = [
  ...wrongValues,
  { name: '1.5', value: 1.5 },
  { name: 'a function', value: () => 0 },
  { name: 'an array-like', value: { length: 1e9 } },
  { name: 'a typed array', value: new Uint8Array(1e6) },
  { name: 'a Map', value: new Map([['a', 'b']]) },
  { name: 'a Set', value: new Set(['a']) },
  { name: 'a date', value: new Date(0) },
  { name: 'a revoked proxy', value: revoked() },
  { name: 'an object that throws', value: new Proxy({}, { ownKeys: fail, get: fail, has: fail }) },
  { name: 'an endless array', value: endless() },
];

function fail(): never {
  throw new Error('trap');
}

function revoked(): unknown {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}

function endless(): unknown[] {
  const list: unknown[] = [];
  list.length = 2 ** 32 - 1;
  return list;
}

/** What a field of `slice` must be, by what it is there. */
function isOfSameType(value: unknown, model: unknown): boolean {
  if (typeof model === 'number') return Number.isInteger(value);
  if (typeof model !== 'object') return typeof value === typeof model;
  if (Array.isArray(model)) return Array.isArray(value) && value.every((item) => isOfSameType(item, model[0]));
  if (typeof value !== 'object' || value === null || Array.isArray(value) || value instanceof Date) return false;
  return Object.entries(value).every(([key, field]) => {
    const own = (model as { readonly [key: string]: unknown })[key];
    return own === undefined || isOfSameType(field, own);
  });
}

const functions: readonly (readonly [string, (value: never) => unknown])[] = [
  ['defaultSlice', defaultSlice],
  ['prepareForCreate', prepareForCreate],
  ['prepareForUpdate', (value) => prepareForUpdate({ slice: value, before: slice })],
  ['prepareForUpdate', (value) => prepareForUpdate({ slice, before: value })],
  ['convertFromV1beta1', convertFromV1beta1],
  ['convertToV1beta1', convertToV1beta1],
  ['listWarnings', (value) => listWarnings(value, 'create')],
];

describe.each(functions)('%s', (name, call) => {
  test('names itself and the path for every wrong value at every path, or returns what its type says', () => {
    for (const path of [[], ...pathsIn(slice)]) {
      for (const { name: wrong, value } of moreWrongValues) {
        const place = `${path.join('.')} ${wrong}`;
        let result: unknown;
        try {
          result = call(withValueAt(slice, path, value) as never);
        } catch (error) {
          expect(error instanceof TypeError || error instanceof RangeError, `${place} ${String(error)}`).toBe(true);
          expect((error as Error).message, place).toMatch(new RegExp(`^${name}: (slice|before)[^ ]* must be `));
          continue;
        }
        if (name !== 'listWarnings') {
          const metadata = (result as { metadata: { [key: string]: unknown } }).metadata;
          for (const key of ['creationTimestamp', 'deletionTimestamp']) delete metadata[key];
          expect(isOfSameType(result, slice), `${place} ${JSON.stringify(result).slice(0, 300)}`).toBe(true);
        }
      }
    }
  });
});

describe('defaultSlice', () => {
  const messageFor = (fields: object): string => {
    try {
      defaultSlice({ ...slice, ...fields } as never);
    } catch (error) {
      return (error as Error).message;
    }
    return '';
  };

  test.each<readonly [() => object, string]>([
    [() => ({ addressType: undefined }), 'slice.addressType must be a string, got undefined'],
    [() => ({ metadata: 5 }), 'slice.metadata must be an object, got 5'],
    [() => ({ metadata: new Date(0) }), 'slice.metadata must be an object, got an object'],
    [() => ({ metadata: { labels: { a: 5 } } }), 'slice.metadata.labels.a must be a string, got 5'],
    [() => ({ metadata: { annotations: [] } }), 'slice.metadata.annotations must be an object, got an array'],
    [() => ({ metadata: { generation: 1.5 } }), 'slice.metadata.generation must be a whole number, got 1.5'],
    [
      () => ({ metadata: { deletionTimestamp: 'x' } }),
      'slice.metadata.deletionTimestamp must be an RFC 3339 time, got "x"',
    ],
    [() => ({ metadata: { finalizers: ['a', 5] } }), 'slice.metadata.finalizers[1] must be a string, got 5'],
    [() => ({ metadata: { managedFields: [5] } }), 'slice.metadata.managedFields[0] must be an object, got 5'],
    [
      () => ({ metadata: { ownerReferences: [{}] } }),
      'slice.metadata.ownerReferences[0].apiVersion must be a string, got undefined',
    ],
    [() => ({ endpoints: {} }), 'slice.endpoints must be an array, got an object'],
    [() => ({ endpoints: [null] }), 'slice.endpoints[0] must be an object, got null'],
    [() => ({ endpoints: [{ addresses: [5] }] }), 'slice.endpoints[0].addresses[0] must be a string, got 5'],
    [() => ({ endpoints: [{ zone: 5 }] }), 'slice.endpoints[0].zone must be a string, got 5'],
    [
      () => ({ endpoints: [{ conditions: { ready: 1 } }] }),
      'slice.endpoints[0].conditions.ready must be true or false, got 1',
    ],
    [() => ({ endpoints: [{ targetRef: { uid: 1 } }] }), 'slice.endpoints[0].targetRef.uid must be a string, got 1'],
    [
      () => ({ endpoints: [{ hints: { forNodes: [{}] } }] }),
      'slice.endpoints[0].hints.forNodes[0].name must be a string, got undefined',
    ],
    [() => ({ endpoints: [{ topology: { a: 1 } }] }), 'slice.endpoints[0].topology.a must be a string, got 1'],
    [() => ({ ports: [{ port: '80' }] }), 'slice.ports[0].port must be a whole number, got "80"'],
    [() => ({ ports: endless() }), 'slice.ports must be of at most 1000000 parts, got an array'],
    [
      () => ({ endpoints: new Map() }),
      'slice.endpoints must be made of lists and objects with named fields, got an object',
    ],
  ])('names function and path: %#', (fields, message) => {
    expect(messageFor(fields())).toBe(`defaultSlice: ${message}`);
  });

  test('says which field cannot be read, and why', () => {
    const unreadable = {
      addressType: 'IPv4',
      get ports(): never {
        return fail();
      },
    };
    try {
      defaultSlice(unreadable);
      expect.unreachable();
    } catch (error) {
      expect((error as Error).message).toBe(
        'defaultSlice: slice.ports must be made of fields that can be read, got an object',
      );
      expect((error as Error).cause).toEqual(new Error('trap'));
    }
  });

  test('gives an endpoint without addresses an empty list', () => {
    const endpoints = [{ addresses: null }, {}] as never;
    expect(defaultSlice({ addressType: 'IPv4', endpoints }).endpoints).toEqual([{ addresses: [] }, { addresses: [] }]);
  });
});
