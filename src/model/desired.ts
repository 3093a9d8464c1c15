import type { AddressType, Endpoint, EndpointLike, EndpointPortLike } from './endpoint-slice.ts';

/**
 * Endpoints that should exist, all of one address type and one port map: what `desired` and `mirror` hand to `plan`.
 *
 * `Item` is whatever the producer holds for one endpoint; `reader` says how to look at it. A producer that already has
 * endpoints uses `endpointReader`, so that `Item` is the endpoint itself.
 */
export interface DesiredGroup<Item = EndpointLike> {
  readonly addressType: AddressType;
  /** The ports of every slice of this group. */
  readonly ports: readonly EndpointPortLike[];
  /** In any order; the plan does not depend on it. */
  readonly items: readonly Item[];
  readonly reader: EndpointReader<Item>;
}

/**
 * How distribution looks at a desired endpoint without having it built: an endpoint that is already in a slice, as
 * wanted, is recognised in place, and a wire object is made only for what is written.
 *
 * Law: every method answers as it would for `toEndpoint(item)`.
 */
export interface EndpointReader<Item> {
  /** The bytewise smallest address; `''` without addresses. Endpoints of one identity have the same. */
  address(item: Item): string;
  /** Whether `item` and `endpoint` are the same endpoint (see `endpointIdentity`). */
  isSame(item: Item, endpoint: EndpointLike): boolean;
  /** Whether nothing that is compared beyond identity differs (see `endpointsEqualBeyondIdentity`). */
  isUpToDate(item: Item, endpoint: EndpointLike): boolean;
  /** A new wire object that the caller owns. */
  toEndpoint(item: Item): Endpoint;
}
