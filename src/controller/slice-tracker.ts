import { expectArray, expectName, expectObject, expectObjects } from '../internal/expect.ts';
import { wrongType } from '../internal/invariant.ts';
import { ownField } from '../internal/plain-object.ts';
import {
  type SortedMap,
  sortedMapDelete,
  sortedMapForEach,
  sortedMapGet,
  sortedMapSet,
} from '../internal/sorted-map.ts';
import type { ServiceLike } from '../model/core.ts';
import type { EndpointSliceLike } from '../model/endpoint-slice.ts';
import { LABEL_SERVICE_NAME } from '../model/labels.ts';

/**
 * What a controller has written and not yet seen again, so that it does not plan from an old view of the world.
 *
 * A plain value: every function gives a new one, the old one stays valid, both share what did not change. Start with
 * `emptySliceTracker`.
 */
export interface SliceTracker {
  /** By `namespace/name` of the Service, then by uid of the slice. */
  readonly services: SortedMap<SortedMap<TrackedSlice>>;
}

/** What is known of one slice. */
interface TrackedSlice {
  readonly name: string;
  /** The uid of the slice's controlling owner, `''` without one. */
  readonly ownerUid: string;
  /** The generation last written or seen; `deleting` when a delete was sent; `gone` when somebody else deleted it. */
  readonly state: number | 'deleting' | 'gone';
}

/** Why a list of slices is older than what was written. */
export type StalenessReason =
  /** A delete was sent, and the slice is still listed. */
  | 'deletion-expected'
  /** The listed generation is below the one written. */
  | 'older-than-written'
  /** A slice that was written is not listed. */
  | 'missing';

/** Whether a list of slices can be planned from. */
export interface Staleness {
  readonly stale: boolean;
  /** The slices that make it stale, in order of their uids. */
  readonly slices: readonly { readonly name: string; readonly uid: string; readonly reason: StalenessReason }[];
}

/** A tracker that has seen nothing. */
export const emptySliceTracker: SliceTracker = { services: undefined };

/**
 * Notes that a slice was created, updated or seen: its generation counts from now on, also if it is lower than before.
 *
 * A slice that was reported deleted by somebody else stays gone: a write that is noted late cannot bring it back and make
 * the Service look stale for ever. Cost: O(log n).
 *
 * @throws TypeError if the slice has no namespace, name, uid or service-name label
 * @see k8s.io/endpointslice/util EndpointSliceTracker.Update; semantics 2.5.a, field notes B-22
 * @example
 * const slice = {
 *   addressType: 'IPv4',
 *   metadata: { namespace: 'shop', name: 'web-1', uid: 's1', generation: 3, labels: { 'kubernetes.io/service-name': 'web' } },
 * };
 * const service = { metadata: { namespace: 'shop', name: 'web', uid: 'u1' } };
 * const tracker = trackSlice(emptySliceTracker, slice);
 * checkStaleness(tracker, service, [{ ...slice, metadata: { ...slice.metadata, generation: 2 } }]).slices
 * // => [{ name: 'web-1', uid: 's1', reason: 'older-than-written' }]
 */
export function trackSlice(tracker: SliceTracker, slice: EndpointSliceLike): SliceTracker {
  const facts = readTracked(slice, 'trackSlice');
  if (stateOf(tracker, facts) === 'gone') return tracker;
  return setState(tracker, facts, facts.generation);
}

/**
 * Notes that a delete of the slice was sent.
 *
 * @throws TypeError as `trackSlice`
 * @see EndpointSliceTracker.ExpectDeletion; semantics 2.5.a
 * @example
 * const slice = { addressType: 'IPv4', metadata: { namespace: 'shop', name: 'web-1', uid: 's1', generation: 1, labels: { 'kubernetes.io/service-name': 'web' } } };
 * const service = { metadata: { namespace: 'shop', name: 'web', uid: 'u1' } };
 * checkStaleness(expectSliceDeletion(emptySliceTracker, slice), service, [slice]).slices
 * // => [{ name: 'web-1', uid: 's1', reason: 'deletion-expected' }]
 */
export function expectSliceDeletion(tracker: SliceTracker, slice: EndpointSliceLike): SliceTracker {
  return setState(tracker, readTracked(slice, 'expectSliceDeletion'), 'deleting');
}

/**
 * Notes that the slice was seen to be deleted, and says whether that was expected: not if it is tracked and no delete was
 * sent, in which case the Service should be planned again.
 *
 * @throws TypeError as `trackSlice`
 * @see EndpointSliceTracker.HandleDeletion; semantics 2.5.d
 * @example
 * const slice = { addressType: 'IPv4', metadata: { namespace: 'shop', name: 'web-1', uid: 's1', labels: { 'kubernetes.io/service-name': 'web' } } };
 * handleSliceDeletion(trackSlice(emptySliceTracker, slice), slice).expected // => false
 * handleSliceDeletion(expectSliceDeletion(emptySliceTracker, slice), slice).expected // => true
 */
export function handleSliceDeletion(
  tracker: SliceTracker,
  slice: EndpointSliceLike,
): { readonly tracker: SliceTracker; readonly expected: boolean } {
  const facts = readTracked(slice, 'handleSliceDeletion');
  const state = stateOf(tracker, facts);
  if (state === 'deleting') return { tracker: forgetSlice(tracker, facts), expected: true };
  return { tracker: setState(tracker, facts, 'gone'), expected: typeof state !== 'number' };
}

/**
 * Whether an event about the slice tells something new: it is not tracked, or its generation is above the tracked one.
 *
 * @throws TypeError as `trackSlice`
 * @see EndpointSliceTracker.ShouldSync; semantics 2.5.c
 * @example
 * const slice = { addressType: 'IPv4', metadata: { namespace: 'shop', name: 'web-1', uid: 's1', generation: 1, labels: { 'kubernetes.io/service-name': 'web' } } };
 * shouldSyncSlice(emptySliceTracker, slice) // => true
 * shouldSyncSlice(trackSlice(emptySliceTracker, slice), slice) // => false
 */
export function shouldSyncSlice(tracker: SliceTracker, slice: EndpointSliceLike): boolean {
  const facts = readTracked(slice, 'shouldSyncSlice');
  const state = stateOf(tracker, facts);
  return typeof state !== 'number' || facts.generation > state;
}

/**
 * Whether a list of a Service's slices is older than what was written, and which slices say so.
 *
 * A slice that was written but is not listed counts only if it belongs to this very Service (by uid): what was written for
 * an earlier Service of the name is gone with it. Cost: O(n log n).
 *
 * @throws TypeError as `trackSlice`, and if the Service has no namespace, name or uid
 * @see EndpointSliceTracker.StaleSlices; semantics 2.5.b
 * @example
 * checkStaleness(emptySliceTracker, { metadata: { namespace: 'shop', name: 'web', uid: 'u1' } }, []).stale // => false
 */
export function checkStaleness(
  tracker: SliceTracker,
  service: ServiceLike,
  slices: readonly EndpointSliceLike[],
): Staleness {
  const caller = 'checkStaleness';
  const metadata = expectObject(expectObject(service, caller, ['service']).metadata, caller, ['service', 'metadata']);
  const namespace = expectName(metadata.namespace, caller, ['service', 'metadata', 'namespace']);
  const name = expectName(metadata.name, caller, ['service', 'metadata', 'name']);
  const uid = expectName(metadata.uid, caller, ['service', 'metadata', 'uid']);
  const tracked = sortedMapGet(tracker.services, `${namespace}/${name}`);
  const given = expectArray(slices, caller, ['slices']);
  const listed = new Map(given.map((slice) => readTracked(slice, caller)).map((facts) => [facts.uid, facts]));
  const found: Staleness['slices'][number][] = [];
  sortedMapForEach(tracked, (entry, sliceUid) => {
    const facts = listed.get(sliceUid);
    const reason = facts === undefined ? whyMissing(entry, uid) : whyOld(entry, facts.generation);
    if (reason !== undefined) found.push({ name: entry.name, uid: sliceUid, reason });
  });
  return { stale: found.length > 0, slices: found };
}

/**
 * Forgets everything about the Services of one name: when the Service is gone, or to start again after a staleness that
 * does not end.
 *
 * @see EndpointSliceTracker.DeleteService; semantics 2.5.a
 * @example
 * const slice = { addressType: 'IPv4', metadata: { namespace: 'shop', name: 'web-1', uid: 's1', generation: 1, labels: { 'kubernetes.io/service-name': 'web' } } };
 * forgetService(trackSlice(emptySliceTracker, slice), { namespace: 'shop', name: 'web' }) // => {}
 */
export function forgetService(
  tracker: SliceTracker,
  service: { readonly namespace: string; readonly name: string },
): SliceTracker {
  return { services: sortedMapDelete(tracker.services, `${service.namespace}/${service.name}`) };
}

function whyMissing(entry: TrackedSlice, serviceUid: string): StalenessReason | undefined {
  return typeof entry.state === 'number' && entry.ownerUid === serviceUid ? 'missing' : undefined;
}

function whyOld(entry: TrackedSlice, generation: number): StalenessReason | undefined {
  if (entry.state === 'deleting') return 'deletion-expected';
  return typeof entry.state === 'number' && entry.state > generation ? 'older-than-written' : undefined;
}

interface TrackedFacts {
  readonly serviceKey: string;
  readonly uid: string;
  readonly name: string;
  readonly ownerUid: string;
  readonly generation: number;
}

function readTracked(slice: EndpointSliceLike, caller: string): TrackedFacts {
  const path = ['slice', 'metadata'];
  const metadata = expectObject(expectObject(slice, caller, ['slice']).metadata, caller, path);
  const namespace = expectName(metadata.namespace, caller, [...path, 'namespace']);
  const labels = expectObject(metadata.labels, caller, [...path, 'labels']);
  const generation = metadata.generation ?? 0;
  if (typeof generation !== 'number') throw wrongType(caller, [...path, 'generation'], 'a number', generation);
  const owner = expectObjects(metadata.ownerReferences, caller, [...path, 'ownerReferences']).find(
    ({ controller }) => controller === true,
  );
  return {
    serviceKey: `${namespace}/${expectName(ownField(labels, LABEL_SERVICE_NAME), caller, [...path, 'labels', LABEL_SERVICE_NAME])}`,
    uid: expectName(metadata.uid, caller, [...path, 'uid']),
    name: expectName(metadata.name, caller, [...path, 'name']),
    ownerUid: owner?.uid ?? '',
    generation,
  };
}

function stateOf(tracker: SliceTracker, facts: TrackedFacts): TrackedSlice['state'] | undefined {
  return sortedMapGet(sortedMapGet(tracker.services, facts.serviceKey), facts.uid)?.state;
}

function setState(tracker: SliceTracker, facts: TrackedFacts, state: TrackedSlice['state']): SliceTracker {
  const { serviceKey, uid, name, ownerUid } = facts;
  const slices = sortedMapGet(tracker.services, serviceKey);
  const known = sortedMapGet(slices, uid);
  if (known !== undefined && known.state === state && known.ownerUid === ownerUid) return tracker;
  return { services: sortedMapSet(tracker.services, serviceKey, sortedMapSet(slices, uid, { name, ownerUid, state })) };
}

function forgetSlice(tracker: SliceTracker, facts: TrackedFacts): SliceTracker {
  const slices = sortedMapDelete(sortedMapGet(tracker.services, facts.serviceKey), facts.uid);
  if (slices === undefined) return { services: sortedMapDelete(tracker.services, facts.serviceKey) };
  return { services: sortedMapSet(tracker.services, facts.serviceKey, slices) };
}
