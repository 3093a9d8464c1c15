import type { EndpointSlice, EndpointSliceLike } from './endpoint-slice.ts';
import type { ObjectMeta } from './meta.ts';

/**
 * Why a slice is created.
 *
 * Every reason of this library is one word in PascalCase, as Kubernetes writes the reasons of Events and conditions.
 */
export type CreateReason =
  /** Endpoints are left over that fit in no slice being written. */
  | 'EndpointsAdded'
  /** Nothing else would stand for the Service in this address type. */
  | 'Placeholder'
  /** It takes the place of a slice that the same plan deletes, so that no endpoint is missing in between. */
  | 'ReplacesSlice';

/** Why a slice is updated. */
export type UpdateReason =
  | 'EndpointsAdded'
  | 'EndpointsRemoved'
  /** An endpoint stayed, but what is known of it (conditions, node, zone, target) moved. */
  | 'EndpointsChanged'
  /** Nobody wants the ports it had; its endpoints stay and get the ports that they want. */
  | 'PortsChanged'
  | 'LabelsChanged'
  | 'AnnotationsChanged'
  | 'OwnerChanged'
  | 'HintsChanged'
  /** A slice that keeps nothing is reused, under its name, instead of deleting it and creating another. */
  | 'Recycled';

/** Why a slice is deleted. */
export type DeleteReason =
  /** Its owner is another object, such as an earlier Service of the same name. */
  | 'NotOwned'
  /** The Service no longer has this address type. */
  | 'AddressTypeNotWanted'
  /** None of its endpoints is wanted any more. */
  | 'NoEndpointsLeft'
  /** No desired endpoint has its ports, and none of its endpoints is wanted with others. */
  | 'PortsNotWanted'
  /** No desired endpoint has its ports, and other slices take its endpoints over. */
  | 'EndpointsMoved'
  /** Mirroring keeps one slice for each address type and ports, and this is another. */
  | 'SurplusSlice'
  /** The source should not have slices of this manager at all. */
  | 'SourceNotWanted'
  /** A slice that the same plan creates takes its place. */
  | 'Replaced';

/** A slice to be written: its namespace is always known. */
export interface WrittenSlice extends EndpointSlice {
  metadata: ObjectMeta & { namespace: string };
}

/** A slice to be written under the name that it has. */
export interface NamedSlice extends EndpointSlice {
  metadata: ObjectMeta & { namespace: string; name: string };
}

/**
 * What the slice on the server must still be when the write arrives; the shape of `DeleteOptions.preconditions`. A field
 * is absent if the slice was handed in without it.
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

/** A slice to write over the existing one of its name. */
export interface PlannedUpdate<Slice extends EndpointSliceLike = EndpointSliceLike> {
  readonly verb: 'update';
  /** Carries `uid` and `resourceVersion` of `before`, so that the API server refuses it if the slice has moved on. */
  readonly slice: NamedSlice;
  /** The caller's own object, as it was handed in. */
  readonly before: Slice;
  readonly preconditions: Preconditions;
  readonly reasons: readonly UpdateReason[];
}

/** A slice to delete. */
export interface PlannedDelete<Slice extends EndpointSliceLike = EndpointSliceLike> {
  readonly verb: 'delete';
  readonly namespace: string;
  readonly name: string;
  /** The caller's own object, as it was handed in. */
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
 * What to write so that the slices say what they should. Nothing is performed by planning it.
 *
 * Send the writes one after the other, in their order, and stop at the first that fails: after each of them every endpoint
 * that was listed for a port before, and is to be listed for it afterwards, is listed for it (law *no gap*). Planning again
 * after any number of them leads to the same end.
 *
 * Order: creates by address type, then ports, then order of filling; updates by slice name, but a slice that takes an
 * endpoint over before the slice that hands it over; deletes by slice name.
 */
export interface Plan<Slice extends EndpointSliceLike = EndpointSliceLike> {
  readonly writes: readonly PlannedWrite<Slice>[];
  /** The caller's own objects that stay as they are, in order of their names. */
  readonly unchanged: readonly Slice[];
}
