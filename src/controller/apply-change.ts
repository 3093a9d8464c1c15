/** Applies the change of one object, of each kind but slices: changes the indexes and wakes jobs. */

import { findOverloadedServices, type ServiceHints } from '../hints/overloaded-services.ts';
import {
  sortedMapDelete,
  sortedMapEntryCount,
  sortedMapForEach,
  sortedMapGet,
  sortedMapSet,
  sortedMapValues,
} from '../internal/sorted-map.ts';
import type { CoreEndpointsLike, NodeLike, PodLike, ServiceLike } from '../model/core.ts';
import { isRelevantNodeChange } from '../zones/node-change.ts';
import { measureZoneCapacity } from '../zones/zone-capacity.ts';
import type { EndpointSourceLike } from './events.ts';
import { type Job, jobKey, putJob, wakeJob } from './jobs.ts';
import type { Change } from './kind-cache.ts';
import {
  choosesSame,
  isUnchangedPod,
  podsOfService,
  putInto,
  serviceKeysOfPod,
  takeFrom,
  zoneOfNode,
} from './objects.ts';
import type { Producer } from './options.ts';
import { keyOf } from './read-event.ts';
import { indexService, unindexService } from './service-index.ts';
import { isOwnShard } from './shards.ts';
import type { StateDraft } from './state.ts';

/** Returns the producer with a role that only one producer has; `undefined` if it is switched off. */
function producerOfKind({ settings }: StateDraft, kind: 'services' | 'mirroring'): Producer | undefined {
  return settings.producers.find((producer) => producer.role === kind);
}

/** Wakes the job of a producer for a Service after `delay` milliseconds, if this instance looks after the Service. */
export function wake(draft: StateDraft, serviceKey: string, producer: string, delay: number): void {
  if (!isOwnShard(draft.settings.shards, serviceKey)) return;
  const slash = serviceKey.indexOf('/');
  wakeJob(draft.work, { namespace: serviceKey.slice(0, slash), name: serviceKey.slice(slash + 1), producer }, delay);
}

/** Applies the change of a Service. */
export function changeService(draft: StateDraft, { key, before, after }: Change<ServiceLike>): void {
  indexPodsOfService(draft, key, before, after);
  const isOther = before?.metadata?.uid !== after?.metadata?.uid;
  for (const { id, role: kind } of draft.settings.producers) {
    if (kind === 'source' || (kind === 'mirroring' && !mayBeMirrored(draft, key))) continue;
    // A plan for an earlier Service of this name is void.
    if (isOther && before !== undefined) forgetPlan(draft, jobKey(key, id));
    wake(draft, key, id, 0);
  }
}

/** Changes the index of Services and the pods of one Service, after the Service has changed. */
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

/** Applies the change of a pod: wakes the Services that chose it or choose it now. */
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
  const { batchPeriod } = draft.settings;
  for (const service of new Set([...left, ...chosen])) wake(draft, service, producer.id, batchPeriod);
}

/**
 * Applies changes of nodes: wakes the Services with pods on nodes whose zone changed, and those whose hints by capacity
 * overload a zone now.
 */
export function applyNodeChanges(draft: StateDraft, changes: readonly Change<NodeLike>[]): void {
  const producer = producerOfKind(draft, 'services');
  if (producer === undefined) return;
  const { batchPeriod } = draft.settings;
  let isCapacityOther = false;
  for (const { key, before, after } of changes) {
    isCapacityOther ||= isRelevantNodeChange({ before, after });
    if (zoneOfNode(before) === zoneOfNode(after)) continue;
    const services = new Set<string>();
    sortedMapForEach(sortedMapGet(draft.podsByNode, key), (pod) => {
      for (const service of serviceKeysOfPod(draft.serviceIndex, pod)) services.add(service);
    });
    for (const service of services) wake(draft, service, producer.id, batchPeriod);
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
    if (job !== undefined) wake(draft, key, job.producer, batchPeriod);
  }
}

/** Returns the capacity of the zones; computes it at the first call after nodes changed. O(n) for n nodes. */
export function capacityOf(draft: StateDraft): NonNullable<StateDraft['capacity']> {
  const { ignoreIncompleteNodesBelow } = draft.settings.hints;
  draft.capacity ??= measureZoneCapacity(sortedMapValues(draft.caches.Node.items), { ignoreIncompleteNodesBelow });
  return draft.capacity;
}

/** Applies the change of an Endpoints object. */
export function changeEndpoints(draft: StateDraft, { key, before, after }: Change<CoreEndpointsLike>): void {
  const producer = producerOfKind(draft, 'mirroring');
  if (producer === undefined) return;
  const isOther = before?.metadata?.uid !== after?.metadata?.uid;
  if (isOther && before !== undefined) forgetPlan(draft, jobKey(key, producer.id));
  wake(draft, key, producer.id, draft.settings.batchPeriod);
}

/** Applies the change of what another source wants. */
export function changeSource(draft: StateDraft, { before, after }: Change<EndpointSourceLike>): void {
  const source = after ?? before;
  const producer = draft.settings.producers.find(
    ({ role: kind, managedBy }) => kind === 'source' && managedBy === source?.managedBy,
  );
  if (source === undefined || producer === undefined) return;
  const key = keyOf(source.metadata?.namespace ?? '', source.metadata?.name ?? '');
  if (after === undefined) forgetPlan(draft, jobKey(key, producer.id));
  wake(draft, key, producer.id, draft.settings.batchPeriod);
}
