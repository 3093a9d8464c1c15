import fc from 'fast-check';
import { hintsCase, hintsOddities } from '../support/arbitraries/hints.ts';
import { deepFreeze } from '../support/deep-freeze.ts';
import { propertyRuns } from '../support/property-settings.ts';
import { createsOf, listsOf, planOf, updatesOf } from '../support/writes.ts';
import type { AddressType, EndpointSliceLike, Plan } from 'endpointslice';
import { type HintsStrategy, planHints, measureZoneCapacity } from 'endpointslice/hints';
import { describe, expect, test } from 'vitest';

/** Three times out of four nothing odd, so that hints by capacity are on often enough. */
const anyCase = fc.oneof(
  { weight: 3, arbitrary: hintsCase([]) },
  {
    weight: 1,
    arbitrary: fc.subarray([...hintsOddities], { minLength: 1, maxLength: 2 }).chain((odd) => hintsCase(odd)),
  },
);
const strategies = fc.constantFrom<HintsStrategy>(
  'None',
  'PreferSameZone',
  'PreferSameNode',
  'TopologyAware',
  'TopologyAware',
  (endpoint) => (endpoint.addresses?.[0]?.endsWith('1') === true ? { forZones: [{ name: 'odd' }] } : undefined),
);
const world = fc
  .record({ one: anyCase, strategy: strategies, hysteresis: fc.constantFrom(0, 0.1) })
  .map(({ one: { nodes, plan }, strategy, hysteresis }) => ({
    plan,
    strategy,
    capacity: measureZoneCapacity(nodes),
    hysteresis,
  }));

/** All slices that will exist: created ones first, then the others by name. */
function slicesAfter(plan: Plan): EndpointSliceLike[] {
  const { create, update, unchanged } = listsOf(plan);
  const named = [...update.map(({ slice }): EndpointSliceLike => slice), ...unchanged];
  return [...create.map(({ slice }) => slice), ...named.sort((left, right) => (nameOf(left) < nameOf(right) ? -1 : 1))];
}

function nameOf({ metadata }: EndpointSliceLike): string {
  return metadata?.name ?? '';
}

function withoutHints(slice: EndpointSliceLike): object {
  return { ...slice, endpoints: (slice.endpoints ?? []).map((endpoint) => ({ ...endpoint, hints: undefined })) };
}

/** The plan that remains when everything in it has been written: nothing to do. */
function settled(plan: Plan): Plan {
  const created = createsOf(plan).map(({ slice }, index) => ({
    ...slice,
    metadata: { ...slice.metadata, name: `c-${index}` },
  }));
  const named = [...created, ...updatesOf(plan).map(({ slice }) => slice), ...plan.unchanged];
  return { writes: [], unchanged: named };
}

/** A property over generated plans. */
function holds(check: (input: Parameters<typeof planHints>[0]) => void): () => void {
  return () => {
    fc.assert(fc.property(world, check), { numRuns: propertyRuns(150) });
  };
}

describe('planHints', () => {
  test(
    'changes nothing but hints, and turns only unchanged slices into updates: only hints differ',
    holds((input) => {
      const { plan } = planHints(input);
      expect(slicesAfter(plan).map(withoutHints)).toEqual(slicesAfter(input.plan).map(withoutHints));
      expect(createsOf(plan).map(({ reasons }) => reasons)).toEqual(
        createsOf(input.plan).map(({ reasons }) => reasons),
      );
      const added = updatesOf(plan).filter(({ before }) => input.plan.unchanged.includes(before));
      for (const { slice, before, reasons } of added) {
        expect(reasons).toEqual(['HintsChanged']);
        expect(slice).not.toEqual(before);
      }
      expect(updatesOf(plan).length).toBe(updatesOf(input.plan).length + added.length);
      expect(plan.unchanged.length).toBe(input.plan.unchanged.length - added.length);
      expect(slicesAfter(planHints({ plan, strategy: 'None' }).plan)).toEqual(
        slicesAfter(planHints({ plan: input.plan, strategy: 'None' }).plan),
      );
    }),
  );

  test(
    'hints every ready endpoint for one zone, and no other: allocation sums',
    holds((input) => {
      const { plan, verdicts } = planHints({ ...input, strategy: 'TopologyAware' });
      const [verdict] = verdicts;
      if (verdict?.reason !== 'ZonesAllocated') return;
      const hinted = new Map<string, number>();
      let movedCount = 0;
      for (const { conditions, hints, zone } of slicesAfter(plan).flatMap(({ endpoints }) => endpoints ?? [])) {
        if (conditions?.ready === false) {
          expect(hints).toBeUndefined();
          continue;
        }
        expect(hints?.forZones).toHaveLength(1);
        expect(hints?.forNodes).toBeUndefined();
        const name = hints?.forZones?.[0]?.name ?? '';
        hinted.set(name, (hinted.get(name) ?? 0) + 1);
        if (name !== zone) movedCount += 1;
      }
      const counted = verdict.zones.filter(({ endpointCount }) => endpointCount > 0);
      expect([...hinted].sort(([left], [right]) => (left < right ? -1 : 1))).toEqual(
        counted.map(({ zone, endpointCount }) => [zone, endpointCount]),
      );
      expect(verdict.movedEndpointCount).toBe(movedCount);
      expect(verdict.zones.reduce((sum, { endpointCount }) => sum + endpointCount, 0)).toBe(verdict.readyEndpointCount);
    }),
  );

  test(
    'leaves no zone below its minimum or above its maximum: allocation bounds',
    holds((input) => {
      const { verdicts } = planHints({ ...input, strategy: 'TopologyAware' });
      const [verdict] = verdicts;
      if (verdict?.reason !== 'ZonesAllocated') return;
      for (const { endpointCount, minimumEndpointCount, maximumEndpointCount } of verdict.zones) {
        expect(endpointCount).toBeGreaterThanOrEqual(minimumEndpointCount);
        expect(endpointCount).toBeLessThanOrEqual(maximumEndpointCount);
      }
    }),
  );

  test(
    'answers the same whatever the order of slices: hints order-freedom',
    holds((input) => {
      const { plan } = input;
      const turned = planOf({
        ...listsOf(plan),
        update: updatesOf(plan).reverse(),
        unchanged: [...plan.unchanged].reverse(),
      });
      const left = planHints(input);
      const right = planHints({ ...input, plan: turned });
      expect(right.verdicts).toEqual(left.verdicts);
      expect(slicesAfter(right.plan)).toEqual(slicesAfter(left.plan));
      expect(
        updatesOf(right.plan)
          .map(({ slice }) => nameOf(slice))
          .sort(),
      ).toEqual(
        updatesOf(left.plan)
          .map(({ slice }) => nameOf(slice))
          .sort(),
      );
    }),
  );

  test(
    'has nothing to do after its plan was written: hints convergence',
    holds((input) => {
      const first = planHints(input);
      const again = planHints({ ...input, plan: settled(first.plan), memory: first.memory });
      expect(updatesOf(again.plan)).toEqual([]);
      expect(again.verdicts.map(({ changed }) => changed)).toEqual(again.verdicts.map(() => false));
      expect(again.memory).toEqual(first.memory);
    }),
  );

  test(
    'gives its own plan back: hints idempotence',
    holds((input) => {
      const once = planHints(input);
      expect(planHints({ ...input, plan: once.plan }).plan).toEqual(once.plan);
    }),
  );

  test(
    'counts the same before recycling as after: recycling-freedom',
    holds((input) => {
      const { plan } = input;
      const recycled = createsOf(plan).map(({ slice }, index) => {
        const named = { ...slice, metadata: { ...slice.metadata, name: `r-${index}` } };
        return { slice: named, before: named, reasons: ['Recycled'] as const };
      });
      const after = planHints({
        ...input,
        plan: planOf({ update: [...updatesOf(plan), ...recycled], unchanged: plan.unchanged }),
      });
      expect(after.verdicts).toEqual(planHints(input).verdicts);
    }),
  );

  test(
    'leaves its input alone: hints inputs untouched',
    holds((input) => {
      const { strategy } = input;
      expect(() => planHints(deepFreeze({ ...input, strategy }))).not.toThrow();
    }),
  );

  test(
    'keeps address types apart: family independence',
    holds((input) => {
      const asIPv6 = <Slice extends EndpointSliceLike>(slice: Slice): Slice => ({
        ...slice,
        addressType: 'IPv6' as AddressType,
      });
      const { plan } = input;
      const other = planOf({
        create: createsOf(plan).map((planned) => ({ ...planned, slice: asIPv6(planned.slice) })),
        unchanged: plan.unchanged.map((slice) => ({ ...asIPv6(slice), metadata: { name: `6-${nameOf(slice)}` } })),
      });
      const both = planOf({
        create: [...createsOf(plan), ...createsOf(other)],
        update: updatesOf(plan),
        unchanged: [...plan.unchanged, ...other.unchanged],
      });
      const together = planHints({ ...input, plan: both }).verdicts;
      expect(together).toEqual([...planHints(input).verdicts, ...planHints({ ...input, plan: other }).verdicts]);
    }),
  );

  test(
    'stays on with hysteresis where it is on without: hysteresis only keeps',
    holds((input) => {
      const strict = planHints({ ...input, strategy: 'TopologyAware', hysteresis: 0 });
      const loose = planHints({ ...input, strategy: 'TopologyAware', hysteresis: 0.3, memory: strict.memory });
      if (strict.verdicts[0]?.enabled === true) expect(loose.verdicts[0]?.enabled).toBe(true);
      else
        expect(loose).toEqual({
          ...strict,
          verdicts: strict.verdicts.map((verdict) => ({ ...verdict, changed: false })),
        });
    }),
  );
});
