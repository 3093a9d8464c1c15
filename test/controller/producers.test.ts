import { describe, expect, test } from 'vitest';
import { type ControllerHints, controllerReport, type EndpointSourceLike, shardOf } from 'endpointslice/controller';
import { compareText } from '../../src/internal/compare-text.ts';
import { sortedMapGet } from '../../src/internal/sorted-map.ts';
import { addressesOf, aNode, aPod, aService, Loop } from './loop.ts';

const MIRRORING = { services: false, mirroring: true } as const;

function someEndpoints(ips: readonly string[], labels: object = {}): { readonly metadata: object } {
  const addresses = ips.map((ip) => ({ ip }));
  const subsets = [{ addresses, ports: [{ name: 'sql', port: 5432, protocol: 'TCP' }] }];
  return { metadata: { namespace: 'shop', name: 'db', uid: 'e1', labels }, subsets } as never;
}

const selectorless = aService('db', { selector: undefined });

describe('mirroring', () => {
  test('writes slices for Endpoints whose Service has no selector', () => {
    const loop = new Loop(MIRRORING).list({ Service: [selectorless], Endpoints: [someEndpoints(['192.0.2.1'])] });
    const write = loop.write();
    expect(write).toMatchObject({ controller: 'mirroring', verb: 'create', service: { name: 'db' } });
    expect(addressesOf(write)).toEqual(['192.0.2.1']);
  });

  test('needs no pods and no nodes to be listed', () => {
    expect(controllerReport(new Loop(MIRRORING).state).unlisted).toEqual(['Service', 'EndpointSlice', 'Endpoints']);
  });

  test.each([
    ['the Endpoints go', (loop: Loop) => loop.object('DELETED', 'Endpoints', someEndpoints([]))],
    [
      'they get the label that skips mirroring',
      (loop: Loop) =>
        loop.object(
          'MODIFIED',
          'Endpoints',
          someEndpoints(['192.0.2.1'], { 'endpointslice.kubernetes.io/skip-mirror': 'true' }),
        ),
    ],
    ['the Service gets a selector', (loop: Loop) => loop.object('MODIFIED', 'Service', aService('db'))],
    ['the Service goes', (loop: Loop) => loop.object('DELETED', 'Service', selectorless)],
  ] as const)('deletes them when %s', (_, change) => {
    const loop = new Loop(MIRRORING).list({ Service: [selectorless], Endpoints: [someEndpoints(['192.0.2.1'])] });
    const slices = loop.settle();
    expect(slices.size).toBe(1);
    change(loop);
    loop.settle(slices);
    expect(slices.size).toBe(0);
  });

  test('begins when the Service comes after the Endpoints, or loses its selector', () => {
    const late = new Loop(MIRRORING).list({ Endpoints: [someEndpoints(['192.0.2.1'])] });
    expect(late.settle().size).toBe(0);
    late.object('ADDED', 'Service', selectorless);
    expect(addressesOf(late.write())).toEqual(['192.0.2.1']);
    const loop = new Loop(MIRRORING).list({ Service: [aService('db')], Endpoints: [someEndpoints(['192.0.2.1'])] });
    expect(loop.settle().size).toBe(0);
    loop.object('MODIFIED', 'Service', selectorless);
    expect(addressesOf(loop.write())).toEqual(['192.0.2.1']);
  });

  test('tells of a failure without an Event, as the reference does', () => {
    const loop = new Loop(MIRRORING).list({ Service: [selectorless], Endpoints: [someEndpoints(['192.0.2.1'])] });
    loop.answer(loop.write(), { outcome: 'invalid' });
    loop.take();
    expect(loop.notices).toMatchObject([{ reason: 'GivenUp', object: { kind: 'Endpoints', name: 'db' } }]);
    expect(loop.notices[0]).not.toHaveProperty('event');
  });

  test('waits for its own writes though the slices belong to the Endpoints', () => {
    const loop = new Loop(MIRRORING).list({ Service: [selectorless], Endpoints: [someEndpoints(['192.0.2.1'])] });
    const slice = loop.apply(loop.write());
    loop.object('MODIFIED', 'Endpoints', someEndpoints(['192.0.2.2']));
    expect(loop.take().writes).toEqual([]);
    loop.hear({ type: 'ADDED', kind: 'EndpointSlice', object: slice });
    expect(loop.write().verb).toBe('update');
  });

  test('deletes a slice that it had created just before the Endpoints went', () => {
    const loop = new Loop(MIRRORING).list({ Endpoints: [someEndpoints(['192.0.2.1'])], Service: [selectorless] });
    const slice = loop.apply(loop.write());
    loop.object('DELETED', 'Endpoints', someEndpoints([]));
    loop.object('DELETED', 'Service', selectorless);
    expect(loop.take().writes).toEqual([]);
    loop.hear({ type: 'ADDED', kind: 'EndpointSlice', object: slice });
    expect(loop.write()).toMatchObject({ verb: 'delete', name: slice.metadata?.name });
  });

  test('cleans up at the start what is left of Endpoints that are gone', () => {
    const labels = {
      'kubernetes.io/service-name': 'db',
      'endpointslice.kubernetes.io/managed-by': 'endpointslicemirroring-controller.k8s.io',
    };
    const metadata = { namespace: 'shop', name: 'db-1', uid: 's1', resourceVersion: '7', labels };
    const loop = new Loop(MIRRORING).list({
      EndpointSlice: [{ metadata, addressType: 'IPv4', endpoints: [], ports: [] }],
    });
    expect(loop.write()).toMatchObject({ verb: 'delete', name: 'db-1', preconditions: { uid: 's1' } });
  });

  test('runs beside the controller of Services, whose writes for the same Service wait for its own', () => {
    const loop = new Loop({ mirroring: true }).list({
      Service: [selectorless],
      Endpoints: [someEndpoints(['192.0.2.1'])],
      Pod: [aPod(1, 'db')],
      Node: [aNode()],
    });
    const slices = loop.settle();
    loop.object('MODIFIED', 'Service', aService('db'));
    const first = loop.write();
    expect(first.controller).toBe('mirroring');
    expect(loop.take().writes).toEqual([]);
    loop.answer(first, { outcome: 'written' });
    expect(loop.write().controller).toBe('services');
    expect(slices.size).toBe(1);
  });
});

describe('another source of endpoints', () => {
  const managedBy = 'vms.example.com';
  const source = (addresses: readonly string[]): EndpointSourceLike & { readonly metadata: object } => ({
    metadata: { namespace: 'shop', name: 'vms' },
    managedBy,
    owner: { apiVersion: 'v1', kind: 'Service', name: 'vms', uid: 'u1' },
    groups: [
      {
        addressType: 'IPv4',
        ports: [{ name: 'ssh', protocol: 'TCP', port: 22 }],
        endpoints: addresses.map((address) => ({ addresses: [address] })),
      },
    ],
  });
  const options = { services: false, sources: [managedBy] };

  test('goes through the same loop', () => {
    const loop = new Loop(options);
    expect(controllerReport(loop.state).unlisted).toEqual(['EndpointSlice', 'EndpointSource']);
    loop.list({ EndpointSource: [source(['192.0.2.1'])] });
    const slices = loop.settle();
    expect([...slices.values()][0]?.metadata?.labels?.['endpointslice.kubernetes.io/managed-by']).toBe(managedBy);
    loop.object('MODIFIED', 'EndpointSource', source(['192.0.2.1', '192.0.2.2']));
    const write = loop.write();
    expect([write.verb, write.controller, addressesOf(write)]).toEqual([
      'update',
      managedBy,
      ['192.0.2.1', '192.0.2.2'],
    ]);
  });

  test('that is gone leaves no slice, and no memory', () => {
    const loop = new Loop(options).list({ EndpointSource: [source(['192.0.2.1'])] });
    const slices = loop.settle();
    loop.object('DELETED', 'EndpointSource', source([]));
    loop.settle(slices);
    expect(slices.size).toBe(0);
    expect(loop.take()).toMatchObject({ writes: [], askAgainAt: undefined });
    expect(controllerReport(loop.state).jobCount).toBe(0);
  });

  test('is not touched by the controller of Services, nor the reverse', () => {
    const loop = new Loop({ sources: [managedBy] }).list({
      Service: [aService('vms')],
      EndpointSource: [source(['192.0.2.1'])],
      Pod: [aPod(1, 'vms')],
      Node: [aNode()],
    });
    const managers = [...loop.settle().values()].map(
      ({ metadata }) => metadata?.labels?.['endpointslice.kubernetes.io/managed-by'],
    );
    expect(new Set(managers)).toEqual(new Set(['endpointslice-controller.k8s.io', managedBy]));
  });

  test('that nobody announced is passed over', () => {
    const loop = new Loop().list({ EndpointSource: [source(['192.0.2.1'])] });
    loop.object('MODIFIED', 'EndpointSource', source(['192.0.2.2']));
    expect(loop.take().writes).toEqual([]);
  });
});

describe('options', () => {
  const world = { Service: [aService(), aService('db')], Pod: [aPod(1)], Node: [aNode()] };

  test('a filter chooses the Services that are looked after', () => {
    const filter = ({
      metadata,
    }: {
      readonly metadata?: { readonly name?: string | null | undefined } | null | undefined;
    }): boolean => metadata?.name === 'db';
    const loop = new Loop({ filter }).list(world);
    expect(loop.take().writes.map(({ service }) => service.name)).toEqual(['db']);
  });

  test('managedBy is the label of the slices, and the maximum is kept', () => {
    const pods = [1, 2, 3].map((number) => aPod(number));
    const loop = new Loop({ managedBy: 'me.example.com', maxEndpointsPerSlice: 2 }).list({
      ...world,
      Service: [aService()],
      Pod: pods,
    });
    const slices = [...loop.settle().values()];
    expect(new Set(slices.map(({ endpoints }) => endpoints?.length))).toEqual(new Set([1, 2]));
    expect(slices[0]?.metadata?.labels?.['endpointslice.kubernetes.io/managed-by']).toBe('me.example.com');
  });

  test('the most addresses of a subset are those that are mirrored, or all', () => {
    const endpoints = [someEndpoints(['192.0.2.1', '192.0.2.2', '192.0.2.3'])];
    const some = new Loop({ ...MIRRORING, maxAddressesPerSubset: 2 }).list({
      Service: [selectorless],
      Endpoints: endpoints,
    });
    expect(addressesOf(some.write())).toHaveLength(2);
    const all = new Loop({ ...MIRRORING, maxAddressesPerSubset: 2, mirrorAllAddresses: true });
    expect([
      ...all
        .list({ Service: [selectorless], Endpoints: endpoints })
        .settle()
        .values(),
    ]).toHaveLength(2);
  });

  test('a strategy of hints goes before what the Service asks for', () => {
    const loop = new Loop({ hints: { strategy: 'PreferSameZone' } }).list({ ...world, Service: [aService()] });
    const write = loop.write();
    expect(write.verb === 'create' && write.slice.endpoints[0]?.hints).toEqual({ forZones: [{ name: 'a' }] });
  });

  test('hints by capacity follow the nodes where a zone would be overloaded', () => {
    const { metadata } = aService();
    const auto = {
      ...aService(),
      metadata: { ...metadata, annotations: { 'service.kubernetes.io/topology-mode': 'Auto' } },
    };
    const nodes = [aNode('n1', 'a'), aNode('n2', 'b')];
    const pods = [1, 2, 3, 4].map((number) => aPod(number, 'web', true, number % 2 === 0 ? 'n1' : 'n2'));
    const loop = new Loop().list({ Service: [auto], Pod: pods, Node: nodes });
    const slices = loop.settle();
    const zonesOf = (): string[] =>
      [...slices.values()]
        .flatMap(({ endpoints }) => (endpoints ?? []).map(({ hints }) => hints?.forZones?.[0]?.name ?? 'none'))
        .sort(compareText);
    expect(zonesOf()).toEqual(['a', 'a', 'b', 'b']);
    expect(loop.notices).toMatchObject([{ reason: 'TopologyAwareHintsEnabled' }]);
    loop.object('ADDED', 'Node', aNode('n3', 'c'));
    loop.settle(slices);
    expect(zonesOf()).toEqual(['none', 'none', 'none', 'none']);
  });

  test.each(['None', 'PreferSameZone', 'PreferSameNode', 'TopologyAware', () => undefined, undefined])(
    'the strategy %s is taken',
    (strategy) => {
      expect(() => new Loop({ hints: { strategy } as ControllerHints })).not.toThrow();
    },
  );

  test.each([
    [{ maxEndpointsPerSlice: 0 }, /options.maxEndpointsPerSlice/],
    [{ maxAddressesPerSubset: 1001 }, /options.maxAddressesPerSubset/],
    [{ batchPeriod: -1 }, /options.batchPeriod/],
    [{ filter: 'all' }, /options.filter must be a function/],
    [{ sources: ['endpointslice-controller.k8s.io'] }, /options.sources\[0\]/],
    [{ hints: { strategy: 'near' } }, /options.hints.strategy/],
    [{ hints: { strategy: 'none' } }, /options.hints.strategy/],
    [{ shards: { count: 2, own: [2] } }, /options.shards.own\[0\]/],
  ])('%j are refused', (options, message) => {
    expect(() => new Loop(options as never)).toThrow(message);
  });
});

describe('shards', () => {
  const names = ['api', 'cart', 'db', 'front', 'mail', 'search', 'users', 'web'];
  const services = names.map((name) => aService(name));
  const own = (count: number, shard: number): string[] =>
    names.filter((name) => shardOf({ namespace: 'shop', name }, count) === shard);
  const written = (loop: Loop): string[] => loop.take(100).writes.map(({ service }) => service.name);

  test('divide the Services among instances: each is one instance’s, and only that one’s', () => {
    const all = [0, 1, 2].map((shard) =>
      written(new Loop({ shards: { count: 3, own: [shard] } }).list({ Service: services })),
    );
    expect(all).toEqual([own(3, 0), own(3, 1), own(3, 2)]);
    expect(all.flat().toSorted()).toEqual(names);
    expect(all.every((some) => some.length > 0)).toBe(true);
  });

  test('are taken over: what is new is planned, what was there is not planned again', () => {
    const loop = new Loop({ shards: { count: 3, own: [0] } }).list({ Service: services });
    loop.settle();
    loop.hear({ type: 'SHARDS', shards: { count: 3, own: [0, 2] } });
    expect(controllerReport(loop.state).pendingCount).toBe(own(3, 2).length);
    expect(written(loop)).toEqual(own(3, 2));
  });

  test('are handed over: nothing more is written for them, what is under way is waited for', () => {
    const loop = new Loop({ shards: { count: 3, own: [0, 1] } }).list({ Service: services });
    const { writes } = loop.take(100);
    loop.hear({ type: 'SHARDS', shards: { count: 3, own: [1] } });
    expect(controllerReport(loop.state).sending).toHaveLength(own(3, 0).length + own(3, 1).length);
    for (const write of writes) loop.apply(write);
    loop.object('MODIFIED', 'Service', services[names.indexOf(own(3, 0)[0] ?? '')] ?? expect.fail());
    expect(written(loop)).toEqual([]);
    expect(controllerReport(loop.state).jobCount).toBe(own(3, 1).length);
  });

  test('of other instances leave no trace in the memory of this one', () => {
    const loop = new Loop({ shards: { count: 3, own: [0] } }).list({ Service: services });
    loop.settle();
    const { trackers } = loop.state;
    const labels = {
      'kubernetes.io/service-name': own(3, 1)[0] ?? '',
      'endpointslice.kubernetes.io/managed-by': 'endpointslice-controller.k8s.io',
    };
    const metadata = { namespace: 'shop', name: 'x', uid: 'x', generation: 1, labels };
    const slice = { metadata, addressType: 'IPv4', endpoints: [], ports: [] };
    loop.object('ADDED', 'EndpointSlice', slice);
    loop.object('DELETED', 'EndpointSlice', slice);
    const bare = (all: typeof trackers): unknown => ({ ...sortedMapGet(all, 'services'), seenVersion: '' });
    expect(bare(loop.state.trackers)).toEqual(bare(trackers));
  });

  test('spread names that differ in one character', () => {
    const counts = [0, 0, 0, 0];
    for (let number = 0; number < 1000; number += 1) {
      const shard = shardOf({ namespace: 'shop', name: `web-${number}` }, 4);
      counts[shard] = (counts[shard] ?? 0) + 1;
    }
    for (const count of counts) expect(count).toBeGreaterThan(200);
  });
});
