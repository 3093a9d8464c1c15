import { moveTopologyOut } from '../endpoint/endpoint-topology.ts';
import { type Every, fieldNames, isWhole } from '../internal/field-table.ts';
import { isGoText } from '../internal/go-text.ts';
import { isRecord } from '../internal/plain-object.ts';
import type { Endpoint, EndpointConditions } from '../model/endpoint-slice.ts';
import { ENDPOINT_FIELDS, ENDPOINT_HINTS_FIELDS, ENDPOINT_V1BETA1_FIELDS } from '../model/fields.ts';
import type { ObjectReference } from '../model/meta.ts';
import { decodeFields } from './decode-fields.ts';
import { lengthOf, type Reading, takeItems } from './read-fields.ts';

/** The version of the API that an object is written in. */
export type SliceVersion = 'v1' | 'v1beta1';

/** Reads the endpoints of a slice in the form of v1, and notes which of them are broken. */
export function decodeEndpoints(value: unknown, version: SliceVersion, reading: Reading): Endpoint[] {
  if (value === null || value === undefined) return [];
  const length = lengthOf(value, reading);
  const isBroken = reading.broken;
  const endpoints: Endpoint[] = [];
  for (let index = 0; index < length; index += 1) {
    reading.broken = false;
    const item = (value as readonly unknown[])[index];
    const endpoint = version === 'v1' ? takeEndpoint(item, reading) : undefined;
    endpoints.push(endpoint ?? decodeEndpoint(item, version, reading));
    if (reading.broken) reading.brokenEndpoints.push(index);
  }
  reading.broken = isBroken || reading.brokenEndpoints.length > 0;
  return endpoints;
}

/** An object whose fields are all still unread. */
type Draft = { [key: string]: unknown };

/**
 * Takes an endpoint as a whole if every field is known and has a value of its type, as in nearly all: copies each object at
 * once, or nothing. Returns `undefined` if the endpoint must be read field by field.
 */
function takeEndpoint(item: unknown, reading: Reading): Endpoint | undefined {
  if (!isRecord(item)) return undefined;
  const draft: Draft = reading.copies ? { ...item } : (item as Draft);
  const addresses = takeAddresses(draft['addresses'], reading);
  if (addresses === undefined) return undefined;
  let fieldCount = 1;
  const { conditions, targetRef, nodeName, zone, hostname, hints } = draft;
  if (isTakenText(nodeName)) fieldCount += 1;
  if (isTakenText(zone)) fieldCount += 1;
  if (isTakenText(hostname)) fieldCount += 1;
  if (conditions !== undefined) {
    const taken = takeConditions(conditions, reading);
    if (taken === undefined) return undefined;
    if (reading.copies) draft['conditions'] = taken;
    fieldCount += 1;
  }
  if (targetRef !== undefined) {
    const taken = takeReference(targetRef, reading);
    if (taken === undefined) return undefined;
    if (reading.copies) draft['targetRef'] = taken;
    fieldCount += 1;
  }
  if (hints !== undefined) {
    const taken = takeHints(hints, reading);
    if (taken === undefined) return undefined;
    if (reading.copies) draft['hints'] = taken;
    fieldCount += 1;
  }
  // Any other field is unknown, null, deprecated, or of another type.
  if (countFields(draft) !== fieldCount) return undefined;
  if (reading.copies) draft['addresses'] = addresses;
  return draft as unknown as Endpoint;
}

function isTakenText(value: unknown): boolean {
  return typeof value === 'string' && isGoText(value);
}

/** Returns whether a value is a text that the API prints. It never prints `''` in a field where that means absent. */
function isKeptText(value: unknown): boolean {
  return typeof value === 'string' && value !== '' && isGoText(value);
}

function takeAddresses(value: unknown, reading: Reading): unknown {
  if (!Array.isArray(value)) return undefined;
  const { length } = value;
  if (!takeItems(length, reading)) return undefined;
  const addresses: unknown[] = [];
  for (let index = 0; index < length; index += 1) {
    const address: unknown = value[index];
    if (!isTakenText(address)) return undefined;
    if (reading.copies) addresses.push(address);
  }
  return reading.copies ? addresses : value;
}

function takeConditions(value: unknown, reading: Reading): unknown {
  if (!isRecord(value)) return undefined;
  const draft = (reading.copies ? { ...value } : value) as Draft & Every<EndpointConditions, unknown>;
  const { ready, serving, terminating } = draft;
  isWhole<Every<EndpointConditions, unknown>>({ ready, serving, terminating });
  let fieldCount = 0;
  if (typeof ready === 'boolean') fieldCount += 1;
  if (typeof serving === 'boolean') fieldCount += 1;
  if (typeof terminating === 'boolean') fieldCount += 1;
  return countFields(draft) === fieldCount ? draft : undefined;
}

function takeReference(value: unknown, reading: Reading): unknown {
  if (!isRecord(value)) return undefined;
  const draft = (reading.copies ? { ...value } : value) as Draft & Every<ObjectReference, unknown>;
  const { kind, namespace, name, uid, apiVersion, resourceVersion, fieldPath } = draft;
  isWhole<Every<ObjectReference, unknown>>({ kind, namespace, name, uid, apiVersion, resourceVersion, fieldPath });
  let fieldCount = 0;
  if (isKeptText(kind)) fieldCount += 1;
  if (isKeptText(namespace)) fieldCount += 1;
  if (isKeptText(name)) fieldCount += 1;
  if (isKeptText(uid)) fieldCount += 1;
  if (isKeptText(apiVersion)) fieldCount += 1;
  if (isKeptText(resourceVersion)) fieldCount += 1;
  if (isKeptText(fieldPath)) fieldCount += 1;
  return countFields(draft) === fieldCount ? draft : undefined;
}

function takeHints(value: unknown, reading: Reading): unknown {
  if (!isRecord(value)) return undefined;
  const draft: Draft = reading.copies ? { ...value } : (value as Draft);
  let fieldCount = 0;
  for (const key of HINTS) {
    const names = draft[key];
    if (names === undefined) continue;
    const taken = takeNames(names, reading);
    if (taken === undefined) return undefined;
    if (reading.copies) draft[key] = taken;
    fieldCount += 1;
  }
  return countFields(draft) === fieldCount ? draft : undefined;
}

const HINTS = fieldNames(ENDPOINT_HINTS_FIELDS);

function takeNames(value: unknown, reading: Reading): unknown {
  if (!Array.isArray(value)) return undefined;
  const { length } = value;
  // The API does not keep an empty list.
  if (length === 0 || !takeItems(length, reading)) return undefined;
  const names: { name: string }[] = [];
  for (let index = 0; index < length; index += 1) {
    const item: unknown = value[index];
    if (!isRecord(item)) return undefined;
    const { name } = item;
    if (!isTakenText(name) || countFields(item) !== 1) return undefined;
    if (reading.copies) names.push({ name: name as string });
  }
  return reading.copies ? names : value;
}

/** Counts the fields to read. Inherited fields make the count too high; the object is then read field by field. */
function countFields(draft: Draft): number {
  let count = 0;
  for (const _key in draft) count += 1;
  return count;
}

/** Reads an endpoint field by field. */
function decodeEndpoint(item: unknown, version: SliceVersion, reading: Reading): Endpoint {
  const table = version === 'v1' ? ENDPOINT_FIELDS : ENDPOINT_V1BETA1_FIELDS;
  const endpoint: Endpoint = { addresses: [], ...decodeFields(item, table, reading) };
  return version === 'v1' ? endpoint : moveTopologyOut(endpoint);
}
