import { describe, expect, test } from 'vitest';
import { controllerReport, type WatchedKind } from 'endpointslice/controller';
import { sortedMapGet } from '../../src/internal/sorted-map.ts';
import { addressesOf, aNode, aPod, aService, Loop } from './loop.ts';

const KINDS: readonly WatchedKind[] = ['Service', 'Pod', 'Node', 'EndpointSlice'];

describe('a controller', () => {
  test('writes nothing before every kind was listed, in whatever order that is', () => {
    const objects = { Service: [aService()], Pod: [aPod(1)], Node: [aNode()], EndpointSlice: [] };
    for (const last of KINDS) {
      const loop = new Loop();
      for (const kind of KINDS.filter((one) => one !== last)) {
        loop.hear({ type: 'RELIST', kind, objects: objects[kind as keyof typeof objects] } as never);
        expect(loop.take()).toMatchObject({ writes: [], askAgainAt: undefined });
      }
      loop.object('ADDED', 'Pod', aPod(2));
      expect(loop.take().writes).toEqual([]);
      expect(controllerReport(loop.state).unlisted).toEqual([last]);
      loop.hear({ type: 'RELIST', kind: last, objects: objects[last as keyof typeof objects] } as never);
      // A list without a version is newer than what was heard before.
      expect(addressesOf(loop.write())).toEqual(last === 'Pod' ? ['10.0.0.1'] : ['10.0.0.1', '10.0.0.2']);
    }
  });

  test('takes a bookmark that ends the events of a streaming list for the end of a list', () => {
    const loop = new Loop();
    for (const kind of KINDS) {
      if (kind === 'Service') loop.hear({ type: 'ADDED', kind, object: aService() });
      const metadata = { resourceVersion: '100', annotations: { 'k8s.io/initial-events-end': 'true' } };
      expect(loop.take().writes).toEqual([]);
      loop.hear({ type: 'BOOKMARK', kind, object: { metadata } });
    }
    expect(loop.write().reasons).toEqual(['Placeholder']);
  });

  test('passes over repetitions, those of what is gone since included', () => {
    const loop = new Loop().list({ Service: [aService()], Node: [aNode()] });
    loop.settle();
    loop.object('ADDED', 'Pod', aPod(1));
    const added = loop.write();
    expect(addressesOf(added)).toEqual(['10.0.0.1']);
    loop.hear({ type: 'MODIFIED', kind: 'EndpointSlice', object: loop.apply(added) });
    loop.object('DELETED', 'Pod', aPod(1));
    loop.hear({ type: 'ADDED', kind: 'Pod', object: aPod(1) });
    const update = loop.write();
    expect(addressesOf(update)).toEqual([]);
    loop.hear({ type: 'MODIFIED', kind: 'EndpointSlice', object: loop.apply(update) });
    loop.hear({ type: 'ADDED', kind: 'Pod', object: aPod(1) });
    expect(loop.take().writes).toEqual([]);
  });

  test('closes a gap with a relist: what came, changed and went in between', () => {
    const loop = new Loop().list({ Service: [aService()], Pod: [aPod(1), aPod(2)], Node: [aNode()] });
    loop.settle();
    const metadata = { ...aPod(3).metadata, resourceVersion: '900' };
    loop.hear({ type: 'RELIST', kind: 'Pod', objects: [aPod(2), { ...aPod(3), metadata }], resourceVersion: '900' });
    expect(addressesOf(loop.write())).toEqual(['10.0.0.2', '10.0.0.3']);
  });

  test('does not go back in time with a list that is older than what it heard', () => {
    const loop = new Loop().list({ Service: [aService()], Pod: [aPod(1)], Node: [aNode()] });
    loop.settle();
    loop.object('ADDED', 'Pod', aPod(2));
    loop.object('DELETED', 'Pod', aPod(1));
    expect(addressesOf(loop.write())).toEqual(['10.0.0.2']);
    const { state } = loop;
    loop.hear({ type: 'RELIST', kind: 'Pod', objects: [aPod(1)], resourceVersion: '100' });
    expect(loop.state).toEqual(state);
  });

  test('plans a Service when a pod comes, changes and goes, and no other Service', () => {
    const loop = new Loop().list({ Service: [aService(), aService('db')], Node: [aNode()] });
    const slices = loop.settle();
    const names = (): (string | undefined)[] => [...new Set(loop.take().writes.map(({ service }) => service.name))];
    loop.object('ADDED', 'Pod', aPod(1));
    expect(names()).toEqual(['web']);
    expect(slices.size).toBe(2);
  });

  test('plans both Services when a pod gets the labels of another', () => {
    const loop = new Loop().list({ Service: [aService(), aService('db')], Pod: [aPod(1)], Node: [aNode()] });
    loop.settle();
    const { metadata } = aPod(1);
    loop.object('MODIFIED', 'Pod', { ...aPod(1), metadata: { ...metadata, labels: { app: 'db' } } } as never);
    const { writes } = loop.take();
    expect(writes.map((write) => [write.service.name, addressesOf(write)])).toEqual([
      ['db', ['10.0.0.1']],
      ['web', []],
    ]);
  });

  test('plans nothing for a change of a pod that no slice tells of', () => {
    const loop = new Loop().list({ Service: [aService()], Pod: [aPod(1)], Node: [aNode()] });
    loop.settle();
    const { work } = loop.state;
    const annotated = { ...aPod(1), metadata: { ...aPod(1).metadata, annotations: { note: 'x' } } };
    loop.object('MODIFIED', 'Pod', annotated);
    expect(loop.state.work).toEqual(work);
  });

  test('sees every change of a pod that a slice tells of (ledger controller/every-pod-change)', () => {
    const changes: readonly object[] = [
      { spec: { nodeName: 'n2' } },
      { status: { ...aPod(1).status, phase: 'Failed' } },
      { metadata: { ...aPod(1).metadata, deletionTimestamp: '2026-01-01T00:00:00Z' } },
      { metadata: { ...aPod(1).metadata, uid: 'another' } },
      { spec: { nodeName: 'n1', hostname: 'h', subdomain: 'web' } },
      { status: { ...aPod(1).status, podIPs: [{ ip: '10.0.0.9' }] } },
    ];
    for (const change of changes) {
      const loop = new Loop().list({ Service: [aService()], Pod: [aPod(1)], Node: [aNode(), aNode('n2', 'b')] });
      loop.settle();
      loop.object('MODIFIED', 'Pod', { ...aPod(1), ...change });
      expect(loop.take().writes, JSON.stringify(change)).toHaveLength(1);
    }
  });

  test('waits for the node of a pod without trying again, and plans when it comes (ledger controller/nodes-of-endpoints)', () => {
    const loop = new Loop().list({ Service: [aService()], Pod: [aPod(1)] });
    loop.settle();
    expect(loop.notices).toMatchObject([{ reason: 'NodeNotFound', nodeName: 'n1', controller: 'services' }]);
    expect(loop.take()).toMatchObject({ writes: [], askAgainAt: undefined });
    loop.object('ADDED', 'Node', aNode());
    expect(addressesOf(loop.write())).toEqual(['10.0.0.1']);
  });

  test('plans again when the zone of a node changes, and when it is lost', () => {
    const loop = new Loop().list({ Service: [aService()], Pod: [aPod(1)], Node: [aNode()] });
    const slices = loop.settle();
    loop.object('MODIFIED', 'Node', aNode('n1', 'b'));
    loop.settle(slices);
    expect([...slices.values()][0]?.endpoints?.[0]?.zone).toBe('b');
    loop.object('DELETED', 'Node', aNode('n1', 'b'));
    loop.settle(slices);
    expect([...slices.values()][0]?.endpoints).toEqual([]);
  });

  test('collects changes of pods for the batch period, from the first on', () => {
    const loop = new Loop({ batchPeriod: 500 }).list({ Service: [aService()], Node: [aNode()] });
    loop.settle();
    loop.object('ADDED', 'Pod', aPod(1));
    expect(loop.take().askAgainAt).toBe(loop.now + 500);
    loop.now += 400;
    loop.object('ADDED', 'Pod', aPod(2));
    expect(loop.take()).toMatchObject({ writes: [], askAgainAt: loop.now + 100 });
    loop.now += 100;
    expect(addressesOf(loop.write())).toEqual(['10.0.0.1', '10.0.0.2']);
  });

  test('does not let a change of the Service wait for the batch period', () => {
    const loop = new Loop({ batchPeriod: 500 }).list({ Service: [aService()], Pod: [aPod(1)], Node: [aNode()] });
    loop.settle();
    loop.object('ADDED', 'Pod', aPod(2));
    loop.take();
    loop.object('MODIFIED', 'Service', aService('web', { publishNotReadyAddresses: true }));
    expect(addressesOf(loop.write())).toEqual(['10.0.0.1', '10.0.0.2']);
  });
});

describe('writes', () => {
  const pods = [1, 2, 3].map((number) => aPod(number));

  test('of one Service come one after another, in the order of the plan', () => {
    const loop = new Loop({ maxEndpointsPerSlice: 1 }).list({ Service: [aService()], Pod: pods, Node: [aNode()] });
    const written: string[][] = [];
    for (let count = 0; count < 3; count += 1) {
      const write = loop.write();
      expect(loop.take().writes).toEqual([]);
      written.push(addressesOf(write));
      loop.apply(write);
    }
    expect(written).toEqual([['10.0.0.1'], ['10.0.0.2'], ['10.0.0.3']]);
  });

  test('of different Services come side by side, as many as may be under way', () => {
    const names = ['a', 'b', 'c', 'd', 'e'];
    const loop = new Loop().list({ Service: names.map((name) => aService(name)) });
    const first = loop.take(3).writes;
    expect(first.map(({ service }) => service.name)).toEqual(['a', 'b', 'c']);
    expect(loop.take(3)).toMatchObject({ writes: [], askAgainAt: undefined });
    loop.apply(first[1] ?? expect.fail());
    expect(loop.take(3).writes.map(({ service }) => service.name)).toEqual(['d']);
    expect(controllerReport(loop.state)).toMatchObject({ pendingCount: 4, jobCount: 5 });
  });

  test('are planned for as many Services as may be planned at once', () => {
    const loop = new Loop().list({ Service: ['a', 'b', 'c'].map((name) => aService(name)) });
    loop.hear();
    expect(loop.take(0).writes).toEqual([]);
    const taken = new Loop().list({ Service: ['a', 'b', 'c'].map((name) => aService(name)) });
    expect(taken.takeSome(2)).toMatchObject({ writes: [{}, {}], askAgainAt: taken.now });
    expect(taken.takeSome(2)).toMatchObject({ writes: [{}], askAgainAt: undefined });
  });

  test('that delete carry the uid and the resourceVersion of the slice', () => {
    const loop = new Loop().list({
      Service: [aService('web', { ipFamilies: ['IPv4', 'IPv6'] })],
      Pod: [aPod(1)],
      Node: [aNode()],
    });
    const slices = loop.settle();
    const gone = [...slices.values()].find(({ addressType }) => addressType === 'IPv6')?.metadata;
    loop.object('MODIFIED', 'Service', aService());
    expect(loop.write()).toMatchObject({
      verb: 'delete',
      namespace: 'shop',
      name: gone?.name,
      preconditions: { uid: gone?.uid, resourceVersion: gone?.resourceVersion },
    });
  });

  test('go on after an event in between, and then it is planned again', () => {
    const loop = new Loop({ maxEndpointsPerSlice: 1 }).list({
      Service: [aService()],
      Pod: pods.slice(0, 2),
      Node: [aNode()],
    });
    const first = loop.write();
    loop.object('DELETED', 'Pod', pods[0] ?? expect.fail());
    const created = [loop.apply(first)];
    const second = loop.write();
    expect(addressesOf(second)).toEqual(['10.0.0.2']);
    created.push(loop.apply(second));
    for (const object of created) loop.hear({ type: 'ADDED', kind: 'EndpointSlice', object });
    expect(loop.write()).toMatchObject({ verb: 'delete', name: created[0]?.metadata?.name });
  });
});

describe('a view that is older than what was written', () => {
  test('is waited for: the event of the slice wakes the Service, at once and without a failure (ledger controller/stale-is-no-failure)', () => {
    const loop = new Loop().list({ Service: [aService()], Pod: [aPod(1)], Node: [aNode()] });
    const slice = loop.apply(loop.write());
    loop.object('ADDED', 'Pod', aPod(2));
    expect(loop.take()).toMatchObject({ writes: [], askAgainAt: undefined });
    expect(controllerReport(loop.state)).toMatchObject({
      stale: [{ controller: 'services', service: { namespace: 'shop', name: 'web' } }],
      failing: [],
    });
    loop.now += 100_000;
    expect(loop.take().writes).toEqual([]);
    loop.hear({ type: 'ADDED', kind: 'EndpointSlice', object: slice });
    expect(addressesOf(loop.write())).toEqual(['10.0.0.1', '10.0.0.2']);
    expect(loop.notices).toEqual([]);
  });

  test('is waited for by generation: an event from before the write is not enough', () => {
    const loop = new Loop().list({ Service: [aService()], Pod: [aPod(1)], Node: [aNode()] });
    const created = loop.apply(loop.write());
    loop.hear({ type: 'ADDED', kind: 'EndpointSlice', object: created });
    loop.object('ADDED', 'Pod', aPod(2));
    const updated = loop.apply(loop.write());
    loop.object('ADDED', 'Pod', aPod(3));
    const between = { ...created, metadata: { ...created.metadata, resourceVersion: '102' } };
    loop.hear({ type: 'MODIFIED', kind: 'EndpointSlice', object: between });
    expect(loop.take().writes).toEqual([]);
    loop.hear({ type: 'MODIFIED', kind: 'EndpointSlice', object: updated });
    expect(addressesOf(loop.write())).toHaveLength(3);
  });

  test('is waited for by resourceVersion: a bookmark beyond the write says that the slice is gone', () => {
    const loop = new Loop().list({ Service: [aService()], Pod: [aPod(1)], Node: [aNode()] });
    const { metadata } = loop.apply(loop.write());
    loop.object('ADDED', 'Pod', aPod(2));
    loop.take();
    loop.hear({ type: 'BOOKMARK', kind: 'EndpointSlice', object: { metadata: { resourceVersion: '100' } } });
    expect(loop.take().writes).toEqual([]);
    const version = metadata?.resourceVersion;
    loop.hear({ type: 'BOOKMARK', kind: 'EndpointSlice', object: { metadata: { resourceVersion: version } } });
    expect(addressesOf(loop.write())).toEqual(['10.0.0.1', '10.0.0.2']);
  });

  test('is waited for by resourceVersion: so does an event of any other slice', () => {
    const loop = new Loop().list({ Service: [aService(), aService('db')], Pod: [aPod(1)], Node: [aNode()] });
    const [first, second] = loop.take().writes;
    const slices = [first, second].map((write) => loop.apply(write ?? expect.fail()));
    loop.object('ADDED', 'Pod', aPod(2));
    expect(loop.take().writes).toEqual([]);
    const [db, web] = [slices.at(0), slices.at(1)];
    expect(web?.metadata?.labels?.['kubernetes.io/service-name']).toBe('web');
    loop.object('ADDED', 'EndpointSlice', db ?? expect.fail());
    expect(loop.write().service.name).toBe('web');
  });

  test('is waited for after a delete, until its event comes', () => {
    const loop = new Loop().list({ Service: [aService('web', { ipFamilies: ['IPv4', 'IPv6'] })], Node: [aNode()] });
    const slices = loop.settle();
    loop.object('MODIFIED', 'Service', aService());
    const gone = loop.write();
    loop.answer(gone, { outcome: 'written' });
    loop.object('ADDED', 'Pod', aPod(1));
    expect(loop.take().writes).toEqual([]);
    loop.object('DELETED', 'EndpointSlice', slices.get(gone.verb === 'delete' ? gone.name : '') ?? expect.fail());
    expect(addressesOf(loop.write())).toEqual(['10.0.0.1']);
  });

  test('no event is needed for one that was there before the answer', () => {
    const loop = new Loop().list({ Service: [aService()], Pod: [aPod(1)], Node: [aNode()] });
    const write = loop.write();
    const slice = loop.stored(write);
    loop.hear({ type: 'ADDED', kind: 'EndpointSlice', object: slice });
    loop.object('ADDED', 'Pod', aPod(2));
    loop.answer(write, { outcome: 'written', slice });
    expect(addressesOf(loop.write())).toEqual(['10.0.0.1', '10.0.0.2']);
  });
});

describe('what users do to slices', () => {
  function settled(): { readonly loop: Loop; readonly slice: object & { readonly metadata?: object | null } } {
    const loop = new Loop().list({ Service: [aService()], Pod: [aPod(1)], Node: [aNode()] });
    const [slice] = [...loop.settle().values()];
    return { loop, slice: (slice as never) ?? expect.fail() };
  }
  const labelled = (
    slice: { readonly metadata?: object | null },
    labels: object,
    generation = 2,
  ): { readonly metadata: object } => ({
    ...slice,
    metadata: {
      ...slice.metadata,
      generation,
      labels: { ...(slice.metadata as { labels: object }).labels, ...labels },
    },
  });

  test('a deleted slice is created again', () => {
    const { loop, slice } = settled();
    loop.object('DELETED', 'EndpointSlice', slice);
    expect(loop.write().verb).toBe('create');
  });

  test('an edited slice is put right', () => {
    const { loop, slice } = settled();
    loop.object('MODIFIED', 'EndpointSlice', { ...labelled(slice, {}), endpoints: [] } as never);
    expect(addressesOf(loop.write())).toEqual(['10.0.0.1']);
  });

  test.each([
    { 'kubernetes.io/service-name': 'other' },
    { 'kubernetes.io/service-name': '' },
    { 'endpointslice.kubernetes.io/managed-by': 'me' },
  ])('a slice that got the labels %j is replaced', (labels) => {
    const { loop, slice } = settled();
    loop.object('MODIFIED', 'EndpointSlice', labelled(slice, labels));
    const write = loop.write();
    expect([write.verb, write.service.name, addressesOf(write)]).toEqual(['create', 'web', ['10.0.0.1']]);
  });

  test('a slice that got its labels back is used again', () => {
    const { loop, slice } = settled();
    loop.object('MODIFIED', 'EndpointSlice', labelled(slice, { 'kubernetes.io/service-name': 'other' }));
    loop.object('MODIFIED', 'EndpointSlice', labelled(slice, {}, 3));
    expect(loop.take().writes).toEqual([]);
  });

  test('a slice that is deleted and held by a finalizer is replaced, and nothing waits for its end', () => {
    const { loop, slice } = settled();
    const metadata = { ...slice.metadata, generation: 2, deletionTimestamp: '2026-01-01T00:00:00Z', finalizers: ['x'] };
    loop.object('MODIFIED', 'EndpointSlice', { ...slice, metadata });
    const created = loop.apply(loop.write());
    loop.hear({ type: 'ADDED', kind: 'EndpointSlice', object: created });
    loop.object('ADDED', 'Pod', aPod(2));
    expect(addressesOf(loop.write())).toEqual(['10.0.0.1', '10.0.0.2']);
  });

  test('an annotation that somebody changed is seen, though the generation stays (ledger controller/annotations-seen)', () => {
    const loop = new Loop({ services: false, mirroring: true }).list({
      Service: [aService('db', { selector: undefined })],
      Endpoints: [
        {
          metadata: { namespace: 'shop', name: 'db', uid: 'e1' },
          subsets: [{ addresses: [{ ip: '192.0.2.1' }], ports: [{ port: 1 }] }],
        },
      ],
    });
    const [slice = expect.fail()] = [...loop.settle().values()];
    loop.object('MODIFIED', 'EndpointSlice', {
      ...slice,
      metadata: { ...slice.metadata, annotations: { note: 'mine' } },
    });
    expect(loop.write().reasons).toEqual(['AnnotationsChanged']);
  });
});

describe('a Service', () => {
  const world = { Service: [aService()], Pod: [aPod(1)], Node: [aNode()] };

  test('that is deleted is forgotten, and its slices are left to the garbage collector', () => {
    const loop = new Loop().list(world);
    loop.settle();
    loop.object('DELETED', 'Service', aService());
    expect(loop.take()).toMatchObject({ writes: [], askAgainAt: undefined });
    expect(controllerReport(loop.state).jobCount).toBe(0);
    expect(sortedMapGet(loop.state.trackers, 'services')?.services).toBeUndefined();
  });

  test('that is deleted and created again at once gets slices of its own, and those of the former go', () => {
    const loop = new Loop().list(world);
    const slices = loop.settle();
    const [old] = [...slices.keys()];
    loop.object('DELETED', 'Service', aService());
    const again = aService();
    loop.object('ADDED', 'Service', { ...again, metadata: { ...again.metadata, uid: 'second' } });
    loop.settle(slices);
    expect(slices.size).toBe(1);
    expect([...slices.keys()]).not.toEqual([old]);
    expect([...slices.values()][0]?.metadata?.ownerReferences?.[0]?.uid).toBe('second');
  });

  test('that is deleted and created again is not planned before what was written for the former was seen', () => {
    const loop = new Loop().list(world);
    const slice = loop.apply(loop.write());
    const again = { ...aService(), metadata: { ...aService().metadata, uid: 'second' } };
    loop.object('DELETED', 'Service', aService());
    expect(loop.take().writes).toEqual([]);
    loop.object('ADDED', 'Service', again);
    expect(loop.take().writes).toEqual([]);
    loop.hear({ type: 'ADDED', kind: 'EndpointSlice', object: slice });
    expect(loop.write().verb).toBe('create');
  });

  test('that is deleted in the middle of its plan gets no further write', () => {
    const pods = [1, 2].map((number) => aPod(number));
    const loop = new Loop({ maxEndpointsPerSlice: 1 }).list({ ...world, Pod: pods });
    const write = loop.write();
    loop.object('DELETED', 'Service', aService());
    const slice = loop.apply(write);
    expect(loop.take().writes).toEqual([]);
    loop.hear({ type: 'ADDED', kind: 'EndpointSlice', object: slice });
    expect(loop.take().writes).toEqual([]);
    expect(controllerReport(loop.state).jobCount).toBe(0);
  });

  test('that loses its selector keeps its slices as they are, and gets them planned when it has one again', () => {
    const loop = new Loop().list(world);
    loop.settle();
    loop.object('MODIFIED', 'Service', aService('web', { selector: undefined }));
    loop.object('ADDED', 'Pod', aPod(2));
    expect(loop.take().writes).toEqual([]);
    loop.object('MODIFIED', 'Service', aService());
    expect(addressesOf(loop.write())).toEqual(['10.0.0.1', '10.0.0.2']);
  });

  test('that is being deleted gets no new slice', () => {
    const { metadata, ...rest } = aService();
    const ending = { ...rest, metadata: { ...metadata, deletionTimestamp: '2026-01-01T00:00:00Z' } };
    const loop = new Loop().list({ ...world, Service: [ending] });
    expect(loop.take().writes).toEqual([]);
    expect(loop.notices).toMatchObject([{ reason: 'OwnerTerminating' }]);
  });

  test('that cannot be planned is told of, and keeps no other from being planned', () => {
    const broken = { ...aService('bad'), spec: { ...aService('bad').spec, ports: [{ name: 5, port: 80 }] } };
    const loop = new Loop().list({ ...world, Service: [broken, aService()] });
    expect(loop.write().service.name).toBe('web');
    expect(loop.notices).toMatchObject([{ reason: 'GivenUp', outcome: 'cannotPlan', object: { name: 'bad' } }]);
    loop.object('MODIFIED', 'Service', aService('bad'));
    expect(loop.write().service.name).toBe('bad');
  });

  test('tells the same notice once, not at every plan', () => {
    const loop = new Loop().list({ Service: [aService()], Pod: [aPod(1)] });
    const slices = loop.settle();
    loop.object('ADDED', 'Pod', aPod(2, 'web', true, 'n2'));
    loop.settle(slices);
    expect(loop.notices.map((notice) => ('nodeName' in notice ? notice.nodeName : ''))).toEqual(['n1', 'n2']);
  });

  test('has the trigger time of the change on what is written, also if the first attempt failed (ledger controller/trigger-time-kept)', () => {
    const transitioned = (number: number, time: string): ReturnType<typeof aPod> => ({
      ...aPod(number),
      status: { ...aPod(number).status, conditions: [{ type: 'Ready', status: 'True', lastTransitionTime: time }] },
    });
    const loop = new Loop().list({ Service: [aService()], Node: [aNode()] });
    loop.settle();
    loop.object('ADDED', 'Pod', transitioned(1, '2026-01-01T00:00:01Z'));
    loop.answer(loop.write(), { outcome: 'noAnswer' });
    loop.take();
    loop.object('ADDED', 'Pod', transitioned(2, '2026-01-01T00:00:02Z'));
    loop.now = loop.take().askAgainAt ?? expect.fail();
    const write = loop.write();
    const annotations = write.verb === 'delete' ? undefined : write.slice.metadata.annotations;
    expect(annotations).toEqual({ 'endpoints.kubernetes.io/last-change-trigger-time': '2026-01-01T00:00:01Z' });
  });
});
