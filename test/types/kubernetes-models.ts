import type { IObjectMeta } from '@kubernetes-models/apimachinery/apis/meta/v1/ObjectMeta';
import type { ObjectMetaLike, CoreEndpointsLike } from 'endpointslice';
import type { EndpointSlice, IEndpointSlice } from 'kubernetes-models/discovery.k8s.io/v1';
import type { IEndpoints, INode, IPod, IService } from 'kubernetes-models/v1';
import type { IEndpointSlice as IEndpointSlice5 } from 'kubernetes-models-5/discovery.k8s.io/v1';
import type {
  IEndpoints as IEndpoints5,
  INode as INode5,
  IPod as IPod5,
  IService as IService5,
} from 'kubernetes-models-5/v1';
import { takeCluster, takeObjects, takeSlice } from './accepts.ts';
import { createsOf } from '../support/writes.ts';

/** Interfaces and classes of kubernetes-models 4 and 5, and metadata of @kubernetes-models/apimachinery. */
export interface ModelsObjects {
  readonly service: IService | IService5;
  readonly pods: readonly (IPod | IPod5)[];
  readonly nodes: readonly (INode | INode5)[];
  readonly slices: readonly (IEndpointSlice | IEndpointSlice5 | EndpointSlice)[];
  readonly endpoints: IEndpoints | IEndpoints5;
}

/** All of them go in, and what comes out goes back, without a cast. */
export function passModels(objects: ModelsObjects, metadata: IObjectMeta): (IEndpointSlice & IEndpointSlice5)[] {
  const { service, pods, nodes, slices } = objects;
  const endpoints: CoreEndpointsLike = objects.endpoints;
  const meta: ObjectMetaLike = metadata;
  takeObjects(objects);
  const { plan } = takeCluster({ service, pods, nodes, slices });
  return [
    ...slices.map((slice) => takeSlice(slice)),
    ...createsOf(plan).map(({ slice }) => slice),
    takeSlice({ metadata: meta, addressType: 'IPv4' }),
    ...(endpoints.subsets ?? []).map(() => takeSlice({ addressType: 'IPv4' })),
  ];
}
