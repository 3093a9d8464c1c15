import { deepFreeze } from '../support/deep-freeze.ts';
import { mirroredSlice } from '../support/mirror-world.ts';
import { printSubsets } from '../support/subset-text.ts';
import { buildCoreEndpoints, type EndpointLike, type EndpointSliceLike, type ServiceLike } from 'endpointslice';
import {
  ANNOTATION_OVER_CAPACITY,
  ENDPOINTS_CONTROLLER,
  LABEL_ENDPOINTS_MANAGED_BY,
  LABEL_HEADLESS,
  LABEL_MANAGED_BY,
  LABEL_SERVICE_NAME,
  LABEL_SKIP_MIRROR,
  MIRRORING_CONTROLLER,
} from 'endpointslice/well-known';
import { describe, expect, test } from 'vitest';

const selecting: ServiceLike = deepFreeze({
  metadata: { namespace: 'ns', name: 'db', labels: { team: 'x' } },
  spec: { selector: { app: 'db' }, clusterIP: '10.96.0.1', ipFamilies: ['IPv4', 'IPv6'], ports: [{ port: 80 }] },
});
const plain: ServiceLike = deepFreeze({ metadata: { namespace: 'ns', name: 'db' }, spec: { clusterIP: '10.96.0.1' } });
const headless: ServiceLike = deepFreeze({
  ...selecting,
  spec: { selector: {}, clusterIP: 'None', ipFamilies: ['IPv4'] },
});

function subsetsOf(service: ServiceLike, slices: readonly EndpointSliceLike[]): string[] {
  return printSubsets(buildCoreEndpoints({ service, slices: deepFreeze(slices) }).endpoints.subsets ?? []);
}

function sliceWith(endpoints: readonly EndpointLike[]): EndpointSliceLike {
  return { ...mirroredSlice('a', 'IPv4 : 80'), endpoints };
}

describe('buildCoreEndpoints', () => {
  test('packs the slices of a Service canonically (rule 3.2)', () => {
    const slices = [
      mirroredSlice('b', 'IPv4 10.0.0.3 : http/80'),
      mirroredSlice('a', 'IPv4 10.0.0.2 !10.0.0.1 : http/80'),
      mirroredSlice('c', 'IPv4 10.0.0.2 !10.0.0.1 10.0.0.3 : https/443'),
    ];
    expect(subsetsOf(plain, slices)).toEqual(['10.0.0.2 10.0.0.3 !10.0.0.1 : http/80 https/443']);
  });

  test('writes the whole object as the Endpoints controller does', () => {
    const targetRef = { kind: 'Pod', namespace: 'ns', name: 'p', uid: 'u' };
    const slices = [
      sliceWith([
        { addresses: ['10.0.0.1'], conditions: { ready: true }, hostname: 'h', nodeName: 'n', zone: 'z', targetRef },
      ]),
    ];
    expect(buildCoreEndpoints({ service: selecting, slices })).toEqual({
      endpoints: {
        apiVersion: 'v1',
        kind: 'Endpoints',
        metadata: {
          name: 'db',
          namespace: 'ns',
          labels: { team: 'x', [LABEL_ENDPOINTS_MANAGED_BY]: ENDPOINTS_CONTROLLER },
        },
        subsets: [
          {
            addresses: [{ ip: '10.0.0.1', hostname: 'h', nodeName: 'n', targetRef }],
            ports: [{ port: 80, protocol: 'TCP' }],
          },
        ],
      },
      notices: [],
    });
  });

  test('takes one family for a Service with a selector, both for one without', () => {
    const slices = [mirroredSlice('a', 'IPv4 10.0.0.1 : 80'), mirroredSlice('b', 'IPv6 2001:db8::1 : 80')];
    expect(subsetsOf(selecting, slices)).toEqual(['10.0.0.1 : 80']);
    const six = { ...selecting, spec: { ...selecting.spec, ipFamilies: ['IPv6', 'IPv4'] } };
    expect(subsetsOf(six, slices)).toEqual(['2001:db8::1 : 80']);
    const byClusterIP = { ...selecting, spec: { ...selecting.spec, ipFamilies: null, clusterIP: 'fd00::1' } };
    expect(subsetsOf(byClusterIP, slices)).toEqual(['2001:db8::1 : 80']);
    expect(subsetsOf(plain, slices)).toEqual(['10.0.0.1 2001:db8::1 : 80']);
  });

  test('takes portless endpoints of a headless Service without ports, and of one without a selector', () => {
    const slices = [mirroredSlice('a', 'IPv4 10.0.0.1 : '), mirroredSlice('b', 'IPv4 10.0.0.2 : 80')];
    expect(subsetsOf(selecting, slices)).toEqual(['10.0.0.2 : 80']);
    expect(subsetsOf(headless, slices)).toEqual(['10.0.0.1 : ', '10.0.0.2 : 80']);
    const withPorts = { ...headless, spec: { ...headless.spec, ports: [{ port: 80 }] } };
    expect(subsetsOf(withPorts, slices)).toEqual(['10.0.0.2 : 80']);
    const withoutPorts = { ...selecting, spec: { ...selecting.spec, ports: [] } };
    expect(subsetsOf(withoutPorts, slices)).toEqual(['10.0.0.2 : 80']);
    expect(subsetsOf(plain, slices)).toEqual(['10.0.0.1 : ', '10.0.0.2 : 80']);
  });

  test('counts a port without a number, or with 0, as none', () => {
    const withPorts = (...ports: readonly (number | null)[]): EndpointSliceLike => ({
      ...mirroredSlice('a', 'IPv4 10.0.0.1 : '),
      ports: ports.map((port) => ({ name: 'p', protocol: 'TCP', port })),
    });
    for (const port of [0, null]) {
      expect(subsetsOf(selecting, [withPorts(port)])).toEqual([]);
      expect(subsetsOf(plain, [withPorts(port)])).toEqual(['10.0.0.1 : ']);
      expect(subsetsOf(selecting, [withPorts(80, port)])).toEqual(['10.0.0.1 : p/80']);
    }
  });

  test.each<[string, EndpointLike['conditions'], string[]]>([
    ['no conditions is ready', undefined, ['10.0.0.1 : 80']],
    ['ready', { ready: true, serving: true, terminating: false }, ['10.0.0.1 : 80']],
    ['not ready', { ready: false, serving: true }, ['!10.0.0.1 : 80']],
    ['terminating is left out', { ready: false, serving: true, terminating: true }, []],
    ['terminating but ready, as with publishNotReadyAddresses', { ready: true, terminating: true }, ['10.0.0.1 : 80']],
  ])('reads conditions: %s', (_, conditions, wanted) => {
    expect(subsetsOf(plain, [sliceWith([{ addresses: ['10.0.0.1'], conditions }])])).toEqual(wanted);
  });

  test('passes over slices of other Services and namespaces, in any order of the others', () => {
    const slices = [
      mirroredSlice('a', 'IPv4 10.0.0.1 : 80'),
      mirroredSlice('b', 'IPv4 !10.0.0.1 : 80'),
      mirroredSlice('c', 'IPv4 10.0.0.3 : 80', { namespace: 'other' }),
      mirroredSlice('d', 'IPv4 10.0.0.4 : 80', { labels: { [LABEL_SERVICE_NAME]: 'web' } }),
    ];
    expect(subsetsOf(plain, slices)).toEqual(['!10.0.0.1 : 80']);
    expect(subsetsOf(plain, [...slices].reverse())).toEqual(['!10.0.0.1 : 80']);
  });

  test('says what no Endpoints object can hold', () => {
    const slices = [
      sliceWith([{ addresses: ['bad'] }, { addresses: ['10.0.0.1', '10.0.0.2'] }, { addresses: [] }]),
      mirroredSlice('f', 'FQDN example.com : 80'),
    ];
    const { endpoints, notices } = buildCoreEndpoints({ service: plain, slices });
    expect(printSubsets(endpoints.subsets ?? [])).toEqual(['10.0.0.1 : 80']);
    expect(buildCoreEndpoints({ service: plain, slices: [...slices].reverse() }).notices).toEqual(notices);
    expect(notices).toEqual([
      {
        reason: 'InvalidAddress',
        address: 'bad',
        expected: 'IPv4',
        object: { kind: 'EndpointSlice', namespace: 'ns', name: 'a' },
        message: 'not an IPv4 address: "bad"',
        retry: false,
      },
      {
        reason: 'ExtraAddressesIgnored',
        address: '10.0.0.1',
        ignoredCount: 1,
        object: { kind: 'EndpointSlice', namespace: 'ns', name: 'a' },
        message: 'only the first of 2 addresses of an endpoint is used: 10.0.0.1',
        retry: false,
      },
      {
        reason: 'EndpointWithoutAddress',
        endpointIndex: 2,
        object: { kind: 'EndpointSlice', namespace: 'ns', name: 'a' },
        message: 'endpoint 2 has no address',
        retry: false,
      },
      {
        reason: 'AddressTypeWithoutIPs',
        addressType: 'FQDN',
        object: { kind: 'EndpointSlice', namespace: 'ns', name: 'f' },
        message: 'Endpoints cannot hold addresses of type FQDN',
        retry: false,
      },
    ]);
  });

  test('cuts more than 1000 addresses down as the Endpoints controller does, and names what is missing', () => {
    const addressesOf = (count: number, net: number): EndpointLike[] =>
      Array.from({ length: count }, (_, index) => ({ addresses: [`10.${net}.${index >> 8}.${index & 255}`] }));
    const slices = [
      { ...mirroredSlice('a', 'IPv4 : http/80'), endpoints: addressesOf(1200, 1) },
      { ...mirroredSlice('b', 'IPv4 !10.3.0.1 : http/81'), endpoints: addressesOf(300, 2) },
    ];
    const { endpoints, notices } = buildCoreEndpoints({ service: selecting, slices });
    expect(endpoints.metadata.annotations).toEqual({ [ANNOTATION_OVER_CAPACITY]: 'truncated' });
    expect((endpoints.subsets ?? []).map(({ addresses }) => String(addresses?.length)).sort()).toEqual(['200', '800']);
    const [notice] = notices;
    expect(notice).toMatchObject({
      reason: 'EndpointsOverCapacity',
      object: { kind: 'Endpoints', namespace: 'ns', name: 'db' },
      message: 'Endpoints hold at most 1000 addresses. 500 addresses were left out',
      retry: false,
    });
    const skipped = notice?.reason === 'EndpointsOverCapacity' ? notice.skipped : [];
    const held = (endpoints.subsets ?? []).flatMap(({ addresses }) => (addresses ?? []).map(({ ip }) => ip));
    const all = [...held, ...skipped.flatMap(({ addresses }) => addresses)];
    expect(new Set(all).size).toBe(1500);
    const fits = buildCoreEndpoints({
      service: selecting,
      slices: [{ ...slices[0], endpoints: addressesOf(1000, 1) } as EndpointSliceLike],
    });
    expect(fits.endpoints.metadata).not.toHaveProperty('annotations');
  });

  test('keeps the headless label right', () => {
    const labelled = { ...plain, metadata: { ...plain.metadata, labels: { [LABEL_HEADLESS]: 'x' } } };
    expect(buildCoreEndpoints({ service: labelled, slices: [] }).endpoints.metadata.labels).not.toHaveProperty([
      LABEL_HEADLESS,
    ]);
    expect(buildCoreEndpoints({ service: headless, slices: [] }).endpoints.metadata.labels).toMatchObject({
      [LABEL_HEADLESS]: '',
    });
  });

  test('reads a Service without spec, and slices and endpoints that lack what they may', () => {
    const bare = { metadata: { namespace: 'ns', name: 'db' } };
    const labels = { [LABEL_SERVICE_NAME]: 'db' };
    const slice: EndpointSliceLike = { addressType: 'IPv4', metadata: { namespace: 'ns', labels } };
    expect(
      subsetsOf(bare, [slice, { addressType: 'IPv4' }, { addressType: 'IPv4', metadata: { namespace: 'ns' } }]),
    ).toEqual([]);
    const endpoints = [
      { addresses: null as never, conditions: null },
      { addresses: ['10.0.0.1'], targetRef: null },
    ];
    expect(subsetsOf(bare, [{ ...slice, endpoints, ports: null }])).toEqual(['10.0.0.1 : ']);
    expect(buildCoreEndpoints({ service: bare, slices: [slice, { ...slice, endpoints: null }] }).notices).toEqual([]);
    const { notices } = buildCoreEndpoints({ service: bare, slices: [{ ...slice, endpoints }] });
    expect(notices).toMatchObject([{ reason: 'EndpointWithoutAddress', object: { kind: 'EndpointSlice', name: '' } }]);
  });

  test('names details of an address that do not count, after what slices cannot say', () => {
    const slices = [
      sliceWith([{ addresses: ['10.0.0.1'], nodeName: 'n' }, { addresses: ['bad'] }]),
      { ...mirroredSlice('b', 'IPv4 : 80'), endpoints: [{ addresses: ['10.0.0.1'], nodeName: 'm', hostname: 'h' }] },
    ];
    const { endpoints, notices } = buildCoreEndpoints({ service: plain, slices });
    expect(endpoints.subsets?.[0]?.addresses).toEqual([{ ip: '10.0.0.1', nodeName: 'm', hostname: 'h' }]);
    expect(notices.map(({ reason, object }) => `${reason} ${object.name}`)).toEqual([
      'InvalidAddress a',
      'ConflictingAddress db',
    ]);
    expect(notices[1]).toMatchObject({ ignored: { ip: '10.0.0.1', nodeName: 'n' } });
  });

  test('names what does not count in order of addresses, then of how much it says', () => {
    const said = (address: string, ...hostnames: readonly string[]): EndpointLike[] =>
      hostnames.map((hostname) => ({ addresses: [address], hostname }));
    const endpoints = [...said('10.0.0.2', 'z', 'a'), ...said('10.0.0.1', 'a', 'c', 'z', 'b', 'a')];
    for (const list of [endpoints, [...endpoints].reverse()]) {
      const { notices } = buildCoreEndpoints({ service: plain, slices: [sliceWith(list)] });
      expect(notices.map((notice) => notice.reason === 'ConflictingAddress' && notice.ignored)).toEqual([
        { ip: '10.0.0.1', hostname: 'c' },
        { ip: '10.0.0.1', hostname: 'b' },
        { ip: '10.0.0.1', hostname: 'a' },
        { ip: '10.0.0.2', hostname: 'a' },
      ]);
    }
  });

  test('takes a slice without a name before all others', () => {
    const labels = { [LABEL_SERVICE_NAME]: 'db' };
    const slicesNamed = (...names: readonly (string | null)[]): EndpointSliceLike[] =>
      names.map((name) => ({ addressType: 'FQDN', metadata: { namespace: 'ns', name, labels } }));
    for (const slices of [slicesNamed('A', null, 'a'), slicesNamed('a', null, 'A')]) {
      const { notices } = buildCoreEndpoints({ service: plain, slices });
      expect(notices.map(({ object }) => object.name)).toEqual(['', 'A', 'a']);
    }
  });

  test('names a long text that is no address by its beginning', () => {
    const { notices } = buildCoreEndpoints({ service: plain, slices: [sliceWith([{ addresses: ['x'.repeat(65)] }])] });
    expect(notices[0]?.message).toBe(`not an IPv4 address: "${'x'.repeat(64)}"`);
  });

  test('marks Endpoints that mirroring would turn into slices again', () => {
    const hand = mirroredSlice('a', 'IPv4 10.0.0.1 : 80', {
      labels: { [LABEL_SERVICE_NAME]: 'db', [LABEL_MANAGED_BY]: 'me' },
    });
    const mirrored = mirroredSlice('b', 'IPv4 10.0.0.1 : 80');
    const marks = { [LABEL_SERVICE_NAME]: 'db', [LABEL_MANAGED_BY]: MIRRORING_CONTROLLER };
    const labelsOf = (service: ServiceLike, slices: readonly EndpointSliceLike[]): unknown =>
      buildCoreEndpoints({ service, slices }).endpoints.metadata.labels?.[LABEL_SKIP_MIRROR];
    expect(labelsOf(plain, [hand])).toBe('true');
    expect(labelsOf(plain, [hand, mirrored])).toBeUndefined();
    const elsewhere = { ...marks, [LABEL_SERVICE_NAME]: 'web' };
    expect(labelsOf(plain, [mirroredSlice('c', 'IPv4 10.0.0.1 : 80', { labels: elsewhere })])).toBe('true');
    expect(labelsOf(plain, [{ addressType: 'IPv4' }])).toBe('true');
    expect(labelsOf(selecting, [hand])).toBeUndefined();
  });

  test('gives an object without subsets for a Service without endpoints', () => {
    expect(
      buildCoreEndpoints({ service: selecting, slices: [mirroredSlice('a', 'IPv4 : ')] }).endpoints,
    ).not.toHaveProperty('subsets');
  });

  test('refuses what is no input', () => {
    expect(() => buildCoreEndpoints(5 as never)).toThrow('buildCoreEndpoints: input must be an object, got 5');
  });

  test.each([
    ['service must be an object, got null', null, []],
    ['service.metadata must be an object, got undefined', {}, []],
    ['service.metadata.name must be a non-empty string, got undefined', { metadata: { namespace: 'ns' } }, []],
    ['slices must be an array, got 5', plain, 5],
    ['slices[0] must be an object, got 1', plain, [1]],
    ['slices[0].addressType must be a non-empty string, got undefined', plain, [{}]],
    [
      'slices[0].endpoints[0].addresses must be an array, got 5',
      plain,
      [{ addressType: 'IPv4', endpoints: [{ addresses: 5 }] }],
    ],
    ['slices[0].endpoints[0].addresses[0] must be a string, got 1', plain, [sliceWith([{ addresses: [1 as never] }])]],
    [
      'slices[0].endpoints[0].conditions must be an object, got true',
      plain,
      [sliceWith([{ addresses: [], conditions: true as never }])],
    ],
    [
      'slices[0].endpoints[0].targetRef.uid must be a string, got 1',
      plain,
      [sliceWith([{ addresses: [], targetRef: { uid: 1 as never } }])],
    ],
    ['slices[0].ports[0].name must be a string, got 1', plain, [{ addressType: 'IPv4', ports: [{ name: 1 }] }]],
    ['slices[0].metadata must be an object, got 5', plain, [{ metadata: 5 }]],
    ['slices[0].metadata.name must be a string, got 5', plain, [{ metadata: { name: 5 } }]],
    ['slices[0].metadata.namespace must be a string, got 5', plain, [{ metadata: { namespace: 5 } }]],
    ['slices[0].metadata.labels.a must be a string, got 5', plain, [{ metadata: { labels: { a: 5 } } }]],
    ['slices[0].endpoints must be an array, got 5', plain, [{ addressType: 'IPv4', endpoints: 5 }]],
    ['slices[0].endpoints[1] must be an object, got 5', plain, [{ addressType: 'IPv4', endpoints: [{}, 5] }]],
    [
      'slices[0].endpoints[0].hostname must be a string, got 5',
      plain,
      [{ addressType: 'IPv4', endpoints: [{ addresses: ['10.0.0.1'], hostname: 5 }] }],
    ],
    [
      'slices[0].endpoints[0].hostname must be a string, got 5',
      plain,
      [{ addressType: 'IPv4', endpoints: [{ addresses: ['10.0.0.1'], conditions: null, hostname: 5 }] }],
    ],
    [
      'slices[0].endpoints[0].addresses[1] must be a string, got null',
      plain,
      [{ addressType: 'IPv4', endpoints: [{ addresses: ['10.0.0.1', null] }] }],
    ],
    ['service.metadata.namespace must be a non-empty string, got undefined', { metadata: { name: 'db' } }, []],
    [
      'service.metadata.labels.a must be a string, got 5',
      { metadata: { namespace: 'ns', name: 'db', labels: { a: 5 } } },
      [],
    ],
  ])('refuses what is not of the form: %s', (message, service, slices) => {
    expect(() => buildCoreEndpoints({ service, slices } as never)).toThrow(`buildCoreEndpoints: ${message}`);
  });
});
