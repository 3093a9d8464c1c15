import { expectArrayOrAbsent, expectObject, expectTextMap, expectTextOrAbsent } from '../internal/expect.ts';
import { isTextOrAbsent } from '../internal/field-types.ts';
import { type Path, wrongType } from '../internal/invariant.ts';
import { isPlainObject } from '../internal/plain-object.ts';
import type { CoreEndpointAddressLike, CoreEndpointSubsetLike, CoreEndpointsLike } from '../model/core.ts';
import type { EndpointPortLike } from '../model/endpoint-slice.ts';
import type { ObjectReferenceLike } from '../model/meta.ts';

const REFERENCE_FIELDS = ['kind', 'namespace', 'name', 'uid', 'apiVersion', 'resourceVersion', 'fieldPath'] as const;

/** Throws for an Endpoints object whose fields are not of the types that mirroring reads. */
export function checkCoreEndpoints(endpoints: CoreEndpointsLike): void {
  const metadata = expectObject(expectObject(endpoints, ['endpoints']).metadata ?? {}, ['endpoints', 'metadata']);
  for (const field of ['name', 'namespace', 'uid'] as const) {
    expectTextOrAbsent(metadata[field], ['endpoints', 'metadata', field]);
  }
  expectTextMap(metadata.labels, ['endpoints', 'metadata', 'labels']);
  expectTextMap(metadata.annotations, ['endpoints', 'metadata', 'annotations']);
  checkSubsets(endpoints.subsets, ['endpoints', 'subsets']);
}

/** Throws for subsets that are not of the form of core/v1. IP texts may be anything. */
export function checkSubsets(subsets: readonly CoreEndpointSubsetLike[] | null | undefined, path: Path): void {
  for (const [index, subset] of expectArrayOrAbsent(subsets, path).entries()) {
    const at = [...path, index];
    expectObject(subset, at);
    checkSubsetAddresses(subset.addresses, [...at, 'addresses']);
    checkSubsetAddresses(subset.notReadyAddresses, [...at, 'notReadyAddresses']);
    checkSubsetPorts(subset.ports, [...at, 'ports']);
  }
}

/** Throws for ports that are not of the form of core/v1 or discovery/v1. */
export function checkSubsetPorts(ports: readonly EndpointPortLike[] | null | undefined, path: Path): void {
  for (const [index, port] of expectArrayOrAbsent(ports, path).entries()) {
    const at = [...path, index];
    expectObject(port, at);
    for (const field of ['name', 'protocol', 'appProtocol'] as const) {
      expectTextOrAbsent(port[field], [...at, field]);
    }
    const number = port.port ?? 0;
    if (!Number.isInteger(number)) throw wrongType([...at, 'port'], 'a whole number', number);
  }
}

/** Throws unless this is a valid object reference, or absent. */
function checkReference(reference: ObjectReferenceLike | null | undefined, path: Path): void {
  if (reference === null || reference === undefined) return;
  expectObject(reference, path);
  for (const field of REFERENCE_FIELDS) expectTextOrAbsent(reference[field], [...path, field]);
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
export function checkTarget({ hostname, nodeName, targetRef }: Target, path: Path): void {
  expectTextOrAbsent(hostname, [...path, 'hostname']);
  expectTextOrAbsent(nodeName, [...path, 'nodeName']);
  checkReference(targetRef, [...path, 'targetRef']);
}

type Target = Pick<CoreEndpointAddressLike, 'hostname' | 'nodeName' | 'targetRef'>;

function checkSubsetAddresses(addresses: readonly CoreEndpointAddressLike[] | null | undefined, path: Path): void {
  const list = expectArrayOrAbsent(addresses, path);
  for (let index = 0; index < list.length; index += 1) {
    const address = list[index] as CoreEndpointAddressLike;
    if (isPlainObject(address) && typeof address.ip === 'string' && hasTargetTypes(address)) continue;
    const { ip }: { readonly ip: unknown } = expectObject(address, [...path, index]);
    if (typeof ip !== 'string') throw wrongType([...path, index, 'ip'], 'a string', ip);
    checkTarget(address, [...path, index]);
  }
}
