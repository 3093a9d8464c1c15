import { copyStringMap } from '../endpoint/copy-endpoint.ts';
import { copyPlain } from '../internal/plain-object.ts';
import type { AddressType, Endpoint, EndpointPort, EndpointSlice, EndpointSliceLike } from '../model/endpoint-slice.ts';
import type { ObjectMeta, StringMapLike } from '../model/meta.ts';
import { placeByName } from './slice-place.ts';

/** The parts to replace when a slice is written anew; absent parts stay. */
export interface SliceRewrite {
  readonly endpoints?: Endpoint[];
  readonly labels?: StringMapLike;
  /** Used as given, without a copy. */
  readonly ports?: EndpointPort[];
}

/**
 * Returns a new slice with some parts of an existing one replaced. Everything else is kept, including fields that this
 * library does not know, and copied, so that nothing is shared with the existing slice. `endpoints` is used as given.
 *
 * @see k8s.io/endpointslice reconcileByPortMapping; docs/rules.md 1.9.3, 1.9.6
 */
export function rewriteSlice(slice: EndpointSliceLike, rewrite: SliceRewrite): EndpointSlice {
  const metadata = copyPlain(slice.metadata ?? {}, [...placeByName(slice), 'metadata']) as ObjectMeta;
  if (rewrite.labels !== undefined) metadata.labels = copyStringMap(rewrite.labels);
  return {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata,
    addressType: slice.addressType as AddressType,
    endpoints: rewrite.endpoints ?? copyEndpoints(slice),
    ports: rewrite.ports ?? (copyPlain(slice.ports ?? [], [...placeByName(slice), 'ports']) as EndpointPort[]),
  };
}

/** Returns new copies of the endpoints of a slice, including unknown fields; absent addresses become an empty list. */
export function copyEndpoints(slice: EndpointSliceLike): Endpoint[] {
  const path = [...placeByName(slice), 'endpoints'];
  const endpoints = copyPlain(slice.endpoints ?? [], path) as Partial<Endpoint>[];
  for (const endpoint of endpoints) endpoint.addresses ??= [];
  return endpoints as Endpoint[];
}
