import type { V1Endpoints, V1EndpointSlice, V1Node, V1Pod, V1Service } from '@kubernetes/client-node';
import type { CoreEndpointsLike } from 'endpointslice';
import { createController } from 'endpointslice/controller';
import { type Cluster, takeCluster, takeObjects, takeSlice } from './accepts.ts';
import { createsOf } from '../support/writes.ts';

/** What a program built on @kubernetes/client-node 2 has in hand: class instances, `Date` times. */
export interface ClientNodeObjects {
  readonly service: V1Service;
  readonly pods: V1Pod[];
  readonly nodes: V1Node[];
  readonly slices: V1EndpointSlice[];
  readonly endpoints: V1Endpoints;
}

/** All of them go in, and what comes out goes back to the client, without a cast. */
export function passClientNode(objects: ClientNodeObjects): V1EndpointSlice[] {
  const { service, pods, nodes, slices } = objects;
  const cluster: Cluster = objects;
  const endpoints: CoreEndpointsLike = objects.endpoints;
  takeObjects(objects);
  const { plan } = takeCluster({ service, pods, nodes, slices });
  takeCluster(cluster);
  return [
    ...slices.map((slice) => takeSlice(slice)),
    ...createsOf(plan).map(({ slice }) => slice),
    ...(endpoints.subsets ?? []).map(() => takeSlice({ addressType: 'IPv4' })),
  ];
}

/** A controller hears of them as a watch gives them, and its slices are what the client sends. */
export function controlClientNode({ service, pods, nodes, slices, endpoints }: ClientNodeObjects): V1EndpointSlice[] {
  const controller = createController();
  controller.receive({ type: 'ADDED', kind: 'Service', object: service });
  controller.receive({ type: 'RELIST', kind: 'Pod', objects: pods });
  controller.receive({ type: 'RELIST', kind: 'Node', objects: nodes, resourceVersion: '7' });
  for (const object of slices) controller.receive({ type: 'DELETED', kind: 'EndpointSlice', object });
  controller.receive({ type: 'MODIFIED', kind: 'Endpoints', object: endpoints });
  const { writes } = controller.take({ now: 0, limit: 20 });
  for (const [index, slice] of slices.entries()) {
    controller.receive({ type: 'ANSWER', id: index, answer: { outcome: 'written', slice } });
  }
  return writes.flatMap((write) => (write.verb === 'delete' ? [] : [write.slice]));
}
