import { enter } from '../internal/door.ts';
import { expectObject, expectObjects } from '../internal/expect.ts';
import type { PodLike, ServiceLike } from '../model/core.ts';
import type { InterpretedConditions } from './interpret-conditions.ts';

/**
 * Returns the conditions of a pod's endpoint; all three are always present.
 *
 * `serving`: the pod is ready. `terminating`: the pod is being deleted. `ready`: the pod is serving and not terminating, or
 * the Service publishes addresses that are not ready.
 *
 * @see k8s.io/endpointslice podToEndpoint; docs/rules.md 1.4.3; KEP-1672
 * @example
 * deriveConditions({ metadata: { deletionTimestamp: '2026-01-02T03:04:05Z' }, status: { conditions: [{ type: 'Ready', status: 'True' }] } }, {})
 * // => { ready: false, serving: true, terminating: true }
 */
export function deriveConditions(pod: PodLike, service: ServiceLike): InterpretedConditions {
  return enter('deriveConditions', () => {
    checkPodConditions(pod);
    return conditionsOfPod(pod, expectObject(service, ['service']));
  });
}

/** Returns what `deriveConditions` returns, for a pod and a Service that were checked before. */
export function conditionsOfPod(pod: PodLike, service: ServiceLike): InterpretedConditions {
  const serving = isServing(pod);
  const terminating = isPodTerminating(pod);
  return { ready: service.spec?.publishNotReadyAddresses === true || (serving && !terminating), serving, terminating };
}

/**
 * Returns whether the pod's first condition of type `Ready` has status `True`.
 *
 * @see k8s.io/endpointslice/util IsPodReady; docs/rules.md 1.4.3
 * @example
 * isPodReady({ status: { conditions: [{ type: 'Ready', status: 'False' }, { type: 'Ready', status: 'True' }] } }) // => false
 */
export function isPodReady(pod: PodLike): boolean {
  return enter('isPodReady', () => {
    checkPodConditions(pod);
    return isServing(pod);
  });
}

function checkPodConditions(pod: PodLike): void {
  expectObjects(expectObject(pod, ['pod']).status?.conditions, ['pod', 'status', 'conditions']);
}

function isServing(pod: PodLike): boolean {
  const conditions = pod.status?.conditions;
  if (conditions === null || conditions === undefined) return false;
  for (const condition of conditions) {
    if (condition.type === 'Ready') return condition.status === 'True';
  }
  return false;
}

/** Returns whether the pod is being deleted. */
export function isPodTerminating(pod: PodLike): boolean {
  const time = pod.metadata?.deletionTimestamp;
  return time !== null && time !== undefined;
}
