import { type Plan, type PlannedCreate, type PlannedDelete, recycleSlices } from 'endpointslice';
import { describe, expect, test } from 'vitest';
import { buildEndpoint, buildSlice, ownerWeb, type SliceFields } from '../support/build.ts';
import { deepFreeze } from '../support/deep-freeze.ts';

function created(address: string, addressType: 'IPv4' | 'IPv6' = 'IPv4'): PlannedCreate {
  return {
    slice: {
      apiVersion: 'discovery.k8s.io/v1',
      kind: 'EndpointSlice',
      metadata: { generateName: 'web-', namespace: 'shop' },
      addressType,
      endpoints: [buildEndpoint({ addresses: [address] })],
      ports: [],
    },
    reasons: ['endpoints-added'],
  };
}

function deleted(fields: SliceFields): PlannedDelete {
  return { before: buildSlice({ annotations: { note: 'x' }, ...fields }), reasons: ['ports-not-wanted'] };
}

function recycle(create: readonly PlannedCreate[], deletes: readonly PlannedDelete[]): Plan {
  return recycleSlices(deepFreeze({ create, update: [], delete: deletes, unchanged: [] }), ownerWeb);
}

describe('recycleSlices', () => {
  test('makes of a delete and a create one update, new but for the name (semantics 1.13.1)', () => {
    const planned = created('10.0.0.1');
    const gone = deleted({ name: 'web-a' });
    const plan = recycle([planned], [gone]);
    expect(plan).toEqual({
      create: [],
      update: [
        {
          slice: { ...planned.slice, metadata: { name: 'web-a', generateName: 'web-', namespace: 'shop' } },
          before: gone.before,
          reasons: ['recycled'],
        },
      ],
      delete: [],
      unchanged: [],
    });
  });

  test('takes deletes in order of their names, creates in theirs (semantics 1.13.1)', () => {
    const plan = recycle(
      [created('10.0.0.1'), created('10.0.0.2')],
      [deleted({ name: 'web-c' }), deleted({ name: 'web-a' }), deleted({ name: 'web-b' })],
    );
    expect(plan.update.map(({ slice }) => [slice.metadata.name, slice.endpoints[0]?.addresses[0]])).toEqual([
      ['web-a', '10.0.0.1'],
      ['web-b', '10.0.0.2'],
    ]);
    expect(plan.delete.map(({ before }) => before.metadata?.name)).toEqual(['web-c']);
  });

  test('leaves creates for which there is no delete (semantics 1.13.1)', () => {
    const plan = recycle([created('10.0.0.1'), created('10.0.0.2')], [deleted({ name: 'web-a' })]);
    expect(plan.create.map(({ slice }) => slice.endpoints[0]?.addresses[0])).toEqual(['10.0.0.2']);
    expect(plan.update).toHaveLength(1);
  });

  test('uses no name of another owner, nor of another address type (semantics 1.13.1)', () => {
    const others = [
      deleted({ name: 'web-a', owner: { ...ownerWeb, uid: 'other' } }),
      deleted({ name: 'web-b', owner: { ...ownerWeb, kind: 'Endpoints' } }),
      deleted({ name: 'web-c', addressType: 'IPv6' }),
    ];
    const plan = recycle([created('10.0.0.1')], others);
    expect(plan.create).toHaveLength(1);
    expect(plan.update).toEqual([]);
    expect(plan.delete).toHaveLength(3);
  });

  test('pairs each address type with its own', () => {
    const plan = recycle(
      [created('10.0.0.1'), created('fd00::1', 'IPv6')],
      [deleted({ name: 'web-a', addressType: 'IPv6' }), deleted({ name: 'web-b' })],
    );
    expect(plan.update.map(({ slice }) => [slice.metadata.name, slice.addressType])).toEqual([
      ['web-b', 'IPv4'],
      ['web-a', 'IPv6'],
    ]);
  });
});
