import { expectArrayOrAbsent, expectTextMap, expectTextOrAbsent } from '../internal/expect.ts';
import { type Path, wrongType } from '../internal/invariant.ts';
import { copyPlain, isRecord } from '../internal/plain-object.ts';
import { expectTimestamp } from '../internal/timestamp.ts';
import type { AddressType, Endpoint, EndpointPort, EndpointSlice, EndpointSliceLike } from '../model/endpoint-slice.ts';
import type { ObjectMeta } from '../model/meta.ts';

/**
 * A new v1 slice with everything of another, fields that this library does not know included. Shares nothing with it but
 * times that are objects. Absent lists of endpoints, ports and addresses are empty ones.
 *
 * @throws TypeError that names the field if one that this library knows has another type, or cannot be read
 */
export function copySlice(slice: EndpointSliceLike, caller: string): EndpointSlice {
  const source = expectRecord(slice, caller, ['slice']);
  // Each part is copied first and looked at afterwards: what was looked at is what is returned.
  const metadata = copyField(source, 'metadata', caller) ?? {};
  checkMetadata(metadata, caller, ['slice', 'metadata']);
  const addressType = copyField(source, 'addressType', caller);
  if (typeof addressType !== 'string') throw wrongType(caller, ['slice', 'addressType'], 'a string', addressType);
  const endpoints = copyField(source, 'endpoints', caller) ?? [];
  checkList(endpoints, caller, ['slice', 'endpoints'], checkEndpoint);
  for (const endpoint of endpoints as { addresses?: string[] }[]) endpoint.addresses ??= [];
  const ports = copyField(source, 'ports', caller) ?? [];
  checkList(ports, caller, ['slice', 'ports'], checkPort);
  return {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: metadata as ObjectMeta,
    addressType: addressType as AddressType,
    endpoints: endpoints as Endpoint[],
    ports: ports as EndpointPort[],
  };
}

/** An object with some fields, of types that are still unknown. */
type Fields = { readonly [field: string]: unknown };
type Check = (value: unknown, caller: string, path: Path) => void;

/** A copy of one field of a slice; `undefined` for `null` too. */
function copyField(slice: Fields, field: keyof EndpointSliceLike, caller: string): unknown {
  const path = ['slice', field];
  let copy: unknown;
  try {
    copy = copyPlain(slice[field], caller, path);
  } catch (error) {
    if (error instanceof Error && error.message.startsWith(`${caller}: `)) throw error;
    // A getter or a proxy of the caller's threw something of its own.
    throw Object.assign(wrongType(caller, path, 'made of fields that can be read', slice), { cause: error });
  }
  return copy ?? undefined;
}

/** An argument that must be an object with named fields, and neither a `Map` nor a time. */
function expectRecord(value: unknown, caller: string, path: Path): Fields {
  if (!isRecord(value) || typeof value['toISOString'] === 'function') throw wrongType(caller, path, 'an object', value);
  return value;
}

function checkMetadata(value: unknown, caller: string, path: Path): void {
  const metadata = expectRecord(value, caller, path);
  for (const field of ['name', 'generateName', 'namespace', 'selfLink', 'uid', 'resourceVersion']) {
    expectTextOrAbsent(metadata[field], caller, [...path, field]);
  }
  for (const field of ['generation', 'deletionGracePeriodSeconds']) {
    checkWholeNumber(metadata[field], caller, [...path, field]);
  }
  for (const field of ['creationTimestamp', 'deletionTimestamp']) {
    if (metadata[field] !== undefined) expectTimestamp(metadata[field], caller, [...path, field]);
  }
  for (const field of ['labels', 'annotations']) checkTextMap(metadata[field], caller, [...path, field]);
  checkList(metadata['ownerReferences'], caller, [...path, 'ownerReferences'], checkOwnerReference);
  checkList(metadata['finalizers'], caller, [...path, 'finalizers'], checkText);
  checkList(metadata['managedFields'], caller, [...path, 'managedFields'], expectRecord);
}

function checkOwnerReference(value: unknown, caller: string, path: Path): void {
  const reference = expectRecord(value, caller, path);
  for (const field of ['apiVersion', 'kind', 'name', 'uid']) checkText(reference[field], caller, [...path, field]);
  for (const field of ['controller', 'blockOwnerDeletion']) checkFlag(reference[field], caller, [...path, field]);
}

function checkEndpoint(value: unknown, caller: string, path: Path): void {
  const endpoint = expectRecord(value, caller, path);
  checkList(endpoint['addresses'], caller, [...path, 'addresses'], checkText);
  for (const field of ['hostname', 'nodeName', 'zone']) expectTextOrAbsent(endpoint[field], caller, [...path, field]);
  for (const field of ['deprecatedTopology', 'topology']) checkTextMap(endpoint[field], caller, [...path, field]);
  const { conditions, targetRef, hints } = endpoint;
  if (conditions !== undefined) {
    const conditionsPath = [...path, 'conditions'];
    const flags = expectRecord(conditions, caller, conditionsPath);
    for (const field of ['ready', 'serving', 'terminating'])
      checkFlag(flags[field], caller, [...conditionsPath, field]);
  }
  if (targetRef !== undefined) {
    const targetPath = [...path, 'targetRef'];
    const texts = expectRecord(targetRef, caller, targetPath);
    for (const field of ['kind', 'namespace', 'name', 'uid', 'apiVersion', 'resourceVersion', 'fieldPath']) {
      expectTextOrAbsent(texts[field], caller, [...targetPath, field]);
    }
  }
  if (hints === undefined) return;
  const hintsPath = [...path, 'hints'];
  const lists = expectRecord(hints, caller, hintsPath);
  for (const field of ['forZones', 'forNodes']) checkList(lists[field], caller, [...hintsPath, field], checkNamed);
}

function checkPort(value: unknown, caller: string, path: Path): void {
  const port = expectRecord(value, caller, path);
  for (const field of ['name', 'protocol', 'appProtocol']) {
    expectTextOrAbsent(port[field], caller, [...path, field]);
  }
  checkWholeNumber(port['port'], caller, [...path, 'port']);
}

function checkNamed(value: unknown, caller: string, path: Path): void {
  checkText(expectRecord(value, caller, path)['name'], caller, [...path, 'name']);
}

function checkList(value: unknown, caller: string, path: Path, checkItem: Check): void {
  const items = expectArrayOrAbsent(value as readonly unknown[] | undefined, caller, path);
  for (let index = 0; index < items.length; index += 1) checkItem(items[index], caller, [...path, index]);
}

function checkTextMap(value: unknown, caller: string, path: Path): void {
  if (value !== undefined) expectTextMap(expectRecord(value, caller, path), caller, path);
}

function checkText(value: unknown, caller: string, path: Path): void {
  if (typeof value !== 'string') throw wrongType(caller, path, 'a string', value);
}

function checkFlag(value: unknown, caller: string, path: Path): void {
  if (value !== undefined && typeof value !== 'boolean') throw wrongType(caller, path, 'true or false', value);
}

function checkWholeNumber(value: unknown, caller: string, path: Path): void {
  if (value !== undefined && !Number.isInteger(value)) throw wrongType(caller, path, 'a whole number', value);
}
