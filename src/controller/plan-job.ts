/** What is to be written for a job, from what is known now. */

import { readRequestedHints } from '../hints/hints-strategy.ts';
import type { HintsMemory } from '../hints/verdict.ts';
import { sortedMapForEach, sortedMapGet, sortedMapValues } from '../internal/sorted-map.ts';
import { compareTimestamps, expectTimestamp } from '../internal/timestamp.ts';
import type { ServiceLike } from '../model/core.ts';
import type { EndpointSliceLike } from '../model/endpoint-slice.ts';
import type { Notice } from '../model/notice.ts';
import type { PlannedWrite } from '../model/plan.ts';
import type { AddressTypeStatistics } from '../plan/statistics.ts';
import { planMirror } from '../plan-mirror.ts';
import { planService, type ServiceHintsInput } from '../plan-service.ts';
import { planSlices } from '../plan-slices.ts';
import { plannedDelete } from '../slice/planned-write.ts';
import { findStaleness, type SliceSource } from '../tracker/check-staleness.ts';
import type { SliceTracker } from '../tracker/tracked-slice.ts';
import { computeTriggerTime, type TriggerTimes } from '../tracker/trigger-time.ts';
import { capacityOf } from './apply-change.ts';
import { type Job, serviceKeyOfJob } from './jobs.ts';
import { isTerminating, managerOfSlice, zonesOfPods } from './objects.ts';
import type { Producer } from './options.ts';
import { keyOf } from './read-event.ts';
import type { StateDraft } from './state.ts';

/** What a job's plan is. */
export type JobPlan =
  /** There is nothing to look after any more. */
  | { readonly result: 'gone' }
  /** The slices that are known are older than what was written. */
  | { readonly result: 'stale'; readonly tracker: SliceTracker; readonly awaitedVersion: string | undefined }
  | {
      readonly result: 'planned';
      readonly tracker: SliceTracker;
      readonly writes: readonly PlannedWrite[];
      readonly notices: readonly Notice[];
      readonly statistics: readonly AddressTypeStatistics[];
      readonly triggerTimes: TriggerTimes | undefined;
      readonly triggerTime: string | undefined;
      readonly hints: HintsMemory;
      /** Nothing is left to be looked after once the writes are done. */
      readonly isLast: boolean;
    };

/** What planning gives apart from the tracker. */
type Planned = Omit<Extract<JobPlan, { result: 'planned' }>, 'result' | 'tracker'>;

/** Plans a job. What planning throws, it throws. */
export function planJob(draft: StateDraft, job: Job, producer: Producer, tracker: SliceTracker): JobPlan {
  const key = serviceKeyOfJob(job);
  const service = sortedMapGet(draft.caches.Service.items, key);
  if (service !== undefined && producer.kind !== 'source' && draft.settings.filter?.(service) === false) {
    return { result: 'gone' };
  }
  switch (producer.kind) {
    case 'services':
      // Its slices are the garbage collector's; but what was written last must be seen before another Service has the name.
      if (service === undefined) return planIfFresh(draft, job, tracker, nobody(job), () => NOTHING);
      return planIfFresh(draft, job, tracker, service, (slices) => planPods(draft, job, producer, service, slices));
    case 'mirroring': {
      const endpoints = sortedMapGet(draft.caches.Endpoints.items, key);
      const source = endpoints === undefined ? (service ?? nobody(job)) : { kind: 'Endpoints', ...endpoints };
      return planIfFresh(draft, job, tracker, source, (slices) => {
        const { plan, notices, statistics } = planMirror({
          endpoints,
          service,
          slices,
          namespace: job.namespace,
          name: job.name,
          managedBy: producer.managedBy,
          maxAddressesPerSubset: draft.settings.maxAddressesPerSubset,
          mirrorAllAddresses: draft.settings.mirrorAllAddresses,
        });
        return { ...WITHOUT_MEMORY, writes: plan.writes, notices, statistics, isLast: endpoints === undefined };
      });
    }
    case 'source':
      return planIfFresh(draft, job, tracker, nobody(job), (slices) => planOtherSource(draft, job, producer, slices));
  }
}

const NOTHING: Planned = {
  writes: [],
  notices: [],
  statistics: [],
  triggerTimes: undefined,
  triggerTime: undefined,
  hints: {},
  isLast: true,
};

const WITHOUT_MEMORY = { triggerTimes: undefined, triggerTime: undefined, hints: {} };

/** A source of slices that is none: everything that was written is waited for, whoever owned it. */
function nobody({ namespace, name }: Job): SliceSource {
  return { kind: 'Nobody', metadata: { namespace, name, uid: 'nobody' } };
}

function planIfFresh(
  draft: StateDraft,
  job: Job,
  tracker: SliceTracker,
  source: SliceSource,
  plan: (slices: readonly EndpointSliceLike[]) => Planned,
): JobPlan {
  const key = serviceKeyOfJob(job);
  const slices = sortedMapValues(sortedMapGet(draft.slicesByService, key));
  const staleness = findStaleness(tracker, source, withMoved(draft, tracker, key, slices));
  if (staleness.stale) {
    return { result: 'stale', tracker: staleness.tracker, awaitedVersion: awaitedVersion(staleness, key) };
  }
  return { result: 'planned', tracker: staleness.tracker, ...plan(slices) };
}

/** The slices, and those that were written for the Service and name another one now. */
function withMoved(
  draft: StateDraft,
  tracker: SliceTracker,
  key: string,
  slices: readonly EndpointSliceLike[],
): readonly EndpointSliceLike[] {
  const moved: EndpointSliceLike[] = [];
  const own = sortedMapGet(draft.slicesByService, key);
  sortedMapForEach(sortedMapGet(tracker.services, key), ({ namespace, name }, uid) => {
    const place = keyOf(namespace, name);
    const known = sortedMapGet(draft.caches.EndpointSlice.items, place);
    if (known !== undefined && known.metadata?.uid === uid && sortedMapGet(own, place) === undefined) moved.push(known);
  });
  return moved.length === 0 ? slices : [...slices, ...moved];
}

/** The resourceVersion with which nothing is missing any more; absent if that of a missing slice is not known. */
function awaitedVersion({ slices, tracker }: ReturnType<typeof findStaleness>, key: string): string | undefined {
  const written = sortedMapGet(tracker.services, key);
  let latest = '';
  for (const { uid, reason } of slices) {
    const version = sortedMapGet(written, uid)?.resourceVersion ?? '';
    if (reason !== 'Missing' || version === '') return undefined;
    if (version.length > latest.length || (version.length === latest.length && version > latest)) latest = version;
  }
  return latest === '' ? undefined : latest;
}

function planPods(
  draft: StateDraft,
  job: Job,
  { managedBy }: Producer,
  service: ServiceLike,
  slices: readonly EndpointSliceLike[],
): Planned {
  const pods = sortedMapValues(sortedMapGet(draft.podsByService, serviceKeyOfJob(job)));
  const computed = computeTriggerTime({ times: job.triggerTimes, service, pods });
  const triggerTime = earlier(job.triggerTime, computed.triggerTime);
  const { plan, notices, statistics, hints } = planService({
    service,
    pods,
    nodes: zonesOfPods(draft.caches.Node.items, pods),
    slices,
    managedBy,
    triggerTime,
    maxEndpointsPerSlice: draft.settings.maxEndpointsPerSlice,
    hints: hintsInput(draft, service, job.hints),
  });
  return {
    writes: plan.writes,
    notices,
    statistics,
    triggerTimes: computed.times,
    triggerTime: plan.writes.length === 0 ? undefined : triggerTime,
    hints: hints.memory,
    isLast: false,
  };
}

/** The capacity of zones is for strategies that ask for it; no other plan has to wait for it. */
function hintsInput(draft: StateDraft, service: ServiceLike, memory: HintsMemory): ServiceHintsInput {
  const { strategy, hysteresis } = draft.settings.hints;
  const asked = strategy ?? readRequestedHints(service).strategy;
  const needsCapacity = typeof asked === 'function' || asked === 'TopologyAware';
  return { strategy: asked, hysteresis, memory, ...(needsCapacity ? { capacity: capacityOf(draft) } : {}) };
}

/** The earlier of two times. */
function earlier(left: string | undefined, right: string | undefined): string | undefined {
  if (left === undefined || right === undefined) return left ?? right;
  return compareTimestamps(expectTimestamp(left, []), expectTimestamp(right, [])) <= 0 ? left : right;
}

function planOtherSource(
  draft: StateDraft,
  job: Job,
  { managedBy }: Producer,
  slices: readonly EndpointSliceLike[],
): Planned {
  const source = sortedMapGet(draft.caches.EndpointSource.items, `${serviceKeyOfJob(job)}/${managedBy}`);
  if (source === undefined) {
    const own = slices.filter((slice) => managerOfSlice(slice) === managedBy && !isTerminating(slice));
    const writes = own.map((slice) => plannedDelete(slice, 'SourceNotWanted'));
    return { ...WITHOUT_MEMORY, writes, notices: [], statistics: [], isLast: true };
  }
  const { strategy, hysteresis } = draft.settings.hints;
  const needsCapacity = typeof strategy === 'function' || strategy === 'TopologyAware';
  const { owner, groups, labels, headless, placeholders, ownerTerminating, triggerTime } = source;
  const planned = planSlices({
    service: { namespace: job.namespace, name: job.name },
    managedBy,
    owner,
    groups,
    labels,
    headless,
    placeholders,
    ownerTerminating,
    triggerTime,
    slices,
    maxEndpointsPerSlice: draft.settings.maxEndpointsPerSlice,
    hints:
      strategy === undefined
        ? undefined
        : { strategy, hysteresis, memory: job.hints, ...(needsCapacity ? { capacity: capacityOf(draft) } : {}) },
  });
  return {
    ...WITHOUT_MEMORY,
    writes: planned.plan.writes,
    notices: planned.notices,
    statistics: planned.statistics,
    hints: planned.hints.memory,
    isLast: false,
  };
}
