import { describe, expect, test } from 'vitest';
import { truncateSubsets } from '../../src/mirror/truncate-subsets.ts';
import type { CoreEndpointSubset } from 'endpointslice';
import { deepFreeze } from '../support/deep-freeze.ts';

function subsetsOf(ready: readonly number[], notReady: readonly number[]): CoreEndpointSubset[] {
  const addresses = (count: number, prefix: string): { ip: string }[] =>
    Array.from({ length: count }, (_, index) => ({ ip: `${prefix}-${index}` }));
  return ready.map((count, index) => {
    const subset: CoreEndpointSubset = { ports: [{ port: index + 1 }] };
    if (count > 0) subset.addresses = addresses(count, `ready-${index}`);
    if ((notReady[index] ?? 0) > 0) subset.notReadyAddresses = addresses(notReady[index] ?? 0, `waiting-${index}`);
    return subset;
  });
}

function countsOf(subsets: readonly CoreEndpointSubset[]): { ready: number[]; notReady: number[] } {
  return {
    ready: subsets.map(({ addresses }) => addresses?.length ?? 0),
    notReady: subsets.map(({ notReadyAddresses }) => notReadyAddresses?.length ?? 0),
  };
}

describe('truncateSubsets', () => {
  test.each([
    ['nothing', [], [], [], []],
    ['less than the maximum', [50, 100], [50, 100], [50, 100], [50, 100]],
    ['exactly the maximum', [100, 400], [100, 400], [100, 400], [100, 400]],
    [
      'not-ready addresses only, in proportion, rounded up',
      [90, 110, 50, 10, 20],
      [101, 200, 200, 201, 298],
      [90, 110, 50, 10, 20],
      [73, 144, 144, 145, 214],
    ],
    [
      'ready addresses, and all that are not ready',
      [205, 400, 402, 400, 693],
      [100, 200, 200, 200, 300],
      [98, 191, 192, 191, 328],
      [0, 0, 0, 0, 0],
    ],
  ])(
    'cuts %s as the Endpoints controller does (its TestTruncateEndpoints)',
    (_, ready, notReady, keptReady, keptNotReady) => {
      const { subsets, skipped } = truncateSubsets(deepFreeze(subsetsOf(ready, notReady)), 1000);
      expect(countsOf(subsets)).toEqual({ ready: keptReady, notReady: keptNotReady });
      const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);
      const skippedCount = sum(skipped.map(({ addresses }) => addresses.length));
      expect(skippedCount).toBe(sum([...ready, ...notReady]) - sum([...keptReady, ...keptNotReady]));
    },
  );

  test('names what it leaves out, with its ports: the last of each list', () => {
    expect(truncateSubsets(subsetsOf([2, 1], [1, 1]), 2)).toEqual({
      subsets: [
        { ports: [{ port: 1 }], addresses: [{ ip: 'ready-0-0' }, { ip: 'ready-0-1' }] },
        { ports: [{ port: 2 }] },
      ],
      skipped: [
        { ports: [{ port: 1 }], addresses: ['waiting-0-0'] },
        { ports: [{ port: 2 }], addresses: ['ready-1-0', 'waiting-1-0'] },
      ],
    });
  });

  test('takes subsets without ports, and shares no port with what it names', () => {
    expect(truncateSubsets([{ addresses: [{ ip: 'a' }, { ip: 'b' }] }], 1)).toStrictEqual({
      subsets: [{ addresses: [{ ip: 'a' }] }],
      skipped: [{ ports: [], addresses: ['b'] }],
    });
    const subsets = subsetsOf([2], []);
    const { skipped } = truncateSubsets(subsets, 1);
    expect(skipped[0]?.ports[0]).toEqual(subsets[0]?.ports?.[0]);
    expect(skipped[0]?.ports[0]).not.toBe(subsets[0]?.ports?.[0]);
  });

  test('names only subsets of which it leaves something out', () => {
    const { subsets, skipped } = truncateSubsets(subsetsOf([1, 0, 2], []), 2);
    expect(countsOf(subsets)).toEqual({ ready: [1, 0, 1], notReady: [0, 0, 0] });
    expect(skipped).toEqual([{ ports: [{ port: 3 }], addresses: ['ready-2-1'] }]);
  });

  test('leaves nothing out where everything fits', () => {
    const subsets = subsetsOf([1], [1]);
    expect(truncateSubsets(subsets, 2)).toEqual({ subsets, skipped: [] });
  });
});
