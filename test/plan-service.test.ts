import {
  buildEndpoint,
  buildNode,
  buildPod,
  buildPods,
  buildService,
  buildSlice,
  ownerWeb,
  sliceLabelsOfWeb,
} from './support/build.ts';
import { planSizes, planText, planWorld } from './support/plan-world.ts';
import { refuses } from './support/refuses.ts';
import { createsOf, deletesOf, updatesOf } from './support/writes.ts';
import { type NodeLike, planService, readNodeZones } from 'endpointslice';
import { describe, expect, test } from 'vitest';

const onePod =
  'create IPv4 web-* http/TCP/8080: 1 endpoint (EndpointsAdded)\n  + 10.0.0.1 Pod shop/web-1 on n1: ready serving\n';

describe('planService, of the choice of pods,', () => {
  test.each([
    ['of type ExternalName', buildService({ type: 'ExternalName' })],
    ['without a selector', buildService({ selector: null })],
  ])('leaves the slices of a Service %s alone (rule 2.1)', (_, service) => {
    const slices = [buildSlice({ endpoints: [buildEndpoint({ pod: 'gone' })] })];
    const { plan, notices, statistics, hints } = planWorld({ service, pods: [buildPod()], slices });
    expect(plan).toEqual({ writes: [], unchanged: slices });
    expect(hints).toEqual({ verdicts: [], memory: {} });
    expect(notices.map(({ reason }) => reason)).toEqual(['ServiceNotSelecting']);
    expect(statistics).toEqual([]);
  });

  test('takes all pods of the namespace for an empty selector (rule 2.1)', () => {
    const pods = [buildPod({ labels: {} }), buildPod({ name: 'elsewhere', namespace: 'other', ip: '10.0.0.2' })];
    expect(planText({ service: buildService({ selector: {} }), pods })).toBe(onePod);
  });

  test('takes only the pods of its namespace that the selector chooses, in silence (rule 1.2.2)', () => {
    const pods = [
      buildPod(),
      buildPod({ name: 'web-2', ip: '10.0.0.2', namespace: 'other' }),
      buildPod({ name: 'db-1', ip: '10.0.0.3', labels: { app: 'db' } }),
      buildPod({ name: 'db-2', ip: '10.0.0.4', labels: {} }),
    ];
    expect(planText({ pods })).toBe(onePod);
    expect(planWorld({ pods }).notices).toEqual([]);
  });

  test.each([
    [{ phase: 'Succeeded' }, { reason: 'PodTerminal', phase: 'Succeeded' }],
    [{ phase: 'Failed' }, { reason: 'PodTerminal', phase: 'Failed' }],
    [{ ip: [] }, { reason: 'PodWithoutAddress' }],
  ])('leaves out a pod with %j, with a notice (rule 1.2.1)', (pod, notice) => {
    const { plan, notices } = planWorld({ pods: [buildPod(pod)] });
    expect(createsOf(plan)[0]?.reasons).toEqual(['Placeholder']);
    const object = { kind: 'Pod', namespace: 'shop', name: 'web-1' };
    expect(notices).toMatchObject([{ ...notice, object, retry: false }]);
  });

  test('keeps the group of a pod that has no address of the family: its slice stays, empty (rule 1.2.3)', () => {
    const pods = [buildPod({ ip: [], podIP: '10.0.0.1' })];
    const { plan, notices } = planWorld({ pods, slices: [buildSlice()] });
    expect(planSizes(plan)).toEqual({ create: [], update: [], unchanged: [0], deleteCount: 0 });
    expect(notices).toMatchObject([{ reason: 'PodWithoutAddressOfType', addressType: 'IPv4' }]);
    // Without the pod the group is gone, and a placeholder takes the name.
    expect(updatesOf(planWorld({ slices: [buildSlice()] }).plan)[0]?.reasons).toEqual(['Recycled', 'PortsChanged']);
  });

  test('includes pods being deleted (rule 1.2.1)', () => {
    expect(planText({ pods: [buildPod({ terminating: true })] })).toContain(
      '+ 10.0.0.1 Pod shop/web-1 on n1: serving terminating',
    );
  });

  test('says which ports a pod lacks (rule 1.3.5)', () => {
    const service = buildService({ ports: [{ name: 'http', protocol: 'TCP', port: 80, targetPort: 'web' }] });
    const { plan, notices } = planWorld({ service, pods: [buildPod()] });
    expect(createsOf(plan)[0]?.slice.ports).toEqual([]);
    expect(createsOf(plan)[0]?.slice.endpoints).toEqual([buildEndpoint()]);
    expect(notices).toMatchObject([
      { reason: 'PortNotFound', portName: 'http', targetPort: 'web', protocol: 'TCP', retry: false },
    ]);
  });

  test('writes no address that cannot be read, and says so (rule 1.4.2) (ledger planner/nil-address)', () => {
    const { plan, notices } = planWorld({ pods: [buildPod({ ip: ['garbage', '10.0.0.1'] })] });
    expect(createsOf(plan)[0]?.slice.endpoints[0]?.addresses).toEqual(['10.0.0.1']);
    expect(notices).toMatchObject([{ reason: 'InvalidAddress', address: 'garbage' }]);
  });
});

describe('planService, of a pod whose node is not known,', () => {
  const missing = [buildPod({ nodeName: 'n9' })];

  test('leaves it out, plans the rest, and says to plan again (rule 1.5.1)', () => {
    const pods = [...missing, buildPod({ name: 'web-2', ip: '10.0.0.2' })];
    const { plan, notices } = planWorld({ pods });
    expect(createsOf(plan)[0]?.slice.endpoints.map(({ addresses }) => addresses[0])).toEqual(['10.0.0.2']);
    expect(notices).toEqual([
      {
        reason: 'NodeNotFound',
        nodeName: 'n9',
        serviceName: 'web',
        object: { kind: 'Pod', namespace: 'shop', name: 'web-1' },
        message: 'skipping Pod web-1 for Service shop/web: Node n9 Not Found',
        retry: true,
      },
    ]);
  });

  test('looks up a node without a name too (rule 1.5.1)', () => {
    const { notices } = planWorld({ pods: [buildPod({ nodeName: '' })] });
    expect(notices).toMatchObject([{ reason: 'NodeNotFound', nodeName: '' }]);
  });

  test('takes it without a zone if the Service publishes addresses that are not ready (rule 1.5.1)', () => {
    const { plan, notices } = planWorld({ service: buildService({ publishNotReadyAddresses: true }), pods: missing });
    expect(createsOf(plan)[0]?.slice.endpoints).toEqual([buildEndpoint({ nodeName: 'n9' })]);
    expect(notices).toEqual([]);
  });

  test('says so once, not once for each family (rule 1.5.2)', () => {
    const service = buildService({ ipFamilies: ['IPv4', 'IPv6'] });
    expect(planWorld({ service, pods: missing }).notices).toHaveLength(1);
  });

  test('drains the slices of its ports (rule 1.5.3)', () => {
    const slices = [buildSlice({ endpoints: [buildEndpoint({ nodeName: 'n9' })] }), buildSlice({ name: 'web-b' })];
    const { plan } = planWorld({ pods: missing, slices });
    expect(deletesOf(plan).map(({ before, reasons }) => [before.metadata?.name, reasons])).toEqual([
      ['web-a', ['NoEndpointsLeft']],
    ]);
    expect(planSizes(plan).unchanged).toEqual([0]);
  });

  test('refuses a list of nodes that is none before it plans anything (rule 1.5.4)', () => {
    const world = { service: buildService(), pods: missing, slices: [] };
    expect(() => planService({ ...world, nodes: undefined as never })).toThrow(
      'planService: nodes must be an array, got undefined',
    );
  });

  test('takes zones made once for many Services', () => {
    const nodes = readNodeZones([buildNode('n1', 'a')]);
    const { plan } = planService({ service: buildService(), pods: [buildPod()], nodes, slices: [] });
    expect(createsOf(plan)[0]?.slice.endpoints[0]?.zone).toBe('a');
  });
});

describe('planService, of address types,', () => {
  const dual = buildService({ ipFamilies: ['IPv4', 'IPv6'] });
  const pods = [buildPod({ ip: ['10.0.0.1', 'fd00::1'] })];
  const ipv6 = buildSlice({
    name: 'web-six',
    addressType: 'IPv6',
    endpoints: [buildEndpoint({ addresses: ['fd00::1'] })],
  });
  const ipv4 = buildSlice({ name: 'web-four', endpoints: [buildEndpoint()] });

  test('deletes slices of a type that the Service no longer has (rule 1.7.1)', () => {
    const { plan } = planWorld({ pods, slices: [ipv4, ipv6] });
    expect(deletesOf(plan)).toEqual([
      {
        verb: 'delete',
        namespace: 'shop',
        name: 'web-six',
        before: ipv6,
        preconditions: { uid: 'web-six-uid', resourceVersion: '7' },
        reasons: ['AddressTypeNotWanted'],
      },
    ]);
    expect(plan.unchanged).toEqual([ipv4]);
    const odd = buildSlice({ name: 'web-ip', addressType: 'IP', endpoints: [buildEndpoint()] });
    expect(deletesOf(planWorld({ pods, slices: [ipv4, odd] }).plan).map(({ before }) => before)).toEqual([odd]);
  });

  test('plans each type by itself (rule 1.7.2)', () => {
    const { plan } = planWorld({ service: dual, pods, slices: [ipv6] });
    expect(plan.unchanged).toEqual([ipv6]);
    expect(createsOf(plan).map(({ slice }) => slice.addressType)).toEqual(['IPv4']);
    const withoutSix = planWorld({ service: dual, pods: [buildPod({ nodeName: 'n1' })], slices: [ipv4] }).plan;
    expect(withoutSix.unchanged).toEqual([ipv4]);
  });

  test('deletes slices of a type not wanted whoever owns them, even for a Service being deleted (rule 1.7.3)', () => {
    const service = buildService({ deletionTimestamp: '2026-01-02T03:04:05Z' });
    const foreign = buildSlice({ name: 'web-x', addressType: 'IPv6', owner: { ...ownerWeb, uid: 'other' } });
    const { plan } = planWorld({ service, pods, slices: [ipv4, ipv6, foreign] });
    expect(deletesOf(plan).map(({ before, reasons }) => [before.metadata?.name, reasons])).toEqual([
      ['web-six', ['AddressTypeNotWanted']],
      ['web-x', ['AddressTypeNotWanted']],
    ]);
  });

  test('gathers what went wrong as notices, none if nothing did (rule 1.7.4)', () => {
    expect(planWorld({ service: dual, pods, slices: [ipv4, ipv6] }).notices).toEqual([]);
    const some = [buildPod({ nodeName: 'n8' }), buildPod({ name: 'web-2', nodeName: 'n9' })];
    const { notices } = planWorld({ service: dual, pods: some });
    expect(notices.map(({ object, retry }) => [object.name, retry])).toEqual([
      ['web-1', true],
      ['web-2', true],
    ]);
  });
});

describe('planService, of existing slices,', () => {
  const pods = [buildPod()];

  test.each([
    [{ ...ownerWeb, name: 'renamed', controller: false, blockOwnerDeletion: false }, true],
    [{ ...ownerWeb, uid: 'other' }, false],
    [{ ...ownerWeb, kind: 'Endpoints' }, false],
    [{ ...ownerWeb, apiVersion: 'v2' }, false],
  ])('takes a slice with the owner %j for its own: %j (rule 1.8.1)', (owner, owned) => {
    const { plan } = planWorld({ pods, slices: [buildSlice({ owner, endpoints: [buildEndpoint()] })] });
    expect(planSizes(plan)).toEqual(
      owned
        ? { create: [], update: [], unchanged: [1], deleteCount: 0 }
        : { create: [1], update: [], unchanged: [], deleteCount: 1 },
    );
    if (!owned) expect(deletesOf(plan)[0]?.reasons).toEqual(['NotOwned']);
  });

  test('finds the owner among several (rule 1.8.1)', () => {
    const slice = buildSlice({ endpoints: [buildEndpoint()] });
    const ownerReferences = [{ ...ownerWeb, uid: 'other' }, ownerWeb];
    const slices = [{ ...slice, metadata: { ...slice.metadata, ownerReferences } }];
    expect(planWorld({ pods, slices }).plan.unchanged).toHaveLength(1);
  });

  test('groups endpoints by their ports (rule 1.8.2)', () => {
    const service = buildService({ ports: [{ name: 'http', protocol: 'TCP', port: 80, targetPort: 'web' }] });
    const ofPort = (name: string, ip: string, web: number): ReturnType<typeof buildPod> =>
      buildPod({ name, ip, ports: { web } });
    const world = {
      service,
      pods: [ofPort('web-1', '10.0.0.1', 1), ofPort('web-2', '10.0.0.2', 2), ofPort('web-3', '10.0.0.3', 1)],
    };
    expect(
      createsOf(planWorld(world).plan).map(({ slice }) => [
        slice.ports[0]?.port,
        slice.endpoints.map(({ targetRef }) => targetRef?.name),
      ]),
    ).toEqual([
      [1, ['web-1', 'web-3']],
      [2, ['web-2']],
    ]);
  });

  test('takes a slice for that of a group whatever the order of its ports (rule 1.8.2)', () => {
    const service = buildService({
      ports: [
        { name: 'a', protocol: 'TCP', port: 1 },
        { name: 'b', protocol: 'TCP', port: 2 },
      ],
    });
    const ports = [
      { name: 'a', protocol: 'TCP', port: 1 },
      { name: 'b', protocol: 'TCP', port: 2 },
    ];
    for (const order of [ports, [...ports].reverse()]) {
      const slices = [buildSlice({ ports: order, endpoints: [buildEndpoint()] })];
      expect(planWorld({ service, pods, slices }).plan.unchanged).toEqual(slices);
    }
  });

  test('deletes the slices of ports that no pod has (rule 1.8.3)', () => {
    const old = buildSlice({
      name: 'web-old',
      ports: [{ name: 'http', protocol: 'TCP', port: 8081 }],
      endpoints: [buildEndpoint()],
    });
    const { plan } = planWorld({ pods, slices: [old, buildSlice({ endpoints: [buildEndpoint()] })] });
    expect(deletesOf(plan)).toMatchObject([{ before: old, reasons: ['PortsNotWanted'] }]);
  });

  test('looks only at those of its namespace, Service and manager (rule 2.2)', () => {
    const endpoints = [buildEndpoint()];
    const labels = (field: string, value: string): { readonly [key: string]: string | null | undefined } => ({
      ...sliceLabelsOfWeb,
      [field]: value,
    });
    const others = [
      buildSlice({ name: 'a', namespace: 'other', endpoints }),
      buildSlice({ name: 'b', labels: labels('kubernetes.io/service-name', 'other'), endpoints }),
      buildSlice({ name: 'c', labels: {}, endpoints }),
      buildSlice({ name: 'd', labels: labels('endpointslice.kubernetes.io/managed-by', 'me'), endpoints }),
    ];
    const { plan, notices } = planWorld({ pods, slices: others });
    expect(planSizes(plan)).toEqual({ create: [1], update: [], unchanged: [], deleteCount: 0 });
    expect(notices).toMatchObject([{ reason: 'SliceOfOtherManager', managedBy: 'me', object: { name: 'd' } }]);
    expect(planWorld({ pods, slices: others, managedBy: 'me' }).plan.unchanged).toEqual([others[3]]);
  });

  test('takes a slice being deleted for gone (rule 2.2)', () => {
    const slices = [buildSlice({ endpoints: [buildEndpoint()], deletionTimestamp: '2026-01-02T03:04:05Z' })];
    const { plan, notices } = planWorld({ pods, slices });
    expect(planSizes(plan)).toEqual({ create: [1], update: [], unchanged: [], deleteCount: 0 });
    expect(notices).toMatchObject([{ reason: 'SliceTerminating' }]);
  });

  test('writes one slice when one pod of many changes', () => {
    const nodes = [buildNode()];
    const all = buildPods(30);
    const first = planService({ service: buildService(), pods: all, nodes, slices: [], maxEndpointsPerSlice: 10 });
    const slices = createsOf(first.plan).map(({ slice }, index) => ({
      ...slice,
      metadata: { ...slice.metadata, name: `web-${index}` },
    }));
    const pods = all.map((pod, index) => (index === 15 ? (buildPods(1, { ready: false }, 15)[0] ?? pod) : pod));
    expect(planText({ pods, slices, maxEndpointsPerSlice: 10 })).toBe(
      [
        'update IPv4 web-1 http/TCP/8080: 10 endpoints (EndpointsChanged)',
        '  ~ 10.0.0.15 Pod shop/web-015 on n1: not ready',
        'unchanged IPv4 web-0 http/TCP/8080: 10 endpoints',
        'unchanged IPv4 web-2 http/TCP/8080: 10 endpoints',
        '',
      ].join('\n'),
    );
  });
});

describe('planService, of what it notices,', () => {
  const service = { kind: 'Service', namespace: 'shop', name: 'web' };

  test('says that a Service chooses no pods', () => {
    expect(planWorld({ service: buildService({ selector: null }) }).notices).toEqual([
      {
        reason: 'ServiceNotSelecting',
        object: service,
        message: 'Service has no selector or is an ExternalName; its slices are left alone',
        retry: false,
      },
    ]);
  });

  test('names the labels of the Service that it does not copy', () => {
    const label = 'service.kubernetes.io/headless';
    const { notices, plan } = planWorld({ service: buildService({ labels: { [label]: 'x', team: 'a' } }) });
    expect(notices).toEqual([
      {
        reason: 'ReservedLabelIgnored',
        label,
        object: service,
        message: `label ${label} belongs to the controller and is not copied`,
        retry: false,
      },
    ]);
    expect(createsOf(plan)[0]?.slice.metadata.labels).toEqual({ team: 'a', ...sliceLabelsOfWeb });
  });

  test('counts the creates that a Service being deleted does not get', () => {
    const dying = buildService({ deletionTimestamp: '2026-01-02T03:04:05Z' });
    expect(planWorld({ service: dying, pods: [buildPod()] })).toMatchObject({
      plan: { writes: [] },
      notices: [
        {
          reason: 'OwnerTerminating',
          owner: { kind: 'Service', name: 'web' },
          skippedCreateCount: 1,
          object: service,
          message: 'Service web is being deleted; creates left out: 1',
          retry: false,
        },
      ],
    });
    const slices = [buildSlice({ endpoints: [buildEndpoint()] })];
    expect(planWorld({ service: dying, pods: [buildPod()], slices }).notices).toEqual([]);
  });

  test('names a pod that is there twice', () => {
    expect(planWorld({ pods: [buildPod(), buildPod()] }).notices).toEqual([
      {
        reason: 'DuplicateEndpoint',
        addressType: 'IPv4',
        address: '10.0.0.1',
        object: { kind: 'Pod', namespace: 'shop', name: 'web-1' },
        message: '"10.0.0.1" is the same endpoint as another IPv4 address of the same ports',
        retry: false,
      },
    ]);
  });
});

describe('planService, of hints,', () => {
  const pods = [buildPod(), buildPod({ name: 'web-2', ip: '10.0.0.2', nodeName: 'n2' })];
  const auto = buildService({ annotations: { 'service.kubernetes.io/topology-mode': 'Auto' } });
  const node = (name: string, zone: string): NodeLike => ({
    ...buildNode(name, zone),
    status: { allocatable: { cpu: '1' }, conditions: [{ type: 'Ready', status: 'True' }] },
  });
  const nodes = [node('n1', 'a'), node('n2', 'b')];
  const none = { zones: [], nodeCount: 0, ignoredNodes: [], problem: { reason: 'NoUsableNode' } } as const;
  /** What decides about the hints, and for which zones there are some. */
  const hinted = (fields: object): unknown[] => {
    const { plan, hints } = planService({ service: auto, pods, nodes, slices: [], ...fields });
    const zones = createsOf(plan).flatMap(({ slice }) =>
      slice.endpoints.flatMap((endpoint) => (endpoint.hints?.forZones ?? []).map(({ name }) => name)),
    );
    return [hints.verdicts[0]?.reason, ...zones];
  };

  test('takes the capacity that it is given, or that of its nodes, but not that of zones', () => {
    expect(hinted({})).toEqual(['ZonesAllocated', 'a', 'b']);
    expect(hinted({ hints: {} })).toEqual(['ZonesAllocated', 'a', 'b']);
    expect(hinted({ hints: { capacity: none } })).toEqual(['NoUsableNode']);
    expect(hinted({ hints: { capacity: null } })).toEqual(['CapacityUnknown']);
    expect(hinted({ nodes: readNodeZones(nodes) })).toEqual(['CapacityUnknown']);
    expect(hinted({ nodes: readNodeZones(nodes), hints: { capacity: none } })).toEqual(['NoUsableNode']);
    expect(hinted({ hints: { strategy: 'PreferSameZone' } })).toEqual(['TrafficDistribution', 'a', 'b']);
  });

  test('reads of nodes what hints need only where capacity is asked for', () => {
    const odd = nodes.map((one) => ({ ...one, status: { conditions: 5 } }));
    expect(hinted({ nodes: odd, service: buildService() })).toEqual(['NotRequested']);
    expect(hinted({ nodes: odd, hints: { capacity: none } })).toEqual(['NoUsableNode']);
  });

  test('returns what to remember, and says once that hints are off', () => {
    const first = planService({ service: auto, pods, nodes, slices: [], hints: { capacity: none } });
    expect(first.notices).toEqual([
      {
        reason: 'TopologyAwareHintsDisabled',
        addressType: 'IPv4',
        cause: 'NoUsableNode',
        object: { kind: 'Service', namespace: 'shop', name: 'web' },
        message:
          'Insufficient Node information: allocatable CPU or zone not specified on one or more nodes, addressType: IPv4',
        retry: false,
      },
    ]);
    const { memory } = first.hints;
    expect(memory).toEqual({ IPv4: { strategy: 'TopologyAware', reason: 'NoUsableNode' } });
    expect(planService({ service: auto, pods, nodes, slices: [], hints: { capacity: none, memory } }).notices).toEqual(
      [],
    );
  });
});

describe('planService, of what is wrong,', () => {
  const world = { service: buildService(), pods: [buildPod()], nodes: [buildNode()], slices: [] };
  const input = (fields: object): readonly unknown[] => [{ ...world, ...fields }];
  refuses(planService, [
    [[5], new TypeError('planService: input must be an object, got 5')],
    [
      input({ maxEndpointsPerSlice: 1001 }),
      new RangeError('planService: maxEndpointsPerSlice must be a whole number from 1 to 1000, got 1001'),
    ],
    [input({ service: 5 }), new TypeError('planService: service must be an object, got 5')],
    [input({ managedBy: '' }), new TypeError('planService: managedBy must be a non-empty string, got ""')],
    [input({ nodes: 5 }), new TypeError('planService: nodes must be an array, got 5')],
    [
      input({ nodes: [{ metadata: {} }] }),
      new TypeError('planService: nodes[0].metadata.name must be a non-empty string, got undefined'),
    ],
    [input({ pods: 5 }), new TypeError('planService: pods must be an array, got 5')],
    [input({ pods: [5] }), new TypeError('planService: pods[0] must be an object, got 5')],
    [input({ slices: 5 }), new TypeError('planService: slices must be an array, got 5')],
    [input({ hints: 5 }), new TypeError('planService: hints must be an object, got 5')],
    [
      input({ hints: { strategy: 'x' } }),
      new RangeError(
        'planService: hints.strategy must be None, PreferSameZone, PreferSameNode, TopologyAware or a function, got "x"',
      ),
    ],
    [
      input({ hints: { capacity: 5 } }),
      new TypeError('planService: hints.capacity must be what measureZoneCapacity makes, got 5'),
    ],
    [input({ hints: { memory: 5 } }), new TypeError('planService: hints.memory must be an object, got 5')],
    [
      input({ hints: { hysteresis: 2 } }),
      new RangeError('planService: hints.hysteresis must be between 0 and 1, got 2'),
    ],
    [
      input({ hints: { strategy: 'TopologyAware' }, nodes: [{ metadata: { name: 'n1' }, status: { conditions: 5 } }] }),
      new TypeError('planService: nodes[0].status.conditions must be an array, got 5'),
    ],
  ]);
});
