/** Prepares slices as the API server does before it validates them. */

import { areSameEndpoints, areSamePorts, isSameMap } from '../endpoint/semantic-equality.ts';
import { enter } from '../internal/door.ts';
import { expectObject } from '../internal/expect.ts';
import { isDnsSubdomain } from '../internal/name-grammar.ts';
import { ownField } from '../internal/plain-object.ts';
import { isZeroTime, readTimestamp } from '../internal/timestamp.ts';
import type { Endpoint, EndpointSlice, EndpointSliceLike } from '../model/endpoint-slice.ts';
import { LABEL_HOSTNAME } from '../model/labels.ts';
import { copySlice } from '../slice/copy-slice.ts';

/** The version of the API through which a slice is written; only v1 drops the deprecated topology. */
export type RequestVersion = 'v1' | 'v1beta1';

/**
 * Returns a new slice as the API server prepares it for a create, before it validates it: generation 1, no field that the
 * server itself sets (uid, creation and deletion time) and, through v1, no deprecated topology.
 *
 * @throws TypeError if a field that is read has another type; the error names it
 * @see kubernetes pkg/registry/discovery/endpointslice PrepareForCreate; docs/rules.md 5.10.2, 5.10.3
 * @example
 * prepareForCreate({
 *   metadata: { generateName: 'web-', namespace: 'shop' },
 *   addressType: 'IPv4',
 *   endpoints: [{ addresses: ['10.0.0.1'], deprecatedTopology: { rack: '7' } }],
 * })
 * // => { apiVersion: 'discovery.k8s.io/v1', kind: 'EndpointSlice',
 * //   metadata: { generateName: 'web-', namespace: 'shop', generation: 1 },
 * //   addressType: 'IPv4', endpoints: [{ addresses: ['10.0.0.1'] }], ports: [] }
 */
export function prepareForCreate(slice: EndpointSliceLike, version: RequestVersion = 'v1'): EndpointSlice {
  return enter('prepareForCreate', () => {
    const prepared = copySlice(slice);
    prepareCreate(prepared, version);
    return prepared;
  });
}

/** Prepares a slice for a create in place; nobody else may hold the slice. */
export function prepareCreate(slice: Preparable, version: RequestVersion): void {
  const metadata = slice.metadata as { [key: string]: unknown };
  for (const key of SET_BY_SERVER) delete metadata[key];
  slice.metadata.generation = 1;
  if (version === 'v1') slice.endpoints = withoutTopology(slice.endpoints, new Set());
}

/** The fields that the server sets anew on every object that is created (apiserver WipeObjectMetaSystemFields). */
const SET_BY_SERVER = ['uid', 'creationTimestamp', 'deletionTimestamp', 'deletionGracePeriodSeconds', 'selfLink'];

/** An update of a slice. */
export interface SliceUpdate {
  /** The slice as it is sent. */
  readonly slice: EndpointSliceLike;
  /** The slice as it is in the cluster. */
  readonly before: EndpointSliceLike;
  /** Default `v1`. */
  readonly version?: RequestVersion;
}

/**
 * Returns a new slice as the API server prepares it for an update, before it validates it.
 *
 * The generation is that of `before`, one more if labels or anything outside metadata changed; annotations do not count.
 * Fields that only the server sets (uid, creation and deletion time, resourceVersion if absent) are taken from `before`.
 * Through v1, changed endpoints lose their deprecated topology. Before that, an endpoint without `nodeName` gets it from the
 * topology's hostname if some endpoint of `before` had that hostname there.
 *
 * @throws TypeError if a field that is read has another type; the error names it
 * @see kubernetes pkg/registry/discovery/endpointslice PrepareForUpdate, apiserver BeforeUpdate; docs/rules.md 5.10.2, 5.10.3
 * @example
 * prepareForUpdate({
 *   slice: { addressType: 'IPv4', ports: [{ name: 'http', port: 81 }] },
 *   before: { metadata: { generation: 3 }, addressType: 'IPv4', ports: [{ name: 'http', port: 80 }] },
 * }).metadata // => { generation: 4 }
 */
export function prepareForUpdate(update: SliceUpdate): EndpointSlice {
  return enter('prepareForUpdate', () => {
    expectObject(update, ['update']);
    const before = copySlice(update.before, 'before');
    const prepared = copySlice(update.slice);
    prepareUpdate(prepared, before, update.version ?? 'v1');
    return prepared;
  });
}

/** The parts of slices that preparing an update reads and writes. */
interface Preparable {
  metadata: {
    generation?: number;
    labels?: { [key: string]: string };
    uid?: string;
    resourceVersion?: string;
  };
  readonly addressType: string;
  endpoints: Endpoint[];
  readonly ports: readonly object[];
}

/** Prepares a slice for an update in place; nobody else may hold the slice. */
export function prepareUpdate(slice: Preparable, before: Preparable, version: RequestVersion): void {
  const hasSameEndpoints = areSameEndpoints(slice.endpoints, before.endpoints);
  const isSame =
    hasSameEndpoints &&
    slice.addressType === before.addressType &&
    areSamePorts(slice.ports, before.ports) &&
    isSameMap(slice.metadata.labels, before.metadata.labels);
  carryServerFields(slice.metadata, before.metadata);
  const generation = (before.metadata.generation ?? 0) + (isSame ? 0 : 1);
  // The API does not tell 0 from absent.
  if (generation === 0) delete slice.metadata.generation;
  else slice.metadata.generation = generation;
  if (version !== 'v1' || hasSameEndpoints) return;
  const nodeNames = new Set<string>();
  for (const { deprecatedTopology } of before.endpoints) {
    const nodeName = ownField(deprecatedTopology ?? {}, LABEL_HOSTNAME);
    if (nodeName !== undefined && isDnsSubdomain(nodeName)) nodeNames.add(nodeName);
  }
  slice.endpoints = withoutTopology(slice.endpoints, nodeNames);
}

/** Times are not part of the type of metadata, but are carried all the same. */
const ALWAYS_FROM_BEFORE = ['creationTimestamp', 'deletionTimestamp'];
const FROM_BEFORE_IF_ABSENT = ['uid', 'resourceVersion', 'deletionGracePeriodSeconds'];

function carryServerFields(metadata: object, before: object): void {
  const target = metadata as { [key: string]: unknown };
  const source = before as { readonly [key: string]: unknown };
  for (const key of ALWAYS_FROM_BEFORE) {
    const time = readTimestamp(source[key]);
    if (time !== undefined && !isZeroTime(time)) target[key] = source[key];
  }
  for (const key of FROM_BEFORE_IF_ABSENT) {
    const isAbsent = target[key] === undefined || target[key] === '';
    if (isAbsent && source[key] !== undefined) target[key] = source[key];
  }
}

/** Returns endpoints without deprecated topology; a node name that is known from there becomes `nodeName`. */
function withoutTopology(endpoints: Endpoint[], nodeNames: ReadonlySet<string>): Endpoint[] {
  if (endpoints.every(({ deprecatedTopology }) => deprecatedTopology === undefined)) return endpoints;
  return endpoints.map((endpoint) => {
    if (endpoint.deprecatedTopology === undefined) return endpoint;
    const { deprecatedTopology, ...rest } = endpoint;
    const hostname = ownField(deprecatedTopology, LABEL_HOSTNAME);
    const isKept = rest.nodeName === undefined && hostname !== undefined && nodeNames.has(hostname);
    return isKept ? { ...rest, nodeName: hostname } : rest;
  });
}
