import {
  addressTypesForService,
  affectedServices,
  buildCoreEndpoints,
  type CoreEndpointsLike,
  checkStaleness,
  compareCoreEndpoints,
  computeTriggerTime,
  convertToV1beta1,
  copyEndpoint,
  decideMirroring,
  defaultSlice,
  type EndpointSlice,
  type EndpointSliceLike,
  emptyCache,
  emptySliceTracker,
  endpointIdentity,
  endpointsEqualBeyondIdentity,
  expectSliceDeletion,
  formatSlice,
  handleSliceDeletion,
  handleSliceUpdate,
  interpretConditions,
  isPodReady,
  listServicePorts,
  listWarnings,
  mirrorEndpoints,
  type NodeLike,
  nodeChangeMatters,
  type PodLike,
  planService,
  planSlices,
  portMapKey,
  prepareForCreate,
  prepareForUpdate,
  readServicePortTraffic,
  removeSlice,
  repackSubsets,
  replaceSlices,
  requestedHints,
  type ServiceLike,
  setSlice,
  shouldSyncSlice,
  trackSlice,
  whatIfHints,
  zoneCapacity,
} from 'endpointslice';

/**
 * Compile-time proof: everything here takes its argument without a cast, so a file that passes objects of a client library
 * to these functions compiles only if the library accepts them. `run.test.ts` runs the same functions.
 */

/** The public functions that take a slice. */
export function takeSlice(slice: EndpointSliceLike): EndpointSlice {
  portMapKey(slice.ports);
  for (const endpoint of slice.endpoints ?? []) {
    endpointIdentity(endpoint);
    copyEndpoint(endpoint);
  }
  convertToV1beta1(slice);
  prepareForUpdate({ slice, before: slice });
  return defaultSlice(slice);
}

/** The objects of one namespace, as the planner takes them. */
export interface Cluster {
  readonly service: ServiceLike;
  readonly pods: readonly PodLike[];
  readonly nodes: readonly NodeLike[];
  readonly slices: readonly EndpointSliceLike[];
}

/** The public functions that take a Service, Pods and Nodes. */
export function takeCluster(cluster: Cluster): ReturnType<typeof planService> {
  addressTypesForService(cluster.service);
  for (const pod of cluster.pods) isPodReady(pod);
  return planService(cluster);
}

/** The objects of one Service, and the older object that says the same. */
export interface ClusterWithEndpoints extends Cluster {
  readonly endpoints: CoreEndpointsLike;
}

/** The other public functions that take objects of a cluster; what they say, as JSON. */
export function takeObjects({ service, pods, nodes, slices, endpoints }: ClusterWithEndpoints): unknown {
  const said: unknown[] = [];
  let tracker = emptySliceTracker;
  let { cache } = replaceSlices(emptyCache, slices);
  for (const slice of slices) {
    said.push(shouldSyncSlice(tracker, slice), handleSliceUpdate(tracker, slice, slice).services);
    tracker = expectSliceDeletion(trackSlice(tracker, slice), slice);
    tracker = handleSliceDeletion(tracker, slice).tracker;
  }
  for (const slice of slices) {
    cache = setSlice(removeSlice(cache, slice).cache, slice).cache;
    said.push(listWarnings(slice, 'create'), formatSlice(slice), prepareForCreate(slice));
    const { addressType, endpoints: items, ports } = slice;
    for (const item of items ?? [])
      said.push(interpretConditions(item.conditions), endpointsEqualBeyondIdentity(item, item));
    const group = {
      addressType: addressType === 'IPv6' ? 'IPv6' : 'IPv4',
      ports: ports ?? [],
      endpoints: items ?? [],
    } as const;
    const owner = { apiVersion: 'v1', kind: 'Service', name: 'web', uid: 'u' };
    const named = { namespace: 'shop', serviceName: 'web', managedBy: 'x', owner, slices };
    said.push(planSlices({ ...named, groups: [group] }).plan);
  }
  said.push(listServicePorts(cache), readServicePortTraffic(service, { portName: 'http', addressType: 'IPv4' }));
  said.push(checkStaleness(tracker, service, slices).stale, checkStaleness(tracker, endpoints, slices).stale);
  said.push(requestedHints(service), zoneCapacity(nodes));
  said.push(computeTriggerTime({ times: undefined, service, pods }).triggerTime);
  for (const after of pods) said.push(affectedServices({ services: [service], after }).length);
  for (const node of nodes) said.push(nodeChangeMatters({ before: node, after: node }));
  said.push(whatIfHints({ slices, nodes, change: { addNodes: nodes } }));
  said.push(decideMirroring({ endpoints, service }), mirrorEndpoints({ endpoints, service, slices }).plan);
  said.push(buildCoreEndpoints({ service, slices }), compareCoreEndpoints({ endpoints, service, slices }));
  said.push(repackSubsets(endpoints.subsets));
  return said;
}
