import { expectObject, expectObjects, expectText, expectTextMap, expectTextOrAbsent } from '../internal/expect.ts';
import { isAbsent, isFlagOrAbsent, isTextOrAbsent } from '../internal/field-types.ts';
import { type Path, wrongType } from '../internal/invariant.ts';
import { isPlainObject, isRecord, isTimeObject } from '../internal/plain-object.ts';
import type { ObjectMetaLike, OwnerReferenceLike } from '../model/meta.ts';

const TEXTS = ['name', 'generateName', 'namespace', 'uid', 'resourceVersion'] as const;

/** Throws, naming the field, for metadata in which a field that has a type of its own is of another. */
export function checkSliceMetadata(metadata: ObjectMetaLike, path: Path): void {
  // Slices are many, and nearly all are well; only for the others are paths made.
  if (!isMetadata(metadata)) explainMetadata(metadata, path);
}

function isMetadata(metadata: unknown): boolean {
  if (!isPlainObject(metadata)) return false;
  for (const field of TEXTS) if (!isTextOrAbsent(metadata[field])) return false;
  const { generation, labels, annotations, ownerReferences } = metadata;
  return (
    (isAbsent(generation) || Number.isInteger(generation)) &&
    isTextMap(labels) &&
    isTextMap(annotations) &&
    areOwners(ownerReferences)
  );
}

/** The same, slowly: with an error for the first fault. */
function explainMetadata(metadata: ObjectMetaLike, path: Path): void {
  const { generation, labels, annotations, ownerReferences } = expectObject(metadata, path);
  for (const field of TEXTS) expectTextOrAbsent(metadata[field], [...path, field]);
  if (generation !== undefined && generation !== null && !Number.isInteger(generation)) {
    throw wrongType([...path, 'generation'], 'a whole number', generation);
  }
  expectTextMap(labels, [...path, 'labels']);
  expectTextMap(annotations, [...path, 'annotations']);
  const owners = expectObjects(ownerReferences, [...path, 'ownerReferences']);
  for (const [index, owner] of owners.entries()) checkOwner(owner, [...path, 'ownerReferences', index]);
}

/** Throws unless this is a valid owner reference; the error names the field. */
export function checkOwner(owner: OwnerReferenceLike, path: Path): void {
  expectObject(owner, path);
  for (const field of ['apiVersion', 'kind', 'name', 'uid'] as const) {
    expectText(owner[field], [...path, field]);
  }
  for (const field of ['controller', 'blockOwnerDeletion'] as const) {
    const flag: unknown = owner[field] ?? false;
    if (typeof flag !== 'boolean') throw wrongType([...path, field], 'true or false', flag);
  }
}

function isTextMap(value: unknown): boolean {
  if (isAbsent(value)) return true;
  if (!isRecord(value) || isTimeObject(value)) return false;
  for (const key of Object.keys(value)) if (!isTextOrAbsent(value[key])) return false;
  return true;
}

function areOwners(value: unknown): boolean {
  if (isAbsent(value)) return true;
  if (!Array.isArray(value)) return false;
  for (let index = 0; index < value.length; index += 1) if (!isOwner(value[index])) return false;
  return true;
}

function isOwner(owner: unknown): boolean {
  if (!isPlainObject(owner)) return false;
  const { apiVersion, kind, name, uid, controller, blockOwnerDeletion } = owner;
  return (
    typeof apiVersion === 'string' &&
    typeof kind === 'string' &&
    typeof name === 'string' &&
    typeof uid === 'string' &&
    isFlagOrAbsent(controller) &&
    isFlagOrAbsent(blockOwnerDeletion)
  );
}
