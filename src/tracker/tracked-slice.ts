/** Defines the tracker of a controller's writes as a value. */

import { expectName, expectObject, expectObjects, expectTextMap, expectTextOrAbsent } from '../internal/expect.ts';
import { type Path, wrongType } from '../internal/invariant.ts';
import { isPlainObject, ownField } from '../internal/plain-object.ts';
import { type SortedMap, sortedMapDelete, sortedMapGet, sortedMapSet } from '../internal/sorted-map.ts';
import type { EndpointSliceLike } from '../model/endpoint-slice.ts';
import { LABEL_MANAGED_BY, LABEL_SERVICE_NAME } from '../model/labels.ts';
import type { OwnerReferenceLike } from '../model/meta.ts';
import { compareResourceVersions, isResourceVersion, newerResourceVersion } from '../version/resource-version.ts';

/**
 * A record of what a controller has written and not yet seen again, so that it does not plan from an old list.
 *
 * It is a plain value: every function returns a new one, the old one stays valid, and both share what did not change. Start
 * with `emptySliceTracker`. Keep one for each watch of slices and each value of `managed-by` that you write.
 */
export interface SliceTracker {
  /** By `namespace/name` of the Service, then by uid of the slice. */
  readonly services: SortedMap<SortedMap<TrackedSlice>>;
  /** The key in `services` of each slice, by uid; finds a slice whose label a user changed. */
  readonly serviceKeys: SortedMap<string>;
  /** The newest resourceVersion of any event: everything written up to it has been seen. */
  readonly seenVersion: string | undefined;
}

/** The Service that a slice belongs to, and its writer. */
interface SlicePlace {
  readonly namespace: string;
  /** The Service that the slice's label names. */
  readonly serviceName: string;
  readonly managedBy: string;
}

/** The record of one slice, at the place where it was written. */
export interface TrackedSlice extends SlicePlace {
  readonly name: string;
  /** The slice's controlling owner, if it has one. */
  readonly owner: OwnerReferenceLike | undefined;
  /**
   * The generation last written, or `deleting` if a delete was accepted. If another writer acted: `deleted` if the slice was
   * seen to be deleted, `left` if it was seen to belong to another Service or manager.
   */
  readonly state: number | 'deleting' | 'deleted' | 'left';
  /** The resourceVersion last written; `''` if it is not known. */
  readonly resourceVersion: string;
}

/** The tracker that has seen nothing. */
export const emptySliceTracker: SliceTracker = {
  services: undefined,
  serviceKeys: undefined,
  seenVersion: undefined,
};

/** Throws unless `tracker` is a slice tracker; returns it. */
export function expectTracker(tracker: SliceTracker): SliceTracker {
  if (!isPlainObject(tracker) || !('services' in tracker && 'serviceKeys' in tracker)) {
    throw wrongType(['tracker'], 'a slice tracker', tracker);
  }
  return tracker;
}

/** The fields of a slice that the tracker's functions read. */
export interface SliceFacts extends SlicePlace {
  /** May be `''` only for a slice without a Service, as may its name and namespace. */
  readonly uid: string;
  readonly name: string;
  readonly owner: OwnerReferenceLike | undefined;
  readonly generation: number;
  readonly resourceVersion: string;
  readonly terminating: boolean;
}

/** Reads a slice; throws if a field is invalid, and names it. */
export function readSliceFacts(slice: EndpointSliceLike, path: Path): SliceFacts {
  const place = [...path, 'metadata'];
  const metadata = expectObject(expectObject(slice, path).metadata, place);
  const labels = expectTextMap(metadata.labels, [...place, 'labels']);
  const serviceName = ownField(labels, LABEL_SERVICE_NAME) ?? '';
  const expectText = serviceName === '' ? expectTextOrAbsent : expectName;
  const generation = metadata.generation ?? 0;
  if (!Number.isInteger(generation)) throw wrongType([...place, 'generation'], 'a whole number', generation);
  return {
    namespace: expectText(metadata.namespace, [...place, 'namespace']),
    serviceName,
    managedBy: ownField(labels, LABEL_MANAGED_BY) ?? '',
    uid: expectText(metadata.uid, [...place, 'uid']),
    name: expectText(metadata.name, [...place, 'name']),
    owner: expectObjects(metadata.ownerReferences, [...place, 'ownerReferences']).find(
      ({ controller }) => controller === true,
    ),
    generation,
    resourceVersion: expectTextOrAbsent(metadata.resourceVersion, [...place, 'resourceVersion']),
    terminating: metadata.deletionTimestamp !== null && metadata.deletionTimestamp !== undefined,
  };
}

/** Returns whether two places are those of different Services or managers. */
export function isElsewhere(left: SlicePlace, right: SlicePlace): boolean {
  return left.serviceName !== right.serviceName || left.managedBy !== right.managedBy;
}

/** Returns the key of a Service in a tracker. */
export function serviceKeyOf(namespace: string, name: string): string {
  return `${namespace}/${name}`;
}

/** Returns the record of the slice with a uid, whatever Service it belongs to. O(log n). */
export function findTracked(tracker: SliceTracker, uid: string): TrackedSlice | undefined {
  const key = sortedMapGet(tracker.serviceKeys, uid);
  return key === undefined ? undefined : sortedMapGet(sortedMapGet(tracker.services, key), uid);
}

/** Returns the tracker with a slice in a state, at its place and no other; the same tracker if nothing differs. O(log n). */
export function setTracked(
  tracker: SliceTracker,
  facts: Omit<SliceFacts, 'generation' | 'terminating'>,
  state: TrackedSlice['state'],
): SliceTracker {
  const { namespace, serviceName, managedBy, uid, name, owner, resourceVersion } = facts;
  const known = findTracked(tracker, uid);
  const isMoved = known !== undefined && isElsewhere(known, facts);
  const isSame = known?.state === state && known.resourceVersion === resourceVersion;
  if (isSame && !isMoved && known.owner?.uid === owner?.uid) return tracker;
  const { services, serviceKeys, seenVersion } = isMoved ? removeTracked(tracker, uid) : tracker;
  const key = serviceKeyOf(namespace, serviceName);
  const entry: TrackedSlice = {
    namespace,
    serviceName,
    managedBy,
    name,
    owner: copyOwner(owner),
    state,
    resourceVersion,
  };
  return {
    services: sortedMapSet(services, key, sortedMapSet(sortedMapGet(services, key), uid, entry)),
    serviceKeys: sortedMapSet(serviceKeys, uid, key),
    seenVersion,
  };
}

/** Returns the tracker without a slice. O(log n). */
export function removeTracked(tracker: SliceTracker, uid: string): SliceTracker {
  const key = sortedMapGet(tracker.serviceKeys, uid);
  if (key === undefined) return tracker;
  const slices = sortedMapDelete(sortedMapGet(tracker.services, key), uid);
  return {
    services:
      slices === undefined ? sortedMapDelete(tracker.services, key) : sortedMapSet(tracker.services, key, slices),
    serviceKeys: sortedMapDelete(tracker.serviceKeys, uid),
    seenVersion: tracker.seenVersion,
  };
}

/** Returns the tracker after an event with a resourceVersion. */
export function seeVersion(tracker: SliceTracker, resourceVersion: string): SliceTracker {
  const seenVersion = newerResourceVersion(tracker.seenVersion, resourceVersion);
  return seenVersion === tracker.seenVersion ? tracker : { ...tracker, seenVersion };
}

/** Returns whether an event of this resourceVersion or a later one was seen, so that a write with it is in the past. */
export function isSeen({ seenVersion }: SliceTracker, resourceVersion: string): boolean {
  return isResourceVersion(resourceVersion) && compareResourceVersions(resourceVersion, seenVersion) <= 0;
}

function copyOwner(owner: OwnerReferenceLike | undefined): OwnerReferenceLike | undefined {
  if (owner === undefined) return undefined;
  const { apiVersion, kind, name, uid } = owner;
  return { apiVersion, kind, name, uid };
}
