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

/** Throws for an object reference that is not one; absent is one. */
export function checkReference(caller: string, reference: ObjectReferenceLike | null | undefined, path: Path): void {
  if (reference === null || reference === undefined) return;
  expectObject(reference, caller, path);
  for (const field of REFERENCE_FIELDS) expectTextOrAbsent(reference[field], caller, [...path, field]);
}

function checkAddresses(
  caller: string,
  addresses: readonly CoreEndpointAddressLike[] | null | undefined,
  path: Path,
): void {
  const list = expectArrayOrAbsent(addresses, caller, path);
  for (let index = 0; index < list.length; index += 1) {
    const { ip, hostname, nodeName, targetRef } = expectObject(list[index], caller, [...path, index]) as {
      readonly [field in keyof CoreEndpointAddressLike]: unknown;
    };
    if (typeof ip !== 'string') throw wrongType(caller, [...path, index, 'ip'], 'a string', ip);
    expectTextOrAbsent(hostname, caller, [...path, index, 'hostname']);
    expectTextOrAbsent(nodeName, caller, [...path, index, 'nodeName']);
    checkReference(caller, targetRef as ObjectReferenceLike | null | undefined, [...path, index, 'targetRef']);
  }
}
