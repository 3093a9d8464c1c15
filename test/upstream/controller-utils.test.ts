import {
  endpointFromPod,
  endpointIdentity,
  type EndpointLike,
  endpointsEqualBeyondIdentity,
  portMapKey,
  shouldPodBeInEndpoints,
} from 'endpointslice';
import { describe, expect, test } from 'vitest';
import { buildEndpoint, buildPod, buildService, type PodFields } from '../support/build.ts';

/*
 * Cases of k8s.io/endpointslice util/controller_utils_test.go, told in our words. Each block names the upstream test.
 */

describe('upstream TestShouldPodBeInEndpoints: shouldPodBeInEndpoints', () => {
  const address = { ip: [], podIP: '1.2.3.4' };
  // What the pod's restartPolicy is makes no difference.
  test.each<[PodFields, boolean, boolean]>([
    [{ ...address, phase: 'Failed' }, false, false],
    [{ ...address, phase: 'Succeeded' }, false, false],
    [{ phase: 'Running', ip: [], podIP: '' }, false, false],
    [{ ...address, phase: 'Running', terminating: true }, false, false],
    [{ ...address, phase: 'Pending' }, false, true],
    [{ ...address, phase: 'Unknown' }, false, true],
    [{ ...address, phase: 'Running' }, false, true],
    [{ ip: ['1.2.3.4', '1234::5678:0000:0000:9abc:def0'] }, false, true],
    [{ ...address, phase: 'Running', terminating: true }, true, true],
  ])('says of a pod with %j, terminating ones included %j: %j', (pod, includeTerminating, expected) => {
    expect(shouldPodBeInEndpoints(buildPod(pod), { includeTerminating })).toBe(expected);
  });
});

describe('upstream TestShouldSetHostname: endpointFromPod', () => {
  test.each<[string, PodFields, string | undefined]>([
    ['all match', { hostname: 'foo', subdomain: 'web' }, 'foo'],
    ['there is none', { hostname: '', subdomain: 'web' }, undefined],
    ['the subdomain differs', { hostname: 'foo', subdomain: 'subdomain' }, undefined],
    ['the namespace differs', { hostname: 'foo', subdomain: 'web', namespace: 'ns2' }, undefined],
  ])('gives a hostname or not when %s', (_, pod, expected) => {
    const input = { pod: buildPod(pod), service: buildService(), addressType: 'IPv4' } as const;
    expect(endpointFromPod(input)?.hostname).toBe(expected);
  });
});

describe('upstream TestEndpointsEqualBeyondHash: endpointsEqualBeyondIdentity', () => {
  const endpoint: EndpointLike = {
    addresses: ['10.0.0.1'],
    conditions: { ready: true },
    targetRef: { kind: 'Pod', namespace: 'default', name: 'pod0', resourceVersion: '1' },
    nodeName: 'node-1',
    zone: 'zone-1',
  };
  const { targetRef } = endpoint;
  test.each<[string, Partial<EndpointLike>, boolean]>([
    ['nothing', {}, true],
    ['the node', { nodeName: 'node-2' }, false],
    ['the zone', { zone: 'zone-2' }, false],
    ['ready', { conditions: { ready: false } }, false],
    ['serving, from absent to true', { conditions: { ready: true, serving: true, terminating: false } }, false],
    ['serving, from absent to false', { conditions: { ready: true, serving: false } }, false],
    ['the name of the pod', { targetRef: { ...targetRef, name: 'pod1' } }, false],
    ['the version of the pod', { targetRef: { ...targetRef, resourceVersion: '2' } }, true],
    ['the version of the pod, gone', { targetRef: { ...targetRef, resourceVersion: '' } }, true],
  ])('is asked when %s changed', (_, change, expected) => {
    expect(endpointsEqualBeyondIdentity(endpoint, { ...endpoint, ...change })).toBe(expected);
  });
});

describe('upstream TestNewPortMapKey_NilVsEmptySlice: portMapKey', () => {
  test('is the same for no list and an empty one', () => {
    expect(portMapKey(null)).toBe(portMapKey([]));
  });
});

describe('upstream TestDeepHashObject, TestDeepObjectPointer: keys', () => {
  test('are the same for equal values, whichever objects hold them and however often asked', () => {
    const endpoint = buildEndpoint({ hostname: 'h' });
    const copy = structuredClone(endpoint);
    const ports = [
      { name: 'a', port: 1 },
      { name: 'b', appProtocol: 'x' },
    ];
    for (let round = 0; round < 100; round += 1) {
      expect(endpointIdentity(copy)).toBe(endpointIdentity(endpoint));
      expect(portMapKey(structuredClone(ports))).toBe(portMapKey(ports));
    }
    expect(endpointIdentity({ ...copy, hostname: 'other' })).not.toBe(endpointIdentity(endpoint));
  });
});
