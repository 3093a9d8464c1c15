import { isReferenceOrAbsent } from '../endpoint/object-reference.ts';
import { expectFields } from '../internal/expect-fields.ts';
import { expectArrayOrAbsent, expectObject } from '../internal/expect.ts';
import { type Every, fieldNames, isWhole, pickFields } from '../internal/field-table.ts';
import { isTextOrAbsent } from '../internal/field-types.ts';
import type { Path } from '../internal/invariant.ts';
import { isPlainObject } from '../internal/plain-object.ts';
import type { CoreEndpointAddressLike, CoreEndpointsLike, CoreEndpointSubsetLike } from '../model/core.ts';
import type { EndpointPortLike } from '../model/endpoint-slice.ts';
import { CORE_ENDPOINT_ADDRESS_FIELDS, ENDPOINT_PORT_FIELDS, OBJECT_META_FIELDS } from '../model/fields.ts';
import { checkPorts } from '../ports/check-ports.ts';

/** The metadata fields of an Endpoints object that mirroring reads. */
const METADATA_FIELDS = pickFields(OBJECT_META_FIELDS, 'name', 'namespace', 'uid', 'labels', 'annotations');

/** Throws if a field of an Endpoints object that mirroring reads is not of its type. */
export function checkCoreEndpoints(endpoints: CoreEndpointsLike): void {
  expectFields(expectObject(endpoints, ['endpoints']).metadata ?? {}, METADATA_FIELDS, ['endpoints', 'metadata']);
  checkSubsets(endpoints.subsets, ['endpoints', 'subsets']);
}

const CHECK_SUBSET: {
  readonly [Name in keyof CoreEndpointSubsetLike]-?: (subset: CoreEndpointSubsetLike, path: Path) => void;
} = {
  addresses: ({ addresses }, path) => checkAddresses(addresses, path),
  notReadyAddresses: ({ notReadyAddresses }, path) => checkAddresses(notReadyAddresses, path),
  ports: ({ ports }, path) => checkPorts(ports, path),
};
const SUBSET_FIELDS = fieldNames(CHECK_SUBSET);

/** Throws unless the subsets have the form of core/v1. IP texts may be anything. */
export function checkSubsets(subsets: readonly CoreEndpointSubsetLike[] | null | undefined, path: Path): void {
  for (const [index, subset] of expectArrayOrAbsent(subsets, path).entries()) {
    const at = [...path, index];
    expectObject(subset, at);
    for (const field of SUBSET_FIELDS) CHECK_SUBSET[field](subset, [...at, field]);
  }
}

/** Throws unless the ports have the form of core/v1 or discovery/v1. */
export function checkSubsetPorts(ports: readonly EndpointPortLike[] | null | undefined, path: Path): void {
  for (const [index, port] of expectArrayOrAbsent(ports, path).entries()) {
    expectFields(port, ENDPOINT_PORT_FIELDS, [...path, index]);
  }
}

function checkAddresses(addresses: readonly CoreEndpointAddressLike[] | null | undefined, path: Path): void {
  const list = expectArrayOrAbsent(addresses, path);
  for (let index = 0; index < list.length; index += 1) {
    const address = list[index] as CoreEndpointAddressLike;
    if (!isAddress(address)) expectFields(address, CORE_ENDPOINT_ADDRESS_FIELDS, [...path, index]);
  }
}

/** Returns whether every field is of its type. There are many addresses: error paths are made only for a wrong one. */
function isAddress(address: unknown): boolean {
  if (!isPlainObject(address)) return false;
  const { ip, hostname, nodeName, targetRef } = address as Every<CoreEndpointAddressLike, unknown>;
  return (
    typeof ip === 'string' &&
    isTextOrAbsent(hostname) &&
    isTextOrAbsent(nodeName) &&
    isReferenceOrAbsent(targetRef) &&
    isWhole<CoreEndpointAddressLike>({ ip, hostname, nodeName, targetRef })
  );
}
