import { ENDPOINT_PORT_FIELDS, ENDPOINT_SLICE_FIELDS, FULL_OBJECT_META_FIELDS } from '../model/fields.ts';
import type { FullObjectMeta } from '../model/meta.ts';
import { decodeEndpoints, type SliceVersion } from './decode-endpoints.ts';
import { decodeFields } from './decode-fields.ts';
import type { DecodedPort, DecodedSlice } from './decoded-slice.ts';
import { type Reading, readList, readObject, readText } from './read-fields.ts';

/**
 * Reads every field of a slice once and copies it, a v1beta1 slice into the form of v1. A field that cannot be read marks
 * the reading as broken and is left out.
 */
export function decodeSlice(input: unknown, reading: Reading): { slice: DecodedSlice; version: SliceVersion } {
  const fields = readObject(input, ENDPOINT_SLICE_FIELDS, reading);
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

// The tables have the fields and kinds of these types, so the decoded object has them too.

function decodePort(input: unknown, reading: Reading): DecodedPort {
  return decodeFields(input, ENDPOINT_PORT_FIELDS, reading) as DecodedPort;
}

function decodeMetadata(input: unknown, reading: Reading): FullObjectMeta {
  return decodeFields(input, FULL_OBJECT_META_FIELDS, reading) as FullObjectMeta;
}
