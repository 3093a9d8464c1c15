import { parseAddress } from '../address/parse-address.ts';
import { expectName } from '../internal/expect.ts';
import { outOfRange, type Path, wrongType } from '../internal/invariant.ts';
import { isPlainObject, ownField, type PlainObject } from '../internal/plain-object.ts';
import type { EndpointPortLike, IPAddressType } from '../model/endpoint-slice.ts';
import { LABEL_SERVICE_NAME } from '../model/labels.ts';
import type { Notice, NoticeDetails } from '../model/notice.ts';
import type { RoutableEndpoint } from '../model/routable-endpoint.ts';
import { noticeOf } from '../notice/notice-of.ts';
import {
  bucketKey,
  type CachedPort,
  type CachedSlice,
  type Candidate,
  portKey,
  type SliceHandle,
  sliceKey,
} from './cache.ts';
import { type EndpointTemplate, readEndpoint } from './read-endpoint.ts';
import { optionalArray, optionalText } from './read-field.ts';
import { type Every, isWhole } from '../internal/field-table.ts';

/** Input of `readSlice`. */
export interface ReadSliceInput {
  readonly slice: unknown;
  readonly cluster: string | undefined;
  readonly sequence: number | undefined;
  readonly path: Path;
  /** Returns the handle of the slice with this key in the cache, so that new candidates hold the same one. */
  readonly findHandle: (key: string) => SliceHandle | undefined;
}

/** Everything that the endpoints of one slice have in common. */
interface SliceContext {
  readonly handle: SliceHandle;
  readonly addressType: IPAddressType;
  readonly path: Path;
  readonly addNotice: (details: NoticeDetails) => void;
}

const NO_PORTS: readonly CachedPort[] = [];
const NO_NOTICES: readonly Notice[] = [];
const MAX_PORT_NUMBER = 65535;

/**
 * Reads a slice as callers hold it: checks it, interprets it, and makes one candidate for each endpoint and port. Linear in
 * the slice.
 */
export function readSlice(input: ReadSliceInput): CachedSlice {
  const { slice, cluster, sequence, path, findHandle } = input;
  if (!isPlainObject(slice)) throw wrongType(path, 'an object', slice);
  const metadata = readMetadata(slice, path);
  const { namespace, name } = metadata;
  const key = sliceKey({ cluster, namespace, name });
  const handle = findHandle(key) ?? {
    key,
    reference: { namespace, name, ...(cluster !== undefined && { cluster }) },
  };
  const notices: Notice[] = [];
  const addNotice = (details: NoticeDetails): void => {
    notices.push(noticeOf({ kind: 'EndpointSlice', namespace, name }, details));
  };
  const addressType = slice['addressType'];
  if (typeof addressType !== 'string') throw wrongType([...path, 'addressType'], 'a string', addressType);
  const isIP = addressType === 'IPv4' || addressType === 'IPv6';
  if (!isIP) addNotice({ reason: 'AddressTypeIgnored', addressType });
  if (metadata.serviceName === '') addNotice({ reason: 'ServiceNameMissing' });
  const counts = isIP && metadata.serviceName !== '';
  return {
    handle,
    uid: metadata.uid,
    resourceVersion: metadata.resourceVersion,
    sequence,
    service: counts ? { namespace, name: metadata.serviceName } : undefined,
    ports: counts ? readCachedPorts(slice, { handle, addressType, path, addNotice }) : NO_PORTS,
    notices: notices.length === 0 ? NO_NOTICES : notices,
  };
}

interface SliceMetadata {
  readonly namespace: string;
  readonly name: string;
  readonly uid: string | undefined;
  readonly resourceVersion: string | undefined;
  readonly serviceName: string;
}

/** Reads the metadata that identifies a slice; labels may be absent. */
export function readMetadata(slice: PlainObject, path: Path): SliceMetadata {
  const metadata = slice['metadata'];
  const metadataPath = [...path, 'metadata'];
  if (!isPlainObject(metadata)) throw wrongType(metadataPath, 'an object', metadata);
  const labels = metadata['labels'] ?? {};
  if (!isPlainObject(labels)) throw wrongType([...metadataPath, 'labels'], 'an object', labels);
  const serviceName = ownField(labels, LABEL_SERVICE_NAME);
  return {
    namespace: expectName(metadata['namespace'], [...metadataPath, 'namespace']),
    name: expectName(metadata['name'], [...metadataPath, 'name']),
    uid: optionalText(metadata['uid'], metadataPath, 'uid'),
    resourceVersion: optionalText(metadata['resourceVersion'], metadataPath, 'resourceVersion'),
    serviceName: optionalText(serviceName, [...metadataPath, 'labels'], LABEL_SERVICE_NAME) ?? '',
  };
}

function readCachedPorts(slice: PlainObject, context: SliceContext): readonly CachedPort[] {
  const { path, addNotice } = context;
  const ports = optionalArray(slice['ports'], path, 'ports');
  const endpoints = optionalArray(slice['endpoints'], path, 'endpoints');
  if (ports.length === 0) return NO_PORTS;
  const templates = readEndpoints(endpoints, context);
  const byKey = new Map<string, { key: string; portName: string; protocol: string; candidates: Candidate[] }>();
  for (let index = 0; index < ports.length; index += 1) {
    const portPath = [...path, 'ports', index];
    const port = ports[index];
    if (!isPlainObject(port)) throw wrongType(portPath, 'an object', port);
    const portName = optionalText(port['name'], portPath, 'name') ?? '';
    const protocol = optionalText(port['protocol'], portPath, 'protocol') ?? 'TCP';
    const appProtocol = optionalText(port['appProtocol'], portPath, 'appProtocol');
    const number = port['port'] ?? 0;
    if (typeof number !== 'number') throw wrongType([...portPath, 'port'], 'a number', number);
    if (!Number.isInteger(number)) throw outOfRange([...portPath, 'port'], 'an integer', number);
    isWhole<Every<EndpointPortLike, unknown>>({ name: portName, protocol, port: number, appProtocol });
    if (number < 1 || number > MAX_PORT_NUMBER) {
      addNotice({ reason: 'PortWithoutNumber', portName, protocol });
      continue;
    }
    const key = portKey(portName, protocol);
    let entry = byKey.get(key);
    if (entry === undefined) {
      entry = { key, portName, protocol, candidates: [] };
      byKey.set(key, entry);
    }
    for (const template of templates) entry.candidates.push(toCandidate(template, number, appProtocol, context.handle));
  }
  return [...byKey.values()];
}

function toCandidate(
  template: EndpointTemplate,
  port: number,
  appProtocol: string | undefined,
  slice: SliceHandle,
): Candidate {
  const { address, addressType, ready, serving, terminating, nodeName, zone, target } = template;
  const text = bucketKey({ address, addressType, port });
  // Written out for the usual fields, so that most endpoints are objects of one shape without room to spare.
  const endpoint: { -readonly [Field in keyof RoutableEndpoint]: RoutableEndpoint[Field] } =
    nodeName !== undefined && zone !== undefined && target !== undefined
      ? { address, addressType, port, ready, serving, terminating, nodeName, zone, target }
      : { address, addressType, port, ready, serving, terminating };
  if (nodeName !== undefined) endpoint.nodeName = nodeName;
  if (zone !== undefined) endpoint.zone = zone;
  if (target !== undefined) endpoint.target = target;
  if (template.hostname !== undefined) endpoint.hostname = template.hostname;
  if (appProtocol !== undefined) endpoint.appProtocol = appProtocol;
  if (template.zoneHints !== undefined) endpoint.zoneHints = template.zoneHints;
  if (template.nodeHints !== undefined) endpoint.nodeHints = template.nodeHints;
  if (slice.reference.cluster !== undefined) endpoint.cluster = slice.reference.cluster;
  return { text, endpoint, slice };
}

const NO_ADDRESSES: readonly unknown[] = Object.freeze([]);

function readEndpoints(endpoints: readonly unknown[], context: SliceContext): EndpointTemplate[] {
  const { addressType, path, addNotice } = context;
  const templates: EndpointTemplate[] = [];
  let index = 0;
  const pathOf = (): Path => [...path, 'endpoints', index];
  for (; index < endpoints.length; index += 1) {
    const endpoint = endpoints[index];
    if (!isPlainObject(endpoint)) throw wrongType(pathOf(), 'an object', endpoint);
    const addresses = endpoint['addresses'] ?? NO_ADDRESSES;
    if (!Array.isArray(addresses)) throw wrongType([...pathOf(), 'addresses'], 'an array', addresses);
    if (addresses.length === 0) {
      addNotice({ reason: 'EndpointWithoutAddress', endpointIndex: index });
      continue;
    }
    const first: unknown = addresses[0];
    if (typeof first !== 'string') throw wrongType([...pathOf(), 'addresses', 0], 'a string', first);
    const parsed = parseAddress(first);
    if (parsed?.family !== addressType) {
      addNotice({ reason: 'InvalidAddress', address: first, expected: addressType });
      continue;
    }
    if (addresses.length > 1) {
      addNotice({ reason: 'ExtraAddressesIgnored', address: parsed.text, ignoredCount: addresses.length - 1 });
    }
    templates.push(readEndpoint(endpoint, { address: parsed.text, addressType, pathOf }));
  }
  return templates;
}
