/** Starts a controller, and changes its shards: the steps that look at every object. */

import { sortedMapForEach, sortedMapGet, sortedMapSet } from '../internal/sorted-map.ts';
import { forgetService } from '../tracker/track-slice.ts';
import { wake } from './apply-change.ts';
import { countFigures } from './counters.ts';
import { dropJob, putJob, serviceKeyOfJob } from './jobs.ts';
import { groupSlices, managerOfSlice, putInto, serviceKeyOfSlice, serviceKeysOfPod } from './objects.ts';
import { keyOf } from './read-event.ts';
import { indexService } from './service-index.ts';
import { isOwnShard, type ShardAssignment } from './shards.ts';
import { type StateDraft, unlistedKinds } from './state.ts';

/** Starts the work once every needed kind was listed: makes the indexes, and a job for every object. O(n log n), once. */
export function start(draft: StateDraft): void {
  if (unlistedKinds(draft).length > 0) return;
  draft.started = true;
  makeIndexes(draft);
  wakeAll(draft, () => true);
}

/** Makes the indexes of all known objects. O(n log n). */
export function makeIndexes(draft: StateDraft): void {
  const { caches } = draft;
  sortedMapForEach(caches.Service.items, (service) => {
    draft.serviceIndex = indexService(draft.serviceIndex, service);
  });
  sortedMapForEach(caches.Pod.items, (pod, key) => {
    for (const service of serviceKeysOfPod(draft.serviceIndex, pod)) {
      draft.podsByService = putInto(draft.podsByService, service, key, pod);
    }
    const nodeName = pod.spec?.nodeName ?? '';
    if (nodeName !== '') draft.podsByNode = putInto(draft.podsByNode, nodeName, key, pod);
  });
  draft.slicesByService = groupSlices(caches.EndpointSlice.items);
}

/** Gives a job to every Service, Endpoints object and source, and to slices that are left of a deleted one. O(n log n). */
function wakeAll(draft: StateDraft, isNew: (serviceKey: string) => boolean): void {
  const { caches } = draft;
  const give = (serviceKey: string, producer: string): void => {
    if (isNew(serviceKey)) wake(draft, serviceKey, producer, 0);
  };
  for (const { id, role: kind, managedBy } of draft.settings.producers) {
    if (kind === 'services') sortedMapForEach(caches.Service.items, (_, key) => give(key, id));
    if (kind === 'mirroring') sortedMapForEach(caches.Endpoints.items, (_, key) => give(key, id));
    if (kind === 'source') {
      sortedMapForEach(caches.EndpointSource.items, ({ metadata, managedBy: manager }) => {
        if (manager === managedBy) give(keyOf(metadata?.namespace ?? '', metadata?.name ?? ''), id);
      });
    }
    if (kind === 'services') continue;
    sortedMapForEach(caches.EndpointSlice.items, (slice) => {
      const serviceKey = serviceKeyOfSlice(slice);
      if (serviceKey !== undefined && managerOfSlice(slice) === managedBy) give(serviceKey, id);
    });
  }
}

/**
 * Changes the shards of this instance. Drops the jobs of Services that left it, with what was remembered of them, and gives
 * a job to each Service that joined it. A job with a write under way stays until the answer. O(n log n).
 */
export function changeShards(draft: StateDraft, shards: ShardAssignment | undefined): void {
  const before = draft.settings.shards;
  draft.settings = { ...draft.settings, shards };
  if (!draft.started) return;
  sortedMapForEach(draft.work.jobs, (job, key) => {
    if (isOwnShard(shards, serviceKeyOfJob(job))) return;
    if (job.phase === 'sending') putJob(draft.work, key, { ...job, writes: [] });
    else dropJob(draft.work, key);
    draft.counters = countFigures(draft.counters, job.producer, job.figures, undefined);
    const tracker = sortedMapGet(draft.trackers, job.producer);
    if (tracker !== undefined) {
      draft.trackers = sortedMapSet(draft.trackers, job.producer, forgetService(tracker, job));
    }
  });
  wakeAll(draft, (serviceKey) => isOwnShard(shards, serviceKey) && !isOwnShard(before, serviceKey));
}
