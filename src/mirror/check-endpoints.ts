import { expectArrayOrAbsent, expectObject, expectTextMap, expectTextOrAbsent } from '../internal/expect.ts';
import { type Path, wrongType } from '../internal/invariant.ts';
import { isPlainObject } from '../internal/plain-object.ts';
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
  for (const [index, subset] of expectArrayOrAbsent(subsets, caller, path).entries()) {
    const at = [...path, index];
    expectObject(subset, caller, at);
    checkAddresses(caller, subset.addresses, [...at, 'addresses']);
    checkAddresses(caller, subset.notReadyAddresses, [...at, 'notReadyAddresses']);
    checkPorts(caller, subset.ports, [...at, 'ports']);
  }
}

/** Throws for ports that are not of the form of core/v1 or discovery/v1. */
export function checkPorts(caller: string, ports: readonly EndpointPortLike[] | null | undefined, path: Path): void {
  for (const [index, port] of expectArrayOrAbsent(ports, caller, path).entries()) {
    const at = [...path, index];
    expectObject(port, caller, at);
    for (const field of ['name', 'protocol', 'appProtocol'] as const) {
      expectTextOrAbsent(port[field], caller, [...at, field]);
    }
    const number = port.port ?? 0;
    if (!Number.isInteger(number)) throw wrongType(caller, [...at, 'port'], 'a whole number', number);
  }
}

/** Throws for an object reference that is not one; absent is one. */
export function checkReference(caller: string, reference: ObjectReferenceLike | null | undefined, path: Path): void {
  if (reference === null || reference === undefined) return;
  expectObject(reference, caller, path);
  for (const field of REFERENCE_FIELDS) expectTextOrAbsent(reference[field], caller, [...path, field]);
}

/**
 * Whether the parts that an address of Endpoints and an endpoint of a slice share are of their types. These are many: paths
 * for an error are made only once one is known to be wrong.
 */
export function hasTargetTypes({ hostname, nodeName, targetRef }: Target): boolean {
  if (!isTextOrAbsent(hostname) || !isTextOrAbsent(nodeName)) return false;
  if (targetRef === null || targetRef === undefined) return true;
  if (typeof targetRef !== 'object') return false;
  for (const field of REFERENCE_FIELDS) if (!isTextOrAbsent(targetRef[field])) return false;
  return true;
}

/** Throws for the first of these parts that is not of its type. */
export function checkTarget(caller: string, { hostname, nodeName, targetRef }: Target, path: Path): void {
  expectTextOrAbsent(hostname, caller, [...path, 'hostname']);
  expectTextOrAbsent(nodeName, caller, [...path, 'nodeName']);
  checkReference(caller, targetRef, [...path, 'targetRef']);
}

type Target = Pick<CoreEndpointAddressLike, 'hostname' | 'nodeName' | 'targetRef'>;

function isTextOrAbsent(value: unknown): boolean {
  return typeof value === 'string' || value === undefined || value === null;
}

function checkAddresses(
  caller: string,
  addresses: readonly CoreEndpointAddressLike[] | null | undefined,
  path: Path,
): void {
  const list = expectArrayOrAbsent(addresses, caller, path);
  for (let index = 0; index < list.length; index += 1) {
    const address = list[index] as CoreEndpointAddressLike;
    if (isPlainObject(address) && typeof address.ip === 'string' && hasTargetTypes(address)) continue;
    const { ip }: { readonly ip: unknown } = expectObject(address, caller, [...path, index]);
    if (typeof ip !== 'string') throw wrongType(caller, [...path, index, 'ip'], 'a string', ip);
    checkTarget(caller, address, [...path, index]);
  }
}
