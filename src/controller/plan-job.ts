/** Plans what is to be written for a job, from what is known now. */

import { readRequestedHints } from '../hints/hints-strategy.ts';
import type { HintsMemory } from '../hints/verdict.ts';
import { sortedMapGet, sortedMapValues } from '../internal/sorted-map.ts';
import { compareTimestamps, expectTimestamp } from '../internal/timestamp.ts';
import type { ServiceLike } from '../model/core.ts';
import type { EndpointSliceLike } from '../model/endpoint-slice.ts';
import type { Notice } from '../model/notice.ts';
import type { PlannedWrite } from '../model/plan.ts';
import { planMirror } from '../plan-mirror.ts';
import { planService, type ServiceHintsInput } from '../plan-service.ts';
import { planSlices } from '../plan-slices.ts';
import type { AddressTypeStatistics } from '../plan/statistics.ts';
import { plannedDelete } from '../slice/planned-write.ts';
import { findStaleness, type SliceSource } from '../tracker/check-staleness.ts';
import type { SliceTracker } from '../tracker/tracked-slice.ts';
import { computeTriggerTime, type TriggerTimes } from '../tracker/trigger-time.ts';
import { capacityOf } from './apply-change.ts';
import { type Job, serviceKeyOfJob } from './jobs.ts';
import { isTerminating, managerOfSlice, zonesOfPods } from './objects.ts';
import type { Producer } from './options.ts';
import type { StateDraft } from './state.ts';

/** The result of planning a job. */
export type JobPlan =
  /** Nothing is left to look after. */
  | { readonly result: 'gone' }
  /** The known slices are older than what was written. */
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
      /** Whether nothing is left to look after once the writes are done. */
      readonly isLast: boolean;
    };

/** The result of planning without the tracker. */
type Planned = Omit<Extract<JobPlan, { result: 'planned' }>, 'result' | 'tracker'>;

/** Plans a job; throws what the planner throws. */
export function planJob(draft: StateDraft, job: Job, producer: Producer, tracker: SliceTracker): JobPlan {
  const key = serviceKeyOfJob(job);
  const service = sortedMapGet(draft.caches.Service.items, key);
  if (service !== undefined && producer.role !== 'source' && draft.settings.filter?.(service) === false) {
    return { result: 'gone' };
  }
  switch (producer.role) {
    case 'services':
      // The garbage collector deletes the slices. The last writes must be seen before another Service has the name.
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

/** Makes a source that owns no slices, so that the job waits for everything that was written, whoever owned it. */
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
  // A slice that names another Service now is not in this list; its event has changed the tracker.
  const staleness = findStaleness(tracker, source, slices);
  if (staleness.stale) {
    return { result: 'stale', tracker: staleness.tracker, awaitedVersion: awaitedVersion(staleness, key) };
  }
  return { result: 'planned', tracker: staleness.tracker, ...plan(slices) };
}

/** Returns the resourceVersion at which no slice is missing any more; `undefined` if one has an unknown version. */
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

/** Makes the hints input of a plan; measures the capacity of zones only for strategies that need it. */
function hintsInput(draft: StateDraft, service: ServiceLike, memory: HintsMemory): ServiceHintsInput {
  const { strategy, hysteresis } = draft.settings.hints;
  const asked = strategy ?? readRequestedHints(service).strategy;
  const needsCapacity = typeof asked === 'function' || asked === 'TopologyAware';
  return { strategy: asked, hysteresis, memory, ...(needsCapacity ? { capacity: capacityOf(draft) } : {}) };
}

/** Returns the earlier of two times. */
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
