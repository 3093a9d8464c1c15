import { describe, expect, test } from 'vitest';
import { decodeEndpoints, type SliceVersion } from '../../src/decode/decode-endpoints.ts';
import { type Reading, startReading } from '../../src/decode/read-fields.ts';
import { deepFreeze } from '../support/deep-freeze.ts';

interface Decoded {
  readonly endpoints: readonly object[];
  readonly reading: Reading;
}

function decode(value: unknown, settings: Partial<Reading> = {}, version: SliceVersion = 'v1'): Decoded {
  const reading = { ...startReading({ strict: false, copies: true }), ...settings };
  return { endpoints: decodeEndpoints(value, version, reading), reading };
}

const addresses = ['10.0.0.1'];

/** Endpoints as the API prints them: with and without each field. */
const ordinary: readonly object[] = deepFreeze([
  { addresses: [] },
  { addresses: ['10.0.0.1', ''] },
  { addresses, nodeName: 'n' },
  { addresses, zone: 'a' },
  { addresses, zone: '' },
  { addresses, hostname: 'h' },
  { addresses, conditions: {} },
  { addresses, conditions: { ready: false } },
  { addresses, conditions: { serving: true } },
  { addresses, conditions: { terminating: false } },
  { addresses, targetRef: {} },
  { addresses, targetRef: { kind: 'Pod' } },
  { addresses, targetRef: { namespace: 'shop' } },
  { addresses, targetRef: { name: 'p' } },
  { addresses, targetRef: { uid: 'u' } },
  { addresses, targetRef: { apiVersion: 'v1' } },
  { addresses, targetRef: { resourceVersion: '7' } },
  { addresses, targetRef: { fieldPath: 'spec' } },
  { addresses, hints: {} },
  { addresses, hints: { forZones: [{ name: 'a' }] } },
  { addresses, hints: { forNodes: [{ name: 'n' }, { name: '' }] } },
  {
    addresses,
    conditions: { ready: true, serving: true, terminating: false },
    targetRef: { kind: 'Pod', namespace: 'shop', name: 'p', uid: 'u', apiVersion: 'v1', resourceVersion: '7' },
    nodeName: 'n',
    zone: 'a',
    hostname: 'h',
    hints: { forZones: [{ name: 'a' }], forNodes: [{ name: 'n' }] },
  },
]);

describe('decodeEndpoints, of an endpoint in good order,', () => {
  test.each(ordinary)('returns %j itself where nothing is copied', (endpoint) => {
    const { endpoints, reading } = decode([endpoint], { copies: false, strict: true });
    expect(endpoints[0]).toBe(endpoint);
    expect([reading.broken, reading.brokenEndpoints]).toEqual([false, []]);
  });

  test.each(ordinary)('copies every object and list of %j otherwise', (endpoint) => {
    const { endpoints, reading } = decode([endpoint], { strict: true });
    expect(endpoints).toStrictEqual([endpoint]);
    const given = objectsIn(endpoint);
    for (const part of objectsIn(endpoints[0])) expect(given.has(part)).toBe(false);
    expect(reading.broken).toBe(false);
  });
});

function objectsIn(value: unknown): Set<unknown> {
  const found = new Set<unknown>();
  const walk = (part: unknown): void => {
    if (typeof part !== 'object' || part === null) return;
    found.add(part);
    for (const field of Object.values(part)) walk(field);
  };
  walk(value);
  return found;
}

/** Endpoints that are not printed like that, and what is read of them. */
const odd: readonly (readonly [given: unknown, read: object])[] = [
  [null, { addresses: [] }],
  [undefined, { addresses: [] }],
  [{}, { addresses: [] }],
  [{ addresses: null }, { addresses: [] }],
  [{ addresses: [null, 'a\ud800'] }, { addresses: ['', 'a\ufffd'] }],
  [
    { addresses, nodeName: 'n\ud800' },
    { addresses, nodeName: 'n\ufffd' },
  ],
  [
    { addresses, zone: null, nodeName: null, conditions: null, targetRef: null, hints: null, hostname: null },
    { addresses },
  ],
  [{ addresses, weight: 1 }, { addresses }],
  [{ addresses, '': { a: 1 } }, { addresses }],
  [
    { addresses, conditions: { ready: true, '': {} } },
    { addresses, conditions: { ready: true } },
  ],
  [
    { addresses, targetRef: { '': {} } },
    { addresses, targetRef: {} },
  ],
  [
    { addresses, hints: { '': {} } },
    { addresses, hints: {} },
  ],
  [
    { addresses, conditions: { ready: null } },
    { addresses, conditions: {} },
  ],
  [
    { addresses, targetRef: { name: '', uid: 'u' } },
    { addresses, targetRef: { uid: 'u' } },
  ],
  [
    { addresses, targetRef: { name: 'p\ud800' } },
    { addresses, targetRef: { name: 'p\ufffd' } },
  ],
  [
    { addresses, hints: { forZones: [] } },
    { addresses, hints: {} },
  ],
  [
    { addresses, hints: { forZones: null } },
    { addresses, hints: {} },
  ],
  [
    { addresses, hints: { forZones: [null] } },
    { addresses, hints: { forZones: [{ name: '' }] } },
  ],
  [
    { addresses, hints: { forZones: [{ name: 'a', '': 1 }] } },
    { addresses, hints: { forZones: [{ name: 'a' }] } },
  ],
  [
    { addresses, hints: { forZones: [{ name: 'a', weight: 1 }] } },
    { addresses, hints: { forZones: [{ name: 'a' }] } },
  ],
  [
    { addresses, hints: { forZones: [{ name: 'a' }], forNodes: [] } },
    { addresses, hints: { forZones: [{ name: 'a' }] } },
  ],
  [
    { addresses, deprecatedTopology: { rack: '7' } },
    { addresses, deprecatedTopology: { rack: '7' } },
  ],
];

describe('decodeEndpoints, of an endpoint in another form,', () => {
  test.each(odd)('reads %j as %j', (given, read) => {
    deepFreeze(given);
    for (const copies of [true, false]) {
      const { endpoints, reading } = decode([given], { copies });
      expect(endpoints).toStrictEqual([read]);
      expect([reading.broken, reading.brokenEndpoints]).toEqual([false, []]);
    }
  });

  test.each([
    { addresses, '': 1 },
    { addresses, conditions: { '': 1 } },
    { addresses, targetRef: { '': 1 } },
    { addresses, hints: { '': 1 } },
    { addresses, hints: { forNodes: [{ name: 'n', '': 1 }] } },
    { addresses, weight: 1 },
    { addresses, hints: { forZones: [{ name: 'a', weight: 1 }] } },
  ])('finds the unknown field of %j, if it is to be strict', (given) => {
    expect(decode([given]).reading.broken).toBe(false);
    expect(decode([given], { strict: true, copies: false }).reading.brokenEndpoints).toEqual([0]);
  });

  test.each<readonly [given: unknown, read: object]>([
    [5, { addresses: [] }],
    ['x', { addresses: [] }],
    [[], { addresses: [] }],
    [{ addresses: '10.0.0.1' }, { addresses: [] }],
    [{ addresses: [5] }, { addresses: [''] }],
    [{ addresses, nodeName: 5 }, { addresses }],
    [{ addresses, zone: ['a'] }, { addresses }],
    [{ addresses, hostname: true }, { addresses }],
    [
      { addresses, conditions: [] },
      { addresses, conditions: {} },
    ],
    [
      { addresses, conditions: { ready: 'true' } },
      { addresses, conditions: {} },
    ],
    [
      { addresses, conditions: { serving: 1 } },
      { addresses, conditions: {} },
    ],
    [
      { addresses, conditions: { terminating: {} } },
      { addresses, conditions: {} },
    ],
    [
      { addresses, targetRef: [] },
      { addresses, targetRef: {} },
    ],
    [
      { addresses, targetRef: { name: 5 } },
      { addresses, targetRef: {} },
    ],
    [
      { addresses, hints: [] },
      { addresses, hints: {} },
    ],
    [
      { addresses, hints: { forZones: 'a' } },
      { addresses, hints: {} },
    ],
    [
      { addresses, hints: { forZones: ['a'] } },
      { addresses, hints: { forZones: [{ name: '' }] } },
    ],
    [
      { addresses, hints: { forNodes: [{ name: 5 }] } },
      { addresses, hints: { forNodes: [{ name: '' }] } },
    ],
  ])('reads %j as %j and notes that it is broken', (given, read) => {
    deepFreeze(given);
    for (const copies of [true, false]) {
      const { endpoints, reading } = decode([{ addresses }, given, { addresses }], { copies });
      expect(endpoints).toStrictEqual([{ addresses }, read, { addresses }]);
      expect([reading.broken, reading.brokenEndpoints]).toEqual([true, [1]]);
    }
  });
});

describe('decodeEndpoints', () => {
  test.each([null, undefined, []])('returns none for %j', (value) => {
    const { endpoints, reading } = decode(value);
    expect([endpoints, reading.broken]).toEqual([[], false]);
  });

  test.each([5, 'x', {}, { length: 1 }])('returns none for %j, which is no list', (value) => {
    const { endpoints, reading } = decode(value);
    expect([endpoints, reading.broken, reading.brokenEndpoints]).toEqual([[], true, []]);
  });

  test('keeps what was broken before', () => {
    const { reading } = decode([{ addresses }], { broken: true });
    expect([reading.broken, reading.brokenEndpoints]).toEqual([true, []]);
  });

  test.each<readonly [value: unknown, itemsLeft: number]>([
    [[{ addresses: ['10.0.0.1', '10.0.0.2'] }], 2],
    [[{ addresses: [], hints: { forZones: [{ name: 'a' }, { name: 'b' }] } }], 2],
    [[{ addresses: [] }, { addresses: [] }], 1],
  ])('reads no list of %j for which only %i items are left', (value, itemsLeft) => {
    expect(decode(value, { itemsLeft: itemsLeft + 1 }).reading.broken).toBe(false);
    const { endpoints, reading } = decode(value, { itemsLeft });
    expect(reading.broken).toBe(true);
    const hints = { ...(endpoints[0] as { readonly hints?: object } | undefined)?.hints };
    expect([endpoints.flatMap((endpoint) => (endpoint as { addresses: unknown[] }).addresses), hints]).toEqual([
      [],
      {},
    ]);
  });

  test('reads topology for v1beta1, and fields of v1 for v1', () => {
    const endpoint = {
      addresses,
      zone: 'b',
      nodeName: 'n',
      topology: { 'topology.kubernetes.io/zone': 'a', rack: '7' },
    };
    expect(decode([endpoint], {}, 'v1beta1').endpoints).toStrictEqual([
      { addresses, nodeName: 'n', deprecatedTopology: { rack: '7' }, zone: 'a' },
    ]);
    expect(decode([endpoint]).endpoints).toStrictEqual([{ addresses, nodeName: 'n', zone: 'b' }]);
    const bare = { addresses, zone: 'b' };
    expect(decode([bare], { copies: false }, 'v1beta1').endpoints).toStrictEqual([{ addresses }]);
  });
});
