/** Defines the EndpointSlice of `discovery.k8s.io/v1beta1`. */

import type { AddressType, Endpoint, EndpointLike, EndpointPort, EndpointPortLike } from './endpoint-slice.ts';
import type { ObjectMeta, ObjectMetaLike, StringMap, StringMapLike } from './meta.ts';

/** One endpoint of a `discovery.k8s.io/v1beta1` slice, as callers hold it; its topology includes the zone. */
export interface EndpointV1beta1Like extends Omit<EndpointLike, 'deprecatedTopology' | 'zone'> {
  readonly topology?: StringMapLike | null | undefined;
}

/** `discovery.k8s.io/v1beta1` Endpoint. */
export interface EndpointV1beta1 extends Omit<Endpoint, 'deprecatedTopology' | 'zone'> {
  topology?: StringMap;
}

/** A `discovery.k8s.io/v1beta1` EndpointSlice as callers hold it. */
export interface EndpointSliceV1beta1Like {
  readonly apiVersion?: string | null | undefined;
  readonly kind?: string | null | undefined;
  readonly metadata?: ObjectMetaLike | null | undefined;
  readonly addressType: string;
  readonly endpoints?: readonly EndpointV1beta1Like[] | null | undefined;
  readonly ports?: readonly EndpointPortLike[] | null | undefined;
}

/** `discovery.k8s.io/v1beta1` EndpointSlice as this library returns it. */
export interface EndpointSliceV1beta1 {
  apiVersion: 'discovery.k8s.io/v1beta1';
  kind: 'EndpointSlice';
  metadata: ObjectMeta;
  addressType: AddressType;
  endpoints: EndpointV1beta1[];
  ports: EndpointPort[];
}
