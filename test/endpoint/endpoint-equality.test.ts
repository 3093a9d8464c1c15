import { type EndpointLike, endpointsEqualBeyondIdentity } from 'endpointslice';
import { describe, expect, test } from 'vitest';
import { buildEndpoint } from '../support/build.ts';

const endpoint = buildEndpoint({ zone: 'a' });
const { targetRef } = endpoint;

describe('endpointsEqualBeyondIdentity', () => {
  test.each<Partial<EndpointLike>>([
    { nodeName: 'n2' },
    { nodeName: undefined },
    { nodeName: '' },
    { zone: 'b' },
    { zone: null },
    { conditions: { ready: false, serving: true, terminating: false } },
    { conditions: { ready: true, serving: false, terminating: false } },
    { conditions: { ready: true, serving: true, terminating: true } },
    // Absent is not the same as what it means.
    { conditions: { ready: true, serving: true } },
    { conditions: undefined },
    { targetRef: undefined },
    { targetRef: { ...targetRef, name: 'other' } },
    { targetRef: { ...targetRef, namespace: 'other' } },
    { targetRef: {} },
    { targetRef: { ...targetRef, uid: 'other' } },
    { targetRef: { ...targetRef, kind: 'VirtualMachine' } },
    { targetRef: { ...targetRef, apiVersion: 'v1' } },
    { targetRef: { ...targetRef, fieldPath: 'spec' } },
  ])('sees this differ: %j (rule 1.6.3)', (change) => {
    expect(endpointsEqualBeyondIdentity(endpoint, { ...endpoint, ...change })).toBe(false);
    expect(endpointsEqualBeyondIdentity({ ...endpoint, ...change }, endpoint)).toBe(false);
  });

  test.each<Partial<EndpointLike>>([
    {},
    { targetRef: { ...targetRef, resourceVersion: '9' } },
    { targetRef: { ...targetRef, apiVersion: '' } },
    { hints: { forZones: [{ name: 'a' }] } },
    { deprecatedTopology: { zone: 'a' } },
    { addresses: ['10.9.9.9'] },
    { hostname: 'other' },
  ])('passes over this: %j (rule 1.6.3)', (change) => {
    expect(endpointsEqualBeyondIdentity(endpoint, { ...endpoint, ...change })).toBe(true);
  });

  test('takes null for absent', () => {
    const bare = { addresses: ['10.0.0.1'] };
    const nulls = { ...bare, nodeName: null, zone: null, conditions: { ready: null }, targetRef: null };
    expect(endpointsEqualBeyondIdentity(bare, nulls)).toBe(true);
    expect(endpointsEqualBeyondIdentity(nulls, bare)).toBe(true);
    const empty = { name: '', namespace: '', uid: '', kind: '', apiVersion: '', fieldPath: '' };
    for (const nothing of [
      {},
      { name: null, namespace: null, uid: null, kind: null, apiVersion: null, fieldPath: null },
    ]) {
      expect(endpointsEqualBeyondIdentity({ ...bare, targetRef: nothing }, { ...bare, targetRef: empty })).toBe(true);
      expect(endpointsEqualBeyondIdentity({ ...bare, targetRef: empty }, { ...bare, targetRef: nothing })).toBe(true);
    }
    // A target without fields is not an absent one.
    for (const absent of [undefined, null]) {
      expect(endpointsEqualBeyondIdentity({ ...bare, targetRef: {} }, { ...bare, targetRef: absent })).toBe(false);
      expect(endpointsEqualBeyondIdentity({ ...bare, targetRef: absent }, { ...bare, targetRef: {} })).toBe(false);
    }
  });
});
