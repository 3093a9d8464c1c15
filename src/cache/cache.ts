/** Defines the cache as a value: its types, the empty cache and its keys. */

import type { SortedMap } from '../internal/sorted-map.ts';
import type { RoutableEndpoint, ServicePortName, SliceReference } from '../model/routable-endpoint.ts';
import type { Notice } from '../model/notice.ts';

/**
 * Everything known about the EndpointSlices of one or more clusters, as a value.
 *
 * A change returns a new cache that shares all unchanged parts with the old one; the old one stays valid. The fields may
 * change between versions of this library: read the cache with `listServicePorts`, `listEndpoints`, `explainEndpoint`,
 * `listNotices` and `diffEndpoints`.
 */
export interface EndpointSliceCache {
  /** By `sliceKey`. */
  readonly slices: SortedMap<CachedSlice>;
  /** By `serviceKey`; only Services that have a slice. */
  readonly services: SortedMap<CachedService>;
  /** By `sliceKey`, for removed slices: states of the slice up to this resourceVersion are stale. */
  readonly removals: SortedMap<string>;
  /** By `scopeKey`: the resourceVersion up to which everything is known. */
  readonly baselines: SortedMap<string>;
}

/** A slice as it was read; holds nothing of the caller's object. */
export interface CachedSlice {
  readonly handle: SliceHandle;
  readonly uid: string | undefined;
  readonly resourceVersion: string | undefined;
  /** The caller's order of observation. */
  readonly sequence: number | undefined;
  /** The Service that it belongs to; `undefined` if the slice is kept aside. */
  readonly service: { readonly namespace: string; readonly name: string } | undefined;
  readonly ports: readonly CachedPort[];
  readonly notices: readonly Notice[];
}

/** The name of a slice for as long as it is in the cache; candidates hold it and are compared by it. */
export interface SliceHandle {
  readonly key: string;
  readonly reference: SliceReference;
}

/** The endpoints that one slice lists for one service port. */
export interface CachedPort {
  readonly key: string;
  readonly portName: string;
  readonly protocol: string;
  /** In the order of the slice. */
  readonly candidates: readonly Candidate[];
}

/** One endpoint of one slice, for one port. */
export interface Candidate {
  /** `address:port`. */
  readonly text: string;
  readonly endpoint: RoutableEndpoint;
  readonly slice: SliceHandle;
}

/** A Service and the ports that its slices have. */
export interface CachedService {
  readonly sliceCount: number;
  /** By `portKey`. */
  readonly ports: SortedMap<CachedServicePort>;
}

/** A service port and the endpoints that slices list for it. */
export interface CachedServicePort {
  readonly servicePort: ServicePortName;
  /** How many slices have the port, with or without endpoints. */
  readonly sliceCount: number;
  /** By `address:port`. */
  readonly buckets: SortedMap<Bucket>;
}

/** The candidates for one address and port: one, or several in order of their slices and then as listed. */
export type Bucket = Candidate | readonly Candidate[];

/** The cache without any slice. */
export const emptyCache: EndpointSliceCache = {
  slices: undefined,
  services: undefined,
  removals: undefined,
  baselines: undefined,
};

/** Returns the key of a slice within a cache. */
export function sliceKey({
  cluster,
  namespace,
  name,
}: {
  readonly cluster: string | undefined;
  readonly namespace: string;
  readonly name: string;
}): string {
  return JSON.stringify([cluster ?? '', namespace, name]);
}

/** Returns the key of a Service within a cache, which is the same for every cluster. */
export function serviceKey(namespace: string, name: string): string {
  return JSON.stringify([namespace, name]);
}

/** Returns the key of a port within a Service. */
export function portKey(portName: string, protocol: string): string {
  return JSON.stringify([portName, protocol]);
}

/**
 * Returns the key of an address and port within a service port: `address:port`, IPv6 in brackets. Buckets are in its order.
 */
export function bucketKey({
  address,
  addressType,
  port,
}: Pick<RoutableEndpoint, 'address' | 'addressType' | 'port'>): string {
  return addressType === 'IPv4' ? `${address}:${port}` : `[${address}]:${port}`;
}

/** Returns the key of the scope of a relist or a bookmark: a cluster, or one namespace of it. */
export function scopeKey(cluster: string | undefined, namespace: string | undefined): string {
  return JSON.stringify([cluster ?? '', namespace ?? '']);
}
