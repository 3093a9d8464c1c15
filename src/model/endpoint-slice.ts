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

/** An address type as callers hold it. Any text is taken; one that is unknown is refused when it is read. */
export type AddressTypeLike = AddressType | (string & Record<never, never>);

/** `v1.Protocol`. */
export type Protocol = 'TCP' | 'UDP' | 'SCTP';

/** One port of a slice, as callers hold it. Absent and `''` are different values, as upstream. */
export interface EndpointPortLike {
  readonly name?: string | null | undefined;
  readonly protocol?: string | null | undefined;
  readonly port?: number | null | undefined;
  readonly appProtocol?: string | null | undefined;
}

/** `discovery.k8s.io/v1` EndpointPort. */
export interface EndpointPort {
  name?: string;
  protocol?: Protocol;
  port?: number;
  appProtocol?: string;
}

/** Conditions of an endpoint as callers hold them; absent ones are interpreted by `interpretConditions` only. */
export interface EndpointConditionsLike {
  readonly ready?: boolean | null | undefined;
  readonly serving?: boolean | null | undefined;
  readonly terminating?: boolean | null | undefined;
}

/** `discovery.k8s.io/v1` EndpointConditions. */
export interface EndpointConditions {
  ready?: boolean;
  serving?: boolean;
  terminating?: boolean;
}

/** Topology hints as callers hold them. */
export interface EndpointHintsLike {
  readonly forZones?: readonly { readonly name: string }[] | null | undefined;
  readonly forNodes?: readonly { readonly name: string }[] | null | undefined;
}

/** `discovery.k8s.io/v1` EndpointHints. */
export interface EndpointHints {
  forZones?: { name: string }[];
  forNodes?: { name: string }[];
}

/** One endpoint of a slice, as callers hold it. Go clients write `null` where there is no address. */
export interface EndpointLike {
  readonly addresses?: readonly string[] | null | undefined;
  readonly conditions?: EndpointConditionsLike | null | undefined;
  readonly hostname?: string | null | undefined;
  readonly targetRef?: ObjectReferenceLike | null | undefined;
  readonly deprecatedTopology?: StringMapLike | null | undefined;
  readonly nodeName?: string | null | undefined;
  readonly zone?: string | null | undefined;
  readonly hints?: EndpointHintsLike | null | undefined;
}

/** `discovery.k8s.io/v1` Endpoint: one element of a slice. */
export interface Endpoint {
  addresses: string[];
  conditions?: EndpointConditions;
  hostname?: string;
  targetRef?: ObjectReference;
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
  readonly addressType: string;
  readonly endpoints?: readonly EndpointLike[] | null | undefined;
  readonly ports?: readonly EndpointPortLike[] | null | undefined;
}

/** `discovery.k8s.io/v1` EndpointSlice as this library returns it. */
export interface EndpointSlice {
  apiVersion: 'discovery.k8s.io/v1';
  kind: 'EndpointSlice';
  metadata: ObjectMeta;
  addressType: AddressType;
  endpoints: Endpoint[];
  ports: EndpointPort[];
}
