/** What a change of one object of each kind means: indexes, and which jobs are to be done. */

import { measureZoneCapacity } from '../zones/zone-capacity.ts';
import { isRelevantNodeChange } from '../zones/node-change.ts';
import { findOverloadedServices, type ServiceHints } from '../hints/overloaded-services.ts';
import {
  type SortedMap,
  sortedMapDelete,
  sortedMapEntryCount,
  sortedMapForEach,
  sortedMapGet,
  sortedMapSet,
  sortedMapValues,
} from '../internal/sorted-map.ts';
import type { CoreEndpointsLike, NodeLike, PodLike, ServiceLike } from '../model/core.ts';
import type { EndpointSliceLike } from '../model/endpoint-slice.ts';
import { observeSlice, observeSliceDeletion } from '../tracker/slice-events.ts';
import { findTracked, seeVersion, type TrackedSlice } from '../tracker/tracked-slice.ts';
import { compareResourceVersions, isResourceVersion } from '../version/resource-version.ts';
import { versionKey } from './awaited-version.ts';
import type { EndpointSourceLike } from './events.ts';
import { type Job, jobKey, putJob, wakeIfWaiting, wakeJob } from './jobs.ts';
import { type Change, versionOfObject } from './kind-cache.ts';
import {
  choosesSame,
  isUnchangedPod,
  managerOfSlice,
  podsOfService,
  putInto,
  serviceKeyOfSlice,
  serviceKeysOfPod,
  takeFrom,
  zoneOfNode,
} from './objects.ts';
import type { Producer } from './options.ts';
import { keyOf } from './read-event.ts';
import { indexService, unindexService } from './service-index.ts';
import { isOwnShard } from './shards.ts';
import type { StateDraft } from './state.ts';

/** The producer of a kind that there is one of, if it runs. */
function producerOfKind({ settings }: StateDraft, kind: 'services' | 'mirroring'): Producer | undefined {
  return settings.producers.find((producer) => producer.kind === kind);
}

/** Wakes the job of a producer for a Service, if that is this instance's. */
export function wake(
  draft: StateDraft,
  serviceKey: string,
  producer: string,
  reason: { readonly cause: 'slices' | 'input'; readonly delay: number },
): void {
  if (!isOwnShard(draft.settings.shards, serviceKey)) return;
  const slash = serviceKey.indexOf('/');
  wakeJob(draft.work, { namespace: serviceKey.slice(0, slash), name: serviceKey.slice(slash + 1), producer }, reason);
}

/** A Service came, changed or went. */
export function changeService(draft: StateDraft, { key, before, after }: Change<ServiceLike>): void {
  indexPodsOfService(draft, key, before, after);
  const isOther = before?.metadata?.uid !== after?.metadata?.uid;
  for (const { id, kind } of draft.settings.producers) {
    if (kind === 'source' || (kind === 'mirroring' && !mayBeMirrored(draft, key))) continue;
    // What was planned for another Service of this name is void.
    if (isOther && before !== undefined) forgetPlan(draft, jobKey(key, id));
    wake(draft, key, id, { cause: 'input', delay: 0 });
  }
}

/** The Service in the index, and its pods. */
export function indexPodsOfService(
  draft: StateDraft,
  key: string,
  before: ServiceLike | undefined,
  after: ServiceLike | undefined,
): void {
  if (after === undefined) {
    const { namespace, name } = before?.metadata ?? {};
    draft.serviceIndex = unindexService(draft.serviceIndex, { namespace: namespace ?? '', name: name ?? '' });
    draft.podsByService = sortedMapDelete(draft.podsByService, key);
  } else if (before === undefined || !choosesSame(before, after)) {
    draft.serviceIndex = indexService(draft.serviceIndex, after);
    const pods = podsOfService(draft.caches.Pod.items, after);
    draft.podsByService =
      pods === undefined ? sortedMapDelete(draft.podsByService, key) : sortedMapSet(draft.podsByService, key, pods);
  }
}

function mayBeMirrored(draft: StateDraft, serviceKey: string): boolean {
  const isKnown = sortedMapGet(draft.work.jobs, jobKey(serviceKey, 'mirroring')) !== undefined;
  return isKnown || sortedMapGet(draft.caches.Endpoints.items, serviceKey) !== undefined;
}

function forgetPlan(draft: StateDraft, key: string): void {
  const job = sortedMapGet(draft.work.jobs, key);
  if (job !== undefined && job.writes.length > 0) putJob(draft.work, key, { ...job, writes: [] });
}

/** A pod came, changed or went: the Services that chose or choose it are planned. */
export function changePod(draft: StateDraft, { key, before, after }: Change<PodLike>): void {
  if (before !== undefined && after !== undefined && isUnchangedPod(before, after)) return;
  const left = serviceKeysOfPod(draft.serviceIndex, before);
  const chosen = serviceKeysOfPod(draft.serviceIndex, after);
  for (const service of left) {
    if (after === undefined || !chosen.includes(service)) {
      draft.podsByService = takeFrom(draft.podsByService, service, key);
    }
  }
  if (after !== undefined) {
    for (const service of chosen) draft.podsByService = putInto(draft.podsByService, service, key, after);
  }
  const [oldNode, newNode] = [before?.spec?.nodeName ?? '', after?.spec?.nodeName ?? ''];
  if (oldNode !== '' && (after === undefined || oldNode !== newNode)) {
    draft.podsByNode = takeFrom(draft.podsByNode, oldNode, key);
  }
  if (after !== undefined && newNode !== '') draft.podsByNode = putInto(draft.podsByNode, newNode, key, after);
  const producer = producerOfKind(draft, 'services');
  if (producer === undefined) return;
  const reason = { cause: 'input', delay: draft.settings.batchPeriod } as const;
  for (const service of new Set([...left, ...chosen])) wake(draft, service, producer.id, reason);
}

/** Nodes came, changed or went: Services with pods on those that have another zone now, or none, are planned. */
export function applyNodeChanges(draft: StateDraft, changes: readonly Change<NodeLike>[]): void {
  const producer = producerOfKind(draft, 'services');
  if (producer === undefined) return;
  const reason = { cause: 'input', delay: draft.settings.batchPeriod } as const;
  let isCapacityOther = false;
  for (const { key, before, after } of changes) {
    isCapacityOther ||= isRelevantNodeChange({ before, after });
    if (zoneOfNode(before) === zoneOfNode(after)) continue;
    const services = new Set<string>();
    sortedMapForEach(sortedMapGet(draft.podsByNode, key), (pod) => {
      for (const service of serviceKeysOfPod(draft.serviceIndex, pod)) services.add(service);
    });
    for (const service of services) wake(draft, service, producer.id, reason);
  }
  draft.capacity = undefined;
  if (!isCapacityOther || sortedMapEntryCount(draft.work.hinted) === 0) return;
  const hinted: ServiceHints[] = [];
  const jobs = new Map<string, Job>();
  sortedMapForEach(draft.work.hinted, (memory, jobKey) => {
    const job = sortedMapGet(draft.work.jobs, jobKey);
    if (job === undefined) return;
    const { namespace, name } = job;
    jobs.set(keyOf(namespace, name), job);
    hinted.push({ service: { namespace, name }, memory });
  });
  for (const { service } of findOverloadedServices(hinted, capacityOf(draft), draft.settings.hints)) {
    const key = keyOf(service.namespace, service.name);
    const job = jobs.get(key);
    if (job !== undefined) wake(draft, key, job.producer, reason);
  }
}

/** The capacity of the zones; computed when it is asked for after nodes changed. O(n) for n nodes. */
export function capacityOf(draft: StateDraft): NonNullable<StateDraft['capacity']> {
  const { ignoreIncompleteNodesBelow } = draft.settings.hints;
  draft.capacity ??= measureZoneCapacity(sortedMapValues(draft.caches.Node.items), { ignoreIncompleteNodesBelow });
  return draft.capacity;
}

/** Endpoints came, changed or went. */
export function changeEndpoints(draft: StateDraft, { key, before, after }: Change<CoreEndpointsLike>): void {
  const producer = producerOfKind(draft, 'mirroring');
  if (producer === undefined) return;
  const isOther = before?.metadata?.uid !== after?.metadata?.uid;
  if (isOther && before !== undefined) forgetPlan(draft, jobKey(key, producer.id));
  wake(draft, key, producer.id, { cause: 'input', delay: draft.settings.batchPeriod });
}

/** What another source wants came, changed or went. */
export function changeSource(draft: StateDraft, { before, after }: Change<EndpointSourceLike>): void {
  const source = after ?? before;
  const producer = draft.settings.producers.find(
    ({ kind, managedBy }) => kind === 'source' && managedBy === source?.managedBy,
  );
  if (source === undefined || producer === undefined) return;
  const key = keyOf(source.metadata?.namespace ?? '', source.metadata?.name ?? '');
  if (after === undefined) forgetPlan(draft, jobKey(key, producer.id));
  wake(draft, key, producer.id, { cause: 'input', delay: draft.settings.batchPeriod });
}

/** A slice came, changed or went: each tracker hears of it, and what waits for it goes on. */
export function changeSlice(
  draft: StateDraft,
  { key, before, after }: Change<EndpointSliceLike>,
  last: EndpointSliceLike,
): void {
  const [left, joined] = [before && serviceKeyOfSlice(before), after && serviceKeyOfSlice(after)];
  if (left !== undefined && left !== joined) draft.slicesByService = takeFrom(draft.slicesByService, left, key);
  if (joined !== undefined && after !== undefined) {
    draft.slicesByService = putInto(draft.slicesByService, joined, key, after);
  }
  // What other instances look after is not remembered here.
  const own = [before, after, last].filter((slice) => slice !== undefined).filter((slice) => isOwnSlice(draft, slice));
  const managers = new Set(own.map(managerOfSlice));
  for (const { id, managedBy } of draft.settings.producers) {
    const tracker = sortedMapGet(draft.trackers, id);
    if (tracker === undefined) continue;
    const known = findTracked(tracker, last.metadata?.uid ?? '');
    if (known === undefined && !managers.has(managedBy)) {
      draft.trackers = sortedMapSet(draft.trackers, id, seeVersion(tracker, versionOfObject(last)));
      continue;
    }
    const handled = after === undefined ? observeSliceDeletion(tracker, last) : observeSlice(tracker, after, before);
    draft.trackers = sortedMapSet(draft.trackers, id, handled.tracker);
    for (const { namespace, name } of handled.services) {
      wake(draft, keyOf(namespace, name), id, { cause: 'slices', delay: 0 });
    }
    // Somebody else has changed what has no generation, such as annotations.
    if (joined !== undefined && after !== undefined && isTouched(known, after)) {
      wake(draft, joined, id, { cause: 'slices', delay: 0 });
    }
    const written = known === undefined ? undefined : keyOf(known.namespace, known.serviceName);
    const concerned = new Set([left, joined, serviceKeyOfSlice(last), written]);
    for (const service of concerned) if (service !== undefined) wakeIfWaiting(draft.work, jobKey(service, id));
  }
  wakeAwaiting(draft);
}

function isOwnSlice({ settings }: StateDraft, slice: EndpointSliceLike): boolean {
  const serviceKey = serviceKeyOfSlice(slice);
  return serviceKey !== undefined && isOwnShard(settings.shards, serviceKey);
}

/** Whether a slice is newer than what was written, though its generation is not. */
function isTouched(known: TrackedSlice | undefined, { metadata }: EndpointSliceLike): boolean {
  if (known === undefined || known.state !== (metadata?.generation ?? 0)) return false;
  const version = metadata?.resourceVersion ?? '';
  return isResourceVersion(version) && compareResourceVersions(version, known.resourceVersion) > 0;
}

/** Everything about slices up to a resourceVersion was delivered: what waits for no more than that goes on. */
export function seeSliceVersion(draft: StateDraft, version: string): void {
  for (const { id } of draft.settings.producers) {
    const tracker = sortedMapGet(draft.trackers, id);
    if (tracker !== undefined) draft.trackers = sortedMapSet(draft.trackers, id, seeVersion(tracker, version));
  }
  wakeAwaiting(draft);
}

/** O(k log n) for k jobs that are woken. */
function wakeAwaiting(draft: StateDraft): void {
  const seen = draft.caches.EndpointSlice.version;
  if (seen === undefined || draft.work.awaiting === undefined) return;
  const limit = versionKey(seen);
  const woken: string[] = [];
  const collect = (map: SortedMap<string>): void => {
    if (map === undefined) return;
    collect(map.left);
    // The version is the first part of the key, and all of it has the same length.
    if (map.key.slice(0, limit.length) > limit) return;
    woken.push(map.value);
    collect(map.right);
  };
  collect(draft.work.awaiting);
  for (const key of woken) wakeIfWaiting(draft.work, key);
}
