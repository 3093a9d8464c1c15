/** Decides whether a pod can be an endpoint. */

import { enter } from '../internal/door.ts';
import { isPodTerminating } from '../conditions/derive-conditions.ts';
import { expectArrayOrAbsent, expectObject } from '../internal/expect.ts';
import type { PodLike } from '../model/core.ts';

/**
 * Returns whether a pod can be an endpoint at all: it has not finished and has an address. Readiness does not matter.
 *
 * With `includeTerminating: false` a pod that is being deleted cannot; for the endpointslice controller it can.
 *
 * @see k8s.io/endpointslice/util ShouldPodBeInEndpoints; docs/rules.md 1.2.1
 * @example
 * shouldPodBeInEndpoints({ status: { phase: 'Running', podIP: '10.0.0.1' } }) // => true
 * shouldPodBeInEndpoints({ status: { phase: 'Succeeded', podIP: '10.0.0.1' } }) // => false
 */
export function shouldPodBeInEndpoints(pod: PodLike, options: { readonly includeTerminating?: boolean } = {}): boolean {
  return enter('shouldPodBeInEndpoints', () => {
    expectArrayOrAbsent(expectObject(pod, ['pod']).status?.podIPs, ['pod', 'status', 'podIPs']);
    expectObject(options, ['options']);
    if (isPodTerminal(pod) || !hasAddress(pod)) return false;
    return options.includeTerminating !== false || !isPodTerminating(pod);
  });
}

/** Returns whether the pod has finished, successfully or not. */
export function isPodTerminal(pod: PodLike): boolean {
  const phase = pod.status?.phase;
  return phase === 'Failed' || phase === 'Succeeded';
}

/** Returns whether the pod has any address. */
export function hasAddress(pod: PodLike): boolean {
  const status = pod.status;
  if (status === null || status === undefined) return false;
  return (status.podIPs?.length ?? 0) > 0 || (status.podIP ?? '') !== '';
}
