/** Defines groups of desired endpoints, and how the planner reads them. */

import type { AddressType, AddressTypeLike, Endpoint, EndpointLike, EndpointPortLike } from './endpoint-slice.ts';

/**
 * Endpoints that should exist, all of one address type and one port map; what pods and Endpoints become before they are
 * planned.
 *
 * `Item` is whatever the producer holds for one endpoint; `reader` reads it. A producer that already has endpoints uses
 * `endpointReader`, so that `Item` is the endpoint itself.
 */
export interface DesiredGroup<Item = EndpointLike> {
  readonly addressType: AddressTypeLike;
  /** The ports of every slice of this group. */
  readonly ports: readonly EndpointPortLike[];
  /** In any order; the plan does not depend on it. */
  readonly items: readonly Item[];
  /** Reads the items. */
  readonly reader: EndpointReader<Item>;
}

/** A group whose address type is one of the API. */
export interface CheckedGroup<Item = EndpointLike> extends DesiredGroup<Item> {
  readonly addressType: AddressType;
}

/**
 * Reads a desired endpoint without building it. An endpoint that is already in a slice as wanted is recognised in its place;
 * a wire object is made only for what is written.
 *
 * Law: every method returns what it would return for `toEndpoint(item)`.
 */
export interface EndpointReader<Item> {
  /** Returns the bytewise smallest address, `''` without addresses. It is the same for endpoints of one identity. */
  address(item: Item): string;
  /** Returns whether `item` and `endpoint` are the same endpoint (see `endpointIdentity`). */
  isSame(item: Item, endpoint: EndpointLike): boolean;
  /** Returns whether `item` and `endpoint` are equal beyond identity (see `endpointsEqualBeyondIdentity`). */
  isUpToDate(item: Item, endpoint: EndpointLike): boolean;
  /** Returns a new wire object that the caller owns. */
  toEndpoint(item: Item): Endpoint;
}
