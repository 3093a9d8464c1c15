import { describe, expect, test } from 'vitest';
import {
  countLocalReadyEndpoints,
  emptyCache,
  type EndpointSliceCache,
  type EndpointSliceLike,
  setSlice,
} from 'endpointslice';
import { pod, sliceOf } from './support/slice-of.ts';

function cacheOf(...slices: readonly EndpointSliceLike[]): EndpointSliceCache {
  return slices.reduce<EndpointSliceCache>((cache, slice) => setSlice(cache, slice).cache, emptyCache);
}

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
      { namespace: 'shop', name: 'web', readyAddressCount: 1 },
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
      { namespace: 'shop', name: 'web', readyAddressCount: 3 },
    ]);
  });

  test('of one family only count that family', () => {
    const both = cacheOf(
      sliceOf({ endpoints: [{ addresses: ['10.0.0.1'], nodeName: 'n1' }] }),
      sliceOf({ name: 'six', addressType: 'IPv6', endpoints: [{ addresses: ['fd00::1'], nodeName: 'n1' }] }),
    );
    for (const addressType of ['IPv4', 'IPv6'] as const) {
      expect(countLocalReadyEndpoints(both, { nodeName: 'n1', addressType })).toEqual([
        { namespace: 'shop', name: 'web', readyAddressCount: 1 },
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
    expect(counts.map(({ namespace, name, readyAddressCount }) => `${namespace}/${name} ${readyAddressCount}`)).toEqual(
      ['other/a 1', 'shop/a 1', 'shop/c 2'],
    );
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
  });

  test.each<[unknown, string]>([
    [[], 'question must be an object, got an array'],
    [{ nodeName: null, addressType: 'IPv4' }, 'question.nodeName must be a string, got null'],
    [{ nodeName: 'n1', addressType: 'FQDN' }, "question.addressType must be 'IPv4' or 'IPv6', got \"FQDN\""],
    [
      { nodeName: 'n1', addressType: 'IPv4', policy: 5 },
      "question.policy must be 'identity-aware' or 'kube-proxy', got 5",
    ],
  ])('refuse %j', (question, refusal) => {
    expect(() => countLocalReadyEndpoints(emptyCache, question as never)).toThrow(
      `countLocalReadyEndpoints: ${refusal}`,
    );
  });
});
