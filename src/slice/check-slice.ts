/** Checks the slices and the maximum that a planner is given. */

import { checkEndpoints } from '../endpoint/check-endpoint.ts';
import { expectName, expectObject } from '../internal/expect.ts';
import { outOfRange, type Path } from '../internal/invariant.ts';
import type { EndpointSliceLike } from '../model/endpoint-slice.ts';
import { MAX_ENDPOINTS_PER_SLICE } from '../model/limits.ts';
import { checkPorts } from '../ports/check-ports.ts';
import { checkSliceMetadata } from './check-slice-metadata.ts';

/** Throws unless the maximum is one that a slice can have. */
export function checkMaximum(maximum: number, path: Path): void {
  if (Number.isInteger(maximum) && maximum >= 1 && maximum <= MAX_ENDPOINTS_PER_SLICE) return;
  throw outOfRange(path, `a whole number from 1 to ${MAX_ENDPOINTS_PER_SLICE}`, maximum);
}

/** Throws if a field of an existing slice that planning reads is not of its type. Cost: O(n) for n endpoints. */
export function checkSlice(slice: EndpointSliceLike, index: number): void {
  const path = ['slices', index];
  const metadata = expectObject(expectObject(slice, path).metadata, [...path, 'metadata']);
  expectName(metadata.name, [...path, 'metadata', 'name']);
  checkSliceMetadata(metadata, [...path, 'metadata']);
  expectName(slice.addressType, [...path, 'addressType']);
  checkPorts(slice.ports, [...path, 'ports']);
  checkEndpoints(slice.endpoints, [...path, 'endpoints']);
}
