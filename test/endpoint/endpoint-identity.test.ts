import { type EndpointLike, endpointIdentity } from 'endpointslice';
import { describe, expect, test } from 'vitest';
import { isSameEndpoint, smallestAddress } from '../../src/endpoint/endpoint-identity.ts';
import { buildEndpoint } from '../support/build.ts';
import { deepFreeze } from '../support/deep-freeze.ts';

const endpoint = buildEndpoint({ hostname: 'one', addresses: ['10.0.0.2', '10.0.0.1'] });

/** Changes that leave an endpoint the same endpoint. */
const same: readonly Partial<EndpointLike>[] = [
  { addresses: ['10.0.0.1', '10.0.0.2'] },
  { conditions: {} },
  { nodeName: 'n2' },
  { zone: 'b' },
  { hints: { forZones: [{ name: 'a' }] } },
  { targetRef: { ...endpoint.targetRef, uid: 'other' } },
  { targetRef: { ...endpoint.targetRef, kind: 'VirtualMachine' } },
];

/** Changes that make it another one. */
const other: readonly Partial<EndpointLike>[] = [
  { addresses: [] },
  { addresses: ['10.0.0.1'] },
  { addresses: ['10.0.0.1', '10.0.0.3'] },
  { addresses: ['10.0.0.1', '10.0.0.1', '10.0.0.2'] },
  { hostname: 'two' },
  { hostname: undefined },
  { targetRef: { ...endpoint.targetRef, name: 'web-2' } },
  { targetRef: { ...endpoint.targetRef, namespace: 'other' } },
  { targetRef: undefined },
];

describe('smallestAddress', () => {
  test.each([
    [[], ''],
    [['b'], 'b'],
    [['b', 'a'], 'a'],
    [['a', 'b'], 'a'],
    [['c', 'b', 'a', 'd'], 'a'],
    [['10.0.0.9', '10.0.0.10'], '10.0.0.10'],
  ])('of %j is %j', (addresses, smallest) => {
    expect(smallestAddress({ addresses })).toBe(smallest);
  });
});

describe('endpointIdentity', () => {
  test('is readable', () => {
    expect(endpointIdentity({ addresses: [] })).toBe('[[],"","",""]');
    expect(endpointIdentity(endpoint)).toBe('[["10.0.0.1","10.0.0.2"],"one","shop","web-1"]');
  });

  test.each(same)('stays when this changes: %j (rule 1.6.2)', (change) => {
    const changed = deepFreeze({ ...endpoint, ...change });
    expect(endpointIdentity(changed)).toBe(endpointIdentity(endpoint));
    expect(isSameEndpoint(changed, endpoint)).toBe(true);
    expect(smallestAddress(changed)).toBe(smallestAddress(endpoint));
  });

  test.each(other)('changes with this: %j (rule 1.6.2)', (change) => {
    const changed = deepFreeze({ ...endpoint, ...change });
    expect(endpointIdentity(changed)).not.toBe(endpointIdentity(endpoint));
    expect(isSameEndpoint(changed, endpoint)).toBe(false);
  });

  test('takes an absent hostname and target for empty ones (rule 1.6.2)', () => {
    const bare = { addresses: ['10.0.0.1'] };
    for (const change of [
      { hostname: '' },
      { hostname: null },
      { targetRef: null },
      { targetRef: {} },
      { targetRef: { kind: 'Pod' } },
    ]) {
      expect(endpointIdentity({ ...bare, ...change })).toBe(endpointIdentity(bare));
      expect(isSameEndpoint({ ...bare, ...change }, bare)).toBe(true);
      expect(isSameEndpoint(bare, { ...bare, ...change })).toBe(true);
    }
    expect(isSameEndpoint({ addresses: [] }, { addresses: [] })).toBe(true);
    expect(isSameEndpoint(bare, { addresses: ['10.0.0.2'] })).toBe(false);
  });
});
