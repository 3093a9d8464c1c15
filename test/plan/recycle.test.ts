import { recycleSlices } from '../../src/plan/recycle.ts';
import { plannedCreate, plannedDelete } from '../../src/slice/planned-write.ts';
import { buildEndpoint, buildSlice, ownerWeb, type SliceFields } from '../support/build.ts';
import { deepFreeze } from '../support/deep-freeze.ts';
import { createsOf, deletesOf, updatesOf } from '../support/writes.ts';
import type { Plan, PlannedCreate, PlannedDelete } from 'endpointslice';
import { describe, expect, test } from 'vitest';

function created(address: string, addressType: 'IPv4' | 'IPv6' = 'IPv4'): PlannedCreate {
  return plannedCreate(
    {
      apiVersion: 'discovery.k8s.io/v1',
      kind: 'EndpointSlice',
      metadata: { generateName: 'web-', namespace: 'shop', labels: { app: 'web' } },
      addressType,
      endpoints: [buildEndpoint({ addresses: [address] })],
      ports: [],
    },
    ['EndpointsAdded'],
  );
}

function deleted(fields: SliceFields): PlannedDelete {
  return plannedDelete(buildSlice({ annotations: { note: 'x' }, ...fields }), 'PortsNotWanted');
}

function recycle(creates: readonly PlannedCreate[], deletes: readonly PlannedDelete[]): Plan {
  return { writes: recycleSlices(deepFreeze([...creates, ...deletes]), ownerWeb), unchanged: [] };
}

describe('recycleSlices', () => {
  test('makes of a delete and a create one update that keeps the metadata and says all its reasons (rule 1.13.1; ledger planner/recycled-keeps-metadata)', () => {
    const planned = created('10.0.0.1');
    const slice = buildSlice({ name: 'web-a', endpoints: [buildEndpoint({ addresses: ['10.0.0.9'] })] });
    const held = { ...slice, metadata: { ...slice.metadata, finalizers: ['example.com/hold'] } };
    const gone = plannedDelete(held, 'NoEndpointsLeft');
    const { writes } = recycle([planned], [gone]);
    expect(writes).toEqual([
      {
        verb: 'update',
        slice: {
          ...planned.slice,
          metadata: { ...gone.before.metadata, labels: { app: 'web' } },
        },
        before: gone.before,
        preconditions: { uid: 'web-a-uid', resourceVersion: '7' },
        reasons: ['Recycled', 'EndpointsAdded', 'EndpointsRemoved', 'PortsChanged', 'LabelsChanged'],
      },
    ]);
  });

  test('takes creates and deletes in the order given (rule 1.13.1)', () => {
    const plan = recycle(
      [created('10.0.0.1'), created('10.0.0.2')],
      [deleted({ name: 'web-c' }), deleted({ name: 'web-a' }), deleted({ name: 'web-b' })],
    );
    expect(updatesOf(plan).map(({ slice }) => [slice.metadata.name, slice.endpoints[0]?.addresses[0]])).toEqual([
      ['web-c', '10.0.0.1'],
      ['web-a', '10.0.0.2'],
    ]);
    expect(deletesOf(plan).map(({ before }) => before.metadata?.name)).toEqual(['web-b']);
  });

  test('leaves creates for which there is no delete (rule 1.13.1)', () => {
    const plan = recycle([created('10.0.0.1'), created('10.0.0.2')], [deleted({ name: 'web-a' })]);
    expect(createsOf(plan).map(({ slice }) => slice.endpoints[0]?.addresses[0])).toEqual(['10.0.0.2']);
    expect(updatesOf(plan)).toHaveLength(1);
  });

  test('uses no name of another owner, nor of another address type (rule 1.13.1)', () => {
    const others = [
      deleted({ name: 'web-a', owner: { ...ownerWeb, uid: 'other' } }),
      deleted({ name: 'web-b', owner: { ...ownerWeb, kind: 'Endpoints' } }),
      deleted({ name: 'web-c', addressType: 'IPv6' }),
    ];
    const plan = recycle([created('10.0.0.1')], others);
    expect(createsOf(plan)).toHaveLength(1);
    expect(updatesOf(plan)).toEqual([]);
    expect(deletesOf(plan)).toHaveLength(3);
  });

  test('uses a name of any owner when told of none', () => {
    const gone = deleted({ name: 'web-a', owner: { ...ownerWeb, uid: 'other' } });
    const writes = recycleSlices(deepFreeze([created('10.0.0.1'), gone]));
    expect(writes.map((write) => write.verb)).toEqual(['update']);
  });

  test('gives as reasons only what differs', () => {
    const placeholder = plannedCreate({ ...created('10.0.0.1').slice, endpoints: [] }, ['Placeholder']);
    const same = { name: 'web-a', ports: [], labels: { app: 'web' } };
    const reasonsFor = (create: PlannedCreate, fields: SliceFields) =>
      updatesOf(recycle([create], [deleted(fields)]))[0]?.reasons;
    expect(reasonsFor(placeholder, same)).toEqual(['Recycled']);
    expect(reasonsFor(created('10.0.0.1'), same)).toEqual(['Recycled', 'EndpointsAdded']);
    expect(reasonsFor(placeholder, { ...same, endpoints: [buildEndpoint()] })).toEqual([
      'Recycled',
      'EndpointsRemoved',
    ]);
    expect(reasonsFor(placeholder, { ...same, ports: [{ port: 80 }] })).toEqual(['Recycled', 'PortsChanged']);
    expect(reasonsFor(placeholder, { ...same, labels: {} })).toEqual(['Recycled', 'LabelsChanged']);
  });

  test('reads a slice that has neither endpoints nor ports nor labels', () => {
    const bare = { addressType: 'IPv4', metadata: { namespace: 'shop', name: 'web-a', ownerReferences: [ownerWeb] } };
    const { labels: _, ...metadata } = created('10.0.0.1').slice.metadata;
    const create = plannedCreate({ ...created('10.0.0.1').slice, metadata }, ['EndpointsAdded']);
    const [update] = updatesOf(recycle([create], [plannedDelete(bare, 'NotOwned')]));
    expect(update?.reasons).toEqual(['Recycled', 'EndpointsAdded']);
    expect(update?.slice.metadata).toEqual({ ...bare.metadata, labels: {} });
  });

  test('pairs each address type with its own', () => {
    const plan = recycle(
      [created('10.0.0.1'), created('fd00::1', 'IPv6')],
      [deleted({ name: 'web-a', addressType: 'IPv6' }), deleted({ name: 'web-b' })],
    );
    expect(updatesOf(plan).map(({ slice }) => [slice.metadata.name, slice.addressType])).toEqual([
      ['web-b', 'IPv4'],
      ['web-a', 'IPv6'],
    ]);
  });
});
