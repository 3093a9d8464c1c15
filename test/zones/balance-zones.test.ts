import { allocateZones, minimumEndpointCount, sufficientEndpointCount } from '../../src/zones/allocate-zones.ts';
import { balanceZones } from '../../src/zones/balance-zones.ts';
import type { ZoneShare } from 'endpointslice/hints';
import { describe, expect, test } from 'vitest';

type Counts = { readonly [zone: string]: number };

function countsOf(counts: Counts): Map<string, number> {
  return new Map(Object.entries(counts));
}

/** Endpoints by zone after balancing; `minima` are 0 unless given. */
function balance(
  desired: Counts,
  movable: Counts,
  { fixed = {}, minima = {} }: { fixed?: Counts; minima?: Counts } = {},
): Counts {
  const allocations = Object.entries(desired).map(([zone, desiredEndpointCount]) => ({
    zone,
    desiredEndpointCount,
    minimumEndpointCount: minima[zone] ?? 0,
    maximumEndpointCount: 1000,
  }));
  const { endpointCounts } = balanceZones(allocations, {
    fixedCounts: countsOf(fixed),
    movableCounts: countsOf(movable),
  });
  return Object.fromEntries(endpointCounts);
}

function shares(...ratios: number[]): ZoneShare[] {
  return ratios.map((ratio, index) => ({ zone: 'abcdefgh'[index] ?? '', nodeCount: 1, milliCPU: 1, ratio }));
}

describe('balanceZones', () => {
  test.each<[string, Counts, Counts, Counts]>([
    ['nothing', {}, {}, {}],
    ['no need to move any', { a: 1.2, b: 1.1, c: 1 }, { a: 1, b: 1, c: 1 }, { a: 1, b: 1, c: 1 }],
    ['same zone before a slightly better balance', { a: 5.1, b: 5.1, c: 5.8 }, { a: 16 }, { a: 6, b: 5, c: 5 }],
    ['less than one needed: to the zone that needs it most', { a: 5, b: 5.6, c: 5.4 }, { a: 16 }, { a: 5, b: 6, c: 5 }],
    ['two zones above: from the one with most', { a: 5, b: 5.6, c: 5.4 }, { b: 8, c: 8 }, { a: 5, b: 6, c: 5 }],
    ['more endpoints than allocated', { a: 5, b: 5, c: 5 }, { a: 6, b: 6, c: 6 }, { a: 6, b: 6, c: 6 }],
    ['fewer endpoints than allocated', { a: 5, b: 5, c: 5 }, { a: 1, b: 2, c: 3 }, { a: 1, b: 2, c: 3 }],
    ['half an endpoint and less stays', { a: 2.51, b: 1.49 }, { a: 3, b: 1 }, { a: 3, b: 1 }],
    ['half an endpoint, where a whole one is missing', { a: 2.5, b: 2 }, { a: 3, b: 1 }, { a: 2, b: 2 }],
    ['half an endpoint is missing, where a whole one is too many', { a: 2, b: 1.5 }, { a: 3, b: 1 }, { a: 2, b: 2 }],
    ['both sides below one', { a: 2.4, b: 1.6 }, { a: 3, b: 1 }, { a: 3, b: 1 }],
  ])(
    'moves as the reference does: %s (rule 1.15.9, upstream Test_getGivingAndReceivingZones)',
    (_, desired, movable, wanted) => {
      expect(balance(desired, movable)).toEqual(wanted);
    },
  );

  test('goes by name where zones are equally far off (rules 1.15.9, 1.17; ledger hints/zone-ties)', () => {
    const equal = { a: 10 / 3, b: 10 / 3, c: 10 / 3 };
    expect(balance(equal, { a: 5, b: 4, c: 1 })).toEqual({ a: 3, b: 4, c: 3 });
    expect(balance(equal, { c: 5, b: 4, a: 1 })).toEqual({ a: 3, b: 3, c: 4 });
  });

  test('names the receivers of each giver, one an endpoint (rule 1.15.10, upstream Test_redistributeHints)', () => {
    const allocations = ['a', 'b', 'c'].map((zone) => ({
      zone,
      desiredEndpointCount: 1,
      minimumEndpointCount: 1,
      maximumEndpointCount: 1,
    }));
    const { receivers } = balanceZones(allocations, { fixedCounts: new Map(), movableCounts: countsOf({ a: 3 }) });
    expect(Object.fromEntries(receivers)).toEqual({ a: ['b', 'c'], b: [], c: [] });
  });

  test('gives no endpoint whose hint stays (rule 1.15.10)', () => {
    expect(balance({ a: 2, b: 2 }, { a: 1 }, { fixed: { a: 3 } })).toEqual({ a: 3, b: 1 });
    expect(balance({ a: 2, b: 2 }, {}, { fixed: { a: 4 } })).toEqual({ a: 4, b: 0 });
  });

  test('serves the neediest first when there is less to give than planned', () => {
    expect(balance({ a: 1, b: 2, c: 3 }, { a: 2 }, { fixed: { a: 4 } })).toEqual({ a: 4, b: 1, c: 1 });
    expect(balance({ a: 1, b: 2, c: 3 }, { a: 1 }, { fixed: { a: 5 } })).toEqual({ a: 5, b: 0, c: 1 });
  });

  test('finds a place for endpoints of zones without allocation (ledger hints/zone-without-nodes)', () => {
    expect(balance({ a: 2.5, b: 2.5 }, { a: 2, b: 1, x: 2 })).toEqual({ a: 3, b: 2 });
    expect(balance({ a: 1.5, b: 1.5 }, { a: 1, b: 1, x: 1 })).toEqual({ a: 2, b: 1 });
  });

  test('reaches the minimum of every zone where the reference stops short (ledger hints/minimum-not-reached)', () => {
    // Five zones have 0.4 too many each, which is not worth moving; the sixth misses two.
    const desired = { a: 3.6, b: 3.6, c: 3.6, d: 3.6, e: 3.6, f: 4 };
    const minima = { a: 3, b: 3, c: 3, d: 3, e: 3, f: 4 };
    expect(balance(desired, { a: 4, b: 4, c: 4, d: 4, e: 4, f: 2 })).toEqual({ a: 4, b: 4, c: 4, d: 4, e: 4, f: 2 });
    expect(balance(desired, { a: 4, b: 4, c: 4, d: 4, e: 4, f: 2 }, { minima })).toEqual({
      a: 3,
      b: 3,
      c: 4,
      d: 4,
      e: 4,
      f: 4,
    });
    // Nothing can be moved: better too few than no answer.
    expect(balance({ a: 1, b: 1 }, {}, { fixed: { a: 2 }, minima: { a: 1, b: 1 } })).toEqual({ a: 2, b: 0 });
  });

  test('sends on what a zone was given, where a third is below its minimum (ledger hints/minimum-not-reached)', () => {
    // As found by the conformance run: a has no endpoint of its own, and one more than its minimum.
    const desired = { a: 8.156, b: 2, c: 2, d: 1.023, e: 1, f: 3 };
    const minima = { a: 7, b: 2, c: 2, d: 1, e: 1, f: 3 };
    expect(balance(desired, { b: 5, c: 4, d: 3, e: 2, f: 1, y: 1 }, { minima })).toEqual({
      a: 7,
      b: 2,
      c: 2,
      d: 1,
      e: 1,
      f: 3,
    });
  });

  test.each<[string, Counts, Counts, Counts, { readonly [zone: string]: readonly string[] }]>([
    [
      'what it got of a zone without nodes, before its own',
      { a: 4.4, b: 2.4 },
      { a: 3, b: 2 },
      { a: 2, y: 3 },
      { a: [], b: [], y: ['a', 'b', 'b'] },
    ],
    [
      'what it got, though it has enough of its own',
      { a: 1.2, b: 4.2 },
      { a: 1, b: 3 },
      { b: 2, y: 2 },
      { a: [], b: [], y: ['b', 'a'] },
    ],
    [
      'the one endpoint that it got',
      { a: 4.3, b: 2.3 },
      { a: 3, b: 2 },
      { a: 3, b: 1, y: 1 },
      { a: [], b: [], y: ['b'] },
    ],
    [
      'several that it got, the last first',
      { a: 5.7, b: 2, c: 1 },
      { a: 1, b: 2, c: 1 },
      { y: 5 },
      { a: [], b: [], c: [], y: ['a', 'a', 'c', 'b', 'b'] },
    ],
  ])('lets a zone send on %s (ledger hints/minimum-not-reached)', (_, desired, minima, movable, wanted) => {
    const allocations = Object.entries(desired).map(([zone, desiredEndpointCount]) => ({
      zone,
      desiredEndpointCount,
      minimumEndpointCount: minima[zone] ?? 0,
      maximumEndpointCount: 1000,
    }));
    const { receivers, endpointCounts } = balanceZones(allocations, {
      fixedCounts: new Map(),
      movableCounts: countsOf(movable),
    });
    expect(Object.fromEntries(receivers)).toEqual(wanted);
    for (const [zone, count] of endpointCounts) expect(count).toBeGreaterThanOrEqual(minima[zone] ?? 0);
  });

  test('moves a hundred thousand endpoints between a thousand zones without growing slow', () => {
    const desired = Object.fromEntries(Array.from({ length: 1000 }, (_, index) => [`z-${index}`, 100]));
    expect(new Set(Object.values(balance(desired, { 'z-0': 100_000 })))).toEqual(new Set([100]));
  });
});

describe('allocateZones', () => {
  test('gives each zone its share, its minimum and what the others leave (rule 1.15.5)', () => {
    expect(allocateZones(shares(0.35, 0.35, 0.3), 10, 0)).toEqual({
      possible: true,
      zones: [
        { zone: 'a', desiredEndpointCount: 3.5, minimumEndpointCount: 3, maximumEndpointCount: 4 },
        { zone: 'b', desiredEndpointCount: 3.5, minimumEndpointCount: 3, maximumEndpointCount: 4 },
        { zone: 'c', desiredEndpointCount: 3, minimumEndpointCount: 3, maximumEndpointCount: 4 },
      ],
    });
  });

  test('raises a share to the minimum (rule 1.15.5)', () => {
    const allocated = allocateZones(shares(0.99, 0.01), 100, 0);
    expect(allocated.possible && allocated.zones[1]).toMatchObject({
      desiredEndpointCount: 1,
      minimumEndpointCount: 1,
    });
  });

  test('takes as many endpoints as there are zones, and as the minima are (rule 1.15.3)', () => {
    expect(allocateZones(shares(0.5, 0.5), 2, 0)).toEqual({
      possible: true,
      zones: [
        { zone: 'a', desiredEndpointCount: 1, minimumEndpointCount: 1, maximumEndpointCount: 1 },
        { zone: 'b', desiredEndpointCount: 1, minimumEndpointCount: 1, maximumEndpointCount: 1 },
      ],
    });
  });

  test('says which of the two limits is exceeded (rule 1.15.3)', () => {
    expect(allocateZones(shares(0.3, 0.4, 0.3), 2, 0)).toEqual({ possible: false, reason: 'TooFewEndpoints' });
    expect(allocateZones(shares(1 / 3, 1 / 3, 1 / 3), 4, 0)).toEqual({
      possible: false,
      reason: 'MinimaExceedEndpoints',
      minimumEndpointCount: 6,
    });
    expect(allocateZones(shares(1 / 3, 1 / 3, 1 / 3), 4, 0.2).possible).toBe(true);
  });

  test('rounds with the same double as the reference (rule 0.2.4)', () => {
    expect(1 / (1 + 0.2)).toBe(0.8333333333333334);
    // 6 endpoints at the exact 5/6 would need 5; the double is a little more, and so is the product.
    expect(minimumEndpointCount(6, 0)).toBe(5);
    expect(minimumEndpointCount(12, 0)).toBe(10);
    expect(minimumEndpointCount(6 * 1.0000000001, 0)).toBe(6);
    expect(minimumEndpointCount(18, 0)).toBe(Math.ceil(18 * 0.8333333333333334));
  });
});

describe('sufficientEndpointCount', () => {
  test('finds the fewest endpoints that are enough', () => {
    expect(sufficientEndpointCount(shares(1 / 3, 1 / 3, 1 / 3), 2, 0)).toBe(3);
    expect(sufficientEndpointCount(shares(1 / 3, 1 / 3, 1 / 3), 4, 0)).toBe(6);
    expect(sufficientEndpointCount(shares(1 / 3, 1 / 3, 1 / 3), 11, 0)).toBe(12);
    for (const count of [2, 4, 11]) {
      const enough = sufficientEndpointCount(shares(1 / 3, 1 / 3, 1 / 3), count, 0);
      expect(allocateZones(shares(1 / 3, 1 / 3, 1 / 3), enough, 0).possible).toBe(true);
    }
  });

  test('looks for the fewest up to 64 zones, and for one more than there are beyond what is certain', () => {
    const equal = (zoneCount: number): ZoneShare[] =>
      Array.from({ length: zoneCount }, (_, index) => ({
        zone: `${index}`,
        nodeCount: 1,
        milliCPU: 1,
        ratio: 1 / zoneCount,
      }));
    expect(sufficientEndpointCount(equal(64), 1, 0)).toBe(64);
    expect(sufficientEndpointCount(equal(65), 1, 0)).toBe(390);
    expect(sufficientEndpointCount(equal(65), 1, 0.2)).toBe(228);
    expect(sufficientEndpointCount(equal(65), 390, 0)).toBe(391);
    expect(sufficientEndpointCount(equal(3), 17, 0)).toBe(18);
    expect(sufficientEndpointCount(equal(3), 18, 0)).toBe(19);
    expect(sufficientEndpointCount(equal(3), 4, 0.2)).toBe(6);
    expect(sufficientEndpointCount(equal(3), 20, 0.2)).toBe(21);
  });

  test('is enough for any number of zones', () => {
    for (const zoneCount of [2, 7, 63, 64, 65, 300]) {
      const zones = Array.from({ length: zoneCount }, (_, index) => ({
        zone: `${index}`,
        nodeCount: 1,
        milliCPU: 1,
        ratio: 1 / zoneCount,
      }));
      expect(allocateZones(zones, sufficientEndpointCount(zones, 1, 0), 0).possible, `${zoneCount} zones`).toBe(true);
    }
  });
});
