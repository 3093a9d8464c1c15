import { checkEndpoints } from '../endpoint/check-endpoint.ts';
import { expectName, expectObject, expectObjects, expectTextMap, expectTextOrAbsent } from '../internal/expect.ts';
import { outOfRange, type Path, wrongType } from '../internal/invariant.ts';
import type { EndpointSliceLike } from '../model/endpoint-slice.ts';
import { MAX_ENDPOINTS_PER_SLICE } from '../model/limits.ts';
import { checkPorts } from '../ports/check-ports.ts';

/** Throws unless the maximum is one that a slice can have. */
export function checkMaximum(maxEndpointsPerSlice: number, caller: string): void {
  if (
    Number.isInteger(maxEndpointsPerSlice) &&
    maxEndpointsPerSlice >= 1 &&
    maxEndpointsPerSlice <= MAX_ENDPOINTS_PER_SLICE
  ) {
    return;
  }
  const wanted = `a whole number from 1 to ${MAX_ENDPOINTS_PER_SLICE}`;
  throw outOfRange(caller, ['maxEndpointsPerSlice'], wanted, maxEndpointsPerSlice);
}

const OWNER_TEXTS = ['apiVersion', 'kind', 'name', 'uid'] as const;
const OWNER_FLAGS = ['controller', 'blockOwnerDeletion'] as const;

/** Throws for an existing slice in which something that planning reads is not of its type. Cost: O(endpoints). */
export function checkSlice(slice: EndpointSliceLike, index: number, caller: string): void {
  const path = ['slices', index];
  const metadata = expectObject(expectObject(slice, caller, path).metadata, caller, [...path, 'metadata']);
  expectName(metadata.name, caller, [...path, 'metadata', 'name']);
  for (const field of ['generateName', 'uid', 'resourceVersion'] as const) {
    expectTextOrAbsent(metadata[field], caller, [...path, 'metadata', field]);
  }
  expectTextMap(metadata.labels, caller, [...path, 'metadata', 'labels']);
  expectTextMap(metadata.annotations, caller, [...path, 'metadata', 'annotations']);
  expectName(slice.addressType, caller, [...path, 'addressType']);
  expectTypeOrAbsent('number', metadata.generation, caller, [...path, 'metadata', 'generation']);
  const owners = [...path, 'metadata', 'ownerReferences'];
  for (const [position, owner] of expectObjects(metadata.ownerReferences, caller, owners).entries()) {
    for (const field of OWNER_TEXTS) expectTextOrAbsent(owner[field], caller, [...owners, position, field]);
    for (const field of OWNER_FLAGS) expectTypeOrAbsent('boolean', owner[field], caller, [...owners, position, field]);
  }
  checkPorts(slice.ports, caller, [...path, 'ports']);
  checkEndpoints(slice.endpoints, caller, [...path, 'endpoints']);
}

function expectTypeOrAbsent(type: 'number' | 'boolean', value: unknown, caller: string, path: Path): void {
  if (value !== null && value !== undefined && typeof value !== type) throw wrongType(caller, path, `a ${type}`, value);
}
