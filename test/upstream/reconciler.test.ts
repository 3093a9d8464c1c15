import {
  applyPlan,
  type EndpointSliceLike,
  endpointFromPod,
  type Plan,
  type PodLike,
  type ServiceLike,
  type StringMapLike,
} from 'endpointslice';
import { describe, expect, test } from 'vitest';
import {
  buildEndpoint,
  buildNode,
  buildPod,
  buildPods,
  buildService,
  buildSlice,
  ownerWeb,
  type ServiceFields,
  type SliceFields,
  sliceLabelsOfWeb,
} from '../support/build.ts';
import { planSizes, planWorld, type WorldFields } from '../support/plan-world.ts';
import { createsOf, updatesOf } from '../support/writes.ts';

/*
 * Cases of k8s.io/endpointslice reconciler_test.go and kubernetes test/integration/endpointslice, told in our words. Each
 * test names the upstream test.
 */

const nothing = { create: [], update: [], unchanged: [], deleteCount: 0 };

/** Pods of which every third is not ready, as upstream's tables have them. */
function mixedPods(podCount: number): PodLike[] {
  return buildPods(podCount).map((pod, index) =>
    index % 3 === 0 ? (buildPods(1, { ready: false }, index)[0] ?? pod) : pod,
  );
}

function endpointsOf(pods: readonly PodLike[]): NonNullable<EndpointSliceLike['endpoints']> {
  return pods.flatMap((pod) => endpointFromPod({ pod, service: buildService(), addressType: 'IPv4' }) ?? []);
}

/** The slices after writing a plan. */
function written(plan: Plan, slices: readonly EndpointSliceLike[] = []): readonly EndpointSliceLike[] {
  return applyPlan({ slices, plan, nameSlice: (_, index) => `web-new-${index}` });
}

function sizesOf(slices: readonly EndpointSliceLike[]): number[] {
  return slices.map(({ endpoints }) => endpoints?.length ?? 0).sort((left, right) => left - right);
}

describe('planService, as upstream’s reconciler,', () => {
  test('creates a placeholder for no pods (TestReconcileEmpty)', () => {
    const { plan, statistics } = planWorld({});
    expect(planSizes(plan)).toEqual({ ...nothing, create: [0] });
    expect(createsOf(plan)[0]?.slice).toMatchObject({
      ports: [],
      endpoints: [],
      metadata: { labels: sliceLabelsOfWeb },
    });
    expect(statistics[0]).toMatchObject({ addedCount: 0, removedCount: 0 });
  });

  const six = '1234::5678:0:0:9abc:def0';
  const headless = { 'service.kubernetes.io/headless': '' };
  const bad = {
    'kubernetes.io/service-name': 'bad',
    'endpointslice.kubernetes.io/managed-by': 'actor',
    'service.kubernetes.io/headless': 'invalid',
  };
  test.each<[string, ServiceFields, readonly string[], StringMapLike]>([
    ['no families', { clusterIP: '10.0.0.10', ipFamilies: [] }, ['1.2.3.4'], {}],
    ['IPv4', { clusterIP: '' }, ['1.2.3.4'], headless],
    ['IPv4 with a cluster IP', { clusterIP: '1.1.1.1' }, ['1.2.3.4'], {}],
    ['IPv4 with labels', { clusterIP: '', labels: { foo: 'bar' } }, ['1.2.3.4'], { foo: 'bar', ...headless }],
    ['IPv4 with bad labels', { clusterIP: '', labels: bad }, ['1.2.3.4'], headless],
    ['IPv6', { clusterIP: '', ipFamilies: ['IPv6'] }, [six], headless],
    ['IPv6 with a cluster IP', { clusterIP: '1234::1', ipFamilies: ['IPv6'] }, [six], {}],
    ['both families', { clusterIP: '10.0.0.10', ipFamilies: ['IPv4', 'IPv6'] }, ['1.2.3.4', six], {}],
  ])('creates a slice in each family for one pod: %s (TestReconcile1Pod)', (_, service, addresses, labels) => {
    const pods = [buildPod({ ip: ['1.2.3.4', '1234::5678:0000:0000:9abc:def0'], hostname: 'h' })];
    const triggerTime = '2026-01-02T03:04:05.123456789Z';
    const { plan } = planWorld({
      service: buildService(service),
      pods,
      nodes: [buildNode('n1', 'us-central1-a')],
      triggerTime,
    });
    expect(planSizes(plan)).toEqual({ ...nothing, create: addresses.map(() => 1) });
    expect(createsOf(plan).map(({ slice }) => slice.endpoints)).toEqual(
      addresses.map((address) => [buildEndpoint({ addresses: [address], zone: 'us-central1-a' })]),
    );
    for (const { slice } of createsOf(plan)) {
      expect(slice.metadata.labels).toEqual({ ...sliceLabelsOfWeb, ...labels });
      expect(slice.metadata.annotations).toEqual({ 'endpoints.kubernetes.io/last-change-trigger-time': triggerTime });
    }
  });

  test.each<[string, readonly EndpointSliceLike[], object]>([
    ['none yet', [], { ...nothing, create: [0] }],
    ['the same', [buildSlice({ ports: [] })], { ...nothing, unchanged: [0] }],
    // Upstream’s slice lacks the labels by which a controller finds its slices; here it only has too many.
    ['another', [buildSlice({ labels: { ...sliceLabelsOfWeb, bar: 'baz' } })], { ...nothing, update: [0] }],
  ])('wants one placeholder where there is %s (TestReconcile1EndpointSlice)', (_, slices, expected) => {
    expect(planSizes(planWorld({ slices }).plan)).toEqual(expected);
  });

  test.each<[string, SliceFields, boolean]>([
    ['nothing', {}, true],
    ['the name', { name: 'bar' }, true],
    ['the labels', { labels: { ...sliceLabelsOfWeb, foo: 'true' } }, false],
    ['the creation', { annotations: { at: '2' } }, true],
    ['the address type', { addressType: 'IPv6' }, false],
  ])('compares placeholders when %s differs (TestPlaceHolderSliceCompare)', (_, fields, same) => {
    const slices = [buildSlice({ ports: [], ...fields })];
    expect(planWorld({ slices }).plan.unchanged).toEqual(same ? slices : []);
  });

  test('calls all endpoints ready that are published (TestReconcile1EndpointSlicePublishNotReadyAddresses)', () => {
    const service = buildService({ publishNotReadyAddresses: true });
    const { plan } = planWorld({ service, pods: mixedPods(50) });
    expect(planSizes(plan)).toEqual({ ...nothing, create: [50] });
    expect(createsOf(plan)[0]?.slice.endpoints.every(({ conditions }) => conditions?.ready === true)).toBe(true);
  });

  test('fills slices one after the other (TestReconcileManyPods)', () => {
    const { plan, statistics } = planWorld({ pods: mixedPods(250) });
    expect(planSizes(plan)).toEqual({ ...nothing, create: [100, 100, 50] });
    expect(statistics[0]).toMatchObject({
      addedCount: 250,
      portMaps: [{ endpointCount: 250, sliceCount: 3, idealSliceCount: 3 }],
    });
  });

  test('puts what a new slice leaves over into the slice that it fills best (TestReconcileEndpointSlicesSomePreexisting)', () => {
    const pods = mixedPods(250);
    const every = (first: number): PodLike[] => pods.filter((_, index) => index % 4 === first && index < 246);
    const slices = [1, 3].map((first) => buildSlice({ name: `web-${first}`, endpoints: endpointsOf(every(first)) }));
    expect(sizesOf(slices)).toEqual([61, 62]);
    const { plan, statistics } = planWorld({ pods, slices });
    expect(planSizes(plan)).toEqual({ ...nothing, create: [100], update: [89], unchanged: [61] });
    expect(statistics[0]).toMatchObject({ addedCount: 127, removedCount: 0 });
  });

  test('creates two slices rather than split a rest over two (TestReconcileEndpointSlicesSomePreexistingWorseAllocation)', () => {
    const pods = mixedPods(300);
    const every = (first: number): PodLike[] => pods.filter((_, index) => index % 4 === first && index < 296);
    const slices = [1, 3].map((first) => buildSlice({ name: `web-${first}`, endpoints: endpointsOf(every(first)) }));
    expect(sizesOf(slices)).toEqual([74, 74]);
    const { plan, statistics } = planWorld({ pods, slices });
    expect(planSizes(plan)).toEqual({ ...nothing, create: [100, 52], unchanged: [74, 74] });
    expect(statistics[0]?.portMaps[0]).toMatchObject({ sliceCount: 4, idealSliceCount: 3 });
  });

  test('updates all slices when the port changes, and creates none (TestReconcileEndpointSlicesUpdating)', () => {
    const pods = mixedPods(250);
    const slices = written(planWorld({ pods }).plan);
    const service = buildService({ ports: [{ name: 'http', protocol: 'TCP', port: 80, targetPort: 8081 }] });
    const { plan } = planWorld({ service, pods, slices });
    expect(planSizes(plan)).toEqual({ ...nothing, update: [100, 100, 50] });
  });

  test('updates all slices when the labels change (TestReconcileEndpointSlicesServicesLabelsUpdating)', () => {
    const pods = mixedPods(250);
    const slices = written(planWorld({ pods }).plan);
    const { plan } = planWorld({ service: buildService({ labels: { foo: 'bar' } }), pods, slices });
    expect(planSizes(plan)).toEqual({ ...nothing, update: [100, 100, 50] });
    for (const { slice } of updatesOf(plan)) expect(slice.metadata.labels).toEqual({ ...sliceLabelsOfWeb, foo: 'bar' });
  });

  test('updates none for reserved labels (TestReconcileEndpointSlicesServicesReservedLabels)', () => {
    const pods = mixedPods(250);
    const slices = written(planWorld({ pods }).plan);
    const { plan } = planWorld({ service: buildService({ labels: bad }), pods, slices });
    expect(planSizes(plan)).toEqual({ ...nothing, unchanged: [100, 100, 50] });
  });

  test('packs anew when all slices must be written anyway (TestReconcileEndpointSlicesRecycling)', () => {
    const pods = mixedPods(300);
    const slices = Array.from({ length: 10 }, (_, index) =>
      buildSlice({ name: `web-${index}`, endpoints: endpointsOf(pods.slice(index * 30, index * 30 + 30)) }),
    );
    expect(planSizes(planWorld({ pods, slices }).plan)).toEqual({ ...nothing, unchanged: slices.map(() => 30) });
    const service = buildService({ ports: [{ name: 'http', protocol: 'TCP', port: 80, targetPort: 81 }] });
    const { plan } = planWorld({ service, pods, slices });
    expect(planSizes(plan)).toEqual({ ...nothing, update: [100, 100, 100], deleteCount: 7 });
    expect(sizesOf(written(plan, slices))).toEqual([100, 100, 100]);
  });

  test('adds to the fuller of the slices written anyway (TestReconcileEndpointSlicesUpdatePacking)', () => {
    const before = [...buildPods(80), ...buildPods(20, {}, 100)];
    const slices = [
      buildSlice({ name: 'web-1', endpoints: endpointsOf(before.slice(0, 80)) }),
      buildSlice({ name: 'web-2', endpoints: endpointsOf(before.slice(80)) }),
    ];
    const now = before.map((pod, index) =>
      index % 10 === 0 ? { ...pod, status: { ...pod.status, conditions: [{ type: 'Ready', status: 'False' }] } } : pod,
    );
    const { plan, statistics } = planWorld({ pods: [...now, ...buildPods(15, {}, 200)], slices });
    expect(planSizes(plan)).toEqual({ ...nothing, update: [95, 20] });
    expect(statistics[0]).toMatchObject({ addedCount: 15, removedCount: 0 });
  });

  test('replaces slices of an address type that is no more (TestReconcileEndpointSlicesReplaceDeprecated)', () => {
    const pods = [...buildPods(80), ...buildPods(50, {}, 100)];
    const slices = [
      buildSlice({ name: 'web-1', addressType: 'IP', endpoints: endpointsOf(pods.slice(0, 80)) }),
      buildSlice({ name: 'web-2', addressType: 'IP', endpoints: endpointsOf(pods.slice(80)) }),
    ];
    const { plan } = planWorld({ pods, slices });
    expect(planSizes(plan)).toEqual({ ...nothing, create: [100, 30], deleteCount: 2 });
    expect(createsOf(plan).every(({ slice }) => slice.addressType === 'IPv4')).toBe(true);
  });

  test.each([
    [ownerWeb, { ...nothing, unchanged: [1] }],
    [
      { ...ownerWeb, uid: 'different' },
      { ...nothing, create: [1], deleteCount: 1 },
    ],
  ])(
    'makes new slices for a Service made anew: owner %j (TestReconcileEndpointSlicesRecreation)',
    (owner, expected) => {
      const slices = [buildSlice({ owner, endpoints: [buildEndpoint()] })];
      expect(planSizes(planWorld({ pods: [buildPod()], slices }).plan)).toEqual(expected);
    },
  );

  test('makes a slice for each number of a named port (TestReconcileEndpointSlicesNamedPorts)', () => {
    const service = buildService({ ports: [{ protocol: 'TCP', port: 80, targetPort: 'http' }] });
    const pods = Array.from({ length: 300 }, (_, index) =>
      buildPods(1, { ports: { http: 8080 + (index % 5) }, ready: index % 3 !== 0 }, index),
    ).flat();
    const { plan } = planWorld({ service, pods });
    expect(planSizes(plan)).toEqual({ ...nothing, create: [60, 60, 60, 60, 60] });
    expect(createsOf(plan).map(({ slice }) => slice.ports)).toEqual(
      [8080, 8081, 8082, 8083, 8084].map((port) => [{ name: '', protocol: 'TCP', port }]),
    );
  });

  test.each([
    [50, [50, 50, 50, 50, 50]],
    [80, [80, 80, 80, 10]],
    [150, [150, 100]],
    [250, [250]],
    [500, [250]],
  ])('makes slices of at most %i endpoints: %j (TestReconcileMaxEndpointsPerSlice)', (maxEndpointsPerSlice, create) => {
    expect(planSizes(planWorld({ pods: mixedPods(250), maxEndpointsPerSlice }).plan)).toEqual({ ...nothing, create });
  });

  test.each<[boolean, boolean, boolean, object]>([
    // Is the Service being deleted; is there something to create; something to delete.
    [false, true, false, { ...nothing, create: [1], update: [1] }],
    [true, true, false, { ...nothing, update: [1] }],
    [false, true, true, { ...nothing, update: [1, 1] }],
    [true, true, true, { ...nothing, update: [1, 1] }],
    [true, false, true, { ...nothing, update: [1], deleteCount: 1 }],
  ])(
    'finishes for a Service being deleted (%j) with creates (%j) and deletes (%j): %j (TestReconcilerFinalizeSvcDeletionTimestamp)',
    (deleting, creates, deletes, expected) => {
      const service = buildService(deleting ? { deletionTimestamp: '2026-01-02T03:04:05Z' } : {});
      const pods = [buildPod({ ready: false }), ...(creates ? [buildPod({ name: 'web-2', ip: '10.0.0.2' })] : [])];
      const slices = [
        buildSlice({ name: 'to-update', endpoints: [buildEndpoint()] }),
        ...(deletes ? [buildSlice({ name: 'to-delete', ports: [] })] : []),
      ];
      expect(planSizes(planWorld({ service, pods, slices, maxEndpointsPerSlice: 1 }).plan)).toEqual(expected);
    },
  );

  const pair = [buildPod({ name: 'web-0', ip: '10.0.0.4', nodeName: 'n0' }), buildPod({ nodeName: 'n1' })];
  const both = [buildSlice({ endpoints: endpointsOf(pair) })];
  test.each<[string, boolean, WorldFields, object, number]>([
    ['create', false, { nodes: [buildNode('n0')] }, { ...nothing, create: [1] }, 1],
    ['create, all published', true, { nodes: [buildNode('n0')] }, { ...nothing, create: [2] }, 0],
    ['update', false, { nodes: [buildNode('n0')], slices: both }, { ...nothing, update: [1] }, 1],
    ['update, all published, no node', true, { nodes: [], slices: both }, { ...nothing, unchanged: [2] }, 0],
    ['update, all published', true, { nodes: [buildNode('n0')], slices: both }, { ...nothing, unchanged: [2] }, 0],
    // The slice loses all endpoints; a placeholder takes its name.
    ['update, no node', false, { nodes: [], slices: both }, { ...nothing, update: [0] }, 2],
  ])(
    'plans without nodes that are missing: %s (TestReconcilerPodMissingNode)',
    (_, publishNotReadyAddresses, world, expected, retries) => {
      const { plan, notices } = planWorld({
        service: buildService({ publishNotReadyAddresses }),
        pods: pair,
        ...world,
      });
      expect(planSizes(plan)).toEqual(expected);
      expect(notices.filter(({ retry }) => retry)).toHaveLength(retries);
    },
  );

  test('leaves the slice of a headless Service without ports alone (TestReconcileHeadlessServiceNoPorts)', () => {
    const service: ServiceLike = buildService({ clusterIP: 'None', ports: [] });
    const pods = [buildPod()];
    const [created] = written(planWorld({ service, pods }).plan);
    expect(created?.endpoints).toHaveLength(1);
    // The API server gives an empty list back as none.
    const slices = [{ ...(created ?? buildSlice()), ports: null }];
    expect(planWorld({ service, pods, slices }).plan.unchanged).toEqual(slices);
  });

  test.each<[string, ServiceFields, boolean]>([
    ['without a selector of its own label, headless', { clusterIP: 'None' }, true],
    ['headless, with the label', { clusterIP: 'None', labels: headless }, true],
    ['with a cluster IP', {}, false],
    ['with a cluster IP and the label', { labels: headless }, false],
  ])(
    'labels the slices of headless Services, and only those: %s (TestEndpointsHeadlessLabel)',
    (_, service, expected) => {
      const { plan } = planWorld({ service: buildService(service), pods: [buildPod()] });
      const [created] = createsOf(plan);
      expect(Object.hasOwn(created?.slice.metadata.labels ?? {}, 'service.kubernetes.io/headless')).toBe(expected);
    },
  );

  test('copies labels of the Service as they come and go (TestEndpointsControllersLabelSemantics)', () => {
    const pods = [buildPod()];
    let slices = written(planWorld({ service: buildService({ labels: { a: '1' } }), pods }).plan);
    for (const labels of [{ a: '1', b: '2' }, { b: '3' }, {}]) {
      const { plan } = planWorld({ service: buildService({ labels }), pods, slices });
      expect(updatesOf(plan).map(({ slice }) => slice.metadata.labels)).toEqual([{ ...sliceLabelsOfWeb, ...labels }]);
      slices = written(plan, slices);
    }
  });
});
