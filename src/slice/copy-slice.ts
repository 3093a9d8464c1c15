import { expectFields } from '../internal/expect-fields.ts';
import type { Every, Field } from '../internal/field-table.ts';
import { BadArgument, type Path, wrongType } from '../internal/invariant.ts';
import { copyPlain, isRecord } from '../internal/plain-object.ts';
import type { AddressType, Endpoint, EndpointPort, EndpointSlice, EndpointSliceLike } from '../model/endpoint-slice.ts';
import {
  ENDPOINT_FIELDS,
  ENDPOINT_SLICE_FIELDS,
  ENDPOINT_V1BETA1_FIELDS,
  FULL_OBJECT_META_FIELDS,
} from '../model/fields.ts';
import type { ObjectMeta } from '../model/meta.ts';

/**
 * Returns a new v1 slice with everything of another, including fields that this library does not know. Shares nothing with
 * it except times that are objects. Absent lists of endpoints, ports and addresses become empty lists. Paths of errors begin
 * with `root`.
 *
 * @throws TypeError if a known field has another type or cannot be read; the error names it
 */
export function copySlice(slice: EndpointSliceLike, root: string = 'slice'): EndpointSlice {
  const source = expectRecord(slice, [root]);
  // Every part is copied first and checked afterwards: what was checked is what is returned.
  const metadata = copyField(source, 'metadata', root) ?? {};
  const addressType = copyField(source, 'addressType', root);
  const endpoints = copyField(source, 'endpoints', root) ?? [];
  const ports = copyField(source, 'ports', root) ?? [];
  expectFields({ metadata, addressType, endpoints, ports }, CHECKED_FIELDS, [root], expectRecord);
  for (const endpoint of endpoints as { addresses?: string[] }[]) endpoint.addresses ??= [];
  return {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: metadata as ObjectMeta,
    addressType: addressType as AddressType,
    endpoints: endpoints as Endpoint[],
    ports: ports as EndpointPort[],
  };
}

/** An object with fields of types that are still unknown. */
type Fields = { readonly [field: string]: unknown };

/** Copies one field of a slice; returns `undefined` for `null` too. */
function copyField(slice: Fields, field: keyof EndpointSliceLike, root: string): unknown {
  const path = [root, field];
  let copy: unknown;
  try {
    copy = copyPlain(slice[field], path);
  } catch (error) {
    if (error instanceof BadArgument) throw error;
    // A getter or a proxy of the caller's threw something else.
    throw Object.assign(wrongType(path, 'made of fields that can be read', slice), { cause: error });
  }
  return copy ?? undefined;
}

/** Throws unless `value` is an object with named fields, and neither a `Map` nor a time; returns it. */
function expectRecord(value: unknown, path: Path): Fields {
  if (!isReadableRecord(value)) throw wrongType(path, 'an object', value);
  return value;
}

function isReadableRecord(value: unknown): value is Fields {
  try {
    return isRecord(value) && typeof value['toISOString'] !== 'function';
  } catch {
    // A revoked proxy, or one whose traps throw.
    return false;
  }
}

/** The fields that are checked. The entries of `managedFields` are carried over, whatever they contain. */
const CHECKED_FIELDS = {
  metadata: { ...FULL_OBJECT_META_FIELDS, managedFields: [{}] },
  addressType: ENDPOINT_SLICE_FIELDS.addressType,
  endpoints: [{ ...ENDPOINT_FIELDS, ...ENDPOINT_V1BETA1_FIELDS }],
  ports: ENDPOINT_SLICE_FIELDS.ports,
} satisfies Every<Omit<EndpointSliceLike, 'apiVersion' | 'kind'>, Field>;
