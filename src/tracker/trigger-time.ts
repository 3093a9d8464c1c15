/** Computes the trigger time of a Service's slices. */

import { enter } from '../internal/door.ts';
import { expectArray, expectName, expectObject, expectObjects } from '../internal/expect.ts';
import { type Path, wrongType } from '../internal/invariant.ts';
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

/**
 * The times of one Service and its pods that have been accounted for. A plain value; `undefined` before the first
 * computation.
 */
export interface TriggerTimes {
  /** The creation of the Service. */
  readonly service: Timestamp | undefined;
  /** The last transition of each pod's Ready condition, by pod name. */
  readonly pods: ReadonlyMap<string, Timestamp>;
}

/** The result of `computeTriggerTime`. */
export interface ComputedTriggerTime {
  /** To be given to the next call. */
  readonly times: TriggerTimes;
  /** The time of the oldest change that has not been accounted for, as RFC 3339 text in UTC; absent if nothing changed. */
  readonly triggerTime: string | undefined;
}

/**
 * Computes the time of the change behind the next write of a Service's slices, for the trigger-time annotation.
 *
 * For a Service seen for the first time (`times` is `undefined`) it is the Service's creation. Later it is the earliest of
 * the last transitions of the pods' Ready conditions and the Service's creation, each only if it is after the one accounted
 * for under that name. Pods that the Service does not choose are skipped, as by `planService`; pods that are not given are
 * forgotten. Go's zero time (0001-01-01T00:00:00Z) counts as absent. Inputs are not changed; the order of pods does not
 * matter. Cost: O(p) for p pods.
 *
 * @throws TypeError if the Service has no namespace, a pod has no name or a time is not an RFC 3339 time; the error names
 * the path
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
  return enter('computeTriggerTime', () => {
    const { times } = expectObject(input, ['input']);
    if (times !== undefined) checkTimes(times);
    const { metadata, spec } = expectObject(input.service, ['service']);
    const { namespace, creationTimestamp } = expectObject(metadata, ['service', 'metadata']);
    expectName(namespace, ['service', 'metadata', 'namespace']);
    expectObject(spec ?? {}, ['service', 'spec']);
    const created = readTriggerTime(creationTimestamp, ['service', 'metadata', 'creationTimestamp']);
    const chooses = compilePodTest(input.service);
    const pods = new Map<string, Timestamp>();
    let earliest: Timestamp | undefined;
    const consider = (time: Timestamp, known: Timestamp | undefined): void => {
      if (known !== undefined && compareTimestamps(time, known) <= 0) return;
      if (earliest === undefined || compareTimestamps(time, earliest) < 0) earliest = time;
    };

    for (const [index, pod] of expectArray(input.pods, ['pods']).entries()) {
      const path = ['pods', index];
      const podMetadata = expectObject(expectObject(pod, path).metadata, [...path, 'metadata']);
      if (chooses?.(podMetadata) !== true) continue;
      const name = expectName(podMetadata.name, [...path, 'metadata', 'name']);
      const conditionsPath = [...path, 'status', 'conditions'];
      const conditions = expectObjects(pod.status?.conditions, conditionsPath);
      const place = conditions.findIndex(({ type }) => type === 'Ready');
      const time = readTriggerTime(conditions[place]?.lastTransitionTime, [
        ...conditionsPath,
        place,
        'lastTransitionTime',
      ]);
      if (time === undefined) continue;
      const other = pods.get(name);
      if (other === undefined || compareTimestamps(other, time) < 0) pods.set(name, time);
      consider(time, knownTime(times?.pods.get(name), ['times', 'pods', name]));
    }
    if (created !== undefined) consider(created, knownTime(times?.service, ['times', 'service']));

    const triggered = times === undefined ? created : earliest;
    return {
      times: { service: created, pods },
      triggerTime: triggered === undefined ? undefined : formatTimestamp(triggered),
    };
  });
}

function checkTimes(times: TriggerTimes): void {
  const { pods }: { readonly [Field in keyof TriggerTimes]: unknown } = expectObject(times, ['times']);
  if (!(pods instanceof Map)) throw wrongType(['times', 'pods'], 'a Map', pods);
}

function knownTime(time: Timestamp | undefined, path: Path): Timestamp | undefined {
  if (time === undefined) return undefined;
  const { seconds, nanoseconds } = expectObject(time, path);
  if (!Number.isFinite(seconds)) throw wrongType([...path, 'seconds'], 'a number', seconds);
  if (!Number.isFinite(nanoseconds)) throw wrongType([...path, 'nanoseconds'], 'a number', nanoseconds);
  return time;
}

/** Reads a time; returns `undefined` for Go's zero time, as in the reference. */
function readTriggerTime(time: TimeLike | null | undefined, path: (string | number)[]): Timestamp | undefined {
  if (time === null || time === undefined) return undefined;
  const timestamp = expectTimestamp(time, path);
  return isZeroTime(timestamp) ? undefined : timestamp;
}
