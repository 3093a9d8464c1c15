import { enter } from '../../src/internal/door.ts';
import { copySlice } from '../../src/slice/copy-slice.ts';
import { deepFreeze } from '../support/deep-freeze.ts';
import { expectNothingShared } from '../support/nothing-shared.ts';
import { describe, expect, test } from 'vitest';

const slice = deepFreeze({
  apiVersion: 'discovery.k8s.io/v1',
  kind: 'EndpointSlice',
  metadata: { name: 'web-a', labels: { app: 'web' }, unknown: { field: 1 } },
  addressType: 'IPv4',
  endpoints: [
    { addresses: ['10.0.0.2', '10.0.0.1'], conditions: { ready: true }, targetRef: { uid: 'u' }, unknown: 1 },
  ],
  ports: [{ name: 'http', port: 80, unknown: [1] }],
});

describe('copySlice', () => {
  test('copies a slice', () => {
    const copy = enter('caller', () => copySlice(slice));
    expect(copy).toStrictEqual(slice);
    expectNothingShared(copy, slice);
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
    [{ ...slice, endpoints: [{}, 5] }, 'slice.endpoints[1] must be an object, got 5'],
    [{ ...slice, endpoints: [{ addresses: 5 }] }, 'slice.endpoints[0].addresses must be an array, got 5'],
    [{ ...slice, ports: {} }, 'slice.ports must be an array, got an object'],
    [{ ...slice, ports: [{}, 5] }, 'slice.ports[1] must be an object, got 5'],
    [{ ...slice, ports: [{ port: 'x' }] }, 'slice.ports[0].port must be a whole number, got "x"'],
    [{ ...slice, endpoints: [{ topology: { rack: 5 } }] }, 'slice.endpoints[0].topology.rack must be a string, got 5'],
    [{ ...slice, metadata: { finalizers: [5] } }, 'slice.metadata.finalizers[0] must be a string, got 5'],
    [{ ...slice, metadata: { managedFields: [5] } }, 'slice.metadata.managedFields[0] must be an object, got 5'],
    [{ ...slice, toISOString: () => '' }, 'slice must be an object, got an object'],
    [new Map(), 'slice must be an object, got an object'],
    [{ ...slice, metadata: new Date(0) }, 'slice.metadata must be an object, got an object'],
    [
      { ...slice, metadata: { labels: new Map() } },
      'slice.metadata must be made of lists and objects with named fields, got an object',
    ],
  ])('refuses %j, and says where', (value, message) => {
    expect(() => enter('caller', () => copySlice(value as never))).toThrow(new TypeError(`caller: ${message}`));
  });

  test('gives an endpoint without addresses an empty list', () => {
    const endpoints = [{ zone: 'a' }, { addresses: null }, { addresses: ['x'] }];
    expect(copySlice({ ...slice, endpoints }).endpoints).toStrictEqual([
      { zone: 'a', addresses: [] },
      { addresses: [] },
      { addresses: ['x'] },
    ]);
  });

  test('carries managed fields, whatever is in them, and a field that is called like the method of a time', () => {
    const metadata = { managedFields: [{ manager: 5, time: true }] };
    expect(copySlice({ ...slice, metadata } as never).metadata).toStrictEqual(metadata);
    expect(copySlice({ ...slice, toISOString: 'x' } as never)).toStrictEqual(slice);
  });

  test('begins paths with the name that it is given', () => {
    expect(() => enter('caller', () => copySlice(5 as never, 'before'))).toThrow(
      new TypeError('caller: before must be an object, got 5'),
    );
    expect(() => enter('caller', () => copySlice({ ...slice, ports: 5 } as never, 'before'))).toThrow(
      new TypeError('caller: before.ports must be an array, got 5'),
    );
  });

  /** What copying throws for a function named `caller`. */
  function errorOf(value: unknown): Error {
    try {
      enter('caller', () => copySlice(value as never));
    } catch (error) {
      return error as Error;
    }
    throw new Error('was copied');
  }

  test.each(['metadata', 'addressType', 'endpoints', 'ports'])(
    'names %s where it cannot be read, with the cause',
    (field) => {
      const cause = new Error('of the getter');
      const given = Object.defineProperty({ ...slice }, field, {
        get: () => {
          throw cause;
        },
      });
      const error = errorOf(given);
      expect(error).toStrictEqual(
        new TypeError(`caller: slice.${field} must be made of fields that can be read, got an object`, { cause }),
      );
      expect(error.cause).toBe(cause);
    },
  );

  test('refuses what cannot be asked whether it is an object', () => {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    expect(errorOf(proxy)).toStrictEqual(new TypeError('caller: slice must be an object, got an object'));
  });

  test('says what is nested without end, and gives no cause', () => {
    const cyclic: { [key: string]: unknown } = {};
    cyclic['self'] = cyclic;
    const error = errorOf({ ...slice, metadata: cyclic });
    expect(error).toStrictEqual(
      new RangeError('caller: slice.metadata must be nested at most 100 deep, got an object'),
    );
    expect(error.cause).toBeUndefined();
  });
});
