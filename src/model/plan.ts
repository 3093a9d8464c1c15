import type { EndpointSlice, EndpointSliceLike } from './endpoint-slice.ts';

/** Why a slice is created. */
export type CreateReason =
  /** Endpoints are left over that fit in no slice being written. */
  | 'endpoints-added'
  /** Nothing else would stand for the Service in this address type. */
  | 'placeholder';

/** Why a slice is updated. */
export type UpdateReason =
  | 'endpoints-added'
  | 'endpoints-removed'
  /** An endpoint stayed, but what is known of it (conditions, node, zone, target) moved. */
  | 'endpoints-changed'
  | 'labels-changed'
  | 'annotations-changed'
  | 'owner-changed'
  | 'hints-changed'
  /** A slice no longer wanted is reused, under its name, instead of deleting it and creating another. */
  | 'recycled';

/** Why a slice is deleted. */
export type DeleteReason =
  /** Its owner is another object, such as an earlier Service of the same name. */
  | 'not-owned'
  /** The Service no longer has this address type. */
  | 'address-type-not-wanted'
  /** None of its endpoints is wanted any more. */
  | 'no-endpoints-left'
  /** No desired endpoint has its ports. */
  | 'ports-not-wanted'
  /** Mirroring keeps one slice for each address type and ports, and this is another. */
  | 'surplus-slice'
  /** The source should not have slices of this manager at all. */
  | 'source-not-wanted';

/** A slice to create. It has no name: the API server makes one from `generateName`. */
export interface PlannedCreate {
  readonly slice: EndpointSlice;
  readonly reasons: readonly CreateReason[];
}

/** A slice to write over an existing one of the same name. */
export interface PlannedUpdate {
  readonly slice: EndpointSlice;
  /** The caller's own object, as it was handed in. */
  readonly before: EndpointSliceLike;
  readonly reasons: readonly UpdateReason[];
}

/** A slice to delete. */
export interface PlannedDelete {
  /** The caller's own object, as it was handed in. */
  readonly before: EndpointSliceLike;
  readonly reasons: readonly DeleteReason[];
}

/**
 * What to write so that the slices say what they should. Nothing is performed by planning it.
 *
 * Every slice is in exactly one list. Order: `create` by address type, then ports, then order of filling; the other lists
 * by slice name. Write creates first, then updates, then deletes (semantics 1.13.3).
 */
export interface Plan {
  readonly create: readonly PlannedCreate[];
  readonly update: readonly PlannedUpdate[];
  readonly delete: readonly PlannedDelete[];
  /** The caller's own objects that stay as they are. */
  readonly unchanged: readonly EndpointSliceLike[];
}
