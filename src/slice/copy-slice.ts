import { expectArrayOrAbsent, expectTextMap, expectTextOrAbsent } from '../internal/expect.ts';
import { BadArgument, type Path, wrongType } from '../internal/invariant.ts';
import { copyPlain, isRecord } from '../internal/plain-object.ts';
import { expectTimestamp } from '../internal/timestamp.ts';
import type { AddressType, Endpoint, EndpointPort, EndpointSlice, EndpointSliceLike } from '../model/endpoint-slice.ts';
import type { ObjectMeta } from '../model/meta.ts';

/**
 * A new v1 slice with everything of another, fields that this library does not know included. Shares nothing with it but
 * times that are objects. Absent lists of endpoints, ports and addresses are empty ones. `root` is what paths begin with.
 *
 * @throws TypeError that names the field if one that this library knows has another type, or cannot be read
 */
export function copySlice(slice: EndpointSliceLike, root: string = 'slice'): EndpointSlice {
  const source = expectRecord(slice, [root]);
  // Each part is copied first and looked at afterwards: what was looked at is what is returned.
  const metadata = copyField(source, 'metadata', root) ?? {};
  checkMetadata(metadata, [root, 'metadata']);
  const addressType = copyField(source, 'addressType', root);
  if (typeof addressType !== 'string') throw wrongType([root, 'addressType'], 'a string', addressType);
  const endpoints = copyField(source, 'endpoints', root) ?? [];
  checkList(endpoints, [root, 'endpoints'], checkCopiedEndpoint);
  for (const endpoint of endpoints as { addresses?: string[] }[]) endpoint.addresses ??= [];
  const ports = copyField(source, 'ports', root) ?? [];
  checkList(ports, [root, 'ports'], checkCopiedPort);
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
type Check = (value: unknown, path: Path) => void;

/** A copy of one field of a slice; `undefined` for `null` too. */
function copyField(slice: Fields, field: keyof EndpointSliceLike, root: string): unknown {
  const path = [root, field];
  let copy: unknown;
  try {
    copy = copyPlain(slice[field], path);
  } catch (error) {
    if (error instanceof BadArgument) throw error;
    // A getter or a proxy of the caller's threw something of its own.
    throw Object.assign(wrongType(path, 'made of fields that can be read', slice), { cause: error });
  }
  return copy ?? undefined;
}

/** An argument that must be an object with named fields, and neither a `Map` nor a time. */
function expectRecord(value: unknown, path: Path): Fields {
  if (!isReadableRecord(value)) throw wrongType(path, 'an object', value);
  return value;
}

function isReadableRecord(value: unknown): value is Fields {
  try {
    return isRecord(value) && typeof value['toISOString'] !== 'function';
  } catch {
    // A revoked proxy, or one whose traps throw.
    return false;
  }
}

function checkMetadata(value: unknown, path: Path): void {
  const metadata = expectRecord(value, path);
  for (const field of ['name', 'generateName', 'namespace', 'selfLink', 'uid', 'resourceVersion']) {
    expectTextOrAbsent(metadata[field], [...path, field]);
  }
  for (const field of ['generation', 'deletionGracePeriodSeconds']) {
    checkWholeNumber(metadata[field], [...path, field]);
  }
  for (const field of ['creationTimestamp', 'deletionTimestamp']) {
    if (metadata[field] !== undefined) expectTimestamp(metadata[field], [...path, field]);
  }
  for (const field of ['labels', 'annotations']) checkTextMap(metadata[field], [...path, field]);
  checkList(metadata['ownerReferences'], [...path, 'ownerReferences'], checkOwnerReference);
  checkList(metadata['finalizers'], [...path, 'finalizers'], checkText);
  checkList(metadata['managedFields'], [...path, 'managedFields'], expectRecord);
}

function checkOwnerReference(value: unknown, path: Path): void {
  const reference = expectRecord(value, path);
  for (const field of ['apiVersion', 'kind', 'name', 'uid']) checkText(reference[field], [...path, field]);
  for (const field of ['controller', 'blockOwnerDeletion']) checkFlag(reference[field], [...path, field]);
}

function checkCopiedEndpoint(value: unknown, path: Path): void {
  const endpoint = expectRecord(value, path);
  checkList(endpoint['addresses'], [...path, 'addresses'], checkText);
  for (const field of ['hostname', 'nodeName', 'zone']) expectTextOrAbsent(endpoint[field], [...path, field]);
  for (const field of ['deprecatedTopology', 'topology']) checkTextMap(endpoint[field], [...path, field]);
  const { conditions, targetRef, hints } = endpoint;
  if (conditions !== undefined) {
    const conditionsPath = [...path, 'conditions'];
    const flags = expectRecord(conditions, conditionsPath);
    for (const field of ['ready', 'serving', 'terminating']) checkFlag(flags[field], [...conditionsPath, field]);
  }
  if (targetRef !== undefined) {
    const targetPath = [...path, 'targetRef'];
    const texts = expectRecord(targetRef, targetPath);
    for (const field of ['kind', 'namespace', 'name', 'uid', 'apiVersion', 'resourceVersion', 'fieldPath']) {
      expectTextOrAbsent(texts[field], [...targetPath, field]);
    }
  }
  if (hints === undefined) return;
  const hintsPath = [...path, 'hints'];
  const lists = expectRecord(hints, hintsPath);
  for (const field of ['forZones', 'forNodes']) checkList(lists[field], [...hintsPath, field], checkNamed);
}

function checkCopiedPort(value: unknown, path: Path): void {
  const port = expectRecord(value, path);
  for (const field of ['name', 'protocol', 'appProtocol']) {
    expectTextOrAbsent(port[field], [...path, field]);
  }
  checkWholeNumber(port['port'], [...path, 'port']);
}

function checkNamed(value: unknown, path: Path): void {
  checkText(expectRecord(value, path)['name'], [...path, 'name']);
}

function checkList(value: unknown, path: Path, checkItem: Check): void {
  const items = expectArrayOrAbsent(value as readonly unknown[] | undefined, path);
  for (let index = 0; index < items.length; index += 1) checkItem(items[index], [...path, index]);
}

function checkTextMap(value: unknown, path: Path): void {
  if (value !== undefined) expectTextMap(expectRecord(value, path), path);
}

function checkText(value: unknown, path: Path): void {
  if (typeof value !== 'string') throw wrongType(path, 'a string', value);
}

function checkFlag(value: unknown, path: Path): void {
  if (value !== undefined && typeof value !== 'boolean') throw wrongType(path, 'true or false', value);
}

function checkWholeNumber(value: unknown, path: Path): void {
  if (value !== undefined && !Number.isInteger(value)) throw wrongType(path, 'a whole number', value);
}
