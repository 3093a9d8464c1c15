import {
  addressTypesForService,
  convertToV1beta1,
  copyEndpoint,
  defaultSlice,
  type EndpointSlice,
  type EndpointSliceLike,
  endpointIdentity,
  isPodReady,
  type NodeLike,
  type PodLike,
  planService,
  portMapKey,
  prepareForUpdate,
  type ServiceLike,
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
