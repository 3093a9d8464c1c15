import type { EndpointLike } from 'endpointslice';
import { describe, expect, test } from 'vitest';
import { countReadyByZone, countReadyEndpoints, isHintable } from '../../src/zones/ready-endpoints.ts';
import { buildSlice } from '../support/build.ts';

function endpoint(address: string, zone?: string | null, ready?: boolean | null): EndpointLike {
  return { addresses: [address], zone, conditions: { ready } };
}

test.each([
  [undefined, true],
  [null, true],
  [{}, true],
  [{ ready: null }, true],
  [{ ready: true }, true],
  [{ ready: false }, false],
  [{ ready: false, serving: true }, false],
])('isHintable goes by readiness, which is true if absent: %j: %j', (conditions, expected) => {
  expect(isHintable({ addresses: [], conditions })).toBe(expected);
});

const slices = [
  buildSlice({ endpoints: [endpoint('9', 'a'), endpoint('5', ''), endpoint('0', null, false), endpoint('8', 'b')] }),
  buildSlice({ endpoints: null }),
  buildSlice({ endpoints: [endpoint('3', null, true), endpoint('4'), endpoint('7', 'a'), endpoint('1', 'a', false)] }),
  { addressType: 'IPv4' },
];

describe('countReadyEndpoints', () => {
  test('counts those that are ready, and those of them in no zone, and names the first of these', () => {
    expect(countReadyEndpoints(slices)).toStrictEqual({
      endpointCount: 6,
      zonelessEndpointCount: 3,
      zonelessAddress: '3',
    });
    expect(countReadyEndpoints([...slices].reverse())).toStrictEqual(countReadyEndpoints(slices));
  });

  test('names none where every endpoint has a zone', () => {
    const none = { endpointCount: 0, zonelessEndpointCount: 0, zonelessAddress: '' };
    expect(countReadyEndpoints([])).toStrictEqual(none);
    expect(countReadyEndpoints([buildSlice({ endpoints: [endpoint('1', 'a')] })])).toStrictEqual({
      ...none,
      endpointCount: 1,
    });
  });

  test('takes an absent address for an empty one', () => {
    for (const addresses of [[], undefined, null]) {
      const without = { addresses, zone: null } as unknown as EndpointLike;
      expect(countReadyEndpoints([buildSlice({ endpoints: [endpoint('1'), without] })])).toStrictEqual({
        endpointCount: 2,
        zonelessEndpointCount: 2,
        zonelessAddress: '',
      });
    }
  });
});

describe('countReadyByZone', () => {
  test('counts those that are ready and in a zone', () => {
    expect([...countReadyByZone(slices)]).toEqual([
      ['a', 2],
      ['b', 1],
    ]);
    expect([...countReadyByZone([])]).toEqual([]);
  });
});
