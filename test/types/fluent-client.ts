import type { CoreEndpointsLike } from 'endpointslice';
import type { kind } from 'kubernetes-fluent-client';
import { takeCluster, takeObjects, takeSlice } from './accepts.ts';
import { createsOf } from '../support/writes.ts';

/** What a program built on kubernetes-fluent-client has in hand: the classes of client-node 1. */
export interface FluentObjects {
  readonly service: kind.Service;
  readonly pods: kind.Pod[];
  readonly nodes: kind.Node[];
  readonly slices: kind.EndpointSlice[];
  readonly endpoints: kind.Endpoints;
}

/** All of them go in, and what comes out goes back, without a cast. */
export function passFluent(objects: FluentObjects): kind.EndpointSlice[] {
  const { service, pods, nodes, slices } = objects;
  const endpoints: CoreEndpointsLike = objects.endpoints;
  takeObjects(objects);
  const { plan } = takeCluster({ service, pods, nodes, slices });
  return [
    ...slices.map((slice) => takeSlice(slice)),
    ...createsOf(plan).map(({ slice }) => slice),
    ...(endpoints.subsets ?? []).map(() => takeSlice({ addressType: 'IPv4' })),
  ];
}
