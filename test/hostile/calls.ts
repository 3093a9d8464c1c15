import * as library from 'endpointslice';
import * as controller from 'endpointslice/controller';
import * as schema from 'endpointslice/schema';
import { webHttp } from '../support/slice-of.ts';
import * as args from './arguments.ts';
import * as shapes from './shapes.ts';
import type { Shape } from './shapes.ts';

/** One way to call a public function: valid arguments, of which each part is replaced, and what must come back. */
export interface Call {
  readonly name: string;
  readonly given: readonly unknown[];
  readonly result: Shape;
  /** Calls it otherwise than with `given` as its arguments: for functions that the caller hands in. */
  readonly call?: (given: readonly never[]) => unknown;
  /** Whether it promises to throw nothing, whatever the value is. */
  readonly neverThrows?: true;
}

type Callable = (...values: readonly unknown[]) => unknown;

/** Everything public that can be called, by name; the functions of the reader under its name. */
export const publicFunctions: ReadonlyMap<string, Callable> = new Map(
  Object.entries<unknown>({
    ...library,
    ...schema,
    ...controller,
    ...Object.fromEntries(
      Object.entries(library.endpointReader).map(([name, read]) => [`endpointReader.${name}`, read as unknown]),
    ),
  }).filter((entry): entry is [string, Callable] => typeof entry[1] === 'function'),
);

const { text, flag, count, number, own, ownObject, maybe, list, data, record } = shapes;

/** Slices of a plan are handed on as they are, so that they may be of any class. */
const hinted = record({ plan: shapes.loosely(shapes.plan), verdicts: list(shapes.verdict), memory: data });
const handled = { tracker: own, services: list(record({ namespace: text, name: text })) };
const staleness = record({ tracker: own, stale: flag, slices: list(record({ name: text, uid: text, reason: text })) });
const update = record({ cache: own, notices: shapes.notices });
const webTcp = { servicePort: webHttp, address: '10.0.0.1', port: 80, policy: 'kube-proxy' };
const slice = args.slices[0];
const endpoint = slice?.endpoints?.[0];
const other = slice?.endpoints?.[1];
const [pod, secondPod] = args.pods;

/** Caches and trackers are not taken apart: what is in them is nobody's business but the library's. */
export const opaqueValues: ReadonlySet<unknown> = new Set([
  args.cache,
  args.tracker,
  library.emptyCache,
  library.emptySliceTracker,
  args.controllerState,
  args.waitingState,
  controller.emptyServiceIndex,
  args.serviceIndex,
]);

export const calls: readonly Call[] = [
  // Facts
  { name: 'addressTypesForService', given: [args.service], result: list(shapes.oneOf('IPv4', 'IPv6')) },
  { name: 'isHeadless', given: [args.service], result: flag },
  { name: 'compareAddresses', given: ['10.0.0.1', 'fd00::1'], result: number },
  { name: 'parseAddress', given: ['10.0.0.1'], result: maybe(record({ family: text, text })) },
  { name: 'deriveConditions', given: [pod, args.service], result: shapes.interpretedConditions },
  { name: 'isPodReady', given: [pod], result: flag },
  { name: 'interpretConditions', given: [endpoint?.conditions], result: shapes.interpretedConditions },
  { name: 'copyEndpoint', given: [endpoint], result: shapes.endpoint },
  { name: 'copyEndpoint', given: [other], result: shapes.endpoint },
  { name: 'endpointsEqualBeyondIdentity', given: [endpoint, endpoint], result: flag },
  { name: 'endpointIdentity', given: [{ ...endpoint, addresses: ['10.0.0.2', '10.0.0.1'] }], result: text },
  { name: 'endpointReader.address', given: [endpoint], result: text },
  { name: 'endpointReader.isSame', given: [endpoint, endpoint], result: flag },
  { name: 'endpointReader.isUpToDate', given: [endpoint, endpoint], result: flag },
  { name: 'endpointReader.toEndpoint', given: [endpoint], result: shapes.endpoint },
  { name: 'portMapKey', given: [args.storedSlice.ports], result: text },
  { name: 'sortPorts', given: [args.storedSlice.ports], result: list(shapes.endpointPort) },
  { name: 'findPort', given: [pod, args.service.spec?.ports?.[0]], result: maybe(shapes.whole) },
  { name: 'findPort', given: [pod, args.service.spec?.ports?.[1]], result: maybe(shapes.whole) },
  {
    name: 'resolvePorts',
    given: [args.service, pod],
    result: record({ ports: list(shapes.endpointPort), missing: list(ownObject) }),
  },
  // From pods to desired endpoints
  {
    name: 'endpointFromPod',
    given: [{ pod, service: args.service, addressType: 'IPv4', zone: 'a' }],
    result: maybe(shapes.endpoint),
  },
  { name: 'zonesOfNodes', given: [args.world.nodes], result: shapes.textKeyed(text) },
  { name: 'shouldPodBeInEndpoints', given: [pod, { includeTerminating: true }], result: flag },
  { name: 'matchesSelector', given: [{ app: 'web' }, { app: 'web', tier: 'front' }], result: flag },
  // Planning
  { name: 'planService', given: [args.world], result: shapes.planned },
  { name: 'planService', given: [args.hintedWorld], result: shapes.planned },
  { name: 'planService', given: [{ ...args.hintedWorld, hints: undefined }], result: shapes.planned },
  { name: 'planSlices', given: [args.groups], result: shapes.planned },
  { name: 'planSlices', given: [args.hintedGroups], result: shapes.planned },
  {
    name: 'distributeEndpoints',
    given: [args.distribution],
    result: record({ plan: shapes.plan, addedCount: count, removedCount: count, duplicates: list(own) }),
  },
  { name: 'isOwnedBy', given: [slice, args.groups.owner], result: flag },
  { name: 'generateNamePrefix', given: ['web'], result: text },
  {
    name: 'sliceLabels',
    given: [{ labels: { tier: 'front' }, serviceName: 'web', managedBy: 'me', headless: true }],
    result: shapes.mapOf(text),
  },
  // What a controller remembers
  {
    name: 'affectedServices',
    given: [{ services: [args.service], before: pod, after: secondPod }],
    result: list(ownObject),
  },
  { name: 'podChange', given: [pod, secondPod], result: record({ podChanged: flag, labelsChanged: flag }) },
  { name: 'trackSlice', given: [args.tracker, slice], result: own },
  { name: 'expectSliceDeletion', given: [args.tracker, slice], result: own },
  { name: 'handleSliceDeletion', given: [args.tracker, slice], result: record({ ...handled, expected: flag }) },
  { name: 'handleSliceUpdate', given: [args.tracker, slice, args.slices[1]], result: record(handled) },
  { name: 'forgetService', given: [args.tracker, { namespace: 'shop', name: 'web' }], result: own },
  { name: 'shouldSyncSlice', given: [args.tracker, slice], result: flag },
  {
    name: 'checkStaleness',
    given: [args.tracker, args.service, args.slices],
    result: staleness,
  },
  {
    name: 'checkStaleness',
    given: [slice, args.slices],
    // What a tracker remembers of a wrong slice comes out here.
    call: ([remembered, slices]) =>
      library.checkStaleness(
        library.trackSlice(library.emptySliceTracker, remembered as never),
        args.service,
        slices as never,
      ),
    result: staleness,
  },
  {
    name: 'computeTriggerTime',
    given: [args.triggers],
    result: record({
      triggerTime: maybe(text),
      times: record({ service: maybe(data), pods: shapes.textKeyed(data) }),
    }),
  },
  // Reading and applying plans
  {
    name: 'applyPlan',
    given: [args.slices, args.plan, 'name'],
    call: ([slices, plan, name]) =>
      library.applyPlan({
        slices: slices as never,
        plan: plan as never,
        nameSlice: (_, index) => (typeof name === 'string' ? (`${name as string}-${index}` as never) : (name as never)),
      }),
    result: list(ownObject),
  },
  {
    name: 'applyPlan',
    given: [{ slices: args.slices, plan: args.plan, nameSlice: (_: unknown, index: number) => `n${index}` }],
    result: list(ownObject),
  },
  { name: 'formatPlan', given: [args.plan], result: text },
  { name: 'formatEndpoint', given: [endpoint], result: text },
  { name: 'formatPort', given: [args.storedSlice.ports?.[0]], result: text },
  { name: 'formatSlice', given: [slice], result: text },
  // The consumer's side
  { name: 'setSlice', given: [library.emptyCache, args.cachedSlice, { cluster: 'west', sequence: 1 }], result: update },
  { name: 'removeSlice', given: [args.cache, args.cachedSlice, { cluster: 'west' }], result: update },
  {
    name: 'replaceSlices',
    given: [args.cache, [args.cachedSlice], { cluster: 'west', namespace: 'shop', resourceVersion: '9', sequence: 1 }],
    result: update,
  },
  {
    name: 'acceptBookmark',
    given: [args.cache, { cluster: 'west', namespace: 'shop', resourceVersion: '9' }],
    result: own,
  },
  { name: 'listServicePorts', given: [args.cache], result: list(shapes.servicePort) },
  {
    name: 'listEndpoints',
    given: [args.cache, webHttp, { policy: 'kube-proxy', addressType: 'IPv4' }],
    result: record({ endpoints: list(shapes.routable), losers: shapes.losers }),
  },
  {
    name: 'explainEndpoint',
    given: [args.cache, webTcp],
    result: maybe(record({ endpoint: shapes.routable, slice: shapes.sliceReference, losers: shapes.losers })),
  },
  { name: 'listCacheNotices', given: [args.cache], result: shapes.notices },
  { name: 'formatServicePort', given: [webHttp], result: text },
  { name: 'diffEndpoints', given: [library.emptyCache, args.cache, { policy: 'kube-proxy' }], result: shapes.changes },
  { name: 'composeChanges', given: [args.changes, []], result: shapes.changes },
  { name: 'composeChanges', given: [[], args.changes], result: shapes.changes },
  {
    name: 'composeChanges',
    given: [args.changes, [{ ...args.changes[0], servicePort: args.changes[1]?.servicePort }]],
    result: shapes.changes,
  },
  {
    name: 'chooseEndpoints',
    given: [
      {
        endpoints: args.routable,
        traffic: { internalTrafficPolicy: 'Local', externalTrafficPolicy: 'Local', isExternallyAccessible: true },
        location: args.location,
      },
    ],
    result: shapes.choice,
  },
  { name: 'chooseForClient', given: [args.routable, args.location], result: shapes.clientChoice },
  { name: 'findTopologyMode', given: [args.routable, args.location], result: shapes.topology },
  { name: 'countLocalReadyAddresses', given: [args.routable, 'n1'], result: count },
  { name: 'groupByTarget', given: [args.routable], result: shapes.targets },
  { name: 'preferFamily', given: [args.targetRows, 'IPv6'], result: list(shapes.routable) },
  {
    name: 'readServicePortTraffic',
    given: [args.trafficService, { portName: 'http', addressType: 'IPv4' }],
    result: record({
      internalTrafficPolicy: maybe(text),
      externalTrafficPolicy: maybe(text),
      isExternallyAccessible: maybe(flag),
    }),
  },
  {
    name: 'chooseServiceEndpoints',
    given: [
      args.cache,
      { servicePort: webHttp, addressType: 'IPv4', traffic: {}, location: args.location, policy: 'kube-proxy' },
    ],
    result: shapes.serviceChoice,
  },
  {
    name: 'countLocalReadyEndpoints',
    given: [args.cache, { nodeName: 'n1', addressType: 'IPv4', policy: 'kube-proxy' }],
    result: list(record({ namespace: text, service: text, readyAddressCount: count })),
  },
  { name: 'listTargets', given: [args.cache, webHttp, { policy: 'kube-proxy' }], result: shapes.targets },
  { name: 'compareResourceVersions', given: ['7', '9'], result: number },
  // Mirroring
  {
    name: 'buildCoreEndpoints',
    given: [{ service: args.service, slices: args.slices }],
    result: record({ endpoints: shapes.coreEndpoints, notices: shapes.notices }),
  },
  {
    name: 'buildCoreEndpoints',
    given: [{ service: args.mirroring.service, slices: args.mirrorSlices }],
    result: record({ endpoints: shapes.coreEndpoints, notices: shapes.notices }),
  },
  {
    name: 'compareCoreEndpoints',
    given: [{ service: args.mirroring.service, endpoints: args.coreEndpoints, slices: args.mirrorSlices }],
    result: shapes.comparison,
  },
  {
    name: 'decideMirroring',
    given: [{ endpoints: args.coreEndpoints, service: args.mirroring.service }],
    result: shapes.mirroringDecision,
  },
  { name: 'repackSubsets', given: [args.coreEndpoints.subsets], result: shapes.subsets },
  { name: 'mirrorEndpoints', given: [args.mirroring], result: shapes.mirrorPlan },
  // Hints
  { name: 'zoneCapacity', given: [args.cluster, { ignoreIncompleteNodesBelow: 0.5 }], result: shapes.capacity },
  {
    name: 'requestedHints',
    given: [args.trafficService, { preferSameTrafficDistribution: true }],
    result: record({ strategy: text, requestedBy: maybe(text) }),
  },
  {
    name: 'requestedHints',
    given: [args.hintedWorld.service, {}],
    result: record({ strategy: text, requestedBy: maybe(text) }),
  },
  ...(['none', 'same-zone', 'same-node', 'proportional'] as const).map((strategy) => ({
    name: 'planHints',
    given: [{ ...args.proportional, plan: args.hintedPlan, strategy }],
    result: hinted,
  })),
  {
    name: 'planHints',
    given: [args.hintedPlan, { forZones: [{ name: 'a' }], forNodes: [{ name: 'n' }] }],
    call: ([plan, answer]) => library.planHints({ plan: plan as never, strategy: () => answer }),
    result: hinted,
  },
  { name: 'stripHints', given: [args.hintedPlan], result: shapes.loosely(shapes.plan) },
  {
    name: 'hintsNotices',
    given: [{ kind: 'Service', namespace: 'ns', name: 's' }, args.verdicts],
    result: shapes.notices,
  },
  {
    name: 'overloadedServices',
    given: [
      [{ serviceKey: 's', memory: args.proportional.memory }],
      library.zoneCapacity([...args.cluster, ...args.question.change.addNodes]),
      { hysteresis: 0.1 },
    ],
    result: list(
      record({
        serviceKey: text,
        addressType: text,
        zone: maybe(text),
        endpointCount: maybe(count),
        minimumEndpointCount: maybe(number),
      }),
    ),
  },
  { name: 'nodeChangeMatters', given: [{ before: args.cluster[0], after: args.cluster[1] }], result: flag },
  {
    name: 'whatIfHints',
    given: [args.question],
    result: list(record({ addressType: text, before: shapes.verdict, after: shapes.verdict })),
  },
  // What the API server does
  { name: 'defaultSlice', given: [args.storedSlice], result: shapes.slice },
  { name: 'prepareForCreate', given: [args.storedSlice, 'v1'], result: shapes.slice },
  { name: 'prepareForCreate', given: [args.storedSlice, 'v1beta1'], result: shapes.slice },
  {
    name: 'prepareForUpdate',
    given: [{ slice: args.storedSlice, before: args.slices[1], version: 'v1' }],
    result: shapes.slice,
  },
  { name: 'listWarnings', given: [args.storedSlice, 'create'], result: list(text) },
  { name: 'convertFromV1beta1', given: [args.sliceV1beta1], result: shapes.slice },
  { name: 'convertToV1beta1', given: [args.storedSlice], result: shapes.sliceV1beta1 },
  // Names
  ...['isDnsLabel', 'isDnsSubdomain', 'isLabelValue', 'isQualifiedName'].map((name) => ({
    name,
    given: ['web'],
    result: flag,
  })),
  { name: 'proposeGenerateName', given: [['web', 'x']], result: text },
  { name: 'proposeLabelValue', given: [['web', 'x']], result: text },
  { name: 'proposeName', given: [['web', 'x'], 40], result: text },
  { name: 'serviceNameLabel', given: ['web'], result: text },
  // Validation
  {
    name: 'parseEndpointSlice',
    given: [args.storedSlice, { strict: true, mode: 'object', kubernetes: '1.37', nameSuffix: 'abcde' }],
    result: shapes.parsed(shapes.slice),
    neverThrows: true,
  },
  {
    name: 'parseEndpointSliceUpdate',
    given: [
      { input: args.storedSlice, before: args.storedSlice },
      { strict: true, kubernetes: '1.36' },
    ],
    result: shapes.parsed(shapes.slice),
    neverThrows: true,
  },
  {
    name: 'validateEndpointSlice',
    given: [args.storedSlice, { strict: true, mode: 'request', kubernetes: '1.38' }],
    result: shapes.issues,
    neverThrows: true,
  },
  {
    name: 'validateEndpointSliceUpdate',
    given: [{ input: args.storedSlice, before: args.storedSlice }, { strict: true }],
    result: shapes.issues,
    neverThrows: true,
  },
  { name: 'parseService', given: [args.trafficService], result: shapes.parsed(shapes.timedData), neverThrows: true },
  { name: 'parsePod', given: [pod], result: shapes.parsed(shapes.timedData), neverThrows: true },
  { name: 'parseNode', given: [args.cluster[0]], result: shapes.parsed(shapes.timedData), neverThrows: true },
  { name: 'parseEndpoints', given: [args.coreEndpoints], result: shapes.parsed(shapes.timedData), neverThrows: true },
  // The control loop as a value
  { name: 'emptyControllerState', given: [args.controllerOptions], result: own },
  {
    name: 'createController',
    given: [args.controllerOptions],
    call: ([options]) => controller.createController(options).state,
    result: own,
  },
  { name: 'createController', given: [{}, args.controllerState], result: own },
  ...args.controllerEvents.map((event) => ({ name: 'step', given: [args.controllerState, event], result: own })),
  ...args.writeAnswers.map((answer) => ({
    name: 'step',
    given: [args.waitingState, { type: 'ANSWER', id: 1, answer }],
    result: own,
  })),
  {
    name: 'step',
    given: [args.service, pod, args.cluster[0], args.storedSlice],
    // What planning says of objects that are wrong is a notice.
    call: ([service, chosen, node, known]) =>
      takeFrom({ Service: service, Pod: chosen, Node: node, EndpointSlice: known }),
    result: shapes.takenWork,
  },
  {
    name: 'take',
    given: [args.controllerState, { now: 5, limit: 2, planLimit: 7 }],
    result: shapes.takenWork,
  },
  { name: 'controllerReport', given: [args.waitingState], result: data },
  { name: 'controllerMetrics', given: [args.waitingState], result: data },
  { name: 'saveController', given: [args.waitingState], result: own },
  { name: 'restoreController', given: [controller.saveController(args.waitingState), {}], result: own },
  { name: 'indexService', given: [controller.emptyServiceIndex, args.service], result: own },
  { name: 'unindexService', given: [controller.emptyServiceIndex, { namespace: 'shop', name: 'web' }], result: own },
  {
    name: 'servicesOfPod',
    given: [args.serviceIndex, pod],
    result: list(record({ namespace: text, name: text })),
  },
  { name: 'shardOf', given: [{ namespace: 'shop', name: 'web' }, 3], result: count },
];

/** What there is to do in a cluster of these objects. */
function takeFrom(objects: { readonly [kind: string]: unknown }): unknown {
  let state = controller.emptyControllerState({ mirroring: false });
  for (const [kind, object] of Object.entries(objects)) {
    state = controller.step(state, { type: 'RELIST', kind, objects: [object] } as never);
  }
  return controller.take(state, { now: 0, limit: 10 });
}
