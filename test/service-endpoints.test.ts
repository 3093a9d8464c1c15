import { describe, expect, test } from 'vitest';
import {
  chooseServiceEndpoints,
  countLocalReadyEndpoints,
  emptyCache,
  type EndpointSliceCache,
  type EndpointSliceLike,
  listTargets,
  setSlice,
} from 'endpointslice';
import { pod, sliceOf, webHttp } from './support/slice-of.ts';

function cacheOf(...slices: readonly EndpointSliceLike[]): EndpointSliceCache {
  return slices.reduce<EndpointSliceCache>((cache, slice) => setSlice(cache, slice).cache, emptyCache);
}

describe('chooseServiceEndpoints', () => {
  test('goes from slices to the choice of one family, losers included', () => {
    const cache = cacheOf(
      sliceOf({ name: 'a', version: 1, endpoints: [{ addresses: ['10.0.0.1'], targetRef: pod('p') }] }),
      sliceOf({
        name: 'b',
        version: 2,
        endpoints: [{ addresses: ['10.0.0.1'], targetRef: pod('q'), conditions: { ready: false } }],
      }),
      sliceOf({ name: 'c', addressType: 'IPv6', endpoints: ['fd00::1'] }),
    );
    const question = { servicePort: webHttp, addressType: 'IPv4', traffic: {}, location: {} } as const;
    const choice = chooseServiceEndpoints(cache, question);
    expect(choice.allReachable.map(({ target }) => target?.name)).toEqual(['p']);
    expect(choice.losers.map(({ reason }) => reason)).toEqual(['IPReused']);
    expect(chooseServiceEndpoints(cache, { ...question, policy: 'kube-proxy' }).hasAny).toBe(false);
  });
});

describe('countLocalReadyEndpoints', () => {
  test('counts the addresses of a Service once over all its ports (rule 4.3.8)', () => {
    const endpoints = [
      { addresses: ['10.0.0.1'], nodeName: 'n1' },
      { addresses: ['10.0.0.2'], nodeName: 'n1', conditions: { ready: false } },
      { addresses: ['10.0.0.3'], nodeName: 'n2' },
    ];
    const ports = [
      { name: 'http', protocol: 'TCP', port: 80 },
      { name: 'https', protocol: 'TCP', port: 443 },
    ];
    const cache = cacheOf(
      sliceOf({ endpoints, ports }),
      sliceOf({ name: 'db-1', service: 'db', endpoints: endpoints.slice(2) }),
      sliceOf({ name: 'web-6', addressType: 'IPv6', endpoints: [{ addresses: ['fd00::1'], nodeName: 'n1' }] }),
    );
    expect(countLocalReadyEndpoints(cache, { nodeName: 'n1', addressType: 'IPv4' })).toEqual([
      { namespace: 'shop', service: 'web', readyAddressCount: 1 },
    ]);
    const apart = cacheOf(
      ...['1', '2', '3'].map((number) =>
        sliceOf({
          name: `web-${number}`,
          ports: [{ name: `p${number}`, protocol: 'TCP', port: 80 }],
          endpoints: [{ addresses: [`10.0.0.${number}`], nodeName: 'n1' }],
        }),
      ),
    );
    expect(countLocalReadyEndpoints(apart, { nodeName: 'n1', addressType: 'IPv4' })).toEqual([
      { namespace: 'shop', service: 'web', readyAddressCount: 3 },
    ]);
  });
});

describe('listTargets', () => {
  test('has one row a pod, families paired', () => {
    const cache = cacheOf(
      sliceOf({ endpoints: [{ addresses: ['10.0.0.1'], targetRef: pod('p') }] }),
      sliceOf({
        name: 'web-6',
        addressType: 'IPv6',
        endpoints: [{ addresses: ['fd00::1'], targetRef: pod('p') }],
      }),
    );
    expect(listTargets(cache, webHttp).map(({ IPv4, IPv6 }) => [IPv4.length, IPv6.length])).toEqual([[1, 1]]);
  });
});

describe('questions to a cache', () => {
  const given = { servicePort: webHttp, addressType: 'IPv4', traffic: {}, location: {}, nodeName: 'n1' };
  const choose = (wrong: object) => () => chooseServiceEndpoints(emptyCache, { ...given, ...wrong } as never);
  const count = (wrong: object) => () => countLocalReadyEndpoints(emptyCache, { ...given, ...wrong } as never);
  const targets = (servicePort: unknown, options?: unknown) => () =>
    listTargets(emptyCache, servicePort as never, options as never);

  test.each([
    [
      () => chooseServiceEndpoints(emptyCache, null as never),
      'chooseServiceEndpoints: question must be an object, got null',
    ],
    [
      choose({ servicePort: {} }),
      'chooseServiceEndpoints: question.servicePort.namespace must be a non-empty string, got undefined',
    ],
    [
      choose({ servicePort: { ...webHttp, service: '' } }),
      'chooseServiceEndpoints: question.servicePort.service must be a non-empty string, got ""',
    ],
    [
      choose({ servicePort: { ...webHttp, portName: null } }),
      'chooseServiceEndpoints: question.servicePort.portName must be a string, got null',
    ],
    [
      choose({ servicePort: { ...webHttp, protocol: 6 } }),
      'chooseServiceEndpoints: question.servicePort.protocol must be a non-empty string, got 6',
    ],
    [
      choose({ addressType: undefined }),
      "chooseServiceEndpoints: question.addressType must be 'IPv4' or 'IPv6', got undefined",
    ],
    [
      choose({ policy: 'x' }),
      "chooseServiceEndpoints: question.policy must be 'identity-aware' or 'kube-proxy', got \"x\"",
    ],
    [choose({ traffic: undefined }), 'chooseServiceEndpoints: question.traffic must be an object, got undefined'],
    [choose({ location: { zone: 5 } }), 'chooseServiceEndpoints: question.location.zone must be a string, got 5'],
    [
      () => countLocalReadyEndpoints(emptyCache, [] as never),
      'countLocalReadyEndpoints: question must be an object, got an array',
    ],
    [count({ nodeName: null }), 'countLocalReadyEndpoints: question.nodeName must be a string, got null'],
    [
      count({ addressType: 'FQDN' }),
      "countLocalReadyEndpoints: question.addressType must be 'IPv4' or 'IPv6', got \"FQDN\"",
    ],
    [count({ policy: 5 }), "countLocalReadyEndpoints: question.policy must be 'identity-aware' or 'kube-proxy', got 5"],
    [targets(undefined), 'listTargets: servicePort must be an object, got undefined'],
    [targets(webHttp, null), 'listTargets: options must be an object, got null'],
    [
      targets(webHttp, { policy: '' }),
      "listTargets: options.policy must be 'identity-aware' or 'kube-proxy', got \"\"",
    ],
  ])('are refused by the function that was asked: %s', (ask, refusal) => {
    expect(ask).toThrow(refusal);
  });

  test('of one family only count that family', () => {
    const both = cacheOf(
      sliceOf({ endpoints: [{ addresses: ['10.0.0.1'], nodeName: 'n1' }] }),
      sliceOf({ name: 'six', addressType: 'IPv6', endpoints: [{ addresses: ['fd00::1'], nodeName: 'n1' }] }),
    );
    for (const addressType of ['IPv4', 'IPv6'] as const) {
      expect(countLocalReadyEndpoints(both, { nodeName: 'n1', addressType })).toEqual([
        { namespace: 'shop', service: 'web', readyAddressCount: 1 },
      ]);
    }
    expect(countLocalReadyEndpoints(both, { nodeName: 'n2', addressType: 'IPv4' })).toEqual([]);
  });

  test('count each Service by itself, and each under the policy that is asked for', () => {
    const cache = cacheOf(
      sliceOf({ name: 'a', service: 'a', endpoints: [{ addresses: ['10.0.0.1'], nodeName: 'n1' }] }),
      sliceOf({
        name: 'b',
        namespace: 'other',
        service: 'a',
        endpoints: [{ addresses: ['10.0.0.2'], nodeName: 'n1' }],
      }),
      sliceOf({
        name: 'c',
        service: 'c',
        endpoints: [
          { addresses: ['10.0.0.1'], nodeName: 'n1' },
          { addresses: ['10.0.0.3'], nodeName: 'n1' },
        ],
      }),
    );
    const counts = countLocalReadyEndpoints(cache, { nodeName: 'n1', addressType: 'IPv4' });
    expect(
      counts.map(({ namespace, service, readyAddressCount }) => `${namespace}/${service} ${readyAddressCount}`),
    ).toEqual(['other/a 1', 'shop/a 1', 'shop/c 2']);
    const contested = cacheOf(
      sliceOf({ name: 'a', version: 1, endpoints: [{ addresses: ['10.0.0.1'], nodeName: 'n1', targetRef: pod('p') }] }),
      sliceOf({
        name: 'b',
        version: 2,
        endpoints: [{ addresses: ['10.0.0.1'], nodeName: 'n1', targetRef: pod('q'), conditions: { ready: false } }],
      }),
    );
    const count = (policy?: 'kube-proxy') =>
      countLocalReadyEndpoints(contested, { nodeName: 'n1', addressType: 'IPv4', policy });
    expect(count()).toHaveLength(1);
    expect(count('kube-proxy')).toEqual([]);
    const targetNames = (policy?: 'kube-proxy') =>
      listTargets(contested, webHttp, { policy }).map(({ target }) => target?.name);
    expect([targetNames(), targetNames('kube-proxy')]).toEqual([['p'], ['q']]);
  });
});
