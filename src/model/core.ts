/** Defines Services, Pods, Nodes and Endpoints by the fields that this library reads. */

import type { EndpointPortLike, Protocol } from './endpoint-slice.ts';
import type {
  ObjectMeta,
  ObjectMetaLike,
  ObjectReference,
  ObjectReferenceLike,
  StringMapLike,
  TimeLike,
} from './meta.ts';

/** An `intstr.IntOrString` as callers hold it; the object form is that of generated construct libraries. */
export type IntOrStringLike = number | string | { readonly value: number | string };

/** Amounts of resources as callers hold them; some packages read `4` as a number. */
export interface QuantityMapLike {
  readonly [resource: string]: string | number | null | undefined;
}

/** The part of a ServicePort that is read. */
export interface ServicePortLike {
  readonly name?: string | null | undefined;
  /** `TCP`, `UDP` or `SCTP`; absent means `TCP`. */
  readonly protocol?: string | null | undefined;
  readonly port: number;
  /** The number or the name of a container's port. */
  readonly targetPort?: IntOrStringLike | null | undefined;
  readonly appProtocol?: string | null | undefined;
  readonly nodePort?: number | null | undefined;
}

/** One ingress point of a load balancer, as the Service's status has it. */
export interface LoadBalancerIngressLike {
  readonly ip?: string | null | undefined;
  readonly hostname?: string | null | undefined;
  /** `VIP` or `Proxy`; absent means `VIP`. */
  readonly ipMode?: string | null | undefined;
}

/** The part of a Service that is read. */
export interface ServiceLike {
  readonly metadata?: ObjectMetaLike | null | undefined;
  readonly spec?:
    | {
        readonly type?: string | null | undefined;
        readonly selector?: StringMapLike | null | undefined;
        /** `None` for a headless Service. */
        readonly clusterIP?: string | null | undefined;
        /** `IPv4`, `IPv6` or both, the primary family first. */
        readonly ipFamilies?: readonly string[] | null | undefined;
        readonly ports?: readonly ServicePortLike[] | null | undefined;
        /** Whether the endpoints of pods that are not ready are ready all the same. */
        readonly publishNotReadyAddresses?: boolean | null | undefined;
        /** `PreferClose`, `PreferSameZone` or `PreferSameNode`; see `readRequestedHints`. */
        readonly trafficDistribution?: string | null | undefined;
        /** `Cluster` or `Local`; absent means `Cluster`. */
        readonly internalTrafficPolicy?: string | null | undefined;
        /** `Cluster` or `Local`; absent means `Cluster`. */
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
  /** `Always` marks an init container that keeps running (a sidecar). */
  readonly restartPolicy?: string | null | undefined;
}

/** One address of a Pod, as its status has it. */
export interface PodIPLike {
  readonly ip?: string | null | undefined;
}

/** The part of a Pod's condition that is read. */
export interface PodConditionLike {
  readonly type: string;
  /** `True`, `False` or `Unknown`. */
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
        /** `Pending`, `Running`, `Succeeded`, `Failed` or `Unknown`. */
        readonly phase?: string | null | undefined;
        /** The primary address; the same as the first of `podIPs`. */
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
        /** The resources that pods may use; `cpu` is read. */
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
  /** The object behind the address, most often a Pod. */
  readonly targetRef?: ObjectReferenceLike | null | undefined;
}

/** One subset of the old core/v1 Endpoints object. */
export interface CoreEndpointSubsetLike {
  /** Addresses that are ready. */
  readonly addresses?: readonly CoreEndpointAddressLike[] | null | undefined;
  /** Addresses that are not ready. */
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
  /** The object behind the address, most often a Pod. */
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
  /** Addresses that are ready. */
  addresses?: CoreEndpointAddress[];
  /** Addresses that are not ready. */
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
