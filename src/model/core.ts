/** Services, Pods, Nodes and Endpoints, with the fields that this library reads. */

import type { EndpointPortLike, Protocol } from './endpoint-slice.ts';
import type {
  ObjectMeta,
  ObjectMetaLike,
  ObjectReference,
  ObjectReferenceLike,
  StringMapLike,
  TimeLike,
} from './meta.ts';

/** `intstr.IntOrString` as callers hold it; the object form is that of generated construct libraries. */
export type IntOrStringLike = number | string | { readonly value: number | string };

/** Amounts of resources as callers hold them; some packages read `4` as a number. */
export interface QuantityMapLike {
  readonly [resource: string]: string | number | null | undefined;
}

/** The part of a ServicePort that is read. */
export interface ServicePortLike {
  readonly name?: string | null | undefined;
  readonly protocol?: string | null | undefined;
  readonly port: number;
  readonly targetPort?: IntOrStringLike | null | undefined;
  readonly appProtocol?: string | null | undefined;
  readonly nodePort?: number | null | undefined;
}

/** One ingress point of a load balancer, as the Service's status has it. */
export interface LoadBalancerIngressLike {
  readonly ip?: string | null | undefined;
  readonly hostname?: string | null | undefined;
  readonly ipMode?: string | null | undefined;
}

/** The part of a Service that is read. */
export interface ServiceLike {
  readonly metadata?: ObjectMetaLike | null | undefined;
  readonly spec?:
    | {
        readonly type?: string | null | undefined;
        readonly selector?: StringMapLike | null | undefined;
        readonly clusterIP?: string | null | undefined;
        readonly ipFamilies?: readonly string[] | null | undefined;
        readonly ports?: readonly ServicePortLike[] | null | undefined;
        readonly publishNotReadyAddresses?: boolean | null | undefined;
        readonly trafficDistribution?: string | null | undefined;
        readonly internalTrafficPolicy?: string | null | undefined;
        readonly externalTrafficPolicy?: string | null | undefined;
        readonly externalIPs?: readonly string[] | null | undefined;
      }
    | null
    | undefined;
  readonly status?:
    | {
        readonly loadBalancer?:
          | { readonly ingress?: readonly LoadBalancerIngressLike[] | null | undefined }
          | null
          | undefined;
      }
    | null
    | undefined;
}

/** The part of a container's port that is read. */
export interface ContainerPortLike {
  readonly name?: string | null | undefined;
  readonly containerPort: number;
  readonly protocol?: string | null | undefined;
}

/** The part of a container that is read. */
export interface ContainerLike {
  readonly name?: string | null | undefined;
  readonly ports?: readonly ContainerPortLike[] | null | undefined;
  readonly restartPolicy?: string | null | undefined;
}

/** One address of a Pod, as its status has it. */
export interface PodIPLike {
  readonly ip?: string | null | undefined;
}

/** The part of a Pod's condition that is read. */
export interface PodConditionLike {
  readonly type: string;
  readonly status: string;
  readonly lastTransitionTime?: TimeLike | null | undefined;
}

/** The part of a Pod that is read. */
export interface PodLike {
  readonly metadata?: ObjectMetaLike | null | undefined;
  readonly spec?:
    | {
        readonly nodeName?: string | null | undefined;
        readonly hostname?: string | null | undefined;
        readonly subdomain?: string | null | undefined;
        readonly containers?: readonly ContainerLike[] | null | undefined;
        readonly initContainers?: readonly ContainerLike[] | null | undefined;
      }
    | null
    | undefined;
  readonly status?:
    | {
        readonly phase?: string | null | undefined;
        readonly podIP?: string | null | undefined;
        readonly podIPs?: readonly PodIPLike[] | null | undefined;
        readonly conditions?: readonly PodConditionLike[] | null | undefined;
      }
    | null
    | undefined;
}

/** The part of a Node that is read. */
export interface NodeLike {
  readonly metadata?: ObjectMetaLike | null | undefined;
  readonly status?:
    | {
        readonly allocatable?: QuantityMapLike | null | undefined;
        readonly conditions?: readonly { readonly type: string; readonly status: string }[] | null | undefined;
      }
    | null
    | undefined;
}

/** One address of the old core/v1 Endpoints object. */
export interface CoreEndpointAddressLike {
  readonly ip: string;
  readonly hostname?: string | null | undefined;
  readonly nodeName?: string | null | undefined;
  readonly targetRef?: ObjectReferenceLike | null | undefined;
}

/** One subset of the old core/v1 Endpoints object. */
export interface CoreEndpointSubsetLike {
  readonly addresses?: readonly CoreEndpointAddressLike[] | null | undefined;
  readonly notReadyAddresses?: readonly CoreEndpointAddressLike[] | null | undefined;
  readonly ports?: readonly EndpointPortLike[] | null | undefined;
}

/** The old core/v1 Endpoints object. */
export interface CoreEndpointsLike {
  readonly metadata?: ObjectMetaLike | null | undefined;
  readonly subsets?: readonly CoreEndpointSubsetLike[] | null | undefined;
}

/** `v1.EndpointAddress` as this library returns it. */
export interface CoreEndpointAddress {
  ip: string;
  hostname?: string;
  nodeName?: string;
  targetRef?: ObjectReference;
}

/** `v1.EndpointPort`: one port of a subset of core/v1 Endpoints. */
export interface CoreEndpointPort {
  name?: string;
  port: number;
  protocol?: Protocol;
  appProtocol?: string;
}

/** `v1.EndpointSubset` as this library returns it; a list without elements is absent. */
export interface CoreEndpointSubset {
  addresses?: CoreEndpointAddress[];
  notReadyAddresses?: CoreEndpointAddress[];
  ports?: CoreEndpointPort[];
}

/** `v1.Endpoints` as this library returns it. */
export interface CoreEndpoints {
  apiVersion: 'v1';
  kind: 'Endpoints';
  metadata: ObjectMeta;
  subsets?: CoreEndpointSubset[];
}
