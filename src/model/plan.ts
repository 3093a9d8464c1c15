/** Defines plans: which slices to create, update and delete, in which order, and why. */

import type { EndpointSlice, EndpointSliceLike } from './endpoint-slice.ts';
import type { ObjectMeta } from './meta.ts';

/**
 * The reason why a slice is created.
 *
 * Every reason of this library is one word in PascalCase, as Kubernetes writes the reasons of Events and conditions.
 */
export type CreateReason =
  /** Some endpoints fit in no slice that is being written. */
  | 'EndpointsAdded'
  /** The Service would otherwise have no slice of this address type. */
  | 'Placeholder'
  /** The slice takes the place of one that the same plan deletes, so that no endpoint is missing in between. */
  | 'ReplacesSlice';

/** The reason why a slice is updated. */
export type UpdateReason =
  | 'EndpointsAdded'
  | 'EndpointsRemoved'
  /** An endpoint stays, but its conditions, node, zone or target changed. */
  | 'EndpointsChanged'
  /** No desired endpoint has the slice's ports; its endpoints stay and get the ports that they want. */
  | 'PortsChanged'
  | 'LabelsChanged'
  | 'AnnotationsChanged'
  | 'OwnerChanged'
  | 'HintsChanged'
  /** A slice that keeps no endpoint is reused under its name, instead of deleting it and creating another. */
  | 'Recycled';

/** The reason why a slice is deleted. */
export type DeleteReason =
  /** The slice's owner is another object, such as an earlier Service of the same name. */
  | 'NotOwned'
  /** The Service no longer has this address type. */
  | 'AddressTypeNotWanted'
  /** None of its endpoints is wanted any more. */
  | 'NoEndpointsLeft'
  /** No desired endpoint has its ports, and none of its endpoints is wanted with others. */
  | 'PortsNotWanted'
  /** No desired endpoint has its ports, and other slices take its endpoints over. */
  | 'EndpointsMoved'
  /** Mirroring keeps one slice for each address type and ports, and this is not the one. */
  | 'SurplusSlice'
  /** The source should not have any slice of this manager. */
  | 'SourceNotWanted'
  /** A slice that the same plan creates takes its place. */
  | 'Replaced';

/** A slice to be written; its namespace is always known. */
export interface WrittenSlice extends EndpointSlice {
  metadata: ObjectMeta & { namespace: string };
}

/** A slice to be written under the name that it has. */
export interface NamedSlice extends EndpointSlice {
  metadata: ObjectMeta & { namespace: string; name: string };
}

/**
 * What must still be true of the slice on the server when the write arrives; the shape of `DeleteOptions.preconditions`. A
 * field is absent if the given slice lacks it.
 */
export interface Preconditions {
  readonly uid?: string;
  readonly resourceVersion?: string;
}

/** A slice to create. It has no name: the API server makes one from `generateName`. */
export interface PlannedCreate {
  readonly verb: 'create';
  readonly slice: WrittenSlice;
  readonly reasons: readonly CreateReason[];
}

/** A slice to write over the existing one of the same name. */
export interface PlannedUpdate<Slice extends EndpointSliceLike = EndpointSliceLike> {
  readonly verb: 'update';
  /** Has the `uid` and `resourceVersion` of `before`, so that the API server refuses it if the slice has changed since. */
  readonly slice: NamedSlice;
  /** The caller's own object, as it was given. */
  readonly before: Slice;
  readonly preconditions: Preconditions;
  readonly reasons: readonly UpdateReason[];
}

/** A slice to delete. */
export interface PlannedDelete<Slice extends EndpointSliceLike = EndpointSliceLike> {
  readonly verb: 'delete';
  readonly namespace: string;
  readonly name: string;
  /** The caller's own object, as it was given. */
  readonly before: Slice;
  readonly preconditions: Preconditions;
  readonly reasons: readonly DeleteReason[];
}

/** One request to the API server. */
export type PlannedWrite<Slice extends EndpointSliceLike = EndpointSliceLike> =
  | PlannedCreate
  | PlannedUpdate<Slice>
  | PlannedDelete<Slice>;

/**
 * The writes after which the slices are as they should be. Planning performs none of them.
 *
 * Send the writes one after the other, in their order, and stop at the first that fails. After each of them, every endpoint
 * that was listed for a port before, and is to be listed for it afterwards, is listed for it (law *no gap*). Planning again
 * after any number of them leads to the same end.
 *
 * Order: creates by address type, then ports, then order of filling; updates by slice name, but a slice that takes an
 * endpoint over before the slice that hands it over; deletes by slice name.
 */
export interface Plan<Slice extends EndpointSliceLike = EndpointSliceLike> {
  /** In the order in which to send them. */
  readonly writes: readonly PlannedWrite<Slice>[];
  /** The caller's own objects that stay as they are, in order of their names. */
  readonly unchanged: readonly Slice[];
}
