import type { EndpointSliceLike, NodeLike, PlannedWrite, PodLike, ServiceLike } from 'endpointslice';
import { planService } from 'endpointslice';
import {
  computeTriggerTime,
  emptySliceTracker,
  findStaleness,
  forgetService,
  observeSlice,
  observeSliceDeletion,
  trackDeletion,
  trackWrite,
  type TriggerTimes,
} from 'endpointslice/controller';

/** What your informers hold now, and one request to the API server, which rejects unless the server accepts it. */
export interface Cluster {
  list(): { services: ServiceLike[]; pods: PodLike[]; nodes: NodeLike[]; slices: EndpointSliceLike[] };
  send(write: PlannedWrite): Promise<EndpointSliceLike>;
}

/** Keeps the EndpointSlices of all Services right. Call `work` after events and once a second, one call at a time. */
export function createLoop(cluster: Cluster) {
  const queue = new Set<string>();
  const times = new Map<string, TriggerTimes>();
  let tracker = emptySliceTracker;

  async function sync(key: string): Promise<void> {
    const { services, ...world } = cluster.list();
    const service = services.find(({ metadata }) => `${metadata?.namespace}/${metadata?.name}` === key);
    if (service === undefined) {
      const [namespace = '', name = ''] = key.split('/');
      tracker = forgetService(tracker, { namespace, name });
      times.delete(key);
      return;
    }
    const staleness = findStaleness(tracker, service, world.slices);
    tracker = staleness.tracker;
    if (staleness.stale) throw new Error(`${key}: the informer does not show yet what was written`);
    const trigger = computeTriggerTime({ times: times.get(key), service, pods: world.pods });
    times.set(key, trigger.times);
    const { plan, notices } = planService({ service, ...world, triggerTime: trigger.triggerTime });
    for (const write of plan.writes) {
      const answer = await cluster.send(write);
      tracker = write.verb === 'delete' ? trackDeletion(tracker, write.before) : trackWrite(tracker, answer);
    }
    if (notices.some(({ retry }) => retry)) queue.add(key);
  }

  const enqueue = ({ metadata }: ServiceLike) => queue.add(`${metadata?.namespace}/${metadata?.name}`);
  return {
    enqueue,
    /** Takes an event of a slice, after your informer; `before` is the slice that the informer had until now. */
    onSlice(type: string, slice: EndpointSliceLike, before?: EndpointSliceLike): void {
      const seen = type === 'DELETED' ? observeSliceDeletion(tracker, slice) : observeSlice(tracker, slice, before);
      tracker = seen.tracker;
      for (const metadata of seen.services) enqueue({ metadata });
    },
    /** Plans and writes once for each Service in the queue; one that fails is in the queue again. */
    async work(report: (error: unknown) => void): Promise<void> {
      const due = [...queue];
      queue.clear();
      for (const key of due) {
        await sync(key).catch((error: unknown) => {
          queue.add(key);
          report(error);
        });
      }
    },
  };
}
