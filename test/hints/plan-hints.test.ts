import { node } from '../support/arbitraries/hints.ts';
import { hintText, nodes, planOf, planText, slice } from '../support/hint-text.ts';
import { createsOf, planOf as planOfLists, updatesOf } from '../support/writes.ts';
import type { EndpointLike } from 'endpointslice';
import {
  type HintsInput,
  type HintsMemory,
  type HintsResult,
  planHints,
  stripHints,
  measureZoneCapacity,
} from 'endpointslice/hints';
import { describe, expect, test } from 'vitest';

const equalZones = measureZoneCapacity(nodes({ a: 4, b: 4, c: 4 }));
const populated: HintsMemory = {
  IPv4: { strategy: 'TopologyAware', reason: 'ZonesAllocated', endpointCountByZone: { a: 1, b: 1, c: 1 } },
};

type Slices = Parameters<typeof planOf>[0];

function hint(slices: Slices, input: Partial<HintsInput> = {}): HintsResult {
  return planHints({ plan: planOf(slices), strategy: 'TopologyAware', capacity: equalZones, ...input });
}

function hinted(slices: Slices, input: Partial<HintsInput> = {}): Slices {
  return planText(hint(slices, input).plan);
}

/** Verdict reason and Event of a plan of one address type. */
function verdictOf(slices: Slices, input: Partial<HintsInput> = {}): [string | undefined, string | undefined] {
  const [verdict] = hint(slices, input).verdicts;
  const event = verdict?.event;
  return [verdict?.reason, event === undefined ? undefined : `${event.type} ${event.reason} ${event.message}`];
}

describe('planHints by traffic distribution', () => {
  const traffic = (slices: Slices, strategy: 'PreferSameZone' | 'PreferSameNode'): Slices =>
    hinted(slices, { strategy });

  test('hints for the zone, and for the node only when asked to (rules 1.14.6, 1.14.8)', () => {
    const slices = { '+new': 'a@n b', '~old': 'c@m' };
    expect(traffic(slices, 'PreferSameZone')).toEqual({ '+new': 'a@n>a b>b', '~old': 'c@m>c' });
    expect(traffic(slices, 'PreferSameNode')).toEqual({ '+new': 'a@n>a@n b>b', '~old': 'c@m>c@m' });
  });

  test('hints for the node alone where there is no zone, and not at all where there is neither (rule 1.14.8)', () => {
    expect(traffic({ '+new': '-@n -' }, 'PreferSameNode')).toEqual({ '+new': '-@n@n -' });
    expect(traffic({ '+new': '-@n -' }, 'PreferSameZone')).toEqual({ '+new': '-@n -' });
  });

  test('takes a zone that is there but empty as it is (rule 1.14.8)', () => {
    const plan = planOf({ '+new': 'a' });
    const empty = planOfLists({
      create: createsOf(plan).map(({ slice: one, reasons }) => ({
        reasons,
        slice: { ...one, endpoints: [{ addresses: ['10.0.0.1'], zone: '' }] },
      })),
    });
    expect(
      createsOf(planHints({ plan: empty, strategy: 'PreferSameZone' }).plan)[0]?.slice.endpoints[0]?.hints,
    ).toEqual({
      forZones: [{ name: '' }],
    });
  });

  test('looks at ready endpoints only (rule 1.14.7, upstream TestReconcileHints)', () => {
    expect(traffic({ same: 'a>a b!', old: 'b! c!' }, 'PreferSameZone')).toEqual({ same: 'a>a b!', old: 'b! c!' });
    expect(traffic({ '+new': 'a b!' }, 'PreferSameZone')).toEqual({ '+new': 'a>a b!' });
  });

  test('takes an endpoint that does not say whether it is ready for ready (ledger hints/ready-absent)', () => {
    expect(traffic({ '+new': 'a?' }, 'PreferSameZone')).toEqual({ '+new': 'a?>a' });
  });

  test.each<[string, string, string]>([
    ['no hint', 'a@n', 'a@n>a'],
    ['another zone', 'a@n>b', 'a@n>a'],
    ['two zones', 'a@n>a,b', 'a@n>a'],
    ['an empty list', 'a@n>', 'a@n>a'],
    ['a stray zone', '->a', '-'],
    ['a stray node', 'a@n>a@n', 'a@n>a'],
  ])('writes an unchanged slice in which an endpoint has %s (rule 1.14.9)', (_, before, after) => {
    expect(traffic({ s: `b>b ${before}` }, 'PreferSameZone')).toEqual({ '~s': `b>b ${after}` });
  });

  test.each<[string, string]>([
    ['no node', 'a@n>a'],
    ['another node', 'a@n>a@m'],
  ])('writes an unchanged slice in which an endpoint has %s, for PreferSameNode (rule 1.14.9)', (_, before) => {
    expect(traffic({ s: before }, 'PreferSameNode')).toEqual({ '~s': 'a@n>a@n' });
  });

  test('takes stale hints from endpoints that are not ready, and empty objects (rule 1.14.10; ledger hints/leftover-hints)', () => {
    expect(traffic({ '~u': 'a!>a b>b', s: 'a>a b!>b', t: '->' }, 'PreferSameZone')).toEqual({
      '~u': 'a! b>b',
      '~s': 'a>a b!',
      '~t': '-',
    });
  });

  test('leaves right hints alone', () => {
    const { plan } = hint({ s: 'a>a b>b', t: 'a!' }, { strategy: 'PreferSameZone' });
    expect(updatesOf(plan)).toEqual([]);
    expect(plan.unchanged).toHaveLength(2);
  });

  test('counts endpoints that get no hint, since proxies then ignore all', () => {
    const [verdict] = hint({ s: 'a - b!' }, { strategy: 'PreferSameZone' }).verdicts;
    expect(verdict).toMatchObject({
      enabled: true,
      reason: 'TrafficDistribution',
      unhintedEndpointCount: 1,
      readyEndpointCount: 2,
    });
    expect(verdict?.explanation).toBe(
      'Hints are on, but 1 of 2 ready endpoints have none, so that proxies ignore them all.',
    );
  });
});

describe('planHints without hints', () => {
  test('takes every hint away, and writes only slices that have any (rules 1.14.4, 1.14.11)', () => {
    const slices = { '+c': 'a>a', '~u': 'a!>a b', s: 'a b!>b', t: 'a> b', v: 'a b!' };
    const without = { '+c': 'a', '~u': 'a! b', '~s': 'a b!', '~t': 'a b', v: 'a b!' };
    expect(hinted(slices, { strategy: 'None' })).toEqual(without);
    expect(planText(stripHints(planOf(slices)))).toEqual(without);
  });

  test('returns slices without hints as they are', () => {
    const plan = planOf({ '+c': 'a', '~u': 'b', s: 'c' });
    const result = planHints({ plan, strategy: 'None' }).plan;
    expect(createsOf(result)[0]).toBe(createsOf(plan)[0]);
    expect(updatesOf(result)[0]).toBe(updatesOf(plan)[0]);
    expect(result.unchanged[0]).toBe(plan.unchanged[0]);
  });

  test('keeps what it does not know of a slice that it writes', () => {
    const odd = {
      ...slice('s', 'a>a'),
      metadata: { name: 's', managedFields: [{ manager: 'x' }], creationTimestamp: null },
    };
    const endpoint = { ...odd.endpoints[0], addresses: ['10.0.0.1'], newField: { deep: [1] } };
    const plan = { writes: [], unchanged: [{ ...odd, endpoints: [endpoint] }] };
    const [update] = updatesOf(planHints({ plan, strategy: 'None' }).plan);
    expect(update?.slice.metadata).toEqual({ name: 's', managedFields: [{ manager: 'x' }] });
    expect(update?.slice.endpoints[0]).toMatchObject({ newField: { deep: [1] }, zone: 'a' });
    expect(update?.slice.endpoints[0]).not.toHaveProperty('hints');
    expect(update?.reasons).toEqual(['HintsChanged']);
  });

  test('says that hints by capacity end, once (rule 1.14.3)', () => {
    const event = 'Warning TopologyAwareHintsDisabled Topology Aware Hints has been disabled, addressType: IPv4';
    expect(verdictOf({ s: 'a' }, { strategy: 'None', memory: populated })).toEqual(['NotRequested', event]);
    expect(verdictOf({ s: 'a' }, { strategy: 'PreferSameZone', memory: populated })).toEqual([
      'TrafficDistribution',
      event,
    ]);
    const { memory } = hint({ s: 'a' }, { strategy: 'None', memory: populated });
    expect(verdictOf({ s: 'a' }, { strategy: 'None', memory })).toEqual(['NotRequested', undefined]);
  });

  test('gives no hints by capacity when none is known (rule 1.14.5)', () => {
    for (const capacity of [undefined, null]) {
      expect(hinted({ s: 'a>a b c' }, { capacity })).toEqual({ '~s': 'a b c' });
      expect(verdictOf({ s: 'a>a b c' }, { capacity })).toEqual(['CapacityUnknown', undefined]);
    }
  });
});

describe('planHints by capacity', () => {
  test('hints for the own zone where that fits (rule 1.15.7, upstream TestAddHints)', () => {
    const two = measureZoneCapacity(nodes({ a: 4.5, b: 5.5 }));
    expect(hinted({ '+c': 'a b b!' }, { capacity: two })).toEqual({ '+c': 'a>a b>b b!' });
    expect(verdictOf({ '+c': 'a b b!' }, { capacity: two })).toEqual([
      'ZonesAllocated',
      'Normal TopologyAwareHintsEnabled Topology Aware Hints has been enabled, addressType: IPv4',
    ]);
  });

  test('hints the first endpoints of a zone with too many for another (rule 1.15.10, upstream TestAddHints)', () => {
    const capacity = measureZoneCapacity(nodes({ a: 3.5, b: 3.5, c: 3 }));
    const slices = { '+1': 'a b', '+2': 'c c a', '~3': 'a a', '~4': 'b c a' };
    expect(hinted(slices, { capacity })).toEqual({
      '+1': 'a>b b>b',
      '+2': 'c>c c>c a>a',
      '~3': 'a>a a>a',
      '~4': 'b>b c>c a>a',
    });
  });

  test('counts ready endpoints over all slices, and compares in order (rule 1.15.3)', () => {
    expect(verdictOf({ '+c': 'a', '~u': 'b', s: 'c!' })).toEqual([
      'TooFewEndpoints',
      'Warning TopologyAwareHintsDisabled Insufficient number of endpoints (2 endpoints, 3 zones), addressType: IPv4',
    ]);
    expect(verdictOf({ '+c': 'a a b b' })).toEqual([
      'MinimaExceedEndpoints',
      'Warning TopologyAwareHintsDisabled Unable to allocate minimum required endpoints to each zone without exceeding overload threshold (4 endpoints, 3 zones), addressType: IPv4',
    ]);
    expect(verdictOf({ '+c': 'a', '~u': 'b', s: 'c' })[0]).toBe('ZonesAllocated');
    expect(verdictOf({ s: '' })[0]).toBe('TooFewEndpoints');
  });

  test('is off for want of node information, with the text of the reference (rule 1.15.3)', () => {
    const text =
      'Warning TopologyAwareHintsDisabled Insufficient Node information: allocatable CPU or zone not specified on one or more nodes, addressType: IPv4';
    const capacityOf = (...list: Parameters<typeof measureZoneCapacity>[0]): HintsInput['capacity'] =>
      measureZoneCapacity(list);
    expect(verdictOf({ s: 'a b c' }, { capacity: capacityOf(node('x', '', '1')) })).toEqual(['NodeWithoutZone', text]);
    expect(verdictOf({ s: 'a b c' }, { capacity: capacityOf(node('x', 'a', '0')) })).toEqual(['NodeWithoutCPU', text]);
    expect(verdictOf({ s: 'a b c' }, { capacity: capacityOf() })).toEqual(['NoUsableNode', text]);
  });

  test('calls a single zone by its name (rule 1.15.4; ledger hints/one-zone-text)', () => {
    expect(verdictOf({ s: 'a b c' }, { capacity: measureZoneCapacity(nodes({ a: 4 })) })).toEqual([
      'OneZone',
      'Warning TopologyAwareHintsDisabled Nodes only ready in one zone, addressType: IPv4',
    ]);
  });

  test('takes all hints away when it is off (rule 1.15.3)', () => {
    expect(hinted({ '+c': 'a>a', '~u': 'b>b', s: 'a>a a>a' })).toEqual({ '+c': 'a', '~u': 'b', '~s': 'a a' });
  });

  test.each<[string, Slices, Slices]>([
    ['fit', { s: 'a>a b>b c>c' }, { s: 'a>a b>b c>c' }],
    ['fit, though for other zones', { s: 'a>b b>a c>c' }, { s: 'a>b b>a c>c' }],
    ['are missing on one', { s: 'a>a b c>c' }, { '~s': 'a>a b>b c>c' }],
    ['are empty on one', { s: 'a>a b> c>c' }, { '~s': 'a>a b>b c>c' }],
    ['name a zone without capacity', { s: 'a>a b>z c>c' }, { '~s': 'a>a b>b c>c' }],
    ['exceed a maximum', { s: 'a>a b>a c>c' }, { '~s': 'a>a b>b c>c' }],
  ])(
    'leaves unchanged slices alone when their hints %s (rule 1.15.6, upstream Test_getHintsByZone)',
    (_, before, after) => {
      expect(hinted(before)).toEqual(after);
    },
  );

  test('keeps unchanged slices as long as there is room, in order of their names (rule 1.15.6)', () => {
    expect(hinted({ t: 'b>b b>b', s: 'b>b b>a a>a', u: 'c>c c>a' })).toEqual({
      t: 'b>b b>b',
      s: 'b>b b>a a>a',
      '~u': 'c>c c>c',
    });
  });

  test('clears hints of endpoints that are not ready (rule 1.15.8; ledger hints/leftover-hints)', () => {
    expect(hinted({ '~u': 'a!>a a b c', s: 'b!>b' })).toEqual({ '~u': 'a! a>a b>b c>c', '~s': 'b!' });
  });

  test('replaces node hints and hints for several zones (ledger hints/leftover-hints)', () => {
    expect(hinted({ s: 'a@n>a@n b>b c>c' })).toEqual({ '~s': 'a@n>a b>b c>c' });
    expect(hinted({ s: 'a>a,b b>b c>c' })).toEqual({ '~s': 'a>a b>b c>c' });
  });

  test('hints endpoints of a zone without nodes for others, once (rule 1.15.11; ledger hints/zone-without-nodes)', () => {
    const first = hint({ s: 'a a b b c z' });
    expect(planText(first.plan)).toEqual({ '~s': 'a>a a>a b>b b>b c>c z>c' });
    expect(hinted({ s: 'a>a a>a b>b b>b c>c z>c' })).toEqual({ s: 'a>a a>a b>b b>b c>c z>c' });
  });

  test('is off when a ready endpoint has no zone, and then writes nothing twice (rule 1.15.7; ledger hints/rewrite-without-zone)', () => {
    expect(hinted({ s: 'a>a a>a b>b b>b c>c', t: '-' })).toEqual({ '~s': 'a a b b c', t: '-' });
    expect(hinted({ s: 'a a b b c', t: '-' })).toEqual({ s: 'a a b b c', t: '-' });
    expect(verdictOf({ s: 'a a b b c', t: '-' })[1]).toBe(
      'Warning TopologyAwareHintsDisabled One or more endpoints do not have a zone specified, addressType: IPv4',
    );
    expect(verdictOf({ s: 'a b c', t: '-!' })[0]).toBe('ZonesAllocated');
  });

  test('looks for zones in unchanged slices too (ledger hints/zone-not-examined)', () => {
    expect(verdictOf({ s: 'a>a b>b c>c ->a' })[0]).toBe('MinimaExceedEndpoints');
    expect(hinted({ s: 'a>a b>b c>c', t: 'a>a b>b ->c' })).toEqual({ '~s': 'a b c', '~t': 'a b -' });
  });

  test('writes slices of which two zones together leave a third too little (ledger hints/minimum-not-reached)', () => {
    const full = {
      s: Array(12).fill('a>a').join(' '),
      t: Array(12).fill('b>b').join(' '),
      u: Array(6).fill('c>c').join(' '),
    };
    const [verdict] = hint(full).verdicts;
    expect(verdict?.reason === 'ZonesAllocated' && verdict.zones.map(({ endpointCount }) => endpointCount)).toEqual([
      12, 9, 9,
    ]);
    expect(Object.keys(hinted(full))).toEqual(['~t', 's', 'u']);
  });

  test('remembers the counts, redistribution included, and says once that hints are on (rule 1.15.12)', () => {
    const { memory, verdicts } = hint({ '+c': 'a a b' });
    expect(memory).toEqual({
      IPv4: { strategy: 'TopologyAware', reason: 'ZonesAllocated', endpointCountByZone: { a: 1, b: 1, c: 1 } },
    });
    expect(verdicts[0]).toMatchObject({ changed: true, movedEndpointCount: 1 });
    const again = hint({ s: 'a>c a>a b>b' }, { memory });
    expect(again.verdicts[0]).toMatchObject({ changed: false, movedEndpointCount: 1 });
    expect(again.verdicts[0]?.event).toBeUndefined();
    expect(again.memory).toEqual(memory);
  });

  test('keeps one memory for each address type (rule 1.15.13; ledger hints/populated-per-family)', () => {
    const plan = planOfLists({ create: [{ slice: slice('4', 'a b c') }, { slice: slice('6', 'a', 'IPv6') }] });
    const first = planHints({ plan, strategy: 'TopologyAware', capacity: equalZones });
    expect(first.verdicts.map(({ addressType, event }) => [addressType, event?.reason])).toEqual([
      ['IPv4', 'TopologyAwareHintsEnabled'],
      ['IPv6', 'TopologyAwareHintsDisabled'],
    ]);
    const second = planHints({ plan, strategy: 'TopologyAware', capacity: equalZones, memory: first.memory });
    expect(second.verdicts.map(({ changed, event }) => [changed, event?.reason])).toEqual([
      [false, undefined],
      [false, 'TopologyAwareHintsDisabled'],
    ]);
  });

  test('forgets address types that are gone (rule 1.7.1)', () => {
    expect(hint({ s: 'a b c' }, { memory: { ...populated, IPv6: populated.IPv4 } }).memory).toHaveProperty('IPv4');
    expect(hint({ s: 'a b c' }, { memory: { IPv6: populated.IPv4 } }).memory).not.toHaveProperty('IPv6');
  });

  test('stays on with more overload than usual when hysteresis is given, but does not start with it', () => {
    const four = { s: 'a a b c' };
    expect(verdictOf(four)[0]).toBe('MinimaExceedEndpoints');
    expect(verdictOf(four, { hysteresis: 0.2 })[0]).toBe('MinimaExceedEndpoints');
    expect(verdictOf(four, { hysteresis: 0.2, memory: populated })[0]).toBe('ZonesAllocated');
    expect(verdictOf(four, { memory: populated })[0]).toBe('MinimaExceedEndpoints');
  });
});

describe('planHints with a strategy of the caller', () => {
  test('asks it once for each ready endpoint, and copies its answer', () => {
    const asked: string[] = [];
    const answer = { forZones: [{ name: 'x', extra: 1 }], forNodes: [] };
    const { plan, verdicts } = hint(
      { '+c': 'a b!', s: 'a>x c' },
      {
        strategy: (endpoint: EndpointLike, world) => {
          asked.push(
            `${endpoint.zone} ${world.addressType} ${world.readyEndpointCount} ${world.capacity === equalZones}`,
          );
          return answer;
        },
      },
    );
    expect(asked.sort()).toEqual(['a IPv4 3 true', 'a IPv4 3 true', 'c IPv4 3 true']);
    expect(planText(plan)).toEqual({ '+c': 'a>x b!', '~s': 'a>x c>x' });
    expect(createsOf(plan)[0]?.slice.endpoints[0]?.hints).toEqual({ forZones: [{ name: 'x' }] });
    expect(verdicts[0]).toMatchObject({ strategy: 'Custom', reason: 'CustomStrategy', unhintedEndpointCount: 0 });
  });

  test('writes the hints that it gives, of either kind, up to eight of each', () => {
    const names = (count: number) => Array.from({ length: count }, (_, index) => ({ name: `${index}` }));
    for (const answer of [
      { forZones: names(8) },
      { forNodes: names(8) },
      { forZones: names(2), forNodes: names(1) },
      { forZones: [{ name: '' }] },
    ]) {
      const { plan } = hint({ '+c': 'a' }, { strategy: () => answer });
      expect(createsOf(plan)[0]?.slice.endpoints[0]?.hints).toStrictEqual(answer);
    }
  });

  test('counts the endpoints that it gives no hints, and knows no capacity if there is none', () => {
    const capacities: unknown[] = [];
    const strategy: HintsInput['strategy'] = ({ zone }, { capacity }) => {
      capacities.push(capacity);
      return zone === 'a' ? { forZones: [{ name: 'a' }] } : null;
    };
    const [verdict] = hint({ '+c': 'a b c b!' }, { strategy, capacity: null }).verdicts;
    expect(verdict).toMatchObject({ unhintedEndpointCount: 2, readyEndpointCount: 3 });
    expect(capacities).toEqual([undefined, undefined, undefined]);
  });

  test('takes nothing, null and empty hints for none', () => {
    for (const nothing of [undefined, null, {}, { forZones: [], forNodes: null }]) {
      expect(hinted({ s: 'a>a b' }, { strategy: () => nothing })).toEqual({ '~s': 'a b' });
    }
  });

  test.each<[string, unknown, string]>([
    ['text', 'zone-a', 'planHints: strategy must be a function that returns hints, got "zone-a"'],
    ['no list', { forZones: 'a' }, 'planHints: strategy.forZones must be an array, got "a"'],
    ['no name', { forZones: [{}] }, 'planHints: strategy.forZones[0].name must be a string, got undefined'],
    [
      'a name twice',
      { forNodes: [{ name: 'n' }, { name: 'n' }] },
      'planHints: strategy.forNodes[1].name must be named once, got "n"',
    ],
    [
      'nine zones',
      { forZones: Array.from({ length: 9 }, (_, index) => ({ name: `${index}` })) },
      'planHints: strategy.forZones.length must be at most 8, got 9',
    ],
  ])('refuses %s', (_, answer, message) => {
    expect(() => hint({ s: 'a' }, { strategy: () => answer as never })).toThrow(message);
  });
});

describe('planHints', () => {
  test('says whether the verdict is news: another strategy or reason, not other numbers', () => {
    const changed = (slices: Slices, input: Partial<HintsInput>): boolean | undefined =>
      hint(slices, input).verdicts[0]?.changed;
    const few = hint({ s: 'a' }).memory;
    expect(changed({ s: 'a' }, {})).toBe(true);
    expect(changed({ s: 'a b' }, { memory: few })).toBe(false);
    expect(changed({ s: 'a b a b' }, { memory: few })).toBe(true);
    expect(changed({ s: 'a' }, { memory: few, strategy: 'None' })).toBe(true);
    expect(changed({ s: 'a' }, { strategy: 'None' })).toBe(false);
    const { memory } = hint({ s: 'a' }, { strategy: 'PreferSameZone' });
    expect(changed({ s: 'a' }, { memory, strategy: 'PreferSameZone' })).toBe(false);
    expect(changed({ s: 'a' }, { memory, strategy: 'PreferSameNode' })).toBe(true);
  });

  test('explains each verdict in a sentence with its numbers, and what would turn hints on', () => {
    const explain = (slices: Slices, input: Partial<HintsInput> = {}): string | undefined =>
      hint(slices, input).verdicts[0]?.explanation;
    expect(explain({ s: 'a a b' })).toBe(
      'Hints are on: a has 1, b has 1, c has 1 of 3 ready endpoints, 1 of them from another zone.',
    );
    expect(explain({ s: 'a a!' }, { strategy: 'PreferSameZone' })).toBe('Hints are on for all 1 ready endpoints.');
    expect(explain({ s: 'a a' })).toBe('Hints are off: 2 ready endpoints are fewer than 3 zones. 3 would be enough.');
    expect(explain({ s: 'a a a a' })).toBe(
      'Hints are off: 3 zones need at least 6 ready endpoints so as not to be overloaded, there are 4. 6 would be enough.',
    );
    expect(explain({ s: 'a b - - c -' })).toBe(
      'Hints are off: endpoint 10.0.0.2 is in no zone, and 2 more. Hints need the zone of every ready endpoint.',
    );
    expect(explain({ s: 'a' }, { capacity: measureZoneCapacity([node('n', '', '1')]) })).toBe(
      'Hints are off: node n has no zone. Label it with topology.kubernetes.io/zone.',
    );
    expect(explain({ s: 'a' }, { capacity: measureZoneCapacity([node('n', 'a', '0'), node('m', '', '0')]) })).toBe(
      'Hints are off: node m has no zone, and 1 more. Label it with topology.kubernetes.io/zone.',
    );
    expect(explain({ s: 'a' }, { capacity: measureZoneCapacity([node('n', 'a', '0')]) })).toBe(
      'Hints are off: node n reports no allocatable CPU. Hints need it of every ready node.',
    );
    expect(explain({ s: 'a' }, { capacity: measureZoneCapacity(nodes({ a: 1 })) })).toBe(
      'Hints are off: all ready nodes are in zone a. Hints need ready nodes in two zones.',
    );
    expect(explain({ s: 'a' }, { capacity: measureZoneCapacity([]) })).toBe(
      'Hints are off: no node outside the control plane is ready. Hints need ready nodes in two zones.',
    );
    expect(explain({ s: 'a' }, { capacity: null })).toBe(
      'Hints are off: the capacity of the zones was not given. It is computed from the nodes.',
    );
    expect(explain({ s: 'a' }, { strategy: 'None' })).toBe('Hints are off: none are asked for.');
  });

  test('has no verdict on an empty plan', () => {
    expect(planHints({ plan: planOf({}), strategy: 'TopologyAware', memory: populated })).toEqual({
      plan: planOf({}),
      verdicts: [],
      memory: {},
    });
  });

  test('gives away endpoints of created slices first, then of the others by name', () => {
    const slices = { '~z': 'a a', y: 'a a!', '+n': 'a a', b: 'a' };
    expect(hinted(slices, { capacity: measureZoneCapacity(nodes({ a: 1, b: 1 })) })).toEqual({
      '+n': 'a>b a>b',
      '~b': 'a>b',
      '~y': 'a>a a!',
      '~z': 'a>a a>a',
    });
  });

  test('copies what it writes of a slice of the caller, endpoints without addresses too', () => {
    const bare = { addresses: null, zone: 'b', conditions: { ready: true } } as unknown as EndpointLike;
    const [first] = slice('s', 'a>a').endpoints;
    const unchanged = [{ ...slice('s', ''), endpoints: [first as EndpointLike, bare] }];
    const [update] = updatesOf(planHints({ plan: { writes: [], unchanged }, strategy: 'PreferSameZone' }).plan);
    expect(update?.slice.endpoints).toEqual([
      first,
      { addresses: [], zone: 'b', conditions: { ready: true }, hints: { forZones: [{ name: 'b' }] } },
    ]);
    expect(update?.slice.endpoints[0]).not.toBe(first);
    expect(
      planHints({ plan: { writes: [], unchanged: [{ addressType: 'IPv4' }] }, strategy: 'PreferSameZone' }).plan,
    ).toEqual({
      writes: [],
      unchanged: [{ addressType: 'IPv4' }],
    });
  });

  test('puts its updates before the deletes of the plan', () => {
    const plan = planOfLists({
      create: [{ slice: slice('c', 'a') }],
      delete: [{ before: slice('d', 'a>a') }, { before: slice('e', 'a') }],
      unchanged: [slice('z', 'a'), slice('y', 'a'), { ...slice('', 'a'), metadata: null }],
    });
    const { writes } = planHints({ plan, strategy: 'PreferSameZone' }).plan;
    expect(
      writes.map((write) => `${write.verb} ${'slice' in write ? (write.slice.metadata.name ?? '-') : ''}`),
    ).toEqual(['create c', 'update -', 'update y', 'update z', 'delete ', 'delete ']);
  });

  test('names the first endpoint without a zone by address, in whichever slice it is', () => {
    const at = (address: string, zone: string | null): EndpointLike => ({ addresses: [address], zone });
    const of = (...endpoints: EndpointLike[]) => ({ ...slice('s', ''), endpoints });
    const unchanged = [of(at('10.0.0.9', ''), at('10.0.0.3', 'a')), of(at('10.0.0.5', null), at('10.0.0.7', ''))];
    const capacity = measureZoneCapacity(nodes({ a: 1, b: 1 }));
    const [verdict] = planHints({ plan: { writes: [], unchanged }, strategy: 'TopologyAware', capacity }).verdicts;
    expect(verdict).toMatchObject({
      reason: 'EndpointWithoutZone',
      address: '10.0.0.5',
      zonelessEndpointCount: 3,
      readyEndpointCount: 4,
    });
  });

  test('says that hints by capacity end, whatever takes their place', () => {
    const event = 'Warning TopologyAwareHintsDisabled Topology Aware Hints has been disabled, addressType: IPv4';
    expect(verdictOf({ s: 'a' }, { memory: populated, capacity: null })).toEqual(['CapacityUnknown', event]);
    expect(verdictOf({ s: 'a' }, { memory: populated, strategy: () => null })).toEqual(['CustomStrategy', event]);
    expect(verdictOf({ s: 'a' }, { memory: null, strategy: () => null })).toEqual(['CustomStrategy', undefined]);
  });

  test('says of each reason whether hints are on', () => {
    const isOn = (slices: Slices, input: Partial<HintsInput> = {}): [string | undefined, boolean | undefined] => {
      const [verdict] = hint(slices, input).verdicts;
      return [verdict?.reason, verdict?.enabled];
    };
    expect(isOn({ s: 'a b c' })).toEqual(['ZonesAllocated', true]);
    expect(isOn({ s: 'a' }, { strategy: 'PreferSameZone' })).toEqual(['TrafficDistribution', true]);
    expect(isOn({ s: 'a' }, { strategy: () => null })).toEqual(['CustomStrategy', true]);
    expect(isOn({ s: 'a' }, { strategy: 'None' })).toEqual(['NotRequested', false]);
    expect(isOn({ s: 'a' }, { capacity: null })).toEqual(['CapacityUnknown', false]);
    expect(isOn({ s: 'a' }, { capacity: measureZoneCapacity([]) })).toEqual(['NoUsableNode', false]);
    expect(isOn({ s: 'a' })).toEqual(['TooFewEndpoints', false]);
    expect(isOn({ s: 'a a a a' })).toEqual(['MinimaExceedEndpoints', false]);
    expect(isOn({ s: 'a b -' })).toEqual(['EndpointWithoutZone', false]);
  });

  test('reads slices without endpoints, and endpoints without addresses', () => {
    const bare = { addressType: 'IPv4', metadata: { name: 'b' } };
    const nowhere = { ...bare, endpoints: [{ addresses: null, conditions: { ready: true } }] };
    const capacity = measureZoneCapacity(nodes({ a: 1, b: 1 }));
    const verdictsOf = (...unchanged: readonly object[]) =>
      planHints({ plan: { writes: [], unchanged: unchanged as never }, strategy: 'TopologyAware', capacity }).verdicts;
    expect(verdictsOf(bare)).toMatchObject([{ reason: 'TooFewEndpoints', readyEndpointCount: 0 }]);
    expect(verdictsOf(slice('s', 'a b'), bare)).toMatchObject([{ reason: 'ZonesAllocated', readyEndpointCount: 2 }]);
    expect(verdictsOf(slice('s', 'a'), nowhere)).toMatchObject([{ reason: 'EndpointWithoutZone', address: '' }]);
  });

  test('asks no strategy of the caller for a slice without endpoints', () => {
    const unchanged = [{ addressType: 'IPv4', metadata: { name: 'b' } }];
    const strategy = () => ({ forZones: [{ name: 'a' }] });
    expect(planHints({ plan: { writes: [], unchanged }, strategy }).plan).toEqual({ writes: [], unchanged });
  });

  test('keeps the first by name of slices of which one has room only', () => {
    const capacity = measureZoneCapacity(nodes({ a: 1, b: 1 }));
    const [many, few] = [Array(7).fill('a>a').join(' '), Array(5).fill('b>a').join(' ')];
    expect(hinted({ t: few, s: many }, { capacity })).toEqual({ s: many, '~t': Array(5).fill('b>b').join(' ') });
  });

  test('hints for the own zone where a capacity has no zones', () => {
    const capacity = { zones: [], nodeCount: 0, ignoredNodes: [] };
    expect(hinted({ s: 'a b' }, { capacity })).toEqual({ '~s': 'a>a b>b' });
  });

  test('leaves a slice alone in which hints of endpoints that are not ready are null', () => {
    const { endpoints, ...rest } = slice('s', 'a>b b>a c!');
    const unchanged = [{ ...rest, endpoints: endpoints.map((one) => ({ ...one, hints: one.hints ?? null })) }];
    const capacity = measureZoneCapacity(nodes({ a: 1, b: 1 }));
    const { plan } = planHints({ plan: { writes: [], unchanged }, strategy: 'TopologyAware', capacity });
    expect(plan.unchanged[0]).toBe(unchanged[0]);
  });

  test('takes a slice without a name for one whose name is empty', () => {
    const named = slice('1', 'a a');
    const nameless = { ...slice('', 'a a'), metadata: null };
    const capacity = measureZoneCapacity(nodes({ a: 1, b: 1 }));
    for (const unchanged of [
      [named, nameless],
      [nameless, named],
    ]) {
      const { plan } = planHints({ plan: { writes: [], unchanged }, strategy: 'TopologyAware', capacity });
      expect(updatesOf(plan).map(({ slice: one }) => hintText(one))).toEqual(['a>b a>b', 'a>a a>a']);
    }
  });

  test('takes a hysteresis from 0 to 1', () => {
    for (const hysteresis of [undefined, 0, 1]) expect(() => hint({ s: 'a' }, { hysteresis })).not.toThrow();
  });

  test('puts its updates behind those of the plan, in order of their names', () => {
    const { plan } = hint({ z: 'a', '~m': 'b', b: 'c' }, { strategy: 'PreferSameZone' });
    expect(updatesOf(plan).map(({ slice: one }) => `${one.metadata.name} ${hintText(one)}`)).toEqual([
      'm b>b',
      'b c>c',
      'z a>a',
    ]);
  });

  test('takes zones named like fields of every object', () => {
    const capacity = measureZoneCapacity(nodes({ constructor: 1, tostring: 1 }));
    const [verdict] = hint({ s: 'constructor tostring' }, { capacity }).verdicts;
    expect(verdict?.reason).toBe('ZonesAllocated');
  });

  test.each<[string, object, string]>([
    ['no plan', { plan: 5 }, 'planHints: plan must be a plan, got 5'],
    ['a plan without lists', { plan: {} }, 'planHints: plan.writes must be an array, got undefined'],
    [
      'an unknown strategy',
      { strategy: 'best' },
      'planHints: strategy must be None, PreferSameZone, PreferSameNode, TopologyAware or a function, got "best"',
    ],
    ['a negative hysteresis', { hysteresis: -1 }, 'planHints: hysteresis must be between 0 and 1, got -1'],
  ])('refuses %s', (_, input, message) => {
    expect(() => hint({ s: 'a' }, input)).toThrow(message);
  });
});
