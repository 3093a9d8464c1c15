import { expectArrayOrAbsent, expectObject, expectTextMap, expectTextOrAbsent } from '../internal/expect.ts';
import { type Path, wrongType } from '../internal/invariant.ts';
import type { CoreEndpointAddressLike, CoreEndpointSubsetLike, CoreEndpointsLike } from '../model/core.ts';
import type { EndpointPortLike } from '../model/endpoint-slice.ts';
import type { ObjectReferenceLike } from '../model/meta.ts';

const REFERENCE_FIELDS = ['kind', 'namespace', 'name', 'uid', 'apiVersion', 'resourceVersion', 'fieldPath'] as const;

/** Throws for an Endpoints object whose fields are not of the types that mirroring reads. */
export function checkEndpoints(caller: string, endpoints: CoreEndpointsLike): void {
  const metadata = expectObject(expectObject(endpoints, caller, ['endpoints']).metadata ?? {}, caller, [
    'endpoints',
    'metadata',
  ]);
  for (const field of ['name', 'namespace', 'uid'] as const) {
    expectTextOrAbsent(metadata[field], caller, ['endpoints', 'metadata', field]);
  }
  expectTextMap(metadata.labels, caller, ['endpoints', 'metadata', 'labels']);
  expectTextMap(metadata.annotations, caller, ['endpoints', 'metadata', 'annotations']);
  checkSubsets(caller, endpoints.subsets, ['endpoints', 'subsets']);
}

/** Throws for subsets that are not of the form of core/v1. IP texts may be anything. */
export function checkSubsets(
  caller: string,
  subsets: readonly CoreEndpointSubsetLike[] | null | undefined,
  path: Path,
): void {
  expectArrayOrAbsent(subsets, caller, path).forEach((subset, index) => {
    const at = [...path, index];
    expectObject(subset, caller, at);
    checkAddresses(caller, subset.addresses, [...at, 'addresses']);
    checkAddresses(caller, subset.notReadyAddresses, [...at, 'notReadyAddresses']);
    checkPorts(caller, subset.ports, [...at, 'ports']);
  });
}

/** Throws for ports that are not of the form of core/v1 or discovery/v1. */
export function checkPorts(caller: string, ports: readonly EndpointPortLike[] | null | undefined, path: Path): void {
  expectArrayOrAbsent(ports, caller, path).forEach((port, index) => {
    const at = [...path, index];
    expectObject(port, caller, at);
    for (const field of ['name', 'protocol', 'appProtocol'] as const) {
      expectTextOrAbsent(port[field], caller, [...at, field]);
    }
    const number = port.port ?? 0;
    if (!Number.isInteger(number)) throw wrongType(caller, [...at, 'port'], 'a whole number', number);
  });
}

function checkAddresses(
  caller: string,
  addresses: readonly CoreEndpointAddressLike[] | null | undefined,
  path: Path,
): void {
  const list = expectArrayOrAbsent(addresses, caller, path);
  for (let index = 0; index < list.length; index += 1) {
    const address = list[index] as CoreEndpointAddressLike;
    // Addresses are many: paths are made only for the one that is wrong.
    if (!isAddress(address)) throwForAddress(caller, address, [...path, index]);
  }
}

function isAddress(address: CoreEndpointAddressLike): boolean {
  return (
    typeof address === 'object' &&
    address !== null &&
    typeof address.ip === 'string' &&
    isTextOrAbsent(address.hostname) &&
    isTextOrAbsent(address.nodeName) &&
    isReferenceOrAbsent(address.targetRef)
  );
}

function isReferenceOrAbsent(reference: ObjectReferenceLike | null | undefined): boolean {
  if (reference === null || reference === undefined) return true;
  return typeof reference === 'object' && REFERENCE_FIELDS.every((field) => isTextOrAbsent(reference[field]));
}

function isTextOrAbsent(value: unknown): boolean {
  return typeof value === 'string' || value === undefined || value === null;
}

function throwForAddress(caller: string, address: CoreEndpointAddressLike, path: Path): never {
  expectObject(address, caller, path);
  if (typeof address.ip !== 'string') throw wrongType(caller, [...path, 'ip'], 'a string', address.ip);
  expectTextOrAbsent(address.hostname, caller, [...path, 'hostname']);
  expectTextOrAbsent(address.nodeName, caller, [...path, 'nodeName']);
  const reference = expectObject(address.targetRef, caller, [...path, 'targetRef']);
  for (const field of REFERENCE_FIELDS) expectTextOrAbsent(reference[field], caller, [...path, 'targetRef', field]);
  throw wrongType(caller, path, 'an address', address);
}
