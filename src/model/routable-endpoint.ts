/** Defines what consumers read from slices: service ports, their endpoints, and what changed about them. */

import type { AddressTypeLike, IPAddressType } from './endpoint-slice.ts';

/** The namespace and name of a Service. */
export interface ServiceReference {
  readonly namespace: string;
  readonly name: string;
}

/**
 * A port of a Service, as in upstream's `ServicePortName`: the Service, the name that its port and the ports of slices
 * share, and the protocol.
 */
export interface ServicePortName extends ServiceReference {
  /** The Service port's name; `''` for a port without one. */
  readonly port: string;
  /** `TCP`, `UDP` or `SCTP`. */
  readonly protocol: string;
}

/** The object behind an endpoint, most often a Pod. Absent fields of the reference are `''`. */
export interface EndpointTarget {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly uid?: string;
}

/**
 * One endpoint of a service port, with the default of every absent condition: what a proxy, a resolver or a dashboard works
 * with.
 *
 * The slice that it was read from is not part of it: an endpoint that moves from one slice to another stays equal.
 */
export interface RoutableEndpoint {
  /** Canonical: dotted decimal without leading zeros, or RFC 5952. */
  readonly address: string;
  readonly addressType: IPAddressType;
  /** 1 to 65535. */
  readonly port: number;
  /** Whether the endpoint takes new traffic. */
  readonly ready: boolean;
  /** Whether the endpoint answers, even while it terminates. */
  readonly serving: boolean;
  /** Whether the endpoint is being shut down. */
  readonly terminating: boolean;
  readonly nodeName?: string;
  readonly zone?: string;
  readonly target?: EndpointTarget;
  readonly hostname?: string;
  readonly appProtocol?: string;
  /** Zones that should use this endpoint, in order; absent if there are none. */
  readonly zoneHints?: readonly string[];
  /** Nodes that should use this endpoint, in order; absent if there are none. */
  readonly nodeHints?: readonly string[];
  /** The cluster that the slice was set for; absent if it was set without one. */
  readonly cluster?: string;
}

/** A routable endpoint as callers hold it: its address type may be typed as text. */
export interface RoutableEndpointLike extends Omit<RoutableEndpoint, 'addressType'> {
  readonly addressType: AddressTypeLike;
}

/** The name of one slice of a cache. */
export interface SliceReference {
  readonly namespace: string;
  readonly name: string;
  /** The cluster that the slice was set for; absent if it was set without one. */
  readonly cluster?: string;
}

/** The rule that decides between several endpoints with one address and port. */
export type DuplicatePolicy =
  /** For one target the newest slice wins, between targets the live one. Never depends on the order of events. */
  | 'identity-aware'
  /** kube-proxy's rule; where kube-proxy is random, slices are taken in order of their names. */
  | 'kube-proxy';

/** The reason why an endpoint is in a slice but not in the answer. */
export type LosingReason =
  /** Identity-aware: a newer slice lists the same target with other facts. */
  | 'MovedBetweenSlices'
  /** Identity-aware: the same slice lists the same target again, later, with other facts. */
  | 'RepeatedInSlice'
  /** Identity-aware: the same target is listed twice without a difference. */
  | 'ExactDuplicate'
  /** Identity-aware: another target with the address is more alive (not terminating, ready or serving). */
  | 'IPReused'
  /** Identity-aware: another target with the address is just as alive; nothing tells which is right. */
  | 'Clash'
  /** kube-proxy: this one is terminating and the other is not. */
  | 'Terminating'
  /** kube-proxy: a later one that is not terminating took its place. */
  | 'VisitedEarlier'
  /** kube-proxy: all are terminating, and the first stays. */
  | 'VisitedLater';

/** An endpoint that is not in the answer because another one has its address and port. */
export interface LosingEndpoint {
  readonly endpoint: RoutableEndpoint;
  readonly slice: SliceReference;
  readonly reason: LosingReason;
}

/** The endpoints of one service port: each address and port once. */
export interface ServicePortEndpoints {
  /** In order of `address:port` as text, IPv4 before IPv6. */
  readonly endpoints: readonly RoutableEndpoint[];
  /** In order of `address:port`, then of slices, then of position. */
  readonly losers: readonly LosingEndpoint[];
}

/** An endpoint that changed while its address and port stayed. */
export interface UpdatedEndpoint {
  readonly before: RoutableEndpoint;
  readonly after: RoutableEndpoint;
}

/** The changes of one service port. Each address and port is in one list at most; lists are in its order. */
export interface ServicePortChanges {
  readonly servicePort: ServicePortName;
  readonly added: readonly RoutableEndpoint[];
  readonly removed: readonly RoutableEndpoint[];
  readonly updated: readonly UpdatedEndpoint[];
}

/** The difference between two caches: only service ports that changed, in order of their keys. */
export type EndpointChanges = readonly ServicePortChanges[];
