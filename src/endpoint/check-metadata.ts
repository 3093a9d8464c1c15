import { expectObject, expectObjects, expectText, expectTextMap, expectTextOrAbsent } from '../internal/expect.ts';
import { type Path, wrongType } from '../internal/invariant.ts';
import type { ObjectMetaLike, OwnerReferenceLike } from '../model/meta.ts';

const TEXTS = ['name', 'generateName', 'namespace', 'uid', 'resourceVersion'] as const;

/** Throws, naming the field, for metadata in which a field that has a type of its own is of another. */
export function checkMetadata(metadata: ObjectMetaLike, caller: string, path: Path): void {
  const { generation, labels, annotations, ownerReferences } = expectObject(metadata, caller, path);
  for (const field of TEXTS) expectTextOrAbsent(metadata[field], caller, [...path, field]);
  if (generation !== undefined && generation !== null && !Number.isInteger(generation)) {
    throw wrongType(caller, [...path, 'generation'], 'a whole number', generation);
  }
  expectTextMap(labels, caller, [...path, 'labels']);
  expectTextMap(annotations, caller, [...path, 'annotations']);
  const owners = expectObjects(ownerReferences, caller, [...path, 'ownerReferences']);
  for (const [index, owner] of owners.entries()) checkOwner(owner, caller, [...path, 'ownerReferences', index]);
}

/** Throws, naming the field, for an owner reference that is not one. */
export function checkOwner(owner: OwnerReferenceLike, caller: string, path: Path): void {
  expectObject(owner, caller, path);
  for (const field of ['apiVersion', 'kind', 'name', 'uid'] as const) {
    expectText(owner[field], caller, [...path, field]);
  }
  for (const field of ['controller', 'blockOwnerDeletion'] as const) {
    const flag: unknown = owner[field] ?? false;
    if (typeof flag !== 'boolean') throw wrongType(caller, [...path, field], 'true or false', flag);
  }
}
