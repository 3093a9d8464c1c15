import {
  listAddressTypes,
  type ContainerLike,
  type Endpoint,
  endpointFromPod,
  findPort,
  resolvePorts,
  type ServiceLike,
  type ServicePortLike,
  type StringMapLike,
} from 'endpointslice';
import { emptySliceTracker, shouldSyncSlice } from 'endpointslice/controller';
import { describe, expect, test } from 'vitest';
import {
  buildEndpoint,
  buildPod,
  buildService,
  buildSlice,
  type PodFields,
  type ServiceFields,
  sliceLabelsOfWeb,
} from '../support/build.ts';
import { planWorld } from '../support/plan-world.ts';
import { createsOf, updatesOf } from '../support/writes.ts';

/*
 * Cases of k8s.io/endpointslice utils_test.go, told in our words. Each block names the upstream test.
 */

describe('upstream TestSupportedServiceAddressType: listAddressTypes', () => {
  const web = { app: 'web' };
  test.each<[string, NonNullable<ServiceLike['spec']>, string[]]>([
    ['an IPv4 cluster IP and no families', { clusterIP: '10.0.0.10' }, ['IPv4']],
    ['an IPv6 cluster IP and no families', { clusterIP: '2000::1', ipFamilies: null }, ['IPv6']],
    ['IPv4', { ipFamilies: ['IPv4'] }, ['IPv4']],
    ['IPv6', { ipFamilies: ['IPv6'] }, ['IPv6']],
    ['IPv4 and IPv6', { ipFamilies: ['IPv4', 'IPv6'] }, ['IPv4', 'IPv6']],
    ['IPv6 and IPv4', { ipFamilies: ['IPv6', 'IPv4'] }, ['IPv4', 'IPv6']],
    ['headless, no selector, no families', { clusterIP: 'None' }, ['IPv4', 'IPv6']],
    ['headless, no families', { clusterIP: 'None', selector: web }, ['IPv4', 'IPv6']],
    ['headless, no selector, both', { clusterIP: 'None', ipFamilies: ['IPv4', 'IPv6'] }, ['IPv4', 'IPv6']],
    ['headless, both', { clusterIP: 'None', selector: web, ipFamilies: ['IPv4', 'IPv6'] }, ['IPv4', 'IPv6']],
  ])('answers for a Service with %s', (_, spec, expected) => {
    expect(listAddressTypes({ spec })).toEqual(expected);
  });
});

/** A container with these ports, each `name/number/protocol`. */
function container(...ports: readonly string[]): ContainerLike {
  return {
    ports: ports.map((text) => {
      const [name = '', number, protocol = ''] = text.split('/');
      return { name, containerPort: Number(number), protocol };
    }),
  };
}

function sidecar(...ports: readonly string[]): ContainerLike {
  return { ...container(...ports), restartPolicy: 'Always' };
}

describe('upstream TestFindPort: findPort', () => {
  test.each<[string, readonly ContainerLike[], number | string, number | undefined]>([
    ['a number, no ports', [{}], 93, 93],
    ['a number, other ports', [container('/11/TCP', 'p/22/TCP')], 93, 93],
    ['a name, no ports', [{}], 'p', undefined],
    ['a name, one container', [container('/11/UDP', 'p/22/TCP', 'q/33/TCP')], 'q', 33],
    ['a name, the second container', [{}, container('/11/UDP', 'p/22/TCP', 'q/33/TCP')], 'q', 33],
    ['a name of a number that another has too', [{}, container('/11/UDP', 'p/22/TCP', 'q/22/TCP')], 'q', 22],
    ['a name of another protocol', [{}, container('a/11/snmp')], 'a', undefined],
    ['a port with a host port', [{}, container('a/11/TCP')], 'a', 11],
    ['a container port below zero', [{}, container('a/-1/TCP')], 'a', -1],
  ])('finds %s', (_, containers, targetPort, expected) => {
    expect(findPort({ spec: { containers } }, { port: 1, protocol: 'TCP', targetPort })).toBe(expected);
  });

  test.each<[string, readonly ContainerLike[], readonly ContainerLike[], number | undefined]>([
    ['of a sidecar', [], [sidecar('a/80/TCP')], 80],
    ['not of an init container that ends', [], [container('a/80/TCP')], undefined],
    [
      'of the first container before a sidecar',
      [container('a/81/TCP'), container('a/82/TCP')],
      [sidecar('a/80/TCP')],
      81,
    ],
  ])('finds a port %s', (_, containers, initContainers, expected) => {
    const port = { port: 1, protocol: 'TCP', targetPort: 'a' };
    expect(findPort({ spec: { containers, initContainers } }, port)).toBe(expected);
  });
});

describe('upstream TestGetEndpointPorts: resolvePorts', () => {
  const port = (name: string, targetPort: number | string, appProtocol?: string): ServicePortLike => ({
    name,
    protocol: 'TCP',
    port: 80,
    targetPort,
    ...(appProtocol === undefined ? {} : { appProtocol }),
  });
  const endpointPort = (name: string, number: number, more: object = {}): object => ({
    name,
    protocol: 'TCP',
    port: number,
    ...more,
  });

  test.each<
    [string, readonly ServicePortLike[], readonly ContainerLike[], readonly ContainerLike[], readonly object[]]
  >([
    [
      'an application protocol',
      [port('http', 80, 'example.com/custom-protocol')],
      [container()],
      [],
      [endpointPort('http', 80, { appProtocol: 'example.com/custom-protocol' })],
    ],
    [
      'a number and a name',
      [port('http', 80), port('https', 'https', 'https')],
      [container('https/443/TCP')],
      [],
      [endpointPort('http', 80), endpointPort('https', 443, { appProtocol: 'https' })],
    ],
    [
      'a sidecar beside a container',
      [port('http-sidecar', 'http-sidecar'), port('http', 'http')],
      [container('http/8090/TCP')],
      [sidecar('http-sidecar/8080/TCP')],
      [endpointPort('http-sidecar', 8080), endpointPort('http', 8090)],
    ],
    [
      'a sidecar and a container with one name',
      [port('http', 'http')],
      [container('http/8090/TCP')],
      [sidecar('http/8080/TCP')],
      [endpointPort('http', 8090)],
    ],
  ])('resolves %s', (_, ports, containers, initContainers, expected) => {
    expect(resolvePorts({ spec: { ports } }, { spec: { containers, initContainers } }).ports).toEqual(expected);
  });
});

describe('upstream TestPodToEndpoint: endpointFromPod', () => {
  const publishing = { publishNotReadyAddresses: true };
  const ready = { ready: true, serving: true, terminating: false };
  test.each<[string, PodFields, ServiceFields, string | undefined, Partial<Endpoint>]>([
    ['a ready pod', {}, {}, undefined, { conditions: ready }],
    ['a ready pod, all published', {}, publishing, undefined, { conditions: ready }],
    ['a pod not ready', { ready: false }, {}, undefined, { conditions: { ...ready, ready: false, serving: false } }],
    [
      'a pod not ready, all published',
      { ready: false },
      publishing,
      undefined,
      { conditions: { ...ready, serving: false } },
    ],
    ['a zone', {}, {}, 'us-central1-a', { zone: 'us-central1-a' }],
    ['several addresses', { ip: ['10.0.0.1', '1234::5678:0000:0000:9abc:def0'] }, {}, 'z', { zone: 'z' }],
    ['a hostname', { hostname: 'h', subdomain: 'web' }, {}, 'z', { hostname: 'h', zone: 'z' }],
    [
      'a ready pod being deleted',
      { terminating: true },
      {},
      undefined,
      { conditions: { ready: false, serving: true, terminating: true } },
    ],
    [
      'a pod not ready being deleted',
      { terminating: true, ready: false },
      {},
      undefined,
      { conditions: { ready: false, serving: false, terminating: true } },
    ],
  ])('makes an endpoint of %s', (_, pod, service, zone, expected) => {
    const input = { pod: buildPod(pod), service: buildService(service), addressType: 'IPv4', zone } as const;
    expect(endpointFromPod(input)).toEqual(buildEndpoint(expected));
  });
});

describe('upstream TestNewEndpointSlice: the labels of a new slice', () => {
  const headless = { 'service.kubernetes.io/headless': '' };
  test.each<[string, ServiceFields, StringMapLike]>([
    ['without labels', {}, {}],
    ['with a label', { labels: { foo: 'bar' } }, { foo: 'bar' }],
    ['that is headless', { labels: { foo: 'bar' }, clusterIP: 'None' }, { foo: 'bar', ...headless }],
    ['with labels', { labels: { foo: 'bar', foo2: 'bar2' } }, { foo: 'bar', foo2: 'bar2' }],
    [
      'that claims reserved labels',
      {
        labels: { 'kubernetes.io/service-name': 'bad', 'endpointslice.kubernetes.io/managed-by': 'actor', foo: 'bar' },
      },
      { foo: 'bar' },
    ],
    ['with annotations', { annotations: { foo: 'bar' } }, {}],
  ])('are right for a Service %s', (_, service, labels) => {
    const [created] = createsOf(planWorld({ service: buildService(service) }).plan);
    expect(created?.slice.metadata).toMatchObject({ generateName: 'web-', namespace: 'shop' });
    expect(created?.slice.metadata.labels).toEqual({ ...sliceLabelsOfWeb, ...labels });
    expect(created?.slice.metadata.annotations).toBeUndefined();
  });
});

describe('upstream TestSetEndpointSliceLabels: an existing slice', () => {
  const own = sliceLabelsOfWeb;
  const foo = { foo: 'bar' };
  const headless = { 'service.kubernetes.io/headless': '' };
  const evil = { 'kubernetes.io/service-name': 'bad', 'endpointslice.kubernetes.io/managed-by': 'actor' };
  // The last column says whether the reference updates the slice; where we do otherwise, the ledger says why.
  test.each<[string, StringMapLike, ServiceFields, StringMapLike, boolean, boolean]>([
    ['a Service without labels', own, {}, own, false, false],
    [
      'a headless one with labels',
      own,
      { labels: foo, clusterIP: 'None' },
      { ...own, ...headless, ...foo },
      true,
      true,
    ],
    ['a headless one without', own, { clusterIP: 'None' }, { ...own, ...headless }, true, false],
    ['one that only claims to be headless', own, { labels: headless }, own, false, false],
    ['one no longer headless that still claims it', { ...own, ...headless }, { labels: headless }, own, true, false],
    ['one no longer headless', { ...own, ...headless }, {}, own, true, false],
    [
      'a headless one of the same labels',
      { ...own, ...foo },
      { labels: foo, clusterIP: 'None' },
      { ...own, ...headless, ...foo },
      true,
      false,
    ],
    ['one with a new label', own, { labels: foo }, { ...own, ...foo }, true, true],
    ['one without its old label', { ...own, ...foo }, {}, own, true, true],
    [
      'one that claims all reserved labels',
      own,
      { labels: { ...evil, 'service.kubernetes.io/headless': 'invalid' } },
      own,
      false,
      false,
    ],
    ['one that claims some, with a new label', own, { labels: { ...evil, ...foo } }, { ...own, ...foo }, true, true],
  ])('gets the labels of %s', (_, before, service, expected, changes) => {
    const slices = [buildSlice({ labels: before, endpoints: [buildEndpoint()] })];
    const { plan } = planWorld({ service: buildService(service), pods: [buildPod()], slices });
    expect(updatesOf(plan)).toHaveLength(changes ? 1 : 0);
    expect(updatesOf(plan)[0]?.slice.metadata.labels ?? before).toEqual(expected);
  });
});

describe('upstream TestServiceControllerKey: the Service of a slice', () => {
  test('is read from namespace and label; without the label a slice is passed over', () => {
    expect(() => shouldSyncSlice(emptySliceTracker, undefined as never)).toThrow('slice must be an object');
    expect(shouldSyncSlice(emptySliceTracker, buildSlice({ labels: {} }))).toBe(false);
    expect(shouldSyncSlice(emptySliceTracker, buildSlice())).toBe(true);
  });
});
