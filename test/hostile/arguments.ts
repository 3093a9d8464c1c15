import * as library from '../support/all-exports.ts';
import {
  buildEndpoint,
  buildEndpoints,
  buildNode,
  buildPod,
  buildService,
  buildSlice,
  httpEndpointPort,
  ownerWeb,
  sliceLabelsOfWeb,
} from '../support/build.ts';
import { nodes, planOf, slice as hintedSlice } from '../support/hint-text.ts';
import { endpointsOf, service as mirroredService, mirroredSlice } from '../support/mirror-world.ts';
import { pod, sliceOf, webHttp } from '../support/slice-of.ts';
import type { EndpointSliceLike, PlanServiceInput, PlanSlicesInput } from 'endpointslice';
import {
  type ControllerEvent,
  type ControllerOptions,
  type ControllerState,
  emptyControllerState,
  emptyServiceIndex,
  indexService,
  type ServiceIndex,
  step,
  take,
  type WriteAnswer,
} from 'endpointslice/controller';
import { validateEndpointSlice } from 'endpointslice/schema';

/*
 * Valid arguments that reach deep: every field that is read is there, and every branch has something to decide. Plans,
 * caches and trackers are made by the library itself.
 */

// Planning

/** Every part of a Service that anything reads. */
export const service = {
  ...buildService({
    labels: { tier: 'front' },
    annotations: { note: 'x' },
    type: 'LoadBalancer',
    ipFamilies: ['IPv4', 'IPv6'],
    publishNotReadyAddresses: false,
    ports: [
      { name: 'http', protocol: 'TCP', port: 80, targetPort: 'web', appProtocol: 'http', nodePort: 30_080 },
      { name: 'dns', protocol: 'UDP', port: 53, targetPort: { value: 5353 } },
      { port: 9090 },
    ],
  }),
  status: { loadBalancer: { ingress: [{ ip: '192.0.2.9', hostname: 'lb', ipMode: 'VIP' }] } },
};

export const trafficService = {
  ...service,
  spec: {
    ...service.spec,
    trafficDistribution: 'PreferClose',
    internalTrafficPolicy: 'Local',
    externalTrafficPolicy: 'Local',
    externalIPs: ['192.0.2.1'],
  },
};

/** Every part of a pod that anything reads; a time for its trigger. */
export const pods = [
  buildPod({
    name: 'web-1',
    ports: { web: 8080 },
    hostname: 'one',
    subdomain: 'web',
    podIP: '10.0.0.1',
    terminating: true,
  }),
  // Two pods of one address, so that endpoints are told apart by their whole identity.
  buildPod({ name: 'web-3', ip: ['10.0.0.3', 'fd00::3'] }),
  buildPod({ name: 'web-4', ip: '10.0.0.3', nodeName: 'n2' }),
  buildPod({ name: 'web-5', ip: '10.0.0.5', ready: false }),
].map((one) => ({
  ...one,
  spec: { ...one.spec, initContainers: [{ restartPolicy: 'Always', ports: [{ name: 'b', containerPort: 2 }] }] },
  status: {
    ...one.status,
    conditions: [...(one.status?.conditions ?? []), { type: 'x', status: 'True' }].map((condition) => ({
      ...condition,
      lastTransitionTime: '2026-01-02T03:04:05Z',
    })),
  },
}));

export const cluster = nodes({ a: 4, b: 4 });
export const capacity = library.measureZoneCapacity(cluster);

/** Slices in every state: to update, to fill, to delete, to keep, to recycle, of others. */
export const slices: readonly EndpointSliceLike[] = [
  buildSlice({
    name: 'web-a',
    labels: { ...sliceLabelsOfWeb, old: 'label' },
    annotations: { 'endpoints.kubernetes.io/last-change-trigger-time': '2026-01-02T03:04:05Z' },
    ports: [{ name: 'http', protocol: 'TCP', port: 8080, appProtocol: 'http' }],
    endpoints: [
      buildEndpoint({ hostname: 'one', zone: 'a', hints: { forZones: [{ name: 'a' }], forNodes: [{ name: 'n1' }] } }),
      buildEndpoint({ pod: 'web-3', addresses: ['10.0.0.3'], deprecatedTopology: { zone: 'a' } }),
      buildEndpoint({ pod: 'web-9', addresses: ['10.0.0.9'] }),
    ],
  }),
  buildSlice({ name: 'web-b', endpoints: [buildEndpoint({ pod: 'web-3', addresses: ['10.0.0.3'] })] }),
  buildSlice({ name: 'web-c', labels: { ...sliceLabelsOfWeb, 'endpointslice.kubernetes.io/managed-by': 'else' } }),
  buildSlice({ name: 'web-d', deletionTimestamp: '2026-01-02T03:04:05Z' }),
  buildSlice({ name: 'web-e', owner: { ...ownerWeb, uid: 'earlier' }, endpoints: buildEndpoints(1) }),
];

export const world: PlanServiceInput = {
  service,
  pods,
  nodes: [buildNode('n1', 'a'), buildNode('n2', 'b')],
  slices,
  maxEndpointsPerSlice: 2,
  managedBy: library.ENDPOINTSLICE_CONTROLLER,
  triggerTime: '2026-01-02T03:04:05Z',
};

/** So many ready endpoints in two zones that hints by capacity are given. */
const zonal = (['a', 'b', 'a', 'b'] as const).map((zone, index) =>
  buildEndpoint({ pod: `web-${index}`, addresses: [`10.0.0.${index}`], zone }),
);

export const proportional = {
  strategy: 'TopologyAware',
  capacity,
  memory: library.planHints({ plan: planOf({ s: 'a a b b' }), strategy: 'TopologyAware', capacity }).memory,
  hysteresis: 0.1,
} as const;

export const hintedWorld: PlanServiceInput = {
  service: buildService({ annotations: { 'service.kubernetes.io/topology-mode': 'Auto' } }),
  pods: Array.from({ length: 4 }, (_, index) =>
    buildPod({ name: `web-${index}`, ip: `10.0.0.${index}`, nodeName: index % 2 === 0 ? 'node-a' : 'node-b' }),
  ),
  nodes: cluster,
  slices: [buildSlice({ endpoints: zonal.slice(0, 1) }), buildSlice({ name: 'web-b', endpoints: zonal.slice(1, 2) })],
  hints: proportional,
};

export const groups: PlanSlicesInput = {
  service: { namespace: 'shop', name: 'web' },
  managedBy: library.ENDPOINTSLICE_CONTROLLER,
  owner: { apiVersion: 'v1', kind: 'Service', name: 'web', uid: 'web-uid' },
  groups: [
    {
      addressType: 'IPv4',
      ports: [httpEndpointPort, { name: 'x', protocol: 'TCP', port: 1, appProtocol: 'y' }],
      endpoints: [
        buildEndpoint({ hostname: 'one', zone: 'a', hints: { forZones: [{ name: 'a' }] } }),
        buildEndpoint({ deprecatedTopology: { zone: 'a' } }),
        buildEndpoint({ pod: 'web-2', addresses: ['10.0.0.3', '10.0.0.2'] }),
      ],
    },
    { addressType: 'FQDN', ports: [], endpoints: [buildEndpoint({ pod: null, addresses: ['example.com'] })] },
  ],
  slices,
  maxEndpointsPerSlice: 2,
  labels: { tier: 'front' },
  headless: true,
  generateName: 'web-',
  placeholders: ['IPv4'],
  ownerTerminating: false,
  triggerTime: '2026-01-02T03:04:05Z',
};

export const hintedGroups: PlanSlicesInput = {
  ...groups,
  groups: [{ addressType: 'IPv4', ports: [httpEndpointPort], endpoints: zonal }],
  slices: [],
  hints: proportional,
};

export const distribution = {
  group: {
    addressType: 'IPv4',
    ports: [httpEndpointPort],
    items: zonal,
    reader: library.endpointReader,
  },
  slices: slices.slice(1, 2),
  template: { namespace: 'shop', generateName: 'web-', labels: sliceLabelsOfWeb, owner: ownerWeb },
  maxEndpointsPerSlice: 2,
};

/** A plan that creates, updates, deletes and leaves alone. */
export const plan = library.planService(world).plan;
export const hintedPlan = planOf({ '+c': 'a@n>a@n b!', '~u': 'b>b', s: 'a>a b>b@m', t: '- a? a b' });

// What a controller remembers

export const tracker = library.trackWrite(
  library.trackDeletion(library.emptySliceTracker, slices[1] as EndpointSliceLike),
  slices[0] as EndpointSliceLike,
);
const created = { ...service, metadata: { ...service.metadata, creationTimestamp: '2026-01-01T00:00:00Z' } };
export const triggers = {
  times: library.computeTriggerTime({ times: undefined, service: created, pods: [] }).times,
  service: created,
  pods,
};

// The consumer's side

export const cachedSlice = sliceOf({
  uid: 'u',
  version: 7,
  annotations: { note: 'x' },
  endpoints: [
    {
      addresses: ['10.0.0.1', '10.0.0.2'],
      conditions: { ready: true, serving: true, terminating: false },
      nodeName: 'n1',
      zone: 'a',
      hostname: 'h',
      targetRef: pod('p', 'u'),
      hints: { forZones: [{ name: 'a' }], forNodes: [{ name: 'n1' }] },
    },
    '10.0.0.3',
  ],
});
export const { cache } = library.setSlice(library.emptyCache, cachedSlice);
export const { endpoints: routable } = library.listEndpoints(cache, webHttp);
export const changes = [
  ...library.diffEndpoints(library.emptyCache, cache),
  ...library
    .diffEndpoints(cache, library.emptyCache)
    .map((one) => ({ ...one, servicePort: { ...webHttp, name: 'x' } })),
  {
    servicePort: { ...webHttp, name: 'y' },
    added: [],
    removed: [],
    updated: [{ before: routable[0], after: routable[1] }],
  },
];
export const location = { nodeName: 'n1', zone: 'a' };
/** Issues of a slice without a name and type. */
export const issues = validateEndpointSlice({ metadata: { namespace: 'shop' } });
export const targetRows = library.groupByTarget(routable);

// Mirroring

const target = {
  kind: 'Pod',
  namespace: 'ns',
  name: 'p',
  uid: 'u',
  apiVersion: 'v1',
  resourceVersion: '1',
  fieldPath: 'f',
};
export const coreEndpoints = {
  metadata: { ...endpointsOf([]).metadata, labels: { tier: 'back' }, annotations: { note: 'x' } },
  subsets: [
    {
      addresses: [
        { ip: '10.0.0.1', hostname: 'h', nodeName: 'n1', targetRef: target },
        { ip: 'fd00::1' },
        { ip: 'no address' },
      ],
      notReadyAddresses: [{ ip: '10.0.0.2', nodeName: 'n1', targetRef: target }],
      ports: [{ name: 'http', protocol: 'TCP', port: 80, appProtocol: 'http' }, { port: 81 }],
    },
    { addresses: [{ ip: '10.0.0.1' }], ports: [{ name: 'dns', protocol: 'UDP', port: 53 }] },
  ],
};
export const mirrorSlices = [
  mirroredSlice('db-a', 'IPv4 10.0.0.1 !10.0.0.9 : http/80'),
  mirroredSlice('db-b', 'IPv6 fd00::9 : old/82'),
];
export const mirroring = {
  endpoints: coreEndpoints,
  service: mirroredService,
  slices: mirrorSlices,
  namespace: 'ns',
  name: 'db',
  maxAddressesPerSubset: 10,
  mirrorAllAddresses: false,
  explicitConditions: true,
  managedBy: library.MIRRORING_CONTROLLER,
};

// Hints

export const question = {
  slices: [hintedSlice('s', 'a>a b a b')],
  nodes: cluster,
  change: {
    addNodes: nodes({ c: 1 }),
    removeNodes: ['node-a'],
    removeZones: ['b'],
    endpointCountByZone: { a: 3 },
  },
  hysteresis: 0.1,
  ignoreIncompleteNodesBelow: 0.1,
};
export const { verdicts } = library.planHints({ ...proportional, plan: hintedPlan });

// What the API server does

/** A slice with everything that the API has. */
export const storedSlice = {
  ...buildSlice({
    annotations: { note: 'x' },
    ports: [
      { name: 'http', protocol: 'TCP', port: 8080, appProtocol: 'http' },
      { name: 'x', port: 81 },
    ],
    endpoints: [
      buildEndpoint({
        hostname: 'one',
        zone: 'a',
        hints: { forZones: [{ name: 'a' }], forNodes: [{ name: 'n1' }] },
        deprecatedTopology: { 'topology.kubernetes.io/region': 'r' },
      }),
      buildEndpoint({ addresses: ['10.0.0.2', '10.0.0.3'] }),
    ],
  }),
  metadata: {
    ...buildSlice().metadata,
    annotations: { note: 'x' },
    creationTimestamp: '2026-01-01T00:00:00Z',
    finalizers: ['example.com/keep'],
    managedFields: [
      {
        manager: 'm',
        operation: 'Apply',
        apiVersion: 'v1',
        time: '2026-01-01T00:00:00Z',
        fieldsType: 'FieldsV1',
        fieldsV1: { 'f:ports': {} },
      },
    ],
  },
};

export const sliceV1beta1 = {
  ...storedSlice,
  apiVersion: 'discovery.k8s.io/v1beta1',
  endpoints: [
    {
      addresses: ['10.0.0.1'],
      conditions: { ready: true, serving: true, terminating: false },
      hostname: 'one',
      nodeName: 'n1',
      targetRef: { kind: 'Pod', namespace: 'shop', name: 'web-1', uid: 'u' },
      topology: { 'kubernetes.io/hostname': 'n1', 'topology.kubernetes.io/zone': 'a' },
      hints: { forZones: [{ name: 'a' }] },
    },
  ],
};

// The control loop

export const controllerOptions: ControllerOptions = {
  services: true,
  mirroring: true,
  sources: ['vms'],
  managedBy: 'me',
  mirroringManagedBy: 'mirror',
  maxEndpointsPerSlice: 10,
  maxAddressesPerSubset: 10,
  mirrorAllAddresses: false,
  batchPeriod: 5,
  hints: { strategy: 'PreferSameZone', hysteresis: 0.1, ignoreIncompleteNodesBelow: 0.1 },
  filter: () => true,
  firstRetryDelay: 1,
  longestRetryDelay: 5,
  maxRetries: 3,
  shards: { count: 2, own: [0, 1] },
};

/** A state in which everything was listed, and a Service with its pods is to be planned. */
export const controllerState: ControllerState = (
  [
    { type: 'RELIST', kind: 'Service', objects: [service], resourceVersion: '9' },
    { type: 'RELIST', kind: 'Pod', objects: pods },
    { type: 'RELIST', kind: 'Node', objects: cluster },
    { type: 'RELIST', kind: 'EndpointSlice', objects: [] },
    { type: 'RELIST', kind: 'Endpoints', objects: [] },
  ] satisfies ControllerEvent[]
).reduce<ControllerState>((state, event) => step(state, event), emptyControllerState());

/** One in which the first write is under way. */
export const waitingState: ControllerState = take(controllerState, { now: 1, limit: 1 }).state;

export const controllerEvents: readonly ControllerEvent[] = [
  { type: 'MODIFIED', kind: 'Service', object: service },
  { type: 'DELETED', kind: 'Service', object: service },
  { type: 'ADDED', kind: 'Pod', object: pods[0] ?? {} },
  { type: 'MODIFIED', kind: 'Node', object: cluster[0] ?? {} },
  { type: 'ADDED', kind: 'EndpointSlice', object: storedSlice },
  { type: 'DELETED', kind: 'EndpointSlice', object: storedSlice },
  { type: 'ADDED', kind: 'Endpoints', object: coreEndpoints },
  {
    type: 'BOOKMARK',
    kind: 'EndpointSlice',
    object: { metadata: { resourceVersion: '99', annotations: { 'k8s.io/initial-events-end': 'true' } } },
  },
  { type: 'RELIST', kind: 'EndpointSlice', objects: [storedSlice], resourceVersion: '99' },
  { type: 'SHARDS', shards: { count: 2, own: [1] } },
];

export const writeAnswers: readonly WriteAnswer[] = [
  { outcome: 'written', slice: storedSlice },
  { outcome: 'conflict', message: 'no' },
  { outcome: 'forbidden', namespaceTerminating: true, message: 'no' },
  { outcome: 'tooManyRequests', delay: 5, message: 'no' },
];

export const serviceIndex: ServiceIndex = indexService(emptyServiceIndex, service);
