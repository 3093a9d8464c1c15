import { enter } from '../internal/door.ts';
import { expectArray, expectName, expectObject } from '../internal/expect.ts';
import { ownField } from '../internal/plain-object.ts';
import { sortedMapForEach, sortedMapGet } from '../internal/sorted-map.ts';
import type { CoreEndpointsLike, ServiceLike } from '../model/core.ts';
import type { EndpointSliceLike } from '../model/endpoint-slice.ts';
import { LABEL_SERVICE_NAME } from '../model/labels.ts';
import type { OwnerReferenceLike } from '../model/meta.ts';
import {
  expectTracker,
  isElsewhere,
  isSeen,
  readSliceFacts,
  removeTracked,
  type SliceFacts,
  type SliceTracker,
  serviceKeyOf,
  type TrackedSlice,
} from './tracked-slice.ts';

/** The object that slices are made from: a Service, or the Endpoints that are mirrored. */
export type SliceSource = (ServiceLike | CoreEndpointsLike) & {
  /** Absent means `v1`. */
  readonly apiVersion?: string | null | undefined;
  /** Absent means `Endpoints` for an object with `subsets`, else `Service`. */
  readonly kind?: string | null | undefined;
};

/** The reason why a list of slices is older than what was written. */
export type StalenessReason =
  /** A delete was accepted, but the slice is still listed as before it. */
  | 'DeletionExpected'
  /** The listed generation is lower than the one that was written. */
  | 'OlderThanWritten'
  /** A slice that was written is not listed. */
  | 'Missing';

/** The answer to whether a list of slices is too old to plan from. */
export interface Staleness {
  /** Whether the list is too old to plan from. */
  readonly stale: boolean;
  /** The slices that make it stale, in order of their uids. */
  readonly slices: readonly { readonly name: string; readonly uid: string; readonly reason: StalenessReason }[];
  /** The tracker to use from now on: without the slices of this Service that need not be remembered any more. */
  readonly tracker: SliceTracker;
}

/**
 * Finds whether a list of a Service's slices is older than what was written, and which slices show it.
 *
 * `source` is the Service, or the Endpoints of the same name; both give the same answer, whoever owns the slices. `slices`
 * may be more than those of the Service, and should be all that are known: a slice that is being deleted, or whose label a
 * user has changed, is then seen not to belong to this Service any more, and nothing waits for it.
 *
 * Slices written for an earlier Service or Endpoints of the same name are not waited for: they go with their owner. Nor is a
 * slice that is not listed although an event later than its write was handled (by resourceVersion): it was deleted. Call
 * this when the answers to the earlier writes of this Service are noted, and use the returned `tracker` from then on. It
 * holds only those slices of the Service that are listed or missing. Cost: O(n log n).
 *
 * @throws TypeError if the source has no namespace, name or uid, or a slice of it is invalid; the error names the path
 * @see EndpointSliceTracker.StaleSlices; docs/rules.md 2.5.b
 * @example
 * findStaleness(emptySliceTracker, { metadata: { namespace: 'shop', name: 'web', uid: 'u1' } }, []).stale // => false
 */
export function findStaleness(
  tracker: SliceTracker,
  source: SliceSource,
  slices: readonly EndpointSliceLike[],
): Staleness {
  return enter('findStaleness', () => {
    expectTracker(tracker);
    const owner = readSource(source);
    const { namespace, name } = owner;
    const tracked = sortedMapGet(tracker.services, serviceKeyOf(namespace, name));
    const listed = new Map<string, SliceFacts>();
    for (const [index, slice] of expectArray(slices, ['slices']).entries()) {
      const path = ['slices', index];
      const metadata = expectObject(expectObject(slice, path).metadata, [...path, 'metadata']);
      const isTracked = typeof metadata.uid === 'string' && sortedMapGet(tracked, metadata.uid) !== undefined;
      const isOwn = metadata.namespace === namespace && ownField(metadata.labels ?? {}, LABEL_SERVICE_NAME) === name;
      if (!isTracked && !isOwn) continue;
      const facts = readSliceFacts(slice, path);
      listed.set(facts.uid, facts);
    }

    const found: Staleness['slices'][number][] = [];
    let kept = tracker;
    sortedMapForEach(tracked, (entry, uid) => {
      const facts = listed.get(uid);
      const reason = facts === undefined ? whyMissing(tracker, entry, owner) : whyOld(entry, facts);
      if (reason !== undefined) found.push({ name: entry.name, uid, reason });
      else if (facts === undefined || isPast(entry, facts)) kept = removeTracked(kept, uid);
    });
    return { stale: found.length > 0, slices: found, tracker: kept };
  });
}

/** A source in the form of an owner reference, with its namespace. */
type SourceReference = OwnerReferenceLike & { readonly namespace: string };

/** Reads the source, without relying on `apiVersion` and `kind`: objects from a list have neither. */
function readSource(source: SliceSource): SourceReference {
  const path = ['source', 'metadata'];
  const metadata = expectObject(expectObject(source, ['source']).metadata, path);
  return {
    apiVersion: source.apiVersion ?? 'v1',
    kind: source.kind ?? ('subsets' in source ? 'Endpoints' : 'Service'),
    namespace: expectName(metadata.namespace, [...path, 'namespace']),
    name: expectName(metadata.name, [...path, 'name']),
    uid: expectName(metadata.uid, [...path, 'uid']),
  };
}

function whyMissing(
  tracker: SliceTracker,
  { state, owner, resourceVersion }: TrackedSlice,
  source: SourceReference,
): StalenessReason | undefined {
  if (typeof state !== 'number' || isEarlier(owner, source) || isSeen(tracker, resourceVersion)) return undefined;
  return 'Missing';
}

function whyOld({ state }: TrackedSlice, facts: SliceFacts): StalenessReason | undefined {
  // The list is new enough to show the deletion; the planner ignores the slice.
  if (facts.terminating) return undefined;
  if (state === 'deleting') return 'DeletionExpected';
  return typeof state === 'number' && facts.generation < state ? 'OlderThanWritten' : undefined;
}

/** Returns whether a listed slice need not be remembered: its deletion was seen, or it belongs elsewhere. */
function isPast(entry: TrackedSlice, facts: SliceFacts): boolean {
  return entry.state === 'deleted' || entry.state === 'left' || isElsewhere(entry, facts);
}

/** Returns whether an owner is an earlier object of the source's kind and name. */
function isEarlier(owner: OwnerReferenceLike | undefined, source: SourceReference): boolean {
  return (
    owner?.apiVersion === source.apiVersion &&
    owner.kind === source.kind &&
    owner.name === source.name &&
    owner.uid !== source.uid
  );
}
