import { type Endpoint, endpointFromPod } from 'endpointslice';
import { describe, expect, test } from 'vitest';
import { buildPod, buildService, type PodFields } from '../support/build.ts';
import { deepFreeze } from '../support/deep-freeze.ts';
import { refuses } from '../support/refuses.ts';

function endpointOf(pod: PodFields, addressType: 'IPv4' | 'IPv6' = 'IPv4', zone?: string): Endpoint | undefined {
  return endpointFromPod(deepFreeze({ pod: buildPod(pod), service: buildService(), addressType, zone }));
}

describe('endpointFromPod', () => {
  test.each([
    ['10.0.0.1', ['10.0.0.1'], undefined],
    ['010.000.0.01', ['10.0.0.1'], undefined],
    ['::ffff:10.0.0.1', ['10.0.0.1'], undefined],
    ['FD00:0::1', undefined, ['fd00::1']],
    ['::10.0.0.1', undefined, ['::a00:1']],
  ])('prints %s in canonical form, in the slice of its family (rule 1.4.1)', (ip, ipv4, ipv6) => {
    expect(endpointOf({ ip }, 'IPv4')?.addresses).toEqual(ipv4);
    expect(endpointOf({ ip }, 'IPv6')?.addresses).toEqual(ipv6);
  });

  test('takes every address of the family, never status.podIP (rule 1.4.1)', () => {
    const pod = { ip: ['10.0.0.1', 'fd00::1', '10.0.0.2'], podIP: '10.9.9.9' };
    expect(endpointOf(pod, 'IPv4')?.addresses).toEqual(['10.0.0.1', '10.0.0.2']);
    expect(endpointOf(pod, 'IPv6')?.addresses).toEqual(['fd00::1']);
    expect(endpointOf({ ip: [], podIP: '10.9.9.9' })).toBeUndefined();
  });

  test('leaves out what is no address, where the reference writes <nil> (rule 1.4.2) (ledger planner/nil-address)', () => {
    expect(endpointOf({ ip: 'garbage' }, 'IPv4')).toBeUndefined();
    expect(endpointOf({ ip: ['garbage', '10.0.0.1'] }, 'IPv4')?.addresses).toEqual(['10.0.0.1']);
    expect(endpointOf({ ip: '' }, 'IPv4')).toBeUndefined();
  });

  test('says all three conditions (rule 1.4.3)', () => {
    expect(endpointOf({ ready: false, terminating: true })?.conditions).toEqual({
      ready: false,
      serving: false,
      terminating: true,
    });
  });

  test('refers to the pod by kind, namespace, name and uid alone (rule 1.4.4)', () => {
    expect(endpointOf({ name: 'web-7', uid: 'u7' })?.targetRef).toEqual({
      kind: 'Pod',
      namespace: 'shop',
      name: 'web-7',
      uid: 'u7',
    });
  });

  test('names node and zone where there are any (rule 1.4.5)', () => {
    expect(endpointOf({ nodeName: 'n7' }, 'IPv4', 'a')).toMatchObject({ nodeName: 'n7', zone: 'a' });
    const bare = endpointOf({ nodeName: '' }, 'IPv4', '') ?? {};
    expect(Object.keys(bare)).toEqual(['addresses', 'conditions', 'targetRef']);
  });

  test.each([
    [{ hostname: 'one', subdomain: 'web' }, 'one'],
    [{ hostname: 'one', subdomain: 'other' }, undefined],
    [{ hostname: 'one' }, undefined],
    [{ hostname: '', subdomain: 'web' }, undefined],
    [{ hostname: 'one', subdomain: 'web', namespace: 'elsewhere' }, undefined],
  ])('names the hostname of a pod with %j: %j (rule 1.4.6)', (pod, expected) => {
    expect(endpointOf(pod)?.hostname).toBe(expected);
  });

  test('has no hints and no topology, and is nothing without addresses (rule 1.4.7)', () => {
    expect(Object.keys(endpointOf({}) ?? {})).not.toContain('hints');
    expect(Object.keys(endpointOf({}) ?? {})).not.toContain('deprecatedTopology');
    expect(endpointOf({ ip: [] })).toBeUndefined();
    const metadata = { namespace: 'shop', name: 'web-1' };
    expect(endpointFromPod({ pod: { metadata }, service: buildService(), addressType: 'IPv4' })).toBeUndefined();
    expect(endpointFromPod({ pod: { metadata, status: {} }, service: {}, addressType: 'IPv4' })).toBeUndefined();
  });

  test('says of a pod and a Service no more than they do', () => {
    const pod = { metadata: { namespace: '', name: 'web-1' }, status: { podIPs: [{ ip: '10.0.0.1' }] } };
    const bare = {
      addresses: ['10.0.0.1'],
      conditions: { ready: false, serving: false, terminating: false },
      targetRef: { kind: 'Pod', namespace: '', name: 'web-1' },
    };
    for (const zone of [undefined, null, '']) {
      expect(endpointFromPod({ pod, service: {}, addressType: 'IPv4', zone })).toStrictEqual(bare);
    }
    // A Service without a name is as one whose name is empty.
    const spec = { hostname: 'one', subdomain: '' };
    for (const metadata of [undefined, null, {}, { namespace: '', name: '' }]) {
      expect(endpointFromPod({ pod: { ...pod, spec }, service: { metadata }, addressType: 'IPv4' })?.hostname).toBe(
        'one',
      );
    }
  });

  refuses(endpointFromPod, [
    [
      [{ pod: { ...buildPod(), metadata: null }, service: {}, addressType: 'IPv4' }],
      new TypeError('endpointFromPod: pod.metadata must be an object, got null'),
    ],
    [
      [{ pod: { ...buildPod(), metadata: { name: 'web-1' } }, service: {}, addressType: 'IPv4' }],
      new TypeError('endpointFromPod: pod.metadata.namespace must be a string, got undefined'),
    ],
    [[5], new TypeError('endpointFromPod: input must be an object, got 5')],
    [
      [{ pod: { ...buildPod(), spec: 5 }, service: {}, addressType: 'IPv4' }],
      new TypeError('endpointFromPod: pod.spec must be an object, got 5'),
    ],
    [
      [{ pod: buildPod(), service: 5, addressType: 'IPv4' }],
      new TypeError('endpointFromPod: service must be an object, got 5'),
    ],
    [
      [{ pod: buildPod(), service: {}, addressType: 'IPv4', zone: 5 }],
      new TypeError('endpointFromPod: zone must be a string, got 5'),
    ],
    [
      [{ pod: buildPod(), service: {}, addressType: 'FQDN' }],
      new RangeError(`endpointFromPod: addressType must be 'IPv4' or 'IPv6', got "FQDN"`),
    ],
  ]);

  test('orders several addresses bytewise (rule 1.4.8)', () => {
    expect(endpointOf({ ip: ['10.0.0.9', '10.0.0.10', '9.0.0.1'] })?.addresses).toEqual([
      '10.0.0.10',
      '10.0.0.9',
      '9.0.0.1',
    ]);
    expect(endpointOf({ ip: ['fd00::b', 'fd00::a'] }, 'IPv6')?.addresses).toEqual(['fd00::a', 'fd00::b']);
  });
});
