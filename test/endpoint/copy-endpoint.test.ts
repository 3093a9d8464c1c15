import { describe, expect, test } from 'vitest';
import { endpointReader } from 'endpointslice';
import { copyKnownFields, copyStringMap } from '../../src/endpoint/copy-endpoint.ts';
import { copyObjectReference } from '../../src/endpoint/object-reference.ts';
import { deepFreeze } from '../support/deep-freeze.ts';
import { expectNothingShared } from '../support/nothing-shared.ts';

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
