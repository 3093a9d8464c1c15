import { type Path, wrongType } from '../internal/invariant.ts';
import { expectArray, expectName, expectObject, expectObjects } from '../internal/expect.ts';
import {
  compareTimestamps,
  expectTimestamp,
  formatTimestamp,
  isZeroTime,
  type Timestamp,
} from '../internal/timestamp.ts';
import type { PodLike, ServiceLike } from '../model/core.ts';
import type { TimeLike } from '../model/meta.ts';
import { compilePodTest } from '../service/selector.ts';

/** The times of one Service and its pods that have been accounted for. A plain value; `undefined` before the first sight. */
export interface TriggerTimes {
  readonly service: Timestamp | undefined;
  readonly pods: ReadonlyMap<string, Timestamp>;
}

/** What computing a trigger time gives. */
export interface ComputedTriggerTime {
  /** To be passed in the next time. */
  readonly times: TriggerTimes;
  /** When the oldest change happened that has not been accounted for; absent when nothing changed. RFC 3339, UTC. */
  readonly triggerTime: string | undefined;
}

/**
 * When the change happened that the next write of a Service's slices is about, for the trigger-time annotation.
 *
 * On first sight of a Service (`times` is `undefined`) its creation. Later the earliest of: the last transition of the
 * Ready condition of each pod, where it is after the one accounted for under that pod's name, and the Service's creation,
 * where that is after the one accounted for. Pods that the Service does not choose are passed over, as `planService` does;
 * pods that are not given are forgotten. Go's zero time (0001-01-01T00:00:00Z) is no time. Inputs are not changed; the order of pods does not matter. Cost: O(p) for p pods.
 *
 * @throws TypeError naming the path, if the Service has no namespace, a pod has no name or a time is no RFC 3339 time
 * @see k8s.io/endpointslice/util TriggerTimeTracker; docs/rules.md 2.6
 * @example
 * const service = { metadata: { namespace: 'shop', name: 'web', creationTimestamp: '2026-01-02T03:04:05Z' } };
 * const first = computeTriggerTime({ times: undefined, service, pods: [] });
 * first.triggerTime // => '2026-01-02T03:04:05Z'
 * computeTriggerTime({ times: first.times, service, pods: [] }).triggerTime // => undefined
 */
export function computeTriggerTime(input: {
  readonly times: TriggerTimes | undefined;
  readonly service: ServiceLike;
  readonly pods: readonly PodLike[];
}): ComputedTriggerTime {
  const caller = 'computeTriggerTime';
  const { times } = expectObject(input, caller, ['input']);
  if (times !== undefined) checkTimes(times, caller);
  const { metadata, spec } = expectObject(input.service, caller, ['service']);
  const { namespace, creationTimestamp } = expectObject(metadata, caller, ['service', 'metadata']);
  expectName(namespace, caller, ['service', 'metadata', 'namespace']);
  expectObject(spec ?? {}, caller, ['service', 'spec']);
  const created = readTime(creationTimestamp, caller, ['service', 'metadata', 'creationTimestamp']);
  const chooses = compilePodTest(input.service, caller);
  const pods = new Map<string, Timestamp>();
  let earliest: Timestamp | undefined;
  const consider = (time: Timestamp, known: Timestamp | undefined): void => {
    if (known !== undefined && compareTimestamps(time, known) <= 0) return;
    if (earliest === undefined || compareTimestamps(time, earliest) < 0) earliest = time;
  };

  for (const [index, pod] of expectArray(input.pods, caller, ['pods']).entries()) {
    const path = ['pods', index];
    const podMetadata = expectObject(expectObject(pod, caller, path).metadata, caller, [...path, 'metadata']);
    if (chooses?.(podMetadata) !== true) continue;
    const name = expectName(podMetadata.name, caller, [...path, 'metadata', 'name']);
    const ready = expectObjects(pod.status?.conditions, caller, [...path, 'status', 'conditions']).find(
      ({ type }) => type === 'Ready',
    );
    const time = readTime(ready?.lastTransitionTime, caller, [...path, 'status', 'conditions', 'lastTransitionTime']);
    if (time === undefined) continue;
    const other = pods.get(name);
    if (other === undefined || compareTimestamps(other, time) < 0) pods.set(name, time);
    consider(time, knownTime(times?.pods.get(name), caller, ['times', 'pods', name]));
  }
  if (created !== undefined) consider(created, knownTime(times?.service, caller, ['times', 'service']));

  const triggered = times === undefined ? created : earliest;
  return {
    times: { service: created, pods },
    triggerTime: triggered === undefined ? undefined : formatTimestamp(triggered),
  };
}

function checkTimes(times: TriggerTimes, caller: string): void {
  const { pods }: { readonly [Field in keyof TriggerTimes]: unknown } = expectObject(times, caller, ['times']);
  if (!(pods instanceof Map)) throw wrongType(caller, ['times', 'pods'], 'a Map', pods);
}

function knownTime(time: Timestamp | undefined, caller: string, path: Path): Timestamp | undefined {
  if (time === undefined) return undefined;
  const { seconds, nanoseconds } = expectObject(time, caller, path);
  if (!Number.isFinite(seconds)) throw wrongType(caller, [...path, 'seconds'], 'a number', seconds);
  if (!Number.isFinite(nanoseconds)) throw wrongType(caller, [...path, 'nanoseconds'], 'a number', nanoseconds);
  return time;
}

/** The time; Go's zero time is none, as in the reference. */
function readTime(time: TimeLike | null | undefined, caller: string, path: (string | number)[]): Timestamp | undefined {
  if (time === null || time === undefined) return undefined;
  const timestamp = expectTimestamp(time, caller, path);
  return isZeroTime(timestamp) ? undefined : timestamp;
}
