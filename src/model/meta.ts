/**
 * Defines the metadata of objects. Types whose name ends in `Like` are what this library accepts (readonly, every optional
 * field may be absent, `undefined` or `null`); the others are what it returns (no `null`, plain objects that the caller
 * owns).
 */

/** A point in time as callers hold it: RFC 3339 text, or an object such as `Date` that prints itself. */
export type TimeLike = string | { toISOString(): string };

/** Labels, annotations, selectors and node capacities as callers hold them. */
export interface StringMapLike {
  readonly [key: string]: string | null | undefined;
}

/** Labels and annotations as this library returns them. */
export type StringMap = { [key: string]: string };

/** The part of an owner reference that is read. */
export interface OwnerReferenceLike {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly uid: string;
  /** Whether this owner is the controller that manages the object. */
  readonly controller?: boolean | null | undefined;
  readonly blockOwnerDeletion?: boolean | null | undefined;
}

/** `metav1.OwnerReference`. */
export interface OwnerReference {
  apiVersion: string;
  kind: string;
  name: string;
  uid: string;
  /** Whether this owner is the controller that manages the object. */
  controller?: boolean;
  blockOwnerDeletion?: boolean;
}

/** The part of `metav1.ObjectMeta` that is read. */
export interface ObjectMetaLike {
  readonly name?: string | null | undefined;
  /** The prefix from which the API server makes a name. */
  readonly generateName?: string | null | undefined;
  readonly namespace?: string | null | undefined;
  readonly uid?: string | null | undefined;
  readonly resourceVersion?: string | null | undefined;
  readonly generation?: number | null | undefined;
  readonly creationTimestamp?: TimeLike | null | undefined;
  /** Present while the object is being deleted. */
  readonly deletionTimestamp?: TimeLike | null | undefined;
  readonly labels?: StringMapLike | null | undefined;
  readonly annotations?: StringMapLike | null | undefined;
  readonly ownerReferences?: readonly OwnerReferenceLike[] | null | undefined;
}

/**
 * `metav1.ObjectMeta` of a returned object.
 *
 * Fields that this library does not know (`managedFields`, `finalizers`, timestamps …) are carried over unchanged from the
 * object that is updated. They are not part of the type, since packages disagree on whether a timestamp is text or `Date`.
 */
export interface ObjectMeta {
  name?: string;
  /** The prefix from which the API server makes a name. */
  generateName?: string;
  namespace?: string;
  uid?: string;
  resourceVersion?: string;
  generation?: number;
  labels?: StringMap;
  annotations?: StringMap;
  ownerReferences?: OwnerReference[];
}

/** All of `metav1.ObjectMeta`, with the fields that are only carried over, or only checked as the API server does. */
export interface FullObjectMeta extends ObjectMeta {
  selfLink?: string;
  creationTimestamp?: TimeLike;
  deletionTimestamp?: TimeLike;
  deletionGracePeriodSeconds?: number;
  finalizers?: string[];
  managedFields?: ManagedFieldsEntry[];
}

/** `metav1.ManagedFieldsEntry`. */
export interface ManagedFieldsEntry {
  manager?: string;
  operation?: string;
  apiVersion?: string;
  time?: TimeLike;
  fieldsType?: string;
  fieldsV1?: unknown;
  subresource?: string;
}

/** The part of `v1.ObjectReference` that is read. */
export interface ObjectReferenceLike {
  readonly apiVersion?: string | null | undefined;
  readonly fieldPath?: string | null | undefined;
  readonly kind?: string | null | undefined;
  readonly name?: string | null | undefined;
  readonly namespace?: string | null | undefined;
  readonly resourceVersion?: string | null | undefined;
  readonly uid?: string | null | undefined;
}

/** `v1.ObjectReference`. */
export interface ObjectReference {
  apiVersion?: string;
  fieldPath?: string;
  kind?: string;
  name?: string;
  namespace?: string;
  resourceVersion?: string;
  uid?: string;
}
