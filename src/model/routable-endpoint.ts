import type { AddressTypeLike, IPAddressType } from './endpoint-slice.ts';

/** Names a Service. */
export interface ServiceReference {
  readonly namespace: string;
  readonly name: string;
}

/**
 * Names a port of a Service, as upstream's `ServicePortName` does: the Service, the name that its port and the ports of
 * slices share, and the protocol.
 */
export interface ServicePortName extends ServiceReference {
  /** The Service port's name; `''` for the only port, unnamed. */
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
 * One endpoint of a service port with nothing left open: what a proxy, a resolver or a dashboard works with.
 *
 * Says nothing of the slice that it was read from: an endpoint that moves from one slice to another stays equal.
 */
export interface RoutableEndpoint {
  /** Canonical: dotted decimal without leading zeros, or RFC 5952. */
  readonly address: string;
  readonly addressType: IPAddressType;
  /** 1 to 65535. */
  readonly port: number;
  readonly ready: boolean;
  readonly serving: boolean;
  readonly terminating: boolean;
  readonly nodeName?: string;
  readonly zone?: string;
  readonly target?: EndpointTarget;
  readonly hostname?: string;
  readonly appProtocol?: string;
  /** Zones that should use this endpoint, in order; absent when there are none. */
  readonly zoneHints?: readonly string[];
  /** Nodes that should use this endpoint, in order; absent when there are none. */
  readonly nodeHints?: readonly string[];
  /** The cluster that the slice was set for; absent when it was set without one. */
  readonly cluster?: string;
}

/** A routable endpoint as callers hold it: its address type may be typed as text. */
export interface RoutableEndpointLike extends Omit<RoutableEndpoint, 'addressType'> {
  readonly addressType: AddressTypeLike;
}

/** Names one slice of a cache. */
export interface SliceReference {
  readonly namespace: string;
  readonly name: string;
  /** The cluster that the slice was set for; absent when it was set without one. */
  readonly cluster?: string;
}

/** Which of several endpoints with one address and port counts. */
export type DuplicatePolicy =
  /** Same target: the newest slice; different targets: the live one. Never depends on the order of events. */
  | 'identity-aware'
  /** kube-proxy's rule; where kube-proxy leaves it to chance, slices count in order of their names. */
  | 'kube-proxy';

/** Why an endpoint is in a slice and yet not in the answer. */
export type LosingReason =
  /** Identity-aware: a newer slice lists the same target, and says something else of it. */
  | 'MovedBetweenSlices'
  /** Identity-aware: the same slice lists the same target again, later, and says something else of it. */
  | 'RepeatedInSlice'
  /** Identity-aware: the same target is listed twice and nothing differs. */
  | 'ExactDuplicate'
  /** Identity-aware: another target has the address and is less on its way out, or more ready. */
  | 'IPReused'
  /** Identity-aware: another target claims the address with the same standing; nothing says which is right. */
  | 'Clash'
  /** kube-proxy: this one is terminating and the other is not. */
  | 'Terminating'
  /** kube-proxy: a later one, not terminating, took its place. */
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

/** An endpoint of which something changed while its address and port stayed. */
export interface UpdatedEndpoint {
  readonly before: RoutableEndpoint;
  readonly after: RoutableEndpoint;
}

/** What changed for one service port. Each address and port is in one list at most; lists are in its order. */
export interface ServicePortChanges {
  readonly servicePort: ServicePortName;
  readonly added: readonly RoutableEndpoint[];
  readonly removed: readonly RoutableEndpoint[];
  readonly updated: readonly UpdatedEndpoint[];
}

/** The difference between two views: only service ports of which something changed, in order of their keys. */
export type EndpointChanges = readonly ServicePortChanges[];
