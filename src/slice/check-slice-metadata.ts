import { expectFields } from '../internal/expect-fields.ts';
import type { Path } from '../internal/invariant.ts';
import { OBJECT_META_FIELDS, OWNER_REFERENCE_FIELDS } from '../model/fields.ts';
import type { ObjectMetaLike, OwnerReferenceLike } from '../model/meta.ts';

/** Throws if a known field of metadata is not of its type; the error names the field. */
export function checkSliceMetadata(metadata: ObjectMetaLike, path: Path): void {
  expectFields(metadata, OBJECT_META_FIELDS, path);
}

/** Throws unless the value is a valid owner reference; the error names the field. */
export function checkOwner(owner: OwnerReferenceLike, path: Path): void {
  expectFields(owner, OWNER_REFERENCE_FIELDS, path);
}
