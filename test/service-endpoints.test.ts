import { describe, expect, test } from 'vitest';
import {
  chooseServiceEndpoints,
  countLocalReadyEndpoints,
  emptyCache,
  type EndpointSliceCache,
  listTargets,
  setSlice,
} from '../src/index.ts';
import type { EndpointSliceLike } from '../src/model/endpoint-slice.ts';
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
    expect(choice.losers.map(({ reason }) => reason)).toEqual(['ip-reused']);
    expect(chooseServiceEndpoints(cache, { ...question, policy: 'kube-proxy' }).hasAny).toBe(false);
  });
});

describe('countLocalReadyEndpoints', () => {
  test('counts the addresses of a Service once over all its ports (semantics 4.3.8)', () => {
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
