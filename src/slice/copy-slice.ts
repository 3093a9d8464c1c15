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
 * A new v1 slice with everything of another, fields that this library does not know included. Shares nothing with it but
 * times that are objects. Absent lists of endpoints, ports and addresses are empty ones. `root` is what paths begin with.
 *
 * @throws TypeError that names the field if one that this library knows has another type, or cannot be read
 */
export function copySlice(slice: EndpointSliceLike, root: string = 'slice'): EndpointSlice {
  const source = expectRecord(slice, [root]);
  // Every part is copied first and looked at afterwards: what was looked at is what is returned.
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

/** An object with some fields, of types that are still unknown. */
type Fields = { readonly [field: string]: unknown };

/** A copy of one field of a slice; `undefined` for `null` too. */
function copyField(slice: Fields, field: keyof EndpointSliceLike, root: string): unknown {
  const path = [root, field];
  let copy: unknown;
  try {
    copy = copyPlain(slice[field], path);
  } catch (error) {
    if (error instanceof BadArgument) throw error;
    // A getter or a proxy of the caller's threw something of its own.
    throw Object.assign(wrongType(path, 'made of fields that can be read', slice), { cause: error });
  }
  return copy ?? undefined;
}

/** An argument that must be an object with named fields, and neither a `Map` nor a time. */
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

/** Every field that is checked; the entries of `managedFields` are carried, whatever is in them. */
const CHECKED_FIELDS = {
  metadata: { ...FULL_OBJECT_META_FIELDS, managedFields: [{}] },
  addressType: ENDPOINT_SLICE_FIELDS.addressType,
  endpoints: [{ ...ENDPOINT_FIELDS, ...ENDPOINT_V1BETA1_FIELDS }],
  ports: ENDPOINT_SLICE_FIELDS.ports,
} satisfies Every<Omit<EndpointSliceLike, 'apiVersion' | 'kind'>, Field>;
