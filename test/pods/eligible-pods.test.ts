import { shouldPodBeInEndpoints } from 'endpointslice';
import { describe, expect, test } from 'vitest';
import { buildPod } from '../support/build.ts';
import { refuses } from '../support/refuses.ts';

describe('shouldPodBeInEndpoints', () => {
  test.each([
    [{ phase: 'Failed' }, false],
    [{ phase: 'Succeeded' }, false],
    [{ phase: 'Pending' }, true],
    [{ phase: 'Running' }, true],
    [{ phase: 'Unknown' }, true],
    [{ phase: '' }, true],
    [{ ready: false }, true],
    [{ terminating: true }, true],
    [{ terminating: true, phase: 'Failed' }, false],
    [{ ip: [] }, false],
    [{ ip: [], podIP: '10.0.0.1' }, true],
    [{ ip: [], podIP: '' }, false],
  ])('says of a pod with %j %j (rule 1.2.1)', (pod, expected) => {
    expect(shouldPodBeInEndpoints(buildPod(pod))).toBe(expected);
  });

  test('leaves out pods being deleted when asked to (rule 1.2.1)', () => {
    expect(shouldPodBeInEndpoints(buildPod({ terminating: true }), { includeTerminating: false })).toBe(false);
    expect(shouldPodBeInEndpoints(buildPod(), { includeTerminating: false })).toBe(true);
  });

  test('says no to a pod without status', () => {
    expect(shouldPodBeInEndpoints({})).toBe(false);
    expect(shouldPodBeInEndpoints({ status: null })).toBe(false);
  });

  refuses(shouldPodBeInEndpoints, [
    [[5], new TypeError('shouldPodBeInEndpoints: pod must be an object, got 5')],
    [[{ status: { podIPs: 5 } }], new TypeError('shouldPodBeInEndpoints: pod.status.podIPs must be an array, got 5')],
    [[buildPod(), 5], new TypeError('shouldPodBeInEndpoints: options must be an object, got 5')],
  ]);
});
