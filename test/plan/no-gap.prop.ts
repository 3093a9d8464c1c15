/** The law that ledger planner/keep-the-partition is about, in generated worlds. */

import fc from 'fast-check';
import { portChangeWorlds } from '../support/arbitraries/port-change.ts';
import { type World, worlds } from '../support/arbitraries/world.ts';
import { gapsOf, slicesAfterEachWrite } from '../support/listings.ts';
import { propertyRuns } from '../support/property-settings.ts';
import { type EndpointSliceLike, formatPlan, type Plan, planService, type ServiceLike } from 'endpointslice';
import { describe, expect, test } from 'vitest';

const anyWorld: fc.Arbitrary<World> = fc.oneof(worlds(), portChangeWorlds());

/** The slices that the API server has of the Service's namespace. */
function slicesOf({ service, slices }: World): EndpointSliceLike[] {
  return slices.filter(({ metadata }) => metadata?.namespace === service.metadata?.namespace);
}

function strategyOf({ metadata }: ServiceLike): 'PreferSameZone' | 'None' {
  return (metadata?.labels?.['app'] ?? '').length % 2 === 0 ? 'PreferSameZone' : 'None';
}

function expectNoGap(world: World, plan: Plan): void {
  expect(gapsOf(slicesOf(world), plan), formatPlan(plan)).toEqual([]);
}

describe('planService keeps the law of', () => {
  test('no gap', () => {
    fc.assert(
      fc.property(anyWorld, (world) => expectNoGap(world, planService(world).plan)),
      { numRuns: propertyRuns(1000) },
    );
  });

  test('no gap, with hints', () => {
    fc.assert(
      fc.property(anyWorld, (world) => {
        const strategy = strategyOf(world.service);
        expectNoGap(world, planService({ ...world, hints: { strategy } }).plan);
      }),
      { numRuns: propertyRuns(300) },
    );
  });

  test('convergence from between', () => {
    fc.assert(
      fc.property(anyWorld, fc.nat(20), (world, position) => {
        const { plan } = planService(world);
        const steps = slicesAfterEachWrite(slicesOf(world), plan);
        const between = steps[position % steps.length] as EndpointSliceLike[];
        const again = planService({ ...world, slices: between }).plan;
        const settled = slicesAfterEachWrite(between, again).at(-1) as EndpointSliceLike[];
        expect(planService({ ...world, slices: settled }).plan.writes).toEqual([]);
        expectNoGap({ ...world, slices: between }, again);
      }),
      { numRuns: propertyRuns(500) },
    );
  });
});
