import type { CoreEndpointsLike } from 'endpointslice';
import type { Endpoints, Node, Pod, Service } from 'kubernetes-types/core/v1.d.ts';
import type { EndpointSlice } from 'kubernetes-types/discovery/v1.d.ts';
import { takeCluster, takeObjects, takeSlice } from './accepts.ts';
import { createsOf } from '../support/writes.ts';

/** The interfaces of kubernetes-types, for JSON as it comes. */
export interface TypesObjects {
  readonly service: Service;
  readonly pods: Pod[];
  readonly nodes: Node[];
  readonly slices: EndpointSlice[];
  readonly endpoints: Endpoints;
}

/** All of them go in, and what comes out goes back, without a cast. */
export function passTypes(objects: TypesObjects): EndpointSlice[] {
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
