import { areAddresses, areConditions } from '../endpoint/check-endpoint.ts';
import { isReferenceOrAbsent } from '../endpoint/object-reference.ts';
import { expectFields } from '../internal/expect-fields.ts';
import { expectArray, expectArrayOrAbsent, expectName, expectObject } from '../internal/expect.ts';
import { type Every, isWhole, pickFields } from '../internal/field-table.ts';
import { isTextOrAbsent } from '../internal/field-types.ts';
import { isPlainObject } from '../internal/plain-object.ts';
import type { EndpointLike, EndpointSliceLike } from '../model/endpoint-slice.ts';
import { ENDPOINT_FIELDS, OBJECT_META_FIELDS } from '../model/fields.ts';
import { checkSubsetPorts } from './check-core-endpoints.ts';

/** The metadata fields of a slice that building and comparing Endpoints reads. */
const METADATA_FIELDS = pickFields(OBJECT_META_FIELDS, 'name', 'namespace', 'labels');
const READ_FIELDS = pickFields(ENDPOINT_FIELDS, 'addresses', 'conditions', 'hostname', 'nodeName', 'targetRef');
type ReadEndpoint = Pick<EndpointLike, keyof typeof READ_FIELDS>;

/** Throws if a field that building or comparing Endpoints reads is not of its type; returns the slices as given. */
export function checkMirroredSlices(slices: readonly EndpointSliceLike[]): readonly EndpointSliceLike[] {
  for (const [index, slice] of expectArray(slices, ['slices']).entries()) {
    const path = ['slices', index];
    expectFields(expectObject(slice, path).metadata ?? {}, METADATA_FIELDS, [...path, 'metadata']);
    expectName(slice.addressType, [...path, 'addressType']);
    checkSubsetPorts(slice.ports, [...path, 'ports']);
    const endpoints = expectArrayOrAbsent(slice.endpoints, [...path, 'endpoints']);
    for (let position = 0; position < endpoints.length; position += 1) {
      const endpoint = endpoints[position] as EndpointLike;
      if (!isMirroredEndpoint(endpoint)) expectFields(endpoint, READ_FIELDS, [...path, 'endpoints', position]);
    }
  }
  return slices;
}

/**
 * Returns whether every field that is read of an endpoint is of its type. There are many endpoints, and nearly all are
 * right.
 */
function isMirroredEndpoint(endpoint: unknown): boolean {
  if (!isPlainObject(endpoint)) return false;
  const { addresses, conditions, hostname, nodeName, targetRef } = endpoint as Every<ReadEndpoint, unknown>;
  return (
    areAddresses(addresses) &&
    areConditions(conditions) &&
    isTextOrAbsent(hostname) &&
    isTextOrAbsent(nodeName) &&
    isReferenceOrAbsent(targetRef) &&
    isWhole<ReadEndpoint>({ addresses, conditions, hostname, nodeName, targetRef })
  );
}
