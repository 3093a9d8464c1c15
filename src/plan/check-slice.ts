import { expectArrayOrAbsent, expectName, expectObject, expectObjects, expectTextMap } from '../internal/expect.ts';
import { outOfRange, wrongType } from '../internal/invariant.ts';
import type { EndpointLike, EndpointSliceLike } from '../model/endpoint-slice.ts';
import { MAX_ENDPOINTS_PER_SLICE } from '../model/limits.ts';

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

/** Throws for an existing slice in which something that planning reads is not of its type. Cost: O(endpoints). */
export function checkSlice(slice: EndpointSliceLike, index: number, caller: string): void {
  const path = ['slices', index];
  const metadata = expectObject(expectObject(slice, caller, path).metadata, caller, [...path, 'metadata']);
  expectName(metadata.name, caller, [...path, 'metadata', 'name']);
  expectTextMap(metadata.labels, caller, [...path, 'metadata', 'labels']);
  expectName(slice.addressType, caller, [...path, 'addressType']);
  expectObjects(metadata.ownerReferences, caller, [...path, 'metadata', 'ownerReferences']);
  expectObjects(slice.ports, caller, [...path, 'ports']);
  checkEndpoints(expectArrayOrAbsent(slice.endpoints, caller, [...path, 'endpoints']), index, caller);
}

function checkEndpoints(endpoints: readonly EndpointLike[], sliceIndex: number, caller: string): void {
  for (let index = 0; index < endpoints.length; index += 1) {
    const endpoint: unknown = endpoints[index];
    const addresses: unknown =
      typeof endpoint === 'object' && endpoint !== null && 'addresses' in endpoint ? endpoint.addresses : undefined;
    if (!Array.isArray(addresses)) {
      const path = ['slices', sliceIndex, 'endpoints', index];
      expectObject(endpoint, caller, path);
      throw wrongType(caller, [...path, 'addresses'], 'an array', addresses);
    }
    for (let position = 0; position < addresses.length; position += 1) {
      const address: unknown = addresses[position];
      if (typeof address !== 'string') {
        throw wrongType(caller, ['slices', sliceIndex, 'endpoints', index, 'addresses', position], 'a string', address);
      }
    }
  }
}
