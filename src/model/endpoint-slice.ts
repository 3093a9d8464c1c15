/** Defines the EndpointSlice of `discovery.k8s.io/v1`, its endpoints and its ports. */

import type {
  ObjectMeta,
  ObjectMetaLike,
  ObjectReference,
  ObjectReferenceLike,
  StringMap,
  StringMapLike,
} from './meta.ts';

/** `discovery.k8s.io/v1` AddressType. */
export type AddressType = 'IPv4' | 'IPv6' | 'FQDN';

/** The two address types that the control plane writes, in the order in which results list them. */
export type IPAddressType = 'IPv4' | 'IPv6';

/** An address type as callers hold it. Any text is accepted; an unknown one is refused when it is read. */
export type AddressTypeLike = AddressType | (string & Record<never, never>);

/** `v1.Protocol`. */
export type Protocol = 'TCP' | 'UDP' | 'SCTP';

/** One port of a slice, as callers hold it. Absent and `''` are different values, as upstream. */
export interface EndpointPortLike {
  /** The name of the Service's port; `''` if that has no name. */
  readonly name?: string | null | undefined;
  /** `TCP`, `UDP` or `SCTP`; absent means `TCP`. */
  readonly protocol?: string | null | undefined;
  /** The number on which the endpoints listen. */
  readonly port?: number | null | undefined;
  readonly appProtocol?: string | null | undefined;
}

/** `discovery.k8s.io/v1` EndpointPort. */
export interface EndpointPort {
  /** The name of the Service's port; `''` if that has no name. */
  name?: string;
  protocol?: Protocol;
  /** The number on which the endpoints listen. */
  port?: number;
  appProtocol?: string;
}

/** Conditions of an endpoint as callers hold them; absent ones are interpreted by `interpretConditions` only. */
export interface EndpointConditionsLike {
  /** Absent means true. */
  readonly ready?: boolean | null | undefined;
  /** Absent means true. */
  readonly serving?: boolean | null | undefined;
  /** Absent means false. */
  readonly terminating?: boolean | null | undefined;
}

/** `discovery.k8s.io/v1` EndpointConditions. */
export interface EndpointConditions {
  /** Absent means true. */
  ready?: boolean;
  /** Absent means true. */
  serving?: boolean;
  /** Absent means false. */
  terminating?: boolean;
}

/** Topology hints as callers hold them. */
export interface EndpointHintsLike {
  /** Zones that should use the endpoint; at most 8. */
  readonly forZones?: readonly { readonly name: string }[] | null | undefined;
  /** Nodes that should use the endpoint; at most 8. */
  readonly forNodes?: readonly { readonly name: string }[] | null | undefined;
}

/** `discovery.k8s.io/v1` EndpointHints. */
export interface EndpointHints {
  /** Zones that should use the endpoint; at most 8. */
  forZones?: { name: string }[];
  /** Nodes that should use the endpoint; at most 8. */
  forNodes?: { name: string }[];
}

/** One endpoint of a slice, as callers hold it. Go clients write `null` where there is no address. */
export interface EndpointLike {
  /** Of the slice's address type; consumers read the first only. */
  readonly addresses?: readonly string[] | null | undefined;
  readonly conditions?: EndpointConditionsLike | null | undefined;
  readonly hostname?: string | null | undefined;
  /** The object behind the endpoint, most often a Pod. */
  readonly targetRef?: ObjectReferenceLike | null | undefined;
  /** Topology of v1beta1 that has no field of its own in v1. */
  readonly deprecatedTopology?: StringMapLike | null | undefined;
  readonly nodeName?: string | null | undefined;
  readonly zone?: string | null | undefined;
  readonly hints?: EndpointHintsLike | null | undefined;
}

/** `discovery.k8s.io/v1` Endpoint: one element of a slice. */
export interface Endpoint {
  /** Of the slice's address type; consumers read the first only. */
  addresses: string[];
  conditions?: EndpointConditions;
  hostname?: string;
  /** The object behind the endpoint, most often a Pod. */
  targetRef?: ObjectReference;
  /** Topology of v1beta1 that has no field of its own in v1. */
  deprecatedTopology?: StringMap;
  nodeName?: string;
  zone?: string;
  hints?: EndpointHints;
}

/** An EndpointSlice as callers hold it: from a client library, `kubectl -o json`, or a fixture. */
export interface EndpointSliceLike {
  readonly apiVersion?: string | null | undefined;
  readonly kind?: string | null | undefined;
  readonly metadata?: ObjectMetaLike | null | undefined;
  /** The type of all addresses in the slice. */
  readonly addressType: string;
  readonly endpoints?: readonly EndpointLike[] | null | undefined;
  /** The ports of every endpoint in the slice. */
  readonly ports?: readonly EndpointPortLike[] | null | undefined;
}

/** `discovery.k8s.io/v1` EndpointSlice as this library returns it. */
export interface EndpointSlice {
  apiVersion: 'discovery.k8s.io/v1';
  kind: 'EndpointSlice';
  metadata: ObjectMeta;
  /** The type of all addresses in the slice. */
  addressType: AddressType;
  endpoints: Endpoint[];
  /** The ports of every endpoint in the slice. */
  ports: EndpointPort[];
}
