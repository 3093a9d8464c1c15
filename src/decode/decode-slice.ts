import type { OwnerReference } from '../model/meta.ts';
import { decodeEndpoints, type SliceVersion } from './decode-endpoints.ts';
import type { DecodedManagedFields, DecodedMetadata, DecodedPort, DecodedSlice } from './decoded-slice.ts';
import * as known from './known-fields.ts';
import {
  isNoTime,
  type Reading,
  readBoolean,
  readInt32,
  readInteger,
  readList,
  readNonEmptyText,
  readObject,
  readRaw,
  readText,
  readTextItem,
  readTextMap,
  readTime,
} from './read-fields.ts';

/**
 * Reads every field of a slice once and copies it. What cannot be read marks the reading as broken and is left out.
 * A v1beta1 slice comes out in the form of v1.
 */
export function decodeSlice(input: unknown, reading: Reading): { slice: DecodedSlice; version: SliceVersion } {
  const fields = readObject(input, known.SLICE_FIELDS, reading);
  if (input === null || input === undefined) reading.broken = true;
  const apiVersion = readText(fields['apiVersion'], reading);
  const kind = readText(fields['kind'], reading);
  const version = apiVersion === 'discovery.k8s.io/v1beta1' ? 'v1beta1' : 'v1';
  const slice: DecodedSlice = {
    metadata: decodeMetadata(fields['metadata'], reading),
    addressType: readText(fields['addressType'], reading) ?? '',
    endpoints: decodeEndpoints(fields['endpoints'], version, reading),
    ports: readList(fields['ports'], reading, decodePort) ?? [],
  };
  if (apiVersion !== undefined) slice.apiVersion = apiVersion;
  if (kind !== undefined) slice.kind = kind;
  return { slice, version };
}

function decodePort(input: unknown, reading: Reading): DecodedPort {
  const fields = readObject(input, known.PORT_FIELDS, reading);
  const port: DecodedPort = {};
  const name = readText(fields['name'], reading);
  if (name !== undefined) port.name = name;
  const protocol = readText(fields['protocol'], reading);
  if (protocol !== undefined) port.protocol = protocol;
  const number = readInt32(fields['port'], reading);
  if (number !== undefined) port.port = number;
  const appProtocol = readText(fields['appProtocol'], reading);
  if (appProtocol !== undefined) port.appProtocol = appProtocol;
  return port;
}

const METADATA_TEXTS = ['name', 'generateName', 'namespace', 'selfLink', 'uid', 'resourceVersion'] as const;
const METADATA_INTEGERS = ['generation', 'deletionGracePeriodSeconds'] as const;
const METADATA_TIMES = ['creationTimestamp', 'deletionTimestamp'] as const;
const METADATA_MAPS = ['labels', 'annotations'] as const;

function decodeMetadata(input: unknown, reading: Reading): DecodedMetadata {
  const fields = readObject(input, known.METADATA_FIELDS, reading);
  const metadata: DecodedMetadata = {};
  for (const key of METADATA_TEXTS) {
    const text = readNonEmptyText(fields[key], reading);
    if (text !== undefined) metadata[key] = text;
  }
  for (const key of METADATA_INTEGERS) {
    const number = readInteger(fields[key], reading);
    if (number !== undefined) metadata[key] = number;
  }
  for (const key of METADATA_TIMES) {
    const time = readTime(fields[key], reading);
    if (time !== undefined) metadata[key] = time;
  }
  // Two fields in which the API does not tell its zero value from absent, and prints neither.
  if (metadata.generation === 0) delete metadata.generation;
  if (metadata.creationTimestamp !== undefined && isNoTime(metadata.creationTimestamp)) {
    delete metadata.creationTimestamp;
  }
  for (const key of METADATA_MAPS) {
    const map = readTextMap(fields[key], reading);
    if (map !== undefined) metadata[key] = map;
  }
  const ownerReferences = readList(fields['ownerReferences'], reading, decodeOwnerReference);
  if (ownerReferences !== undefined) metadata.ownerReferences = ownerReferences;
  const finalizers = readList(fields['finalizers'], reading, readTextItem);
  if (finalizers !== undefined) metadata.finalizers = finalizers;
  const managedFields = readList(fields['managedFields'], reading, decodeManagedFields);
  if (managedFields !== undefined) metadata.managedFields = managedFields;
  return metadata;
}

function decodeOwnerReference(input: unknown, reading: Reading): OwnerReference {
  const fields = readObject(input, known.OWNER_REFERENCE_FIELDS, reading);
  const reference: OwnerReference = {
    apiVersion: readText(fields['apiVersion'], reading) ?? '',
    kind: readText(fields['kind'], reading) ?? '',
    name: readText(fields['name'], reading) ?? '',
    uid: readText(fields['uid'], reading) ?? '',
  };
  const controller = readBoolean(fields['controller'], reading);
  if (controller !== undefined) reference.controller = controller;
  const blockOwnerDeletion = readBoolean(fields['blockOwnerDeletion'], reading);
  if (blockOwnerDeletion !== undefined) reference.blockOwnerDeletion = blockOwnerDeletion;
  return reference;
}

const MANAGED_FIELDS_TEXTS = ['manager', 'operation', 'apiVersion', 'fieldsType', 'subresource'] as const;

function decodeManagedFields(input: unknown, reading: Reading): DecodedManagedFields {
  const fields = readObject(input, known.MANAGED_FIELDS_FIELDS, reading);
  const entry: DecodedManagedFields = {};
  for (const key of MANAGED_FIELDS_TEXTS) {
    const text = readNonEmptyText(fields[key], reading);
    if (text !== undefined) entry[key] = text;
  }
  const time = readTime(fields['time'], reading);
  if (time !== undefined && !isNoTime(time)) entry.time = time;
  const fieldsV1 = readRaw(fields['fieldsV1'], reading);
  if (fieldsV1 !== null && fieldsV1 !== undefined) entry.fieldsV1 = fieldsV1;
  return entry;
}
