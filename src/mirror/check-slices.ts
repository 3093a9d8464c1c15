import {
  expectArray,
  expectArrayOrAbsent,
  expectName,
  expectObject,
  expectTextMap,
  expectTextOrAbsent,
} from '../internal/expect.ts';
import { type Path, wrongType } from '../internal/invariant.ts';
import { isPlainObject } from '../internal/plain-object.ts';
import type { EndpointLike, EndpointSliceLike } from '../model/endpoint-slice.ts';
import { checkPorts, checkReference } from './check-endpoints.ts';

/** The slices as given; throws at the first in which something that the way back reads is not of its type. */
export function checkSlices(slices: readonly EndpointSliceLike[], caller: string): readonly EndpointSliceLike[] {
  expectArray(slices, caller, ['slices']).forEach((slice, index) => {
    const path = ['slices', index];
    const metadata = expectObject(expectObject(slice, caller, path).metadata ?? {}, caller, [...path, 'metadata']);
    expectTextOrAbsent(metadata.name, caller, [...path, 'metadata', 'name']);
    expectTextOrAbsent(metadata.namespace, caller, [...path, 'metadata', 'namespace']);
    expectTextMap(metadata.labels, caller, [...path, 'metadata', 'labels']);
    expectName(slice.addressType, caller, [...path, 'addressType']);
    checkPorts(caller, slice.ports, [...path, 'ports']);
    const endpoints = expectArrayOrAbsent(slice.endpoints, caller, [...path, 'endpoints']);
    for (let position = 0; position < endpoints.length; position += 1) {
      checkEndpoint(endpoints[position] as EndpointLike, caller, [...path, 'endpoints', position]);
    }
  });
  return slices;
}

function checkEndpoint(endpoint: EndpointLike, caller: string, path: Path): void {
  const { addresses, conditions, hostname, nodeName, targetRef } = expectObject(endpoint, caller, path);
  const list = expectArray(addresses, caller, [...path, 'addresses']);
  list.forEach((address, index) => {
    if (typeof address !== 'string') throw wrongType(caller, [...path, 'addresses', index], 'a string', address);
  });
  if (conditions !== null && conditions !== undefined && !isPlainObject(conditions)) {
    throw wrongType(caller, [...path, 'conditions'], 'an object', conditions);
  }
  expectTextOrAbsent(hostname, caller, [...path, 'hostname']);
  expectTextOrAbsent(nodeName, caller, [...path, 'nodeName']);
  checkReference(caller, targetRef, [...path, 'targetRef']);
}
