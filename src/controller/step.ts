import { enter } from '../internal/door.ts';
import { expectCount, expectObject, expectTextOrAbsent } from '../internal/expect.ts';
import { wrongType } from '../internal/invariant.ts';
import { isPlainObject, ownField } from '../internal/plain-object.ts';
import type { CoreEndpointsLike, NodeLike, PodLike, ServiceLike } from '../model/core.ts';
import type { EndpointSliceLike } from '../model/endpoint-slice.ts';
import { newerResourceVersion } from '../version/resource-version.ts';
import { answerWrite } from './answer.ts';
import { changeEndpoints, applyNodeChanges, changePod, changeService, changeSource } from './apply-change.ts';
import { changeSlice, seeSliceVersion } from './change-slice.ts';
import type {
  BookmarkEvent,
  ControllerEvent,
  EndpointSourceLike,
  ObjectEvent,
  RelistEvent,
  WatchedKind,
} from './events.ts';
import { applyEvent, applyList, type CachedObject, type Change, type KindCache } from './kind-cache.ts';
import { expectWatchedKind, readWatchedObject, readObjects } from './read-event.ts';
import { readShards } from './shards.ts';
import { changeShards, start } from './start.ts';
import { type ControllerState, draftOfState, expectState, type StateDraft } from './state.ts';

/** The annotation of the bookmark that ends a streaming list. */
const INITIAL_EVENTS_END = 'k8s.io/initial-events-end';

/**
 * Returns the state after an event: an event of a watch, the answer to a write, or a change of shards.
 *
 * Events of different kinds may come in any order. Events of one kind come from one watch, in its order; repeated events change
 * nothing. After a gap, give a RELIST: its differences count as events. The event is copied; what the caller changes in it
 * later has no effect.
 *
 * Cost: O(log n) for each Service that chooses a changed pod, or each pod on a node whose zone changed; O(log n) for other
 * events. O(n) if the selector of a Service changes, for n pods of its namespace; O(n log n) for a RELIST.
 *
 * @throws TypeError or RangeError if the event is invalid; the error names the field
 * @see kubernetes pkg/controller/endpointslice Controller, its event handlers; docs/rules.md 2
 * @example
 * const event = { type: 'RELIST', kind: 'Node', objects: [], resourceVersion: '7' } as const;
 * controllerReport(step(emptyControllerState(), event)).unlisted // => ['Service', 'Pod', 'EndpointSlice', 'Endpoints']
 */
export function step(state: ControllerState, event: ControllerEvent): ControllerState {
  return enter('step', () => {
    const draft = draftOfState(expectState(state));
    applyControllerEvent(draft, event);
    return draft;
  });
}

function applyControllerEvent(draft: StateDraft, event: ControllerEvent): void {
  expectObject(event, ['event']);
  switch (event.type) {
    case 'ADDED':
    case 'MODIFIED':
    case 'DELETED':
      changeObject(draft, event);
      break;
    case 'BOOKMARK':
      applyBookmark(draft, event);
      break;
    case 'RELIST':
      relist(draft, event);
      break;
    case 'ANSWER':
      answerWrite(draft, expectCount(event.id, ['event', 'id']), event.answer, ['event', 'answer']);
      break;
    case 'SHARDS':
      changeShards(draft, readShards(event.shards, ['event', 'shards']));
      break;
    default: {
      const { type } = event as { readonly type?: unknown };
      throw wrongType(['event', 'type'], 'ADDED, MODIFIED, DELETED, BOOKMARK, RELIST, ANSWER or SHARDS', type);
    }
  }
}

function changeObject(draft: StateDraft, event: ObjectEvent): void {
  const kind = expectWatchedKind(event.kind, ['event', 'kind']);
  const { key, object } = readWatchedObject(kind, event.object, ['event', 'object']);
  const applied = applyEvent(cacheOf(draft, kind), { type: event.type, key, object });
  setCache(draft, kind, applied.cache);
  if (!draft.started) start(draft);
  else if (applied.change !== undefined) applyChanges(draft, kind, [applied.change], object);
  else if (kind === 'EndpointSlice') seeSliceVersion(draft, object.metadata?.resourceVersion ?? '');
}

function applyBookmark(draft: StateDraft, event: BookmarkEvent): void {
  const kind = expectWatchedKind(event.kind, ['event', 'kind']);
  const path = ['event', 'object', 'metadata'];
  const metadata = expectObject(expectObject(event.object, ['event', 'object']).metadata, path);
  const version = expectTextOrAbsent(metadata.resourceVersion, [...path, 'resourceVersion']);
  const annotations: unknown = metadata.annotations;
  const isEnd = isPlainObject(annotations) && ownField(annotations, INITIAL_EVENTS_END) === 'true';
  const cache = cacheOf(draft, kind);
  setCache(draft, kind, {
    ...cache,
    listed: cache.listed || isEnd,
    version: newerResourceVersion(cache.version, version),
  });
  if (kind === 'EndpointSlice') seeSliceVersion(draft, version);
  if (!draft.started) start(draft);
}

function relist(draft: StateDraft, event: RelistEvent): void {
  const kind = expectWatchedKind(event.kind, ['event', 'kind']);
  const items = readObjects(kind, event.objects, ['event', 'objects']);
  const version = expectTextOrAbsent(event.resourceVersion, ['event', 'resourceVersion']);
  const applied = applyList(cacheOf(draft, kind), { items, version });
  setCache(draft, kind, applied.cache);
  if (draft.started) applyChanges(draft, kind, applied.changes);
  if (kind === 'EndpointSlice') seeSliceVersion(draft, version);
  if (!draft.started) start(draft);
}

function cacheOf(draft: StateDraft, kind: WatchedKind): KindCache<CachedObject> {
  return draft.caches[kind];
}

/** Sets the cache of a kind; its objects were read as objects of that kind. */
function setCache(draft: StateDraft, kind: WatchedKind, cache: KindCache<CachedObject>): void {
  (draft.caches as { [Kind in WatchedKind]: KindCache<CachedObject> })[kind] = cache;
}

/** Applies the changes of one event; the objects in the changes are of the kind. */
function applyChanges(
  draft: StateDraft,
  kind: WatchedKind,
  changes: readonly Change<CachedObject>[],
  last?: CachedObject,
): void {
  if (kind === 'Node') applyNodeChanges(draft, changes as readonly Change<NodeLike>[]);
  for (const change of changes) {
    if (kind === 'EndpointSlice') {
      const slices = change as Change<EndpointSliceLike>;
      changeSlice(draft, slices, (last ?? change.after ?? change.before) as EndpointSliceLike);
      continue;
    }
    if (change.before === undefined && change.after === undefined) continue;
    if (kind === 'Service') changeService(draft, change as Change<ServiceLike>);
    else if (kind === 'Pod') changePod(draft, change as Change<PodLike>);
    else if (kind === 'Endpoints') changeEndpoints(draft, change as Change<CoreEndpointsLike>);
    else if (kind === 'EndpointSource') changeSource(draft, change as Change<EndpointSourceLike>);
  }
}
