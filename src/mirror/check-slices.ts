import {
  expectArray,
  expectArrayOrAbsent,
  expectName,
  expectObject,
  expectTextMap,
  expectTextOrAbsent,
  expectTexts,
} from '../internal/expect.ts';
import type { Path } from '../internal/invariant.ts';
import { isPlainObject } from '../internal/plain-object.ts';
import type { EndpointLike, EndpointSliceLike } from '../model/endpoint-slice.ts';
import { checkPorts, checkTarget, hasTargetTypes } from './check-endpoints.ts';

/** The slices as given; throws at the first in which something that the way back reads is not of its type. */
export function checkSlices(slices: readonly EndpointSliceLike[], caller: string): readonly EndpointSliceLike[] {
  for (const [index, slice] of expectArray(slices, caller, ['slices']).entries()) {
    const path = ['slices', index];
    const metadata = expectObject(expectObject(slice, caller, path).metadata ?? {}, caller, [...path, 'metadata']);
    expectTextOrAbsent(metadata.name, caller, [...path, 'metadata', 'name']);
    expectTextOrAbsent(metadata.namespace, caller, [...path, 'metadata', 'namespace']);
    expectTextMap(metadata.labels, caller, [...path, 'metadata', 'labels']);
    expectName(slice.addressType, caller, [...path, 'addressType']);
    checkPorts(caller, slice.ports, [...path, 'ports']);
    const endpoints = expectArrayOrAbsent(slice.endpoints, caller, [...path, 'endpoints']);
    for (let position = 0; position < endpoints.length; position += 1) {
      const endpoint = endpoints[position] as EndpointLike;
      if (!isEndpoint(endpoint)) checkEndpoint(endpoint, caller, [...path, 'endpoints', position]);
    }
  }
  return slices;
}

/** Whether all that is read of an endpoint is of its type; endpoints are many, and nearly all are right. */
function isEndpoint(endpoint: EndpointLike): boolean {
  if (!isPlainObject(endpoint) || !hasTargetTypes(endpoint)) return false;
  const addresses = endpoint.addresses ?? [];
  if (!Array.isArray(addresses)) return false;
  for (const address of addresses) if (typeof address !== 'string') return false;
  return endpoint.conditions === undefined || endpoint.conditions === null || isPlainObject(endpoint.conditions);
}

/** Throws for what `isEndpoint` found wrong. */
function checkEndpoint(endpoint: EndpointLike, caller: string, path: Path): void {
  const { addresses, conditions } = expectObject(endpoint, caller, path);
  expectTexts(addresses, caller, [...path, 'addresses']);
  if (conditions !== null && conditions !== undefined) expectObject(conditions, caller, [...path, 'conditions']);
  checkTarget(caller, endpoint, path);
}
