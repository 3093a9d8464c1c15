import { readProjectFile } from '../repo/source-files.ts';
import { pod, type SliceOf, sliceOf, webHttp } from '../support/slice-of.ts';
import {
  acceptBookmark,
  diffEndpoints,
  type DuplicatePolicy,
  emptyCache,
  type EndpointSliceCache,
  type EndpointSliceLike,
  explainEndpoint,
  formatServicePort,
  listNotices,
  listEndpoints,
  listServicePorts,
  removeSlice,
  replaceSlices,
  setSlice,
} from 'endpointslice';
import { describe, expect, test } from 'vitest';

function cacheOf(...slices: readonly EndpointSliceLike[]): EndpointSliceCache {
  return slices.reduce<EndpointSliceCache>((cache, slice) => setSlice(cache, slice).cache, emptyCache);
}

function addressesOf(cache: EndpointSliceCache, servicePort: Parameters<typeof listEndpoints>[1] = webHttp): string[] {
  return listEndpoints(cache, servicePort).endpoints.map(({ address, port }) => `${address} ${port}`);
}

function reasonsOf(update: { readonly notices: readonly { readonly reason: string }[] }): string[] {
  return update.notices.map(({ reason }) => reason);
}

describe('setSlice', () => {
  test('lists the endpoints of all slices of a Service (rule 9.4)', () => {
    const cache = cacheOf(sliceOf({ endpoints: ['10.0.0.1'] }), sliceOf({ name: 'web-2', endpoints: ['10.0.0.2'] }));
    expect(addressesOf(cache)).toEqual(['10.0.0.1 80', '10.0.0.2 80']);
    expect(addressesOf(setSlice(cache, sliceOf({ name: 'web-2' })).cache)).toEqual(['10.0.0.1 80']);
  });

  test('leaves the old value as it was, and shares what did not change', () => {
    const before = cacheOf(sliceOf({ endpoints: ['10.0.0.1'] }), sliceOf({ name: 'web-2', endpoints: ['10.0.0.2'] }));
    const [first] = listEndpoints(before, webHttp).endpoints;
    const after = setSlice(before, sliceOf({ name: 'web-2', endpoints: ['10.0.0.3'] })).cache;
    expect(addressesOf(before)).toEqual(['10.0.0.1 80', '10.0.0.2 80']);
    expect(listEndpoints(after, webHttp).endpoints[0]).toBe(first);
    const endpoints = ['10.0.0.1', '10.0.0.2', '10.0.0.3'];
    const inOrder = cacheOf(sliceOf({ endpoints }));
    const reversed = setSlice(inOrder, sliceOf({ endpoints: [...endpoints].reverse() })).cache;
    listEndpoints(reversed, webHttp).endpoints.forEach((endpoint, index) => {
      expect(endpoint).toBe(listEndpoints(inOrder, webHttp).endpoints[index]);
    });
  });

  test('keeps a slice without the service-name label aside, with a notice (rule 4.1.2)', () => {
    const update = setSlice(emptyCache, sliceOf({ service: null, endpoints: ['10.0.0.1'] }));
    expect(reasonsOf(update)).toEqual(['ServiceNameMissing']);
    expect(listServicePorts(update.cache)).toEqual([]);
    expect(reasonsOf({ notices: listNotices(update.cache) })).toEqual(['ServiceNameMissing']);
    expect(listNotices(setSlice(update.cache, sliceOf()).cache)).toEqual([]);
  });

  test('moves a slice whose label names another Service, and empties the first (rule 4.1.3; cache/relabelled-slice)', () => {
    const before = cacheOf(sliceOf({ endpoints: ['10.0.0.1'] }));
    const after = setSlice(before, sliceOf({ service: 'db', endpoints: ['10.0.0.1'] })).cache;
    expect(addressesOf(after)).toEqual([]);
    expect(addressesOf(after, { ...webHttp, name: 'db' })).toEqual(['10.0.0.1 80']);
    expect(
      diffEndpoints(before, after).map(({ servicePort, added, removed }) => [
        servicePort.name,
        added.length,
        removed.length,
      ]),
    ).toEqual([
      ['db', 1, 0],
      ['web', 0, 1],
    ]);
    const aside = setSlice(before, sliceOf({ service: null, endpoints: ['10.0.0.1'] })).cache;
    expect(diffEndpoints(before, aside).map(({ removed }) => removed.length)).toEqual([1]);
  });

  test('knows slices by namespace and name (rules 4.1.3, 9.7)', () => {
    const cache = cacheOf(
      sliceOf({ endpoints: ['10.0.0.1'] }),
      sliceOf({ namespace: 'other', endpoints: ['10.0.0.2'] }),
    );
    expect(addressesOf(cache)).toEqual(['10.0.0.1 80']);
    expect(addressesOf(cache, { ...webHttp, namespace: 'other' })).toEqual(['10.0.0.2 80']);
  });

  test('keeps slices of several clusters apart, and lists their endpoints together', () => {
    let cache = setSlice(emptyCache, sliceOf({ endpoints: ['10.0.0.1'] }), { cluster: 'west' }).cache;
    cache = setSlice(cache, sliceOf({ endpoints: ['10.0.0.2'] }), { cluster: 'east' }).cache;
    expect(listEndpoints(cache, webHttp).endpoints.map(({ address, cluster }) => [address, cluster])).toEqual([
      ['10.0.0.1', 'west'],
      ['10.0.0.2', 'east'],
    ]);
    cache = removeSlice(cache, sliceOf(), { cluster: 'east' }).cache;
    expect(addressesOf(cache)).toEqual(['10.0.0.1 80']);
  });

  test('takes no older state than it has, and says so', () => {
    const cache = cacheOf(sliceOf({ version: 10, endpoints: ['10.0.0.1'] }));
    const late = setSlice(cache, sliceOf({ version: 9, endpoints: ['10.0.0.9'] }));
    expect(late.cache).toBe(cache);
    expect(late.notices).toMatchObject([{ reason: 'StaleSlice', resourceVersion: '9', knownResourceVersion: '10' }]);
  });

  test('decides by sequence where there is no resourceVersion', () => {
    const cache = setSlice(emptyCache, sliceOf({ endpoints: ['10.0.0.1'] }), { sequence: 2 }).cache;
    const late = setSlice(cache, sliceOf({ endpoints: ['10.0.0.9'] }), { sequence: 1 });
    expect(late.cache).toBe(cache);
    expect(addressesOf(setSlice(cache, sliceOf({ endpoints: ['10.0.0.9'] }), { sequence: 3 }).cache)).toEqual([
      '10.0.0.9 80',
    ]);
  });

  test('takes an empty cluster for none, and null for no sequence', () => {
    const slice = sliceOf({ endpoints: ['10.0.0.1'] });
    const { cache } = setSlice(emptyCache, slice, { cluster: '', sequence: null as never });
    expect(cache).toStrictEqual(setSlice(emptyCache, slice).cache);
    expect(listEndpoints(cache, webHttp).endpoints[0]).not.toHaveProperty('cluster');
    const question = { servicePort: webHttp, address: '10.0.0.1', port: 80 };
    expect(explainEndpoint(cache, question)?.slice).toStrictEqual({ namespace: 'shop', name: 'web-1' });
    const west = setSlice(emptyCache, slice, { cluster: 'west' }).cache;
    expect(explainEndpoint(west, question)?.slice).toStrictEqual({
      namespace: 'shop',
      name: 'web-1',
      cluster: 'west',
    });
  });

  test('remembers a newer sequence although nothing else changed', () => {
    const cache = setSlice(emptyCache, sliceOf({ endpoints: ['10.0.0.1'] }), { sequence: 2 }).cache;
    const again = setSlice(cache, sliceOf({ endpoints: ['10.0.0.1'] }), { sequence: 4 }).cache;
    expect(setSlice(again, sliceOf(), { sequence: 3 }).cache).toBe(again);
  });

  test('gives back the same cache when told the same (rule 4.1.5)', () => {
    const slice = sliceOf({ version: 1, endpoints: ['10.0.0.1'] });
    const cache = cacheOf(slice);
    expect(setSlice(cache, slice).cache).toBe(cache);
  });

  test('ignores slices of address types without a meaning, with a notice (rule 4.1.1)', () => {
    const update = setSlice(emptyCache, sliceOf({ addressType: 'FQDN', endpoints: ['example.com'] }));
    expect(update.notices).toMatchObject([{ reason: 'AddressTypeIgnored', addressType: 'FQDN' }]);
    expect(listServicePorts(update.cache)).toEqual([]);
  });

  test('takes absent names and protocols for the defaults of the API (rules 4.3.1, 5.10.1; cache/absent-port-fields)', () => {
    const cache = cacheOf(sliceOf({ endpoints: ['10.0.0.1'], ports: [{ port: 80 }] }));
    expect(listServicePorts(cache)).toEqual([{ ...webHttp, port: '' }]);
  });

  test('skips ports without a number, zero and such as no packet can have (rule 4.3.1; cache/port-out-of-range)', () => {
    const ports = [{ name: 'a' }, { name: 'b', port: 0 }, { name: 'c', port: 70000 }, { name: 'd', port: -1 }];
    const update = setSlice(emptyCache, sliceOf({ endpoints: ['10.0.0.1'], ports }));
    expect(update.notices).toMatchObject(ports.map(({ name }) => ({ reason: 'PortWithoutNumber', portName: name })));
    const borders = [1, 65535, 65536].map((port) => ({ name: `p${port}`, port }));
    const { cache, notices } = setSlice(emptyCache, sliceOf({ ports: borders }));
    expect(listServicePorts(cache).map(({ port: portName }) => portName)).toEqual(['p1', 'p65535']);
    expect(notices).toMatchObject([{ portName: 'p65536' }]);
    expect(listServicePorts(update.cache)).toEqual([]);
  });

  test('yields nothing for a slice without ports, and nothing breaks (rule 4.3.2)', () => {
    for (const ports of [null, []]) {
      expect(listServicePorts(cacheOf(sliceOf({ endpoints: ['10.0.0.1'], ports })))).toEqual([]);
      // Nobody can reach these endpoints, so that what is wrong with them is no news.
      expect(setSlice(emptyCache, sliceOf({ endpoints: ['x'], ports })).notices).toEqual([]);
    }
  });

  test('lists a port without endpoints, with none (rule 4.2.3)', () => {
    expect(listServicePorts(cacheOf(sliceOf())).map(formatServicePort)).toEqual(['shop/web:http/TCP']);
    expect(addressesOf(cacheOf(sliceOf()))).toEqual([]);
  });

  test('uses the first address of an endpoint, canonical, and says what it left out (rule 4.3.2)', () => {
    const update = setSlice(
      emptyCache,
      sliceOf({ endpoints: [{ addresses: ['010.0.0.1', '10.0.0.2'] }, { addresses: [] }] }),
    );
    expect(addressesOf(update.cache)).toEqual(['10.0.0.1 80']);
    expect(update.notices).toMatchObject([
      { reason: 'ExtraAddressesIgnored', address: '10.0.0.1', ignoredCount: 1 },
      { reason: 'EndpointWithoutAddress', endpointIndex: 1 },
    ]);
  });

  test('leaves out what is no address of the family instead of listing <nil> (rule 4.3.2; cache/unusable-address)', () => {
    const update = setSlice(emptyCache, sliceOf({ endpoints: ['10.0.0', 'fd00::1', '10.0.0.1'] }));
    expect(addressesOf(update.cache)).toEqual(['10.0.0.1 80']);
    expect(update.notices).toMatchObject([
      { reason: 'InvalidAddress', address: '10.0.0' },
      { reason: 'InvalidAddress', address: 'fd00::1' },
    ]);
  });

  test('reads absent conditions as the API does (rule 4.3.3)', () => {
    const cache = cacheOf(
      sliceOf({
        endpoints: [
          '10.0.0.1',
          { addresses: ['10.0.0.2'], conditions: null },
          { addresses: ['10.0.0.3'], conditions: { ready: false } },
        ],
      }),
    );
    expect(
      listEndpoints(cache, webHttp).endpoints.map(({ ready, serving, terminating }) => [ready, serving, terminating]),
    ).toEqual([
      [true, true, false],
      [true, true, false],
      [false, true, false],
    ]);
  });

  test('says of an endpoint what routing needs, and nothing of empty hints (rule 4.3.4)', () => {
    const cache = cacheOf(
      sliceOf({
        endpoints: [
          {
            addresses: ['10.0.0.1'],
            nodeName: 'n1',
            zone: 'a',
            hostname: 'h',
            targetRef: { ...pod('p', 'u'), resourceVersion: '7', fieldPath: 'spec' },
            hints: { forZones: [{ name: 'b' }, { name: 'a' }, { name: 'b' }], forNodes: [] },
          },
        ],
        ports: [{ name: 'http', protocol: 'TCP', port: 80, appProtocol: 'h2c' }],
      }),
    );
    expect(listEndpoints(cache, webHttp).endpoints).toEqual([
      {
        address: '10.0.0.1',
        addressType: 'IPv4',
        port: 80,
        ready: true,
        serving: true,
        terminating: false,
        nodeName: 'n1',
        zone: 'a',
        hostname: 'h',
        target: { kind: 'Pod', namespace: 'shop', name: 'p', uid: 'u' },
        appProtocol: 'h2c',
        zoneHints: ['a', 'b'],
      },
    ]);
  });

  test('says of an endpoint what its slice says, and has no field for what it does not', () => {
    const target = { kind: 'Pod', namespace: 'shop', name: 'p' };
    const bare = { address: '10.0.0.1', addressType: 'IPv4', port: 80, ready: true, serving: true, terminating: false };
    for (const nodeName of [{}, { nodeName: 'n' }, { nodeName: '' }]) {
      for (const zone of [{}, { zone: 'z' }, { zone: '' }]) {
        for (const isTarget of [false, true]) {
          const slice = sliceOf({
            endpoints: [{ addresses: ['10.0.0.1'], ...nodeName, ...zone, ...(isTarget && { targetRef: pod('p') }) }],
          });
          const wanted = { ...bare, ...nodeName, ...zone, ...(isTarget && { target }) };
          expect(listEndpoints(cacheOf(slice), webHttp).endpoints).toStrictEqual([wanted]);
        }
      }
    }
    const hints = { forZones: [], forNodes: [{ name: 'b' }, { name: 'a' }, { name: 'b' }] };
    const hinted = sliceOf({ endpoints: [{ addresses: ['10.0.0.1'], hints, targetRef: {} }] });
    expect(listEndpoints(cacheOf(hinted), webHttp).endpoints).toStrictEqual([
      { ...bare, target: { kind: '', namespace: '', name: '' }, nodeHints: ['a', 'b'] },
    ]);
  });

  test('sees what changed in a slice without a version', () => {
    const changed = (before: SliceOf, after: SliceOf): EndpointSliceCache => {
      const cache = cacheOf(sliceOf(before));
      const next = setSlice(cache, sliceOf(after)).cache;
      expect(next).not.toBe(cache);
      return next;
    };
    const port = { name: 'http', protocol: 'TCP', port: 80 };
    const renamed = changed({ ports: [port] }, { ports: [{ ...port, name: 'web' }] });
    expect(listServicePorts(renamed).map(({ port: portName }) => portName)).toEqual(['web']);
    const added = changed({ ports: [port] }, { ports: [port, { ...port, name: 'web' }] });
    expect(listServicePorts(added).map(({ port: portName }) => portName)).toEqual(['http', 'web']);
    const named = changed(
      { ports: [port], endpoints: ['10.0.0.1'] },
      { ports: [{ ...port, name: 'web' }], endpoints: ['10.0.0.1'] },
    );
    expect(addressesOf(named, { ...webHttp, port: 'web' })).toEqual(['10.0.0.1 80']);
    const moved = changed({ endpoints: ['10.0.0.1'] }, { endpoints: ['10.0.0.2'] });
    expect(addressesOf(moved)).toEqual(['10.0.0.2 80']);
    const renumbered = changed(
      { ports: [port], endpoints: ['10.0.0.1'] },
      { ports: [{ ...port, port: 81 }], endpoints: ['10.0.0.1'] },
    );
    expect(addressesOf(renumbered)).toEqual(['10.0.0.1 81']);
    const longer = changed({ endpoints: ['10.0.0.1'] }, { endpoints: ['10.0.0.1', '10.0.0.2'] });
    expect(addressesOf(longer)).toEqual(['10.0.0.1 80', '10.0.0.2 80']);
    const wrong = changed({ endpoints: ['x'] }, { endpoints: ['y'] });
    expect(listNotices(wrong)).toMatchObject([{ address: 'y' }]);
    const right = changed({ endpoints: ['x', 'y'] }, { endpoints: ['x'] });
    expect(listNotices(right)).toHaveLength(1);
    expect(listNotices(changed({ endpoints: ['x'] }, { endpoints: ['x', 'y'] }))).toHaveLength(2);
    const other = changed({ uid: 'a' }, { uid: 'b' });
    expect(reasonsOf(removeSlice(other, sliceOf({ uid: 'a' })))).toEqual(['StaleRemoval']);
    expect(reasonsOf(removeSlice(other, sliceOf({ uid: 'b' })))).toEqual([]);
  });

  test('keeps different numbers under one port name, and one address with several ports, apart (rule 4.3.5)', () => {
    const cache = cacheOf(
      sliceOf({ endpoints: ['10.0.0.1'] }),
      sliceOf({ name: 'web-2', endpoints: ['10.0.0.1'], ports: [{ name: 'http', protocol: 'TCP', port: 8080 }] }),
    );
    expect(addressesOf(cache)).toEqual(['10.0.0.1 80', '10.0.0.1 8080']);
  });

  test('lists in the order of kube-proxy, whatever the order of the slices (rule 4.3.7)', () => {
    const cache = cacheOf(
      sliceOf({ name: 'z', endpoints: ['10.0.0.9', '10.0.0.10'] }),
      sliceOf({ name: 'a', addressType: 'IPv6', endpoints: ['fd00::0001'] }),
    );
    expect(addressesOf(cache)).toEqual(['10.0.0.10 80', '10.0.0.9 80', 'fd00::1 80']);
    expect(listEndpoints(cache, webHttp, { addressType: 'IPv6' }).endpoints).toHaveLength(1);
    const families = cacheOf(
      sliceOf({ name: 'a', addressType: 'IPv6', endpoints: ['2001:db8::1', '2001:db8::1'] }),
      sliceOf({ name: 'b', endpoints: ['203.0.113.1', '203.0.113.1', '203.0.113.1'] }),
    );
    expect(addressesOf(families)).toEqual(['203.0.113.1 80', '2001:db8::1 80']);
    const losers = (options?: { addressType: 'IPv4' | 'IPv6' }) =>
      listEndpoints(families, webHttp, options).losers.length;
    expect([losers(), losers({ addressType: 'IPv4' }), losers({ addressType: 'IPv6' })]).toEqual([3, 2, 1]);
  });

  test('takes hostile names for what they are', () => {
    const name = '__proto__';
    const cache = cacheOf(sliceOf({ name, namespace: name, service: name, endpoints: ['10.0.0.1'] }));
    expect(listServicePorts(cache)).toEqual([{ ...webHttp, namespace: name, name }]);
    expect(({} as { [key: string]: unknown })['10.0.0.1:80']).toBeUndefined();
  });

  test.each([
    [null, 'setSlice: slice must be an object, got null'],
    [{}, 'setSlice: slice.metadata must be an object, got undefined'],
    [
      { metadata: { namespace: 'a' }, addressType: 'IPv4' },
      'setSlice: slice.metadata.name must be a non-empty string, got undefined',
    ],
    [
      { metadata: { namespace: '', name: 'b' }, addressType: 'IPv4' },
      'setSlice: slice.metadata.namespace must be a non-empty string, got ""',
    ],
    [{ metadata: { namespace: 'a', name: 'b' } }, 'setSlice: slice.addressType must be a string, got undefined'],
    [sliceWith({ endpoints: 'x' }), 'setSlice: slice.endpoints must be an array, got "x"'],
    [sliceWith({ endpoints: [null] }), 'setSlice: slice.endpoints[0] must be an object, got null'],
    [
      sliceWith({ endpoints: [{ addresses: [1] }] }),
      'setSlice: slice.endpoints[0].addresses[0] must be a string, got 1',
    ],
    [
      sliceWith({ endpoints: [{ addresses: ['10.0.0.1'], conditions: { ready: 'yes' } }] }),
      'setSlice: slice.endpoints[0].conditions.ready must be a boolean, got "yes"',
    ],
    [
      sliceWith({ endpoints: [{ addresses: ['10.0.0.1'], conditions: [] }] }),
      'setSlice: slice.endpoints[0].conditions must be an object, got an array',
    ],
    [
      sliceWith({ endpoints: [{ addresses: ['10.0.0.1'], nodeName: 5 }] }),
      'setSlice: slice.endpoints[0].nodeName must be a string, got 5',
    ],
    [
      sliceWith({ endpoints: [{ addresses: ['10.0.0.1'], targetRef: 'p' }] }),
      'setSlice: slice.endpoints[0].targetRef must be an object, got "p"',
    ],
    [
      sliceWith({ endpoints: [{ addresses: ['10.0.0.1'], hints: 'a' }] }),
      'setSlice: slice.endpoints[0].hints must be an object, got "a"',
    ],
    [
      sliceWith({ endpoints: [{ addresses: ['10.0.0.1'], hints: { forZones: ['a'] } }] }),
      'setSlice: slice.endpoints[0].hints.forZones[0].name must be a string, got undefined',
    ],
    [sliceWith({ ports: [5] }), 'setSlice: slice.ports[0] must be an object, got 5'],
    [sliceWith({ ports: [{ port: '80' }] }), 'setSlice: slice.ports[0].port must be a number, got "80"'],
    [sliceWith({ ports: [{ port: 80.5 }] }), 'setSlice: slice.ports[0].port must be an integer, got 80.5'],
    [
      sliceWith({ metadata: { namespace: 'a', name: 'b', labels: [] } }),
      'setSlice: slice.metadata.labels must be an object, got an array',
    ],
  ])('refuses %j', (slice, message) => {
    expect(() => setSlice(emptyCache, slice as never)).toThrow(message);
  });
});

function sliceWith(fields: object): object {
  return {
    metadata: { namespace: 'a', name: 'b', labels: { 'kubernetes.io/service-name': 'web' } },
    addressType: 'IPv4',
    ports: [{ port: 80 }],
    ...fields,
  };
}

describe('removeSlice', () => {
  const stored = sliceOf({ uid: 'new', version: 10, endpoints: ['10.0.0.1', '10.0.0.2'] });

  test('takes away what was stored, whatever the object says by now (rules 4.1.4, 4.2.1, 9.5)', () => {
    const older = sliceOf({ uid: 'new', version: 8, service: 'db', endpoints: ['10.0.0.9'] });
    const { cache, notices } = removeSlice(cacheOf(stored), older);
    expect(notices).toEqual([]);
    expect(listServicePorts(cache)).toEqual([]);
  });

  test('leaves the endpoints of the other slices (rule 9.4)', () => {
    const cache = cacheOf(stored, sliceOf({ name: 'web-2', endpoints: ['10.0.0.2'] }));
    expect(addressesOf(removeSlice(cache, stored).cache)).toEqual(['10.0.0.2 80']);
  });

  test('forgets a Service whose last slice goes (rule 4.2.1)', () => {
    const { cache } = removeSlice(cacheOf(sliceOf({ endpoints: ['10.0.0.1'] })), sliceOf());
    expect(cache).toEqual(emptyCache);
  });

  test('does not take a slice for an earlier one of its name (rule 9.7)', () => {
    const cache = cacheOf(stored);
    const late = removeSlice(cache, sliceOf({ uid: 'old', version: 9 }));
    expect(late.cache).toBe(cache);
    expect(reasonsOf(late)).toEqual(['StaleRemoval']);
    expect(addressesOf(removeSlice(cache, sliceOf({ uid: 'old', version: 11 })).cache)).toEqual([]);
  });

  test('makes earlier states of the slice old news', () => {
    const { cache } = removeSlice(cacheOf(stored), sliceOf({ uid: 'new', version: 12 }));
    expect(reasonsOf(setSlice(cache, stored))).toEqual(['StaleSlice']);
    expect(addressesOf(setSlice(cache, sliceOf({ version: 13, endpoints: ['10.0.0.3'] })).cache)).toEqual([
      '10.0.0.3 80',
    ]);
  });

  test('is not taken for a removal of the slice that is there again', () => {
    const removal = sliceOf({ uid: 'new', version: 12 });
    const cache = setSlice(removeSlice(cacheOf(stored), removal).cache, sliceOf({ uid: 'new', version: 14 })).cache;
    expect(removeSlice(cache, removal).cache).toBe(cache);
  });

  test('needs no more than a name, and minds no unknown one (rule 4.1.5)', () => {
    const metadata = { namespace: 'shop', name: 'web-1' };
    expect(removeSlice(emptyCache, { metadata })).toEqual({ cache: emptyCache, notices: [] });
    expect(addressesOf(removeSlice(cacheOf(stored), { metadata }).cache)).toEqual([]);
    expect(() => removeSlice(emptyCache, { metadata: {} })).toThrow('removeSlice: slice.metadata.name');
    expect(() => removeSlice(emptyCache, null as never)).toThrow('removeSlice: slice must be an object, got null');
  });
});

describe('replaceSlices', () => {
  test('removes what is missing from the list, and Services that are (rule 9.6)', () => {
    const before = cacheOf(
      sliceOf({ endpoints: ['10.0.0.1'] }),
      sliceOf({ name: 'db-1', service: 'db', endpoints: ['10.0.0.2'] }),
    );
    const after = replaceSlices(before, [sliceOf({ endpoints: ['10.0.0.1', '10.0.0.3'] })]).cache;
    expect(listServicePorts(after).map(formatServicePort)).toEqual(['shop/web:http/TCP']);
    expect(diffEndpoints(before, after).map(({ servicePort, removed }) => [servicePort.name, removed.length])).toEqual([
      ['db', 1],
      ['web', 0],
    ]);
  });

  test('gives back the same cache for the same slices', () => {
    const slices = [sliceOf({ version: 1, endpoints: ['10.0.0.1'] }), sliceOf({ name: 'web-2', version: 2 })];
    const { cache } = replaceSlices(emptyCache, slices);
    expect(replaceSlices(cache, slices).cache).toBe(cache);
  });

  test('leaves other clusters and namespaces alone', () => {
    let cache = setSlice(emptyCache, sliceOf({ endpoints: ['10.0.0.1'] }), { cluster: 'west' }).cache;
    cache = setSlice(cache, sliceOf({ namespace: 'other', endpoints: ['10.0.0.2'] })).cache;
    cache = setSlice(cache, sliceOf({ endpoints: ['10.0.0.3'] })).cache;
    cache = replaceSlices(cache, [], { namespace: 'shop' }).cache;
    expect(addressesOf(cache)).toEqual(['10.0.0.1 80']);
    expect(addressesOf(cache, { ...webHttp, namespace: 'other' })).toEqual(['10.0.0.2 80']);
    expect(() => replaceSlices(cache, [sliceOf()], { namespace: 'other' })).toThrow(
      'replaceSlices: slices[0].metadata.namespace must be "other", got "shop"',
    );
  });

  test('keeps a slice that is newer than the list', () => {
    const cache = cacheOf(sliceOf({ version: 20, endpoints: ['10.0.0.1'] }));
    expect(addressesOf(replaceSlices(cache, [], { resourceVersion: '15' }).cache)).toEqual(['10.0.0.1 80']);
    expect(addressesOf(replaceSlices(cache, [], { resourceVersion: '25' }).cache)).toEqual([]);
  });

  test('removes a slice that is as old as the list, and not in it', () => {
    const cache = cacheOf(sliceOf({ version: 15, endpoints: ['10.0.0.1'] }));
    expect(addressesOf(replaceSlices(cache, [], { resourceVersion: '15' }).cache)).toEqual([]);
  });

  test('removes an address that several slices had, and no longer have', () => {
    const slices = (endpoints: readonly string[]): EndpointSliceLike[] =>
      ['a', 'b', 'c', 'd'].map((name) => sliceOf({ name, endpoints }));
    const cache = cacheOf(...slices(['10.0.0.1', '10.0.0.2', '10.0.0.3']));
    const relisted = replaceSlices(cache, slices(['10.0.0.2'])).cache;
    expect(addressesOf(relisted)).toEqual(['10.0.0.2 80']);
    expect(listEndpoints(relisted, webHttp).losers).toHaveLength(3);
    expect(addressesOf(replaceSlices(cache, slices(['10.0.0.2']).slice(1)).cache)).toEqual(['10.0.0.2 80']);
    expect(replaceSlices(cache, []).cache.services).toBeUndefined();
    const [first] = slices(['10.0.0.1']);
    const one = replaceSlices(cache, [first as EndpointSliceLike, ...slices(['10.0.0.2']).slice(1)]).cache;
    expect(addressesOf(one)).toEqual(['10.0.0.1 80', '10.0.0.2 80']);
    expect(listEndpoints(one, webHttp).losers).toHaveLength(2);
  });

  test('does not take a slice that it lists for one that was removed', () => {
    const { cache } = replaceSlices(cacheOf(sliceOf({ version: 5 })), [sliceOf({ version: 6 })]);
    expect(removeSlice(cache, sliceOf({ version: 5 }))).toMatchObject({ notices: [], cache: { slices: undefined } });
  });

  test('knows a slice again that was listed before, and what was in it', () => {
    const list = (version: number, ...endpoints: readonly string[]) => [sliceOf({ version, endpoints })];
    let cache = replaceSlices(emptyCache, list(1, '10.0.0.1')).cache;
    cache = replaceSlices(cache, list(2, '10.0.0.1')).cache;
    cache = replaceSlices(cache, list(3, '10.0.0.1', '10.0.0.2')).cache;
    expect(addressesOf(replaceSlices(cache, list(4, '10.0.0.2')).cache)).toEqual(['10.0.0.2 80']);
    expect(addressesOf(removeSlice(cache, sliceOf()).cache)).toEqual([]);
    const twice = [...list(4, '10.0.0.1'), ...list(5, '10.0.0.1')];
    cache = replaceSlices(emptyCache, twice).cache;
    expect(addressesOf(replaceSlices(cache, []).cache)).toEqual([]);
  });

  test('takes no older state of a slice from a list than there is', () => {
    const cache = cacheOf(sliceOf({ version: 20, endpoints: ['10.0.0.1'] }));
    const update = replaceSlices(cache, [sliceOf({ version: 12, endpoints: ['10.0.0.9'] })], { resourceVersion: '15' });
    expect(reasonsOf(update)).toEqual(['StaleSlice']);
    expect(addressesOf(update.cache)).toEqual(['10.0.0.1 80']);
  });

  test('refuses what is no list of slices', () => {
    expect(() => replaceSlices(emptyCache, {} as never)).toThrow(
      'replaceSlices: slices must be an array, got an object',
    );
    expect(() => replaceSlices(emptyCache, [5 as never])).toThrow('replaceSlices: slices[0] must be an object, got 5');
  });
});

describe('acceptBookmark', () => {
  test('makes everything up to it old news, and forgets removals', () => {
    let cache = removeSlice(cacheOf(sliceOf({ version: 5 })), sliceOf({ version: 6 })).cache;
    cache = acceptBookmark(cache, { resourceVersion: '8' }).cache;
    expect(cache.removals).toBeUndefined();
    expect(reasonsOf(setSlice(cache, sliceOf({ version: 5 })))).toEqual(['StaleSlice']);
    expect(reasonsOf(setSlice(cache, sliceOf({ version: 9 })))).toEqual([]);
    expect(acceptBookmark(cache, { resourceVersion: '7' }).cache).toBe(cache);
  });

  test('counts for its namespace and its cluster only', () => {
    const removed = sliceOf({ version: 6 });
    const reasons = (slice: EndpointSliceLike, scope: { cluster?: string; namespace?: string }): string[] => {
      const { cache } = removeSlice(emptyCache, removed);
      return reasonsOf(setSlice(acceptBookmark(cache, { ...scope, resourceVersion: '8' }).cache, slice));
    };
    const at = (version: number, namespace = 'shop') => sliceOf({ version, namespace });
    for (const scope of [{ namespace: 'other' }, { cluster: 'west' }, { cluster: 'west', namespace: 'shop' }]) {
      expect(reasons(at(6), scope)).toEqual(['StaleSlice']);
      expect(reasons(at(7), scope)).toEqual([]);
    }
    for (const scope of [{}, { namespace: 'shop' }, { namespace: '', cluster: '' }]) {
      expect(reasons(at(8), scope)).toEqual(['StaleSlice']);
      expect(reasons(at(9), scope)).toEqual([]);
    }
    expect(reasons(at(8, 'other'), { namespace: 'other' })).toEqual(['StaleSlice']);
    expect(reasons(at(8, 'other'), { namespace: 'shop' })).toEqual([]);
  });

  test('forgets removals up to its version, but those of slices that are there again', () => {
    const { cache } = removeSlice(emptyCache, sliceOf({ version: 6 }));
    expect(acceptBookmark(cache, { resourceVersion: '6' }).cache.removals).toBeUndefined();
    expect(acceptBookmark(cache, { resourceVersion: '5' }).cache.removals).toBe(cache.removals);
    expect(acceptBookmark(cache, { resourceVersion: '9', namespace: 'other' }).cache.removals).toBe(cache.removals);
    const again = setSlice(cache, sliceOf({ version: 7 })).cache;
    const known = acceptBookmark(again, { resourceVersion: '9' }).cache;
    expect(reasonsOf(removeSlice(known, sliceOf({ version: 6 })))).toEqual(['StaleRemoval']);
    expect(acceptBookmark(known, { resourceVersion: '9' }).cache).toBe(known);
  });

  test('refuses what is no resourceVersion', () => {
    expect(() => acceptBookmark(emptyCache, { resourceVersion: '' }).cache).toThrow(
      'acceptBookmark: bookmark.resourceVersion must be a decimal number as text, got ""',
    );
  });
});

describe('the notices of a slice', () => {
  const object = { kind: 'EndpointSlice', namespace: 'shop', name: 'web-1' };

  test.each([
    [
      sliceOf({ service: null }),
      {
        reason: 'ServiceNameMissing',
        message: 'the slice has no label kubernetes.io/service-name',
      },
    ],
    [
      sliceOf({ addressType: 'FQDN' }),
      {
        reason: 'AddressTypeIgnored',
        addressType: 'FQDN',
        message: 'endpoints of address type FQDN are ignored',
      },
    ],
    [
      sliceOf({ ports: [{ name: 'http', protocol: 'UDP', port: 0 }] }),
      {
        reason: 'PortWithoutNumber',
        portName: 'http',
        protocol: 'UDP',
        message: 'port "http" has no number from 1 to 65535',
      },
    ],
    [
      sliceOf({ endpoints: ['10.0.0.1', { addresses: [] }] }),
      { reason: 'EndpointWithoutAddress', endpointIndex: 1, message: 'endpoint 1 has no address' },
    ],
    [
      sliceOf({ endpoints: [{ addresses: null } as never] }),
      { reason: 'EndpointWithoutAddress', endpointIndex: 0, message: 'endpoint 0 has no address' },
    ],
    [
      sliceOf({ endpoints: ['fd00::1'] }),
      { reason: 'InvalidAddress', address: 'fd00::1', expected: 'IPv4', message: 'not an IPv4 address: "fd00::1"' },
    ],
    [
      sliceOf({ endpoints: ['10.0.0.1', { addresses: ['10.0.0.2', '10.0.0.3', '10.0.0.4'] }] }),
      {
        reason: 'ExtraAddressesIgnored',
        address: '10.0.0.2',
        ignoredCount: 2,
        message: 'only the first of 3 addresses of an endpoint is used: 10.0.0.2',
      },
    ],
  ])('%j say what was left out, when it is set and for as long as it is there', (slice, notice) => {
    const { cache, notices } = setSlice(emptyCache, slice);
    expect(notices).toStrictEqual([{ ...notice, object, retry: false }]);
    expect(setSlice(cache, slice)).toStrictEqual({ cache, notices });
    expect(listNotices(cache)).toStrictEqual(notices);
    expect(replaceSlices(emptyCache, [slice]).notices).toStrictEqual(notices);
    expect(listNotices(removeSlice(cache, slice).cache)).toEqual([]);
  });

  test('are those of the later state, also if it differs behind the beginning of a long address only', () => {
    const long = (end: string) => sliceOf({ version: 5, endpoints: [`${'x'.repeat(64)}${end}`] });
    const cache = setSlice(cacheOf(long('a')), long('b')).cache;
    expect(listNotices(cache)).toMatchObject([{ address: `${'x'.repeat(64)}b` }]);
  });

  test('say that a state or a removal is old', () => {
    const cache = cacheOf(sliceOf({ uid: 'new', version: 10 }));
    const stale = {
      reason: 'StaleSlice',
      knownResourceVersion: '10',
      object,
      message: 'this state of the slice is older than what is known of it',
      retry: false,
    };
    expect(setSlice(cache, sliceOf({ version: 9 })).notices).toStrictEqual([{ ...stale, resourceVersion: '9' }]);
    expect(setSlice(cache, sliceOf()).notices).toStrictEqual([{ ...stale, resourceVersion: '' }]);
    expect(replaceSlices(cache, [sliceOf({ version: 9 })]).notices).toStrictEqual([{ ...stale, resourceVersion: '9' }]);
    const removal = { reason: 'StaleRemoval', knownResourceVersion: '10', object, retry: false };
    const earlier = {
      ...removal,
      cause: 'EarlierSlice',
      message: 'this removal is not taken over: it is of an earlier slice of this name',
    };
    expect(removeSlice(cache, sliceOf({ uid: 'old', version: 9 })).notices).toStrictEqual([
      { ...earlier, resourceVersion: '9' },
    ]);
    expect(removeSlice(cache, sliceOf({ uid: 'old' })).notices).toStrictEqual([{ ...earlier, resourceVersion: '' }]);
    const gone = sliceOf({ uid: 'new', version: 8 });
    const again = setSlice(removeSlice(emptyCache, gone).cache, sliceOf({ uid: 'new', version: 10 })).cache;
    expect(removeSlice(again, gone).notices).toStrictEqual([
      {
        ...removal,
        cause: 'SeenBefore',
        resourceVersion: '8',
        message: 'this removal is not taken over: it was seen before',
      },
    ]);
  });

  test('say of a slice without a version that a later one by sequence is known', () => {
    const cache = setSlice(emptyCache, sliceOf(), { sequence: 2 }).cache;
    expect(setSlice(cache, sliceOf(), { sequence: 1 }).notices).toMatchObject([
      { reason: 'StaleSlice', resourceVersion: '', knownResourceVersion: '' },
    ]);
    expect(setSlice(cache, sliceOf()).notices).toMatchObject([{ reason: 'StaleSlice' }]);
    const bare = cacheOf(sliceOf({ uid: 'new' }));
    expect(removeSlice(bare, sliceOf({ uid: 'old' })).notices).toMatchObject([
      { reason: 'StaleRemoval', resourceVersion: '', knownResourceVersion: '' },
    ]);
  });
});

describe('what is known of a slice', () => {
  const at = (version: number | undefined, endpoint = '10.0.0.1') =>
    sliceOf({ ...(version !== undefined && { version }), endpoints: [endpoint] });
  const stale = ['StaleSlice'];

  test('is told by versions first, and by sequence where these are the same', () => {
    const cache = setSlice(emptyCache, at(5), { sequence: 5 }).cache;
    expect(reasonsOf(setSlice(cache, at(5, '10.0.0.2'), { sequence: 4 }))).toEqual(stale);
    expect(reasonsOf(setSlice(cache, at(5, '10.0.0.2'), { sequence: 5 }))).toEqual([]);
    expect(reasonsOf(setSlice(cache, at(6), { sequence: 4 }))).toEqual([]);
    expect(reasonsOf(setSlice(cache, at(4), { sequence: 6 }))).toEqual(stale);
    expect(addressesOf(setSlice(cache, at(5, '10.0.0.2'), { sequence: 5 }).cache)).toEqual(['10.0.0.2 80']);
  });

  test('is kept when it goes: up to the newest of what was stored, what the event says and what was seen', () => {
    const gone = (...versions: readonly (number | undefined)[]): EndpointSliceCache =>
      versions.reduce<EndpointSliceCache>((cache, version) => removeSlice(cache, at(version)).cache, cacheOf(at(10)));
    for (const cache of [gone(8), gone(undefined), gone(10), gone(undefined, 9), gone(10, undefined, 3)]) {
      expect(reasonsOf(setSlice(cache, at(10)))).toEqual(stale);
      expect(reasonsOf(setSlice(cache, at(11)))).toEqual([]);
    }
    for (const cache of [gone(12), gone(8, 12), gone(12, 5), gone(undefined, 12, undefined)]) {
      expect(reasonsOf(setSlice(cache, at(12)))).toEqual(stale);
      expect(reasonsOf(setSlice(cache, at(13)))).toEqual([]);
    }
    expect(removeSlice(emptyCache, at(undefined)).cache).toBe(emptyCache);
    // Without any version, nothing can be told from anything.
    expect(reasonsOf(setSlice(removeSlice(cacheOf(at(undefined)), at(undefined)).cache, at(undefined)))).toEqual([]);
  });

  test('goes with an event of whatever uid if either has none', () => {
    for (const [stored, event] of [
      [undefined, 'u'],
      ['u', undefined],
      [undefined, undefined],
      ['u', 'u'],
    ]) {
      const withUid = (uid: string | undefined) => sliceOf({ version: 9, ...(uid !== undefined && { uid }) });
      expect(removeSlice(cacheOf(withUid(stored)), withUid(event))).toMatchObject({ notices: [], cache: {} });
      expect(listServicePorts(removeSlice(cacheOf(withUid(stored)), withUid(event)).cache)).toEqual([]);
    }
  });

  test('is kept when a list does not name it', () => {
    const cache = replaceSlices(cacheOf(at(5)), []).cache;
    expect(reasonsOf(setSlice(cache, at(5)))).toEqual(stale);
    expect(reasonsOf(setSlice(cache, at(6)))).toEqual([]);
  });

  test('gives way to a list that is newer than it', () => {
    const removed = removeSlice(emptyCache, at(6)).cache;
    const list = (cache: EndpointSliceCache, version: number, resourceVersion?: string): string[] =>
      reasonsOf(replaceSlices(cache, [at(version)], { resourceVersion }));
    expect(list(removed, 4)).toEqual([]);
    expect(list(removed, 4, '10')).toEqual([]);
    expect(list(removed, 4, '7')).toEqual([]);
    expect(list(removed, 4, '6')).toEqual(stale);
    expect(list(removed, 4, '5')).toEqual(stale);
    expect(list(removed, 7, '5')).toEqual([]);
    const marked = acceptBookmark(emptyCache, { resourceVersion: '20' }).cache;
    expect(list(marked, 9)).toEqual([]);
    expect(list(marked, 9, '20')).toEqual([]);
    expect(list(marked, 9, '19')).toEqual(stale);
    expect(list(marked, 9, 'x')).toEqual([]);
  });

  test('of a list that names it twice is the newest, and the later of equals', () => {
    const [old, young] = [at(1, '10.0.0.1'), at(2, '10.0.0.2')];
    for (const slices of [
      [old, young],
      [young, old],
      [at(2, '10.0.0.3'), young],
    ]) {
      expect(addressesOf(replaceSlices(emptyCache, slices).cache)).toEqual(['10.0.0.2 80']);
    }
  });

  test('counts for a port as long as any slice has it', () => {
    const both = cacheOf(sliceOf(), sliceOf({ name: 'web-2', endpoints: ['10.0.0.1'] }));
    const names = (cache: EndpointSliceCache): string[] =>
      listServicePorts(cache).map(({ port: portName }) => portName);
    const one = removeSlice(both, sliceOf({ name: 'web-2' })).cache;
    expect([names(both), names(one), addressesOf(one)]).toEqual([['http'], ['http'], []]);
    const other = { name: 'web-2', ports: [{ name: 'web', port: 80 }] };
    expect(names(setSlice(both, sliceOf(other)).cache)).toEqual(['http', 'web']);
    expect(names(setSlice(one, sliceOf({ ports: [] })).cache)).toEqual([]);
    expect(diffEndpoints(both, one).map(({ removed }) => removed.length)).toEqual([1]);
    const moved = replaceSlices(both, [sliceOf({ endpoints: ['10.0.0.1'] }), sliceOf({ name: 'web-2' })]).cache;
    expect(addressesOf(moved)).toEqual(['10.0.0.1 80']);
    expect(diffEndpoints(both, moved)).toEqual([]);
  });
});

/** How the endpoint of 10.0.0.1:80 was decided: the winner's target or slice, and the losers with reasons. */
function decisionOf(cache: EndpointSliceCache, policy: DuplicatePolicy = 'identity-aware') {
  const explained = explainEndpoint(cache, { servicePort: webHttp, address: '010.0.0.1', port: 80, policy });
  return {
    winner: explained?.endpoint.target?.name,
    slice: explained?.slice.name,
    losers: explained?.losers.map(({ slice, reason }) => `${slice.name} ${reason}`),
  };
}

function endpoint(name: string, conditions: { ready?: boolean; serving?: boolean; terminating?: boolean } = {}) {
  return { addresses: ['10.0.0.1'], conditions, targetRef: pod(name) };
}

describe('an address that is listed twice', () => {
  const terminating = { ready: false, serving: true, terminating: true };

  test('belongs to the newest slice when the target is the same, whatever its conditions (rules 9.1, 9.2)', () => {
    const stale = sliceOf({ name: 'a', version: 9, endpoints: [endpoint('p')] });
    const fresh = sliceOf({ name: 'b', version: 10, endpoints: [endpoint('p', terminating)] });
    for (const cache of [cacheOf(stale, fresh), cacheOf(fresh, stale)]) {
      expect(decisionOf(cache)).toEqual({ winner: 'p', slice: 'b', losers: ['a MovedBetweenSlices'] });
      expect(decisionOf(cache, 'kube-proxy')).toEqual({ winner: 'p', slice: 'a', losers: ['b Terminating'] });
    }
  });

  test('moves to the other slice when that is written, although nothing else changed', () => {
    const before = cacheOf(
      sliceOf({ name: 'a', version: 9, endpoints: [endpoint('p')] }),
      sliceOf({ name: 'b', version: 10, endpoints: [endpoint('p', terminating)] }),
    );
    const after = setSlice(before, sliceOf({ name: 'a', version: 11, endpoints: [endpoint('p')] })).cache;
    expect(decisionOf(after).slice).toBe('a');
    expect(diffEndpoints(before, after)[0]?.updated.map(({ after: { terminating: now } }) => now)).toEqual([false]);
  });

  test('belongs to the live target when another is on its way out (rules 4.3.5, 9.3)', () => {
    const ghost = sliceOf({ name: 'b', version: 10, endpoints: [endpoint('old', terminating)] });
    const live = sliceOf({ name: 'a', version: 9, endpoints: [endpoint('new')] });
    for (const cache of [cacheOf(ghost, live), cacheOf(live, ghost)]) {
      expect(decisionOf(cache)).toEqual({ winner: 'new', slice: 'a', losers: ['b IPReused'] });
      expect(decisionOf(cache, 'kube-proxy')).toEqual({ winner: 'new', slice: 'a', losers: ['b Terminating'] });
    }
  });

  test('prefers ready to not ready, and serving to not serving, where kube-proxy leaves it to chance (rules 4.3.6, 9.3; cache/ties-across-slices)', () => {
    const dead = sliceOf({ name: 'z', version: 10, endpoints: [endpoint('dead', { ready: false })] });
    const ready = sliceOf({ name: 'a', version: 9, endpoints: [endpoint('ready')] });
    expect(decisionOf(cacheOf(dead, ready))).toEqual({ winner: 'ready', slice: 'a', losers: ['z IPReused'] });
    expect(decisionOf(cacheOf(dead, ready), 'kube-proxy')).toEqual({
      winner: 'dead',
      slice: 'z',
      losers: ['a VisitedEarlier'],
    });
    const serving = sliceOf({ name: 'a', version: 9, endpoints: [endpoint('serving', terminating)] });
    const gone = sliceOf({ name: 'z', version: 10, endpoints: [endpoint('gone', { ...terminating, serving: false })] });
    expect(decisionOf(cacheOf(gone, serving)).winner).toBe('serving');
    expect(decisionOf(cacheOf(gone, serving), 'kube-proxy')).toEqual({
      winner: 'serving',
      slice: 'a',
      losers: ['z VisitedLater'],
    });
  });

  test('belongs to the liveliest target, whichever is newer, and to the newer of two alike', () => {
    const states = [true, false].flatMap((terminating) =>
      [false, true].flatMap((ready) => [false, true].map((serving) => ({ terminating, ready, serving }))),
    );
    states.forEach((state, index) => {
      states.forEach((other, place) => {
        const cache = cacheOf(
          sliceOf({ name: 'a', version: 10, endpoints: [endpoint('p', state)] }),
          sliceOf({ name: 'b', version: 9, endpoints: [endpoint('q', other)] }),
        );
        const isFirst = index >= place;
        expect(decisionOf(cache), JSON.stringify([state, other])).toEqual({
          winner: isFirst ? 'p' : 'q',
          slice: isFirst ? 'a' : 'b',
          losers: [`${isFirst ? 'b' : 'a'} ${index === place ? 'Clash' : 'IPReused'}`],
        });
      });
    });
  });

  test('belongs, where clusters cannot be told apart, to the last by name', () => {
    const slice = (name: string) => sliceOf({ version: 1, endpoints: [endpoint(name)] });
    const set = (cache: EndpointSliceCache, cluster: string | undefined, sequence?: number): EndpointSliceCache =>
      setSlice(cache, slice('p'), { cluster, sequence }).cache;
    const winner = (cache: EndpointSliceCache) => listEndpoints(cache, webHttp).endpoints[0]?.cluster;
    expect(winner(set(set(emptyCache, 'west'), 'east'))).toBe('west');
    expect(winner(set(set(emptyCache, 'east'), 'west'))).toBe('west');
    expect(winner(set(set(emptyCache, undefined), 'east'))).toBe('east');
    expect(winner(set(set(emptyCache, undefined), 'A'))).toBe('A');
    expect(winner(set(set(emptyCache, 'west'), undefined, 1))).toBeUndefined();
    expect(winner(set(set(emptyCache, 'west', 2), 'east', 3))).toBe('east');
    expect(winner(set(set(emptyCache, 'west', 3), 'east', 3))).toBe('west');
  });

  test('is a clash when nothing tells the targets apart, and the newest slice decides', () => {
    const cache = cacheOf(
      sliceOf({ name: 'a', version: 100, endpoints: [endpoint('p')] }),
      sliceOf({ name: 'b', version: 99, endpoints: [endpoint('q')] }),
    );
    expect(decisionOf(cache)).toEqual({ winner: 'p', slice: 'a', losers: ['b Clash'] });
  });

  test('is an exact duplicate when nothing differs, and is said twice in one slice or in two', () => {
    const cache = cacheOf(
      sliceOf({ name: 'a', version: 1, endpoints: [endpoint('p'), endpoint('p')] }),
      sliceOf({ name: 'b', version: 2, endpoints: [endpoint('p')] }),
    );
    expect(decisionOf(cache).losers).toEqual(['a ExactDuplicate', 'a ExactDuplicate']);
    expect(listEndpoints(cache, webHttp).losers).toHaveLength(2);
  });

  test('within one slice belongs to the later one, or for kube-proxy to the last that is not terminating (rule 4.3.5)', () => {
    const cache = cacheOf(
      sliceOf({ name: 'a', endpoints: [endpoint('p', { ready: false }), endpoint('p', terminating)] }),
    );
    expect(decisionOf(cache)).toEqual({ winner: 'p', slice: 'a', losers: ['a RepeatedInSlice'] });
    expect(listEndpoints(cache, webHttp, { policy: 'kube-proxy' }).endpoints[0]?.terminating).toBe(false);
  });

  test('takes missing and malformed resourceVersions for the oldest (rule 9.1)', () => {
    for (const version of ['', 'abc', '007']) {
      const cache = cacheOf(
        sliceOf({ name: 'z', version, endpoints: [endpoint('p')] }),
        sliceOf({ name: 'a', version: 1, endpoints: [endpoint('p', terminating)] }),
      );
      expect(decisionOf(cache).slice).toBe('a');
    }
  });

  test('compares slices of several clusters by sequence, not by resourceVersion (rule 9.1)', () => {
    const slice = (name: string, version: number) => sliceOf({ version, endpoints: [endpoint(name)] });
    let cache = setSlice(emptyCache, slice('p', 999), { cluster: 'west', sequence: 1 }).cache;
    cache = setSlice(cache, slice('p', 1), { cluster: 'east', sequence: 2 }).cache;
    const [winner] = listEndpoints(cache, webHttp).endpoints;
    expect(winner?.cluster).toBe('east');
    expect(listEndpoints(cache, webHttp).losers.map(({ reason }) => reason)).toEqual(['Clash']);
  });

  test('has a policy that exists', () => {
    expect(() => listEndpoints(emptyCache, webHttp, { policy: 'random' as never })).toThrow(
      "listEndpoints: options.policy must be 'identity-aware' or 'kube-proxy', got \"random\"",
    );
  });

  test('can be asked for by address; nothing is said of what no slice lists', () => {
    expect(explainEndpoint(emptyCache, { servicePort: webHttp, address: '10.0.0.1', port: 80 })).toBeUndefined();
    expect(explainEndpoint(emptyCache, { servicePort: webHttp, address: 'nonsense', port: 80 })).toBeUndefined();
  });
});

describe('a hostile number of claims', () => {
  test('on one address is decided in linear time, without running out of stack', () => {
    const claims = Array.from({ length: 150_000 }, (_, index) => ({
      addresses: ['10.0.0.1'],
      targetRef: pod(`p${index}`),
    }));
    for (const policy of ['identity-aware', 'kube-proxy'] as const) {
      const cache = cacheOf(sliceOf({ endpoints: claims }));
      expect(listEndpoints(cache, webHttp, { policy }).losers).toHaveLength(claims.length - 1);
    }
  });

  test('by slices, or of addresses that are none, as well', () => {
    const slices = Array.from({ length: 20_000 }, (_, index) =>
      sliceOf({ name: `s${index}`, endpoints: ['10.0.0.1'] }),
    );
    const { cache } = replaceSlices(emptyCache, slices);
    expect(listEndpoints(cache, webHttp).losers).toHaveLength(slices.length - 1);
    const wrong = Array.from({ length: 150_000 }, () => 'nonsense');
    expect(replaceSlices(cache, [sliceOf({ endpoints: wrong })]).notices).toHaveLength(wrong.length);
  });
});

describe('the cost of one slice', () => {
  /** How many objects of a value are not objects of another one: what was made anew. */
  function newObjectCount(before: unknown, after: unknown): number {
    const known = new Set<unknown>();
    const visit = (value: unknown): number => {
      if (typeof value !== 'object' || value === null || known.has(value)) return 0;
      known.add(value);
      return 1 + Object.values(value).reduce((count: number, part) => count + visit(part), 0);
    };
    visit(before);
    return visit(after);
  }

  function bigCache(sliceCount: number): EndpointSliceCache {
    return replaceSlices(
      emptyCache,
      Array.from({ length: sliceCount }, (_, index) => bigSlice(index, 1)),
    ).cache;
  }

  function bigSlice(index: number, version: number, isReady = true): EndpointSliceLike {
    const endpoints = Array.from({ length: 100 }, (_, position) => ({
      addresses: [`10.${index >> 8}.${index & 255}.${position}`],
      conditions: { ready: isReady || position > 0 },
    }));
    return sliceOf({ name: `web-${index}`, version, endpoints });
  }

  test('is in proportion to the slice, not to the Service: what is made anew hardly grows with it', () => {
    const counts = [10, 100, 400].map((sliceCount) => {
      const cache = bigCache(sliceCount);
      return newObjectCount(cache, setSlice(cache, bigSlice(5, 2, false)).cache);
    });
    // One endpoint, one slice, and the way to them in two trees, whose depth grows with the logarithm.
    const said = /makes fewer than (\d+) new objects/.exec(readProjectFile('docs/consumer.md'))?.[1];
    expect(Math.max(...counts)).toBeLessThan(Number(said));
    // Not so few that the page could say less.
    expect(Math.max(...counts)).toBeGreaterThan(0.75 * Number(said));
    expect((counts[2] as number) - (counts[0] as number)).toBeLessThan(30);
  });

  test('is a handful of objects for a write that touches metadata only', () => {
    const cache = bigCache(100);
    expect(newObjectCount(cache, setSlice(cache, bigSlice(5, 2)).cache)).toBeLessThan(25);
  });
});

describe('formatServicePort', () => {
  const key = (namespace: string, name: string, port: string, protocol: string) => ({
    namespace,
    name,
    port,
    protocol,
  });

  test.each([
    [key('shop', 'web', 'http', 'TCP'), 'shop/web:http/TCP'],
    [key('kube-system', 'dns', '', 'TCP'), 'kube-system/dns/TCP'],
    [key('kube-system', 'dns', '', 'UDP'), 'kube-system/dns/UDP'],
    [key('a', 'dns', 'dns', 'SCTP'), 'a/dns:dns/SCTP'],
    [key('a', 'b:c', '', 'TCP'), 'a/"b:c"/TCP'],
    [key('a"', 'b', '/', 'x/y'), '"a\\""/b:"/"/"x/y"'],
  ])('prints %j as %s (cache/service-port-text)', (servicePort, text) => {
    expect(formatServicePort(servicePort)).toBe(text);
  });

  test('prints no two service ports alike, whatever their names', () => {
    const parts = ['a', 'b', 'a/b', 'a:b', 'b/TCP', '"a"', 'a"', '\\', ':', '/'];
    const texts = new Set<string>();
    for (const namespace of parts) {
      for (const service of parts) {
        for (const portName of ['', ...parts]) {
          for (const protocol of ['TCP', 'UDP', ...parts]) {
            texts.add(formatServicePort({ namespace, name: service, port: portName, protocol }));
          }
        }
      }
    }
    expect(texts.size).toBe(parts.length ** 2 * (parts.length + 1) * (parts.length + 2));
  });

  test('tells apart the ports of one Service that differ by protocol only', () => {
    const ports = ['TCP', 'UDP', 'SCTP'].map((protocol) => ({ name: 'dns', protocol, port: 53 }));
    const { cache } = setSlice(emptyCache, sliceOf({ ports, endpoints: ['10.0.0.1'] }));
    expect(listServicePorts(cache).map(formatServicePort)).toEqual([
      'shop/web:dns/SCTP',
      'shop/web:dns/TCP',
      'shop/web:dns/UDP',
    ]);
  });
});
