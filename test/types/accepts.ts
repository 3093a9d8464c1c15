import {
  buildCoreEndpoints,
  compareCoreEndpoints,
  type CoreEndpointsLike,
  decideMirroring,
  emptyCache,
  endpointIdentity,
  endpointsEqualBeyondIdentity,
  type EndpointSlice,
  type EndpointSliceLike,
  formatSlice,
  interpretConditions,
  isPodReady,
  listAddressTypes,
  listServicePorts,
  type NodeLike,
  planMirror,
  planService,
  planSlices,
  type PodLike,
  portMapKey,
  readTraffic,
  removeSlice,
  repackSubsets,
  replaceSlices,
  type ServiceLike,
  setSlice,
} from 'endpointslice';
import {
  findAffectedServices,
  findStaleness,
  computeTriggerTime,
  emptySliceTracker,
  trackDeletion,
  observeSliceDeletion,
  observeSlice,
  shouldSyncSlice,
  trackWrite,
} from 'endpointslice/controller';
import { convertToV1beta1, defaultSlice, listWarnings, prepareForCreate, prepareForUpdate } from 'endpointslice/server';
import { isRelevantNodeChange, readRequestedHints, simulateHints, measureZoneCapacity } from 'endpointslice/hints';

/**
 * Compile-time proof: everything here takes its argument without a cast, so a file that passes objects of a client library
 * to these functions compiles only if the library accepts them. `run.test.ts` runs the same functions.
 */

/** The public functions that take a slice. */
export function takeSlice(slice: EndpointSliceLike): EndpointSlice {
  portMapKey(slice.ports);
  for (const endpoint of slice.endpoints ?? []) {
    endpointIdentity(endpoint);
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
  listAddressTypes(cluster.service);
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
    said.push(shouldSyncSlice(tracker, slice), observeSlice(tracker, slice, slice).services);
    tracker = trackDeletion(trackWrite(tracker, slice), slice);
    tracker = observeSliceDeletion(tracker, slice).tracker;
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
    const named = { service: { namespace: 'shop', name: 'web' }, managedBy: 'x', owner, slices };
    said.push(planSlices({ ...named, groups: [group] }).plan);
  }
  said.push(listServicePorts(cache), readTraffic(service, { port: 'http', addressType: 'IPv4' }));
  said.push(
    findStaleness(tracker, service, slices).stale,
    findStaleness(tracker, { ...endpoints, metadata: service.metadata }, slices).stale,
  );
  said.push(readRequestedHints(service), measureZoneCapacity(nodes));
  said.push(computeTriggerTime({ times: undefined, service, pods }).triggerTime);
  for (const after of pods) said.push(findAffectedServices({ services: [service], after }).length);
  for (const node of nodes) said.push(isRelevantNodeChange({ before: node, after: node }));
  said.push(simulateHints({ slices, nodes, change: { addNodes: nodes } }));
  said.push(decideMirroring({ endpoints, service }), planMirror({ endpoints, service, slices }).plan);
  said.push(buildCoreEndpoints({ service, slices }), compareCoreEndpoints({ endpoints, service, slices }));
  said.push(repackSubsets(endpoints.subsets));
  return said;
}
