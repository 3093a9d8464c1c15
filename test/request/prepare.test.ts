import { prepareForCreate, prepareForUpdate } from 'endpointslice/server';
import { describe, expect, test } from 'vitest';

const HOSTNAME = 'kubernetes.io/hostname';
const endpoint = { addresses: ['10.0.0.1'] };

describe('prepareForCreate', () => {
  test('sets generation 1 and forgets what the server sets (rule 5.10.2)', () => {
    const metadata = {
      name: 'a',
      uid: 'u',
      generation: 7,
      creationTimestamp: '2026-01-02T03:04:05Z',
      deletionTimestamp: '2026-01-02T03:04:05Z',
      deletionGracePeriodSeconds: 30,
      selfLink: '/apis/discovery.k8s.io/v1/namespaces/shop/endpointslices/a',
      resourceVersion: '9',
      finalizers: ['a.b/c'],
    };
    expect(prepareForCreate({ metadata, addressType: 'IPv4' }).metadata).toStrictEqual({
      name: 'a',
      generation: 1,
      resourceVersion: '9',
      finalizers: ['a.b/c'],
    });
  });

  test('drops the deprecated topology through v1 only (rule 5.10.3)', () => {
    const slice = {
      addressType: 'IPv4',
      endpoints: [{ ...endpoint, deprecatedTopology: { [HOSTNAME]: 'n' } }, endpoint],
    };
    expect(prepareForCreate(slice).endpoints).toEqual([endpoint, endpoint]);
    expect(prepareForCreate(slice, 'v1beta1').endpoints).toEqual(slice.endpoints);
  });

  test('keeps node hints, whose gate can no longer be off (rule 5.10.4)', () => {
    const hints = { forNodes: [{ name: 'n' }] };
    expect(prepareForCreate({ addressType: 'IPv4', endpoints: [{ ...endpoint, hints }] }).endpoints[0]?.hints).toEqual(
      hints,
    );
  });

  test('refuses what is no slice', () => {
    expect(() => prepareForCreate(5 as never)).toThrow('prepareForCreate: slice must be an object, got 5');
    expect(() => prepareForCreate({ addressType: 'IPv4', endpoints: [{}] } as never)).not.toThrow();
    expect(() => prepareForCreate({ addressType: 'IPv4', endpoints: [5] } as never)).toThrow(
      'slice.endpoints[0] must be an object',
    );
  });
});

describe('prepareForUpdate', () => {
  const before = {
    metadata: { name: 'a', uid: 'u', generation: 3, labels: { a: 'b' }, resourceVersion: '7' },
    addressType: 'IPv4',
    endpoints: [endpoint],
    ports: [{ name: 'http', port: 80 }],
  };
  const generation = (slice: object): number | undefined =>
    prepareForUpdate({ slice: { ...before, ...slice }, before }).metadata.generation;

  test('counts the generation up for labels and everything outside metadata (rule 5.10.2)', () => {
    expect(generation({})).toBe(3);
    expect(generation({ metadata: { labels: { a: 'b' }, annotations: { x: 'y' }, generation: 9 } })).toBe(3);
    expect(generation({ metadata: { labels: { a: 'c' } } })).toBe(4);
    expect(generation({ metadata: { labels: {} } })).toBe(4);
    expect(generation({ addressType: 'IPv6' })).toBe(4);
    expect(generation({ ports: [{ name: 'http', port: 81 }] })).toBe(4);
    expect(generation({ endpoints: [{ ...endpoint, hints: {} }] })).toBe(4);
    expect(generation({ endpoints: [{ ...endpoint, conditions: {}, deprecatedTopology: {} }] })).toBe(3);
    expect(generation({ endpoints: [endpoint, endpoint] })).toBe(4);
  });

  test('counts from 0 where there is no generation yet, and writes no 0', () => {
    const { generation: _, ...metadata } = before.metadata;
    const prepared = (slice: object): object =>
      prepareForUpdate({ slice: { ...before, ...slice }, before: { ...before, metadata } }).metadata;
    expect(prepared({ metadata: { ...metadata, generation: 9 } })).toStrictEqual(metadata);
    expect(prepared({ metadata, ports: [] })).toStrictEqual({ ...metadata, generation: 1 });
  });

  test('keeps a node name known from the topology, and only that (rule 5.10.3)', () => {
    const withHost = (hostname: string, fields: object = {}): object => ({
      ...endpoint,
      deprecatedTopology: { [HOSTNAME]: hostname },
      ...fields,
    });
    const prepared = (
      endpoints: readonly object[],
      known: readonly object[],
      version: 'v1' | 'v1beta1' = 'v1',
    ): unknown =>
      prepareForUpdate({
        slice: { ...before, endpoints } as typeof before,
        before: { ...before, endpoints: known } as typeof before,
        version,
      }).endpoints;
    const known = [endpoint, withHost('n-1'), withHost('N?')];
    expect(prepared([withHost('n-1')], known)).toEqual([{ ...endpoint, nodeName: 'n-1' }]);
    expect(prepared([withHost('n-1', { nodeName: 'n-9' })], known)).toEqual([{ ...endpoint, nodeName: 'n-9' }]);
    expect(prepared([withHost('n-2')], known)).toEqual([endpoint]);
    expect(prepared([withHost('N?')], known)).toEqual([endpoint]);
    expect(prepared([endpoint, withHost('n-1')], known)).toEqual([endpoint, { ...endpoint, nodeName: 'n-1' }]);
    const racked = { ...endpoint, deprecatedTopology: { rack: '7' } };
    expect(prepared([racked], known)).toStrictEqual([endpoint]);
    expect(prepared([withHost('n-1')], [racked])).toEqual([endpoint]);
    expect(prepared(known, known)).toEqual(known);
    expect(prepared([withHost('n-1')], known, 'v1beta1')).toEqual([withHost('n-1')]);
    const update = { slice: { ...before, endpoints: [withHost('n-2') as typeof endpoint] }, before };
    expect(prepareForUpdate(update).endpoints).toEqual([endpoint]);
  });

  const time = '2026-01-02T03:04:05Z';
  const zeroTime = '0001-01-01T00:00:00Z';

  test.each<[string, object, object, object]>([
    ['its times', { creationTimestamp: time, deletionTimestamp: time }, {}, {}],
    ['its times, whatever is sent', { creationTimestamp: time }, { creationTimestamp: '2026-02-02T03:04:05Z' }, {}],
    ['no zero time', { creationTimestamp: zeroTime }, { creationTimestamp: time }, { creationTimestamp: time }],
    ['no time where it has none', {}, { creationTimestamp: time }, { creationTimestamp: time }],
    ['what is not sent', { uid: 'u', resourceVersion: '7', deletionGracePeriodSeconds: 30 }, {}, {}],
    ['what is sent empty', { uid: 'u', resourceVersion: '7' }, { uid: '', resourceVersion: '' }, {}],
    ['nothing that is sent', { resourceVersion: '7' }, { resourceVersion: '6' }, { resourceVersion: '6' }],
    ['nothing that it lacks', {}, {}, {}],
  ])('takes from the slice before %s (rule 5.10.2)', (_, ofBefore, sent, rest) => {
    const { metadata } = prepareForUpdate({
      slice: { addressType: 'IPv4', metadata: { name: 'a', ...sent } },
      before: { addressType: 'IPv4', metadata: { name: 'a', ...ofBefore } },
    });
    expect(metadata).toStrictEqual({ name: 'a', ...ofBefore, ...rest });
  });

  test('refuses what is no update', () => {
    expect(() => prepareForUpdate(5 as never)).toThrow('prepareForUpdate: update must be an object, got 5');
  });
});
