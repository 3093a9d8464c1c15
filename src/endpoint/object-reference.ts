/** Checks, copies and compares object references. */

import { type Every, fieldNames, isWhole } from '../internal/field-table.ts';
import { isAbsent, isPresent, isTextOrAbsent } from '../internal/field-types.ts';
import { OBJECT_REFERENCE_FIELDS } from '../model/fields.ts';
import type { ObjectReference, ObjectReferenceLike } from '../model/meta.ts';

type MaybeReference = ObjectReferenceLike | null | undefined;

const FIELDS = fieldNames(OBJECT_REFERENCE_FIELDS);

/**
 * Returns whether a value is an object reference with fields of their types, or absent. Runs once for each of many
 * endpoints.
 */
export function isReferenceOrAbsent(value: unknown): value is MaybeReference {
  if (isAbsent(value)) return true;
  if (typeof value !== 'object' || Array.isArray(value)) return false;
  const { kind, namespace, name, uid, apiVersion, resourceVersion, fieldPath } = value as Every<
    ObjectReferenceLike,
    unknown
  >;
  return (
    isTextOrAbsent(kind) &&
    isTextOrAbsent(namespace) &&
    isTextOrAbsent(name) &&
    isTextOrAbsent(uid) &&
    isTextOrAbsent(apiVersion) &&
    isTextOrAbsent(resourceVersion) &&
    isTextOrAbsent(fieldPath) &&
    isWhole<ObjectReferenceLike>({ kind, namespace, name, uid, apiVersion, resourceVersion, fieldPath })
  );
}

/** Returns a new object reference with the known fields of another that have a value. */
export function copyObjectReference(reference: ObjectReferenceLike): ObjectReference {
  const { kind, namespace, name, uid, apiVersion, resourceVersion, fieldPath } = reference;
  isWhole<ObjectReferenceLike>({ kind, namespace, name, uid, apiVersion, resourceVersion, fieldPath });
  const copy: ObjectReference = {};
  if (isPresent(kind)) copy.kind = kind;
  if (isPresent(namespace)) copy.namespace = namespace;
  if (isPresent(name)) copy.name = name;
  if (isPresent(uid)) copy.uid = uid;
  if (isPresent(apiVersion)) copy.apiVersion = apiVersion;
  if (isPresent(resourceVersion)) copy.resourceVersion = resourceVersion;
  if (isPresent(fieldPath)) copy.fieldPath = fieldPath;
  return copy;
}

/**
 * Returns whether two references are equal in every field. An absent text equals `''`; an absent reference equals no other.
 */
export function isSameReference(left: MaybeReference, right: MaybeReference): boolean {
  if (!left || !right) return !left === !right;
  return FIELDS.every((field) => (left[field] ?? '') === (right[field] ?? ''));
}

/**
 * Returns whether two references are equal in every field except `resourceVersion`. Runs once for each of many endpoints.
 */
export function isSameTarget(left: MaybeReference, right: MaybeReference): boolean {
  if (!left || !right) return !left === !right;
  const kind = isSameText(left.kind, right.kind);
  const namespace = isSameText(left.namespace, right.namespace);
  const name = isSameText(left.name, right.name);
  const uid = isSameText(left.uid, right.uid);
  const apiVersion = isSameText(left.apiVersion, right.apiVersion);
  const fieldPath = isSameText(left.fieldPath, right.fieldPath);
  return (
    name &&
    namespace &&
    uid &&
    kind &&
    apiVersion &&
    fieldPath &&
    isWhole<Every<Omit<ObjectReferenceLike, 'resourceVersion'>, true>>({
      kind,
      namespace,
      name,
      uid,
      apiVersion,
      fieldPath,
    })
  );
}

function isSameText(left: string | null | undefined, right: string | null | undefined): boolean {
  return (left ?? '') === (right ?? '');
}
