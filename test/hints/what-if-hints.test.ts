import { node } from '../support/arbitraries/hints.ts';
import { deepFreeze } from '../support/deep-freeze.ts';
import { nodes, slice } from '../support/hint-text.ts';
import { planHints, type WhatIfInput, simulateHints, measureZoneCapacity } from 'endpointslice/hints';
import { describe, expect, test } from 'vitest';

const slices = [slice('s', 'a a b b c c a!')];
const cluster = nodes({ a: 4, b: 4, c: 4 });

/** Reason and endpoints by zone, now and then. */
function ask(change: WhatIfInput['change'], input: Partial<WhatIfInput> = {}): unknown[] {
  const [answer] = simulateHints(deepFreeze({ slices, nodes: cluster, change, ...input }));
  return [answer?.before, answer?.after].map((verdict) =>
    verdict?.reason === 'ZonesAllocated'
      ? Object.fromEntries(verdict.zones.map(({ zone, endpointCount }) => [zone, endpointCount]))
      : verdict?.reason,
  );
}

const now = { a: 2, b: 2, c: 2 };

describe('simulateHints', () => {
  test('answers for nodes that go', () => {
    expect(ask({ removeNodes: ['node-c'] })).toEqual([now, { a: 3, b: 3 }]);
    expect(ask({ removeZones: ['b', 'c'] })).toEqual([now, 'OneZone']);
  });

  test('answers for nodes that come, or are replaced by name', () => {
    expect(ask({ addNodes: [node('node-d', 'd', '4')] })).toEqual([now, 'MinimaExceedEndpoints']);
    expect(ask({ addNodes: [node('node-c', '', '4')] })).toEqual([now, 'NodeWithoutZone']);
    expect(ask({ addNodes: [node('x', '', '4')] }, { ignoreIncompleteNodesBelow: 0.5 })).toEqual([now, now]);
  });

  test('takes nodes without a zone or a name for such whose zone or name is empty', () => {
    const labelled = node('', 'a', '4');
    const nameless = { ...labelled, metadata: { labels: labelled.metadata?.labels } };
    const zoneless = { ...node('x', '', '4'), metadata: { name: 'x' } };
    expect(ask({ removeZones: [''] }, { nodes: [...cluster, zoneless] })).toEqual(['NodeWithoutZone', now]);
    expect(ask({ removeNodes: ['x'] }, { nodes: [...cluster, zoneless] })).toEqual(['NodeWithoutZone', now]);
    expect(ask({ removeNodes: ['x'], removeZones: ['z'] }, { nodes: [...cluster, {}, { metadata: null }] })).toEqual([
      now,
      now,
    ]);
    const three = { nodes: [...nodes({ b: 4, c: 4 }), nameless] };
    expect(ask({ removeNodes: [''] }, three)).toEqual([now, { b: 3, c: 3 }]);
    expect(
      ask({ addNodes: [{ ...nameless, metadata: { labels: node('', 'c', '4').metadata?.labels } }] }, three),
    ).toEqual([now, { b: 2, c: 4 }]);
    expect(ask({ addNodes: [{ status: nameless.status }] }, three)).toEqual([now, 'NodeWithoutZone']);
  });

  test('has nothing to say where there are no slices', () => {
    expect(simulateHints({ slices: [], nodes: cluster, change: {} })).toEqual([]);
  });

  test('takes a question as large as it may be', () => {
    const [answer] = simulateHints({ slices, nodes: cluster, change: { endpointCountByZone: { a: 999_996 } } });
    expect(answer?.after.readyEndpointCount).toBe(1_000_000);
    const half = { a: 500_000, b: 500_000, c: 0 };
    const [split] = simulateHints({ slices: [slice('s', 'a')], nodes: cluster, change: { endpointCountByZone: half } });
    expect(split?.after.readyEndpointCount).toBe(1_000_000);
  });

  test('says which endpoints move, and where each zone ends', () => {
    const [answer] = simulateHints({
      slices,
      nodes: cluster,
      change: { endpointCountByZone: { a: 4, b: 1, c: 1, d: 0 } },
    });
    expect(answer?.after).toMatchObject({
      strategy: 'TopologyAware',
      readyEndpointCount: 6,
      movedEndpointCount: 2,
      zones: [
        { zone: 'a', endpointCount: 2, desiredEndpointCount: 2, minimumEndpointCount: 2, maximumEndpointCount: 2 },
        { zone: 'b', endpointCount: 2 },
        { zone: 'c', endpointCount: 2 },
      ],
    });
  });

  test('answers for other numbers of endpoints', () => {
    expect(ask({ endpointCountByZone: { a: 8 } })).toEqual([now, { a: 4, b: 4, c: 4 }]);
    expect(ask({ endpointCountByZone: { a: 0, b: 0, c: 1 } })).toEqual([now, 'TooFewEndpoints']);
    expect(ask({ endpointCountByZone: { c: 0 } })).toEqual([now, 'MinimaExceedEndpoints']);
    expect(ask({ endpointCountByZone: { c: 0 } }, { hysteresis: 0.2 })).toEqual([now, { a: 1, b: 2, c: 1 }]);
  });

  test('says whether that is news, and what the reference would say', () => {
    const [answer] = simulateHints({ slices, nodes: cluster, change: { removeZones: ['c'] } });
    expect(answer?.after).toMatchObject({ enabled: true, changed: false });
    const [off] = simulateHints({ slices, nodes: cluster, change: { removeZones: ['c', 'b'] } });
    expect(off?.after).toMatchObject({
      changed: true,
      event: { type: 'Warning', reason: 'TopologyAwareHintsDisabled' },
    });
  });

  test('tells the present as planHints would', () => {
    const plan = { writes: [], unchanged: slices };
    const planned = planHints({ plan, strategy: 'TopologyAware', capacity: measureZoneCapacity(cluster) });
    const answers = simulateHints({ slices, nodes: cluster, change: {} });
    expect(answers.map((answer) => answer.before)).toEqual(planned.verdicts);
  });

  test('keeps address types apart', () => {
    const both = [slice('t', 'a -', 'IPv6'), ...slices];
    const answers = simulateHints({ slices: both, nodes: cluster, change: { endpointCountByZone: { a: 9 } } });
    expect(answers.map(({ addressType, after }) => [addressType, after.reason, after.readyEndpointCount])).toEqual([
      ['IPv4', 'ZonesAllocated', 13],
      ['IPv6', 'EndpointWithoutZone', 10],
    ]);
  });

  test('refuses numbers that are none', () => {
    for (const count of [-1, 1.5, Number.NaN, 1e9]) {
      expect(() => ask({ endpointCountByZone: { a: count } })).toThrow(
        'simulateHints: change.endpointCountByZone.a must be a whole number',
      );
    }
  });
});
