import { describe, expect, test } from 'vitest';
import { hostnameOfPod, type PodEndpoint, podEndpointReader } from '../../src/pods/pod-endpoint.ts';
import { unreadablePodAddresses } from '../../src/pods/pod-addresses.ts';
import { createPortResolver } from '../../src/pods/shared-ports.ts';
import { buildEndpoint, buildPod, buildService } from '../support/build.ts';
import { deepFreeze } from '../support/deep-freeze.ts';

const item: PodEndpoint = deepFreeze({
  metadata: { name: 'web-1', namespace: 'shop', uid: 'web-1-uid' },
  address: '10.0.0.1',
  addresses: undefined,
  nodeName: 'n1',
  zone: '',
  hostname: '',
  ready: true,
  serving: true,
  terminating: false,
});
const endpoint = buildEndpoint();
const { targetRef } = endpoint;

describe('podEndpointReader', () => {
  test('makes an endpoint of a pod', () => {
    expect(podEndpointReader.address(item)).toBe('10.0.0.1');
    expect(podEndpointReader.toEndpoint(item)).toStrictEqual(endpoint);
    const full = { ...item, zone: 'a', hostname: 'h', addresses: deepFreeze(['10.0.0.1', '10.0.0.2']) };
    const made = podEndpointReader.toEndpoint(full);
    expect(made).toStrictEqual({ ...endpoint, addresses: ['10.0.0.1', '10.0.0.2'], hostname: 'h', zone: 'a' });
    expect(Object.keys(made)).toEqual(['addresses', 'conditions', 'hostname', 'targetRef', 'nodeName', 'zone']);
    expect(made.addresses).not.toBe(full.addresses);
    for (const uid of ['', null, undefined]) {
      const bare = { ...item, nodeName: '', metadata: { name: 'web-1', namespace: 'shop', uid } };
      expect(podEndpointReader.toEndpoint(bare)).toStrictEqual({
        addresses: ['10.0.0.1'],
        conditions: { ready: true, serving: true, terminating: false },
        targetRef: { kind: 'Pod', namespace: 'shop', name: 'web-1' },
      });
    }
  });

  test.each([
    [{}, true],
    [{ hostname: '' }, true],
    [{ hostname: null }, true],
    [{ hostname: 'h' }, false],
    [{ addresses: ['10.0.0.2'] }, false],
    [{ addresses: [] }, false],
    [{ addresses: undefined }, false],
    [{ addresses: ['10.0.0.1', '10.0.0.2'] }, false],
    [{ targetRef: { ...targetRef, name: 'web-2' } }, false],
    [{ targetRef: { ...targetRef, namespace: 'other' } }, false],
    [{ targetRef: null }, false],
    [{ targetRef: undefined }, false],
    [{ conditions: {}, nodeName: 'n2', zone: 'b' }, true],
  ])('tells whether an endpoint with %j is the pod: %j (rule 1.6.2)', (change, expected) => {
    expect(podEndpointReader.isSame(item, { ...endpoint, ...change })).toBe(expected);
  });

  test('tells pods of several addresses apart by all of them (rule 1.6.2)', () => {
    const double = { ...item, addresses: ['10.0.0.1', '10.0.0.2'] };
    const isSame = (...addresses: string[]): boolean => podEndpointReader.isSame(double, { ...endpoint, addresses });
    expect(isSame('10.0.0.1', '10.0.0.2')).toBe(true);
    expect(isSame('10.0.0.2', '10.0.0.1')).toBe(true);
    expect(isSame('10.0.0.1')).toBe(false);
    expect(isSame('10.0.0.1', '10.0.0.3')).toBe(false);
    expect(isSame('10.0.0.0', '10.0.0.2')).toBe(false);
    expect(isSame('10.0.0.1', '10.0.0.2', '10.0.0.3')).toBe(false);
  });

  test.each([
    [{}, true],
    [{ conditions: { ready: false, serving: true, terminating: false } }, false],
    [{ conditions: { ready: true, serving: false, terminating: false } }, false],
    [{ conditions: { ready: true, serving: true, terminating: true } }, false],
    [{ conditions: null }, false],
    [{ conditions: undefined }, false],
    [{ nodeName: 'n2' }, false],
    [{ nodeName: '' }, false],
    [{ nodeName: null }, false],
    [{ zone: null }, true],
    [{ zone: '' }, false],
    [{ zone: 'a' }, false],
    [{ targetRef: null }, false],
    [{ targetRef: undefined }, false],
    [{ targetRef: { ...targetRef, kind: 'VM' } }, false],
    [{ targetRef: { ...targetRef, uid: 'other' } }, false],
    [{ targetRef: { ...targetRef, uid: null } }, false],
    [{ targetRef: { ...targetRef, apiVersion: 'v1' } }, false],
    [{ targetRef: { ...targetRef, apiVersion: null, fieldPath: null } }, true],
    [{ targetRef: { ...targetRef, apiVersion: '', fieldPath: '' } }, true],
    [{ targetRef: { ...targetRef, fieldPath: 'spec' } }, false],
    [{ targetRef: { ...targetRef, resourceVersion: '5' } }, true],
    [{ addresses: ['10.9.9.9'], hostname: 'h', hints: {} }, true],
  ])('tells whether an endpoint with %j is up to date: %j (rule 1.6.3)', (change, expected) => {
    expect(podEndpointReader.isUpToDate(item, { ...endpoint, ...change })).toBe(expected);
  });

  test('takes an absent uid for an empty one (rule 1.6.3)', () => {
    for (const uid of ['', null, undefined]) {
      const bare = { ...item, metadata: { name: 'web-1', namespace: 'shop', uid } };
      for (const other of ['', null, undefined]) {
        const found = { ...endpoint, targetRef: { ...targetRef, uid: other } };
        expect(podEndpointReader.isUpToDate(bare, found)).toBe(true);
      }
      expect(podEndpointReader.isUpToDate(bare, endpoint)).toBe(false);
    }
  });
});

describe('hostnameOfPod', () => {
  test.each([
    [{ hostname: 'one', subdomain: 'web' }, 'one'],
    [{ hostname: null, subdomain: 'web' }, ''],
    [{ hostname: 'one', subdomain: null }, ''],
    [{ hostname: 'one', subdomain: '' }, ''],
  ])('of a pod with %j is %j (rule 1.4.6)', (spec, expected) => {
    expect(hostnameOfPod({ metadata: { namespace: 'shop' }, spec }, 'shop', 'web')).toBe(expected);
  });

  test('is nothing without spec, metadata or in another namespace (rule 1.4.6)', () => {
    const spec = { hostname: 'one', subdomain: 'web' };
    expect(hostnameOfPod({}, 'shop', 'web')).toBe('');
    expect(hostnameOfPod({ spec: null }, 'shop', 'web')).toBe('');
    expect(hostnameOfPod({ spec }, 'shop', 'web')).toBe('');
    expect(hostnameOfPod({ spec, metadata: { namespace: 'other' } }, 'shop', 'web')).toBe('');
  });
});

test('unreadablePodAddresses lists what is no address, as written', () => {
  expect(unreadablePodAddresses({})).toEqual([]);
  expect(unreadablePodAddresses({ status: { podIPs: null } })).toEqual([]);
  expect(unreadablePodAddresses(buildPod({ ip: ['10.0.0.1', '::ffff:a00:1', 'fd00::1'] }))).toEqual([]);
  expect(
    unreadablePodAddresses({ status: { podIPs: [{ ip: 'a' }, { ip: '010.0.0.1' }, {}, { ip: null }, { ip: 'b' }] } }),
  ).toEqual(['a', '', '', 'b']);
});

describe('createPortResolver', () => {
  const http = { name: 'http', protocol: 'TCP', port: 80, targetPort: 'web' };
  const admin = { name: 'admin', protocol: 'TCP', port: 81, targetPort: 'admin' };

  test('gives one set for pods with the same numbers, another for others', () => {
    const portsOf = createPortResolver(buildService({ ports: [http, admin] }));
    const first = portsOf(buildPod({ ports: { web: 1, admin: 12 } }));
    const second = portsOf(buildPod({ ports: { web: 11, admin: 2 } }));
    expect(first.ports).toEqual([
      { name: 'http', protocol: 'TCP', port: 1 },
      { name: 'admin', protocol: 'TCP', port: 12 },
    ]);
    expect(second.ports.map(({ port }) => port)).toEqual([11, 2]);
    expect(portsOf(buildPod({ name: 'other', ports: { web: 11, admin: 2 } }))).toBe(second);
    expect(portsOf(buildPod({ ports: { web: 1, admin: 12 } }))).toBe(first);
    expect(first.key).not.toBe(second.key);
    expect(first.missing).toEqual([]);
  });

  test('tells a pod that lacks the first port from one that lacks the second', () => {
    const portsOf = createPortResolver(buildService({ ports: [http, admin] }));
    expect(portsOf(buildPod({ ports: { web: 5 } })).missing).toEqual([admin]);
    expect(portsOf(buildPod({ ports: { admin: 5 } })).missing).toEqual([http]);
    expect(portsOf(buildPod()).missing).toEqual([http, admin]);
  });

  test('gives one set for all pods of a Service with numbers only, or without ports', () => {
    for (const service of [buildService(), {}, { spec: null }, { spec: { ports: null } }]) {
      const portsOf = createPortResolver(service);
      expect(portsOf(buildPod({ ports: { web: 1 } }))).toBe(portsOf(buildPod({ ports: { web: 2 } })));
    }
  });
});
