/** Reads and copies the objects of events. */

import {
  expectArray,
  expectName,
  expectObject,
  expectObjects,
  expectText,
  expectTextMap,
  expectTextOrAbsent,
} from '../internal/expect.ts';
import { outOfRange, type Path, wrongType } from '../internal/invariant.ts';
import { copyPlain } from '../internal/plain-object.ts';
import type { ContainerLike, NodeLike, PodLike, ServiceLike } from '../model/core.ts';
import type { EndpointSliceLike } from '../model/endpoint-slice.ts';
import { readSliceFacts } from '../tracker/tracked-slice.ts';
import type { EndpointSourceLike, WatchedKind } from './events.ts';
import type { CachedObject } from './kind-cache.ts';

/** All kinds of watched objects. */
export const WATCHED_KINDS: readonly WatchedKind[] = [
  'Service',
  'Pod',
  'Node',
  'EndpointSlice',
  'Endpoints',
  'EndpointSource',
];

/** A copy of an object, with its key in the cache. */
export interface ReadObject {
  readonly key: string;
  readonly object: CachedObject;
}

/** Throws unless a value is a kind of watched objects; returns it. */
export function expectWatchedKind(kind: unknown, path: Path): WatchedKind {
  const known = WATCHED_KINDS.find((one) => one === kind);
  if (known === undefined) throw wrongType(path, `one of ${WATCHED_KINDS.join(', ')}`, kind);
  return known;
}

/**
 * Copies an object of a kind, so that later changes of the original have no effect. Copies of a Pod only what planning reads:
 * a cluster has many Pods, and that is about a tenth of each.
 */
export function readWatchedObject(kind: WatchedKind, object: CachedObject, path: Path): ReadObject {
  const metadata = expectObject(expectObject(object, path).metadata, [...path, 'metadata']);
  const name = expectSegment(metadata.name, [...path, 'metadata', 'name']);
  expectTextOrAbsent(metadata.resourceVersion, [...path, 'metadata', 'resourceVersion']);
  expectTextOrAbsent(metadata.uid, [...path, 'metadata', 'uid']);
  expectTextMap(metadata.labels, [...path, 'metadata', 'labels']);
  checkParts(kind, object, path);
  // A copy of an object is an object.
  const copy = copyPlain(kind === 'Pod' ? partsOfPod(object) : object, path) as CachedObject;
  if (kind === 'Node') return { key: name, object: copy };
  const namespace = expectSegment(metadata.namespace, [...path, 'metadata', 'namespace']);
  if (kind !== 'EndpointSource') return { key: keyOf(namespace, name), object: copy };
  const managedBy = expectName((object as EndpointSourceLike).managedBy, [...path, 'managedBy']);
  return { key: `${keyOf(namespace, name)}/${managedBy}`, object: copy };
}

/** Returns the key of an object in a namespace. */
export function keyOf(namespace: string, name: string): string {
  return `${namespace}/${name}`;
}

/** Returns copies of the objects of a list, by key. */
export function readObjects(
  kind: WatchedKind,
  objects: readonly CachedObject[],
  path: Path,
): Map<string, CachedObject> {
  const items = new Map<string, CachedObject>();
  for (const [index, object] of expectArray(objects, path).entries()) {
    const read = readWatchedObject(kind, object, [...path, index]);
    items.set(read.key, read.object);
  }
  return items;
}

/** Throws unless a value is a name that can be part of an API path; returns it. */
function expectSegment(value: unknown, path: Path): string {
  const name = expectName(value, path);
  if (name.includes('/')) throw outOfRange(path, 'a name without "/"', name);
  return name;
}

/** Throws if a field that the indexes read is not of its type; planning checks the other fields. */
function checkParts(kind: WatchedKind, object: CachedObject, path: Path): void {
  if (kind === 'Pod') {
    const { nodeName } = expectObject((object as PodLike).spec ?? {}, [...path, 'spec']);
    expectTextOrAbsent(nodeName, [...path, 'spec', 'nodeName']);
  } else if (kind === 'Service') {
    const { selector } = expectObject((object as ServiceLike).spec ?? {}, [...path, 'spec']);
    expectTextMap(selector, [...path, 'spec', 'selector']);
  } else if (kind === 'Node') {
    const { conditions } = expectObject((object as NodeLike).status ?? {}, [...path, 'status']);
    expectObjects(conditions, [...path, 'status', 'conditions']);
  } else if (kind === 'EndpointSlice') {
    readSliceFacts(object as EndpointSliceLike, path);
  }
}

/** The longest list that is copied in part; a longer one is copied whole, which throws if it has too many parts. */
const LONG = 1000;

/** Returns the fields of a pod that planning reads; leaves out containers without ports. */
function partsOfPod({ metadata, spec, status }: PodLike): PodLike {
  return {
    metadata: {
      namespace: metadata?.namespace,
      name: metadata?.name,
      uid: metadata?.uid,
      resourceVersion: metadata?.resourceVersion,
      labels: metadata?.labels,
      deletionTimestamp: metadata?.deletionTimestamp,
    },
    spec: {
      nodeName: spec?.nodeName,
      hostname: spec?.hostname,
      subdomain: spec?.subdomain,
      containers: partsOfContainers(spec?.containers),
      initContainers: partsOfContainers(spec?.initContainers),
    },
    status: {
      phase: status?.phase,
      podIP: status?.podIP,
      podIPs: status?.podIPs,
      conditions: readyConditions(status?.conditions),
    },
  };
}

type Conditions = NonNullable<PodLike['status']>['conditions'];

function readyConditions(conditions: Conditions): Conditions {
  // A value that is not a list is copied as it is; planning throws an error about it.
  return Array.isArray(conditions) && conditions.length <= LONG
    ? (conditions as NonNullable<Conditions>).filter((condition) => condition?.type === 'Ready')
    : conditions;
}

function partsOfContainers(
  containers: readonly ContainerLike[] | null | undefined,
): readonly ContainerLike[] | undefined {
  if (!Array.isArray(containers) || containers.length > LONG) return containers ?? undefined;
  return (containers as readonly ContainerLike[])
    .filter((container) => container?.ports !== null && container?.ports !== undefined)
    .map(({ name, ports, restartPolicy }) => ({ name, ports, restartPolicy }));
}

/** Reads a message of a server; returns `''` if it is absent. */
export function readMessage(message: unknown, path: Path): string {
  return message === undefined || message === null ? '' : expectText(message, path);
}
