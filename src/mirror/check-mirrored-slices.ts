import { areConditions, checkConditions } from '../endpoint/check-endpoint.ts';
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
import { checkSubsetPorts, checkTarget, hasTargetTypes } from './check-core-endpoints.ts';

/** The slices as given; throws at the first in which something that the way back reads is not of its type. */
export function checkMirroredSlices(slices: readonly EndpointSliceLike[]): readonly EndpointSliceLike[] {
  for (const [index, slice] of expectArray(slices, ['slices']).entries()) {
    const path = ['slices', index];
    const metadata = expectObject(expectObject(slice, path).metadata ?? {}, [...path, 'metadata']);
    expectTextOrAbsent(metadata.name, [...path, 'metadata', 'name']);
    expectTextOrAbsent(metadata.namespace, [...path, 'metadata', 'namespace']);
    expectTextMap(metadata.labels, [...path, 'metadata', 'labels']);
    expectName(slice.addressType, [...path, 'addressType']);
    checkSubsetPorts(slice.ports, [...path, 'ports']);
    const endpoints = expectArrayOrAbsent(slice.endpoints, [...path, 'endpoints']);
    for (let position = 0; position < endpoints.length; position += 1) {
      const endpoint = endpoints[position] as EndpointLike;
      if (!isMirroredEndpoint(endpoint)) refuseMirroredEndpoint(endpoint, [...path, 'endpoints', position]);
    }
  }
  return slices;
}

/** Whether all that is read of an endpoint is of its type; endpoints are many, and nearly all are right. */
function isMirroredEndpoint(endpoint: EndpointLike): boolean {
  if (!isPlainObject(endpoint) || !hasTargetTypes(endpoint)) return false;
  const addresses = endpoint.addresses ?? [];
  if (!Array.isArray(addresses)) return false;
  for (const address of addresses) if (typeof address !== 'string') return false;
  return areConditions(endpoint.conditions);
}

/** Throws for what `isMirroredEndpoint` found wrong. */
function refuseMirroredEndpoint(endpoint: EndpointLike, path: Path): void {
  const { addresses, conditions } = expectObject(endpoint, path);
  expectTexts(addresses, [...path, 'addresses']);
  checkConditions(conditions, [...path, 'conditions']);
  checkTarget(endpoint, path);
}
