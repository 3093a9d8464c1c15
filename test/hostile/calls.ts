import * as library from '../support/all-exports.ts';
import * as controller from 'endpointslice/controller';
import * as schema from 'endpointslice/schema';
import * as args from './arguments.ts';
import * as shapes from './shapes.ts';
import { webHttp } from '../support/slice-of.ts';
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
  { name: 'listAddressTypes', given: [args.service], result: list(shapes.oneOf('IPv4', 'IPv6')) },
  { name: 'isHeadless', given: [args.service], result: flag },
  { name: 'parseAddress', given: ['10.0.0.1'], result: maybe(record({ family: text, text })) },
  { name: 'deriveConditions', given: [pod, args.service], result: shapes.interpretedConditions },
  { name: 'isPodReady', given: [pod], result: flag },
  { name: 'interpretConditions', given: [endpoint?.conditions], result: shapes.interpretedConditions },
  { name: 'endpointsEqualBeyondIdentity', given: [endpoint, endpoint], result: flag },
  { name: 'endpointIdentity', given: [{ ...endpoint, addresses: ['10.0.0.2', '10.0.0.1'] }], result: text },
  { name: 'endpointReader.address', given: [endpoint], result: text },
  { name: 'endpointReader.isSame', given: [endpoint, endpoint], result: flag },
  { name: 'endpointReader.isUpToDate', given: [endpoint, endpoint], result: flag },
  { name: 'endpointReader.toEndpoint', given: [endpoint], result: shapes.endpoint },
  { name: 'portMapKey', given: [args.storedSlice.ports], result: text },
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
  { name: 'readNodeZones', given: [args.world.nodes], result: shapes.textKeyed(text) },
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
  // What a controller remembers
  {
    name: 'findAffectedServices',
    given: [{ services: [args.service], before: pod, after: secondPod }],
    result: list(ownObject),
  },
  { name: 'comparePods', given: [pod, secondPod], result: record({ podChanged: flag, labelsChanged: flag }) },
  { name: 'trackWrite', given: [args.tracker, slice], result: own },
  { name: 'trackDeletion', given: [args.tracker, slice], result: own },
  { name: 'observeSliceDeletion', given: [args.tracker, slice], result: record({ ...handled, expected: flag }) },
  { name: 'observeSlice', given: [args.tracker, slice, args.slices[1]], result: record(handled) },
  { name: 'forgetService', given: [args.tracker, { namespace: 'shop', name: 'web' }], result: own },
  { name: 'shouldSyncSlice', given: [args.tracker, slice], result: flag },
  {
    name: 'findStaleness',
    given: [args.tracker, args.service, args.slices],
    result: staleness,
  },
  {
    name: 'findStaleness',
    given: [slice, args.slices],
    // What a tracker remembers of a wrong slice comes out here.
    call: ([remembered, slices]) =>
      library.findStaleness(
        library.trackWrite(library.emptySliceTracker, remembered as never),
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
    result: update,
  },
  {
    name: 'listServicePorts',
    given: [args.cache, { service: { namespace: 'shop', name: 'web' } }],
    result: list(shapes.servicePort),
  },
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
  { name: 'listNotices', given: [args.cache], result: shapes.notices },
  { name: 'formatServicePort', given: [webHttp], result: text },
  { name: 'diffEndpoints', given: [library.emptyCache, args.cache, { policy: 'kube-proxy' }], result: shapes.changes },
  {
    name: 'diffEndpoints',
    given: [library.emptyCache, args.cache, { service: { namespace: 'shop', name: 'web' } }],
    result: shapes.changes,
  },
  { name: 'composeChanges', given: [args.changes, []], result: shapes.changes },
  { name: 'composeChanges', given: [[], args.changes], result: shapes.changes },
  {
    name: 'composeChanges',
    given: [args.changes, [{ ...args.changes[0], servicePort: args.changes[1]?.servicePort }]],
    result: shapes.changes,
  },
  {
    name: 'categorizeEndpoints',
    given: [
      {
        endpoints: args.routable,
        traffic: { internalTrafficPolicy: 'Local', externalTrafficPolicy: 'Local', isExternallyAccessible: true },
        from: args.location,
      },
    ],
    result: shapes.choice,
  },
  { name: 'groupByTarget', given: [args.routable], result: shapes.targets },
  { name: 'preferFamily', given: [args.targetRows, 'IPv6'], result: list(shapes.routable) },
  {
    name: 'readTraffic',
    given: [args.trafficService, { port: 'http', addressType: 'IPv4' }],
    result: record({
      internalTrafficPolicy: maybe(text),
      externalTrafficPolicy: maybe(text),
      isExternallyAccessible: maybe(flag),
    }),
  },
  {
    name: 'chooseEndpoints',
    given: [
      args.cache,
      {
        service: { namespace: 'shop', name: 'web' },
        port: 'http',
        protocol: 'TCP',
        from: args.location,
        traffic: 'external',
        preferredFamily: 'IPv6',
        addressType: 'IPv4',
        policy: 'kube-proxy',
      },
    ],
    result: shapes.endpointChoice,
  },
  {
    name: 'chooseEndpoints',
    given: [args.cache, { service: args.trafficService, from: args.location }],
    result: shapes.endpointChoice,
  },
  {
    name: 'countLocalReadyEndpoints',
    given: [args.cache, { nodeName: 'n1', addressType: 'IPv4', policy: 'kube-proxy' }],
    result: list(record({ namespace: text, name: text, readyAddressCount: count })),
  },
  {
    name: 'applyWatchEvent',
    given: [args.cache, { type: 'MODIFIED', object: slice }, { cluster: 'west', sequence: 7 }],
    result: record({ cache: own, notices: shapes.notices, relist: flag }),
  },
  {
    name: 'applyWatchEvent',
    given: [args.cache, { type: 'BOOKMARK', object: { metadata: { resourceVersion: '9' } } }, { namespace: 'shop' }],
    result: record({ cache: own, notices: shapes.notices, relist: flag }),
  },
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
  { name: 'planMirror', given: [args.mirroring], result: shapes.mirrorPlan },
  // Hints
  { name: 'measureZoneCapacity', given: [args.cluster, { ignoreIncompleteNodesBelow: 0.5 }], result: shapes.capacity },
  {
    name: 'readRequestedHints',
    given: [args.trafficService, { preferSameTrafficDistribution: true }],
    result: record({ strategy: text, requestedBy: maybe(text) }),
  },
  {
    name: 'readRequestedHints',
    given: [args.hintedWorld.service, {}],
    result: record({ strategy: text, requestedBy: maybe(text) }),
  },
  ...(['None', 'PreferSameZone', 'PreferSameNode', 'TopologyAware'] as const).map((strategy) => ({
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
    name: 'listHintsNotices',
    given: [{ kind: 'Service', namespace: 'ns', name: 's' }, args.verdicts],
    result: shapes.notices,
  },
  {
    name: 'findOverloadedServices',
    given: [
      [{ service: { namespace: 'ns', name: 's' }, memory: args.proportional.memory }],
      library.measureZoneCapacity([...args.cluster, ...args.question.change.addNodes]),
      { hysteresis: 0.1 },
    ],
    result: list(
      record({
        service: record({ namespace: text, name: text }),
        addressType: text,
        zone: maybe(text),
        endpointCount: maybe(count),
        minimumEndpointCount: maybe(number),
      }),
    ),
  },
  { name: 'isRelevantNodeChange', given: [{ before: args.cluster[0], after: args.cluster[1] }], result: flag },
  {
    name: 'simulateHints',
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
    name: 'parseEndpointSlice',
    given: [args.storedSlice, { strict: true, kubernetes: '1.36', before: args.storedSlice }],
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
    name: 'validateEndpointSlice',
    given: [args.storedSlice, { strict: true, before: args.storedSlice }],
    result: shapes.issues,
    neverThrows: true,
  },
  { name: 'formatIssue', given: [args.issues[0]], result: text },
  {
    name: 'toStatus',
    given: [args.issues, { name: 'web-1', kind: 'EndpointSlice', group: 'discovery.k8s.io' }],
    result: shapes.status,
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
