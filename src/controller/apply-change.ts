/** What a change of one object of each kind means: indexes, and which jobs are to be done. */

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

/** The producer of a kind that there is one of, if it runs. */
function producerOfKind({ settings }: StateDraft, kind: 'services' | 'mirroring'): Producer | undefined {
  return settings.producers.find((producer) => producer.role === kind);
}

/** Wakes the job of a producer for a Service, if that is this instance's. */
export function wake(draft: StateDraft, serviceKey: string, producer: string, delay: number): void {
  if (!isOwnShard(draft.settings.shards, serviceKey)) return;
  const slash = serviceKey.indexOf('/');
  wakeJob(draft.work, { namespace: serviceKey.slice(0, slash), name: serviceKey.slice(slash + 1), producer }, delay);
}

/** A Service came, changed or went. */
export function changeService(draft: StateDraft, { key, before, after }: Change<ServiceLike>): void {
  indexPodsOfService(draft, key, before, after);
  const isOther = before?.metadata?.uid !== after?.metadata?.uid;
  for (const { id, role: kind } of draft.settings.producers) {
    if (kind === 'source' || (kind === 'mirroring' && !mayBeMirrored(draft, key))) continue;
    // What was planned for another Service of this name is void.
    if (isOther && before !== undefined) forgetPlan(draft, jobKey(key, id));
    wake(draft, key, id, 0);
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
  const { batchPeriod } = draft.settings;
  for (const service of new Set([...left, ...chosen])) wake(draft, service, producer.id, batchPeriod);
}

/** Nodes came, changed or went: Services with pods on those that have another zone now, or none, are planned. */
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
  wake(draft, key, producer.id, draft.settings.batchPeriod);
}

/** What another source wants came, changed or went. */
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
