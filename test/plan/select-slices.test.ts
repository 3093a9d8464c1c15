import { enter } from '../../src/internal/door.ts';
import { describe, expect, test } from 'vitest';
import { selectSlices } from '../../src/plan/select-slices.ts';
import { buildSlice, ownerWeb, type SliceFields, sliceLabelsOfWeb } from '../support/build.ts';
import { deepFreeze } from '../support/deep-freeze.ts';

const MANAGED_BY = 'endpointslice.kubernetes.io/managed-by';
const selection = {
  namespace: 'shop',
  serviceName: 'web',
  managedBy: 'endpointslice-controller.k8s.io',
};

function select(...given: readonly SliceFields[]): { names: unknown[]; notices: unknown[] } {
  const { slices, notices } = enter('planService', () => selectSlices(deepFreeze(given.map(buildSlice)), selection));
  return { names: slices.map(({ metadata }) => metadata?.name), notices: [...notices] };
}

/** A notice about the slice `web-a`. */
function notice(reason: string, message: string, more: object = {}): object {
  return {
    reason,
    object: { kind: 'EndpointSlice', namespace: 'shop', name: 'web-a' },
    message,
    retry: false,
    ...more,
  };
}

describe('selectSlices', () => {
  test('takes those of the namespace, Service and manager, in order of their names (rule 2.2)', () => {
    expect(
      select(
        { name: 'c' },
        { name: 'a' },
        { name: 'b' },
        { name: 'x', namespace: 'other' },
        { name: 'y', labels: { ...sliceLabelsOfWeb, 'kubernetes.io/service-name': 'other' } },
        { name: 'z', labels: {} },
      ),
    ).toEqual({ names: ['a', 'b', 'c'], notices: [] });
  });

  test.each<[string, SliceFields, object]>([
    [
      'of another manager',
      { labels: { ...sliceLabelsOfWeb, [MANAGED_BY]: 'me' } },
      notice('SliceOfOtherManager', 'slice is managed by me; left alone', { managedBy: 'me' }),
    ],
    [
      'of nobody',
      { labels: { 'kubernetes.io/service-name': 'web' } },
      notice('SliceOfOtherManager', 'slice is managed by nobody; left alone', { managedBy: '' }),
    ],
    [
      'being deleted',
      { deletionTimestamp: '2026-01-02T03:04:05Z' },
      notice('SliceTerminating', 'slice is being deleted; planned as if it were gone'),
    ],
    [
      'of another manager, being deleted,',
      { labels: { ...sliceLabelsOfWeb, [MANAGED_BY]: 'me' }, deletionTimestamp: '2026-01-02T03:04:05Z' },
      notice('SliceOfOtherManager', 'slice is managed by me; left alone', { managedBy: 'me' }),
    ],
  ])('leaves out one %s with a notice (rule 2.2)', (_, fields, expected) => {
    expect(select(fields, { name: 'web-b' })).toEqual({ names: ['web-b'], notices: [expected] });
  });

  test('takes one whose deletion time is null, and passes over one without labels', () => {
    const slice = buildSlice();
    const slices = [
      { ...slice, metadata: { ...slice.metadata, deletionTimestamp: null } },
      { ...slice, metadata: { ...slice.metadata, labels: null } },
    ];
    expect(enter('planService', () => selectSlices(slices, selection))).toEqual({
      slices: slices.slice(0, 1),
      notices: [],
    });
  });

  const metadata = { namespace: 'shop', labels: sliceLabelsOfWeb };

  test.each<[string, unknown]>([
    ['slices must be an array, got undefined', undefined],
    ['slices[1] must be an object, got null', [buildSlice(), null]],
    ['slices[0].metadata must be an object, got undefined', [{ addressType: 'IPv4' }]],
    ['slices[0].metadata.name must be a non-empty string, got undefined', [{ addressType: 'IPv4', metadata }]],
    [
      'slices must be slices with different names, got "web-a"',
      [buildSlice(), buildSlice({ name: 'b' }), buildSlice()],
    ],
  ])('names what it cannot read: %s', (message, slices) => {
    expect(() => enter('planService', () => selectSlices(slices as never, selection))).toThrow(
      `planService: ${message}`,
    );
  });

  test.each<[string, object, object?]>([
    ['metadata.generateName must be a string, got 5', { generateName: 5 }],
    ['metadata.uid must be a string, got 5', { uid: 5 }],
    ['metadata.resourceVersion must be a string, got 5', { resourceVersion: 5 }],
    ['metadata.labels.app must be a string, got 5', { labels: { ...sliceLabelsOfWeb, app: 5 } }],
    ['metadata.annotations must be an object, got 5', { annotations: 5 }],
    ['metadata.generation must be a whole number, got "1"', { generation: '1' }],
    ['metadata.ownerReferences[1] must be an object, got null', { ownerReferences: [ownerWeb, null] }],
    [
      'metadata.ownerReferences[0].apiVersion must be a string, got 5',
      { ownerReferences: [{ ...ownerWeb, apiVersion: 5 }] },
    ],
    ['metadata.ownerReferences[0].kind must be a string, got 5', { ownerReferences: [{ ...ownerWeb, kind: 5 }] }],
    ['metadata.ownerReferences[0].name must be a string, got 5', { ownerReferences: [{ ...ownerWeb, name: 5 }] }],
    [
      'metadata.ownerReferences[1].uid must be a string, got 5',
      { ownerReferences: [ownerWeb, { ...ownerWeb, uid: 5 }] },
    ],
    [
      'metadata.ownerReferences[0].controller must be true or false, got 5',
      { ownerReferences: [{ ...ownerWeb, controller: 5 }] },
    ],
    [
      'metadata.ownerReferences[0].blockOwnerDeletion must be true or false, got "x"',
      { ownerReferences: [{ ...ownerWeb, blockOwnerDeletion: 'x' }] },
    ],
    ['addressType must be a non-empty string, got ""', {}, { addressType: '' }],
    ['ports must be an array, got 5', {}, { ports: 5 }],
    ['endpoints[0] must be an object, got null', {}, { endpoints: [null] }],
  ])('names the field of a slice that is none: %s', (message, inMetadata, inSlice = {}) => {
    const slice = buildSlice();
    const slices = [{ ...slice, ...inSlice, metadata: { ...slice.metadata, ...inMetadata } }];
    expect(() => enter('planService', () => selectSlices(slices as never, selection))).toThrow(
      `planService: slices[0].${message}`,
    );
  });

  test('takes what a slice may lack', () => {
    const absent = { generateName: null, uid: null, resourceVersion: null, annotations: null, generation: null };
    const owner = { apiVersion: 'v1', kind: 'Service', name: 'web', uid: 'u', controller: null };
    for (const more of [absent, { ownerReferences: null }, { ownerReferences: [owner] }]) {
      const slices = [{ addressType: 'IPv4', metadata: { name: 'web-a', ...metadata, ...more } }];
      expect(enter('planService', () => selectSlices(slices as never, selection)).slices).toEqual(slices);
    }
  });

  test('does not look into slices of others', () => {
    const strangers = [{ metadata: { namespace: 'other' } }, { metadata: { namespace: 'shop' } }];
    expect(enter('planService', () => selectSlices(strangers as never, selection))).toEqual({
      slices: [],
      notices: [],
    });
  });
});
