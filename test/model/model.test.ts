import { describe, expect, test } from 'vitest';
import { shippedController } from './controller.ts';
import { explore, formatFault } from './explore.ts';
import { mutants } from './mutants.ts';
import { smallWorlds } from './worlds.ts';

describe('a controller of planner and tracker, in every state that it can reach,', () => {
  test.each(smallWorlds)('ends with the desired endpoints, stays so, and leaves no gap: $name', (world) => {
    const { stateCount, maxWrites, maxPlans, maxSurplus, faults } = explore(world, shippedController);
    expect(faults.map(formatFault)).toEqual([]);
    expect(stateCount).toBeGreaterThan(1_000);
    expect(maxPlans).toBe(1);
    // At worst, every slice that a world can have is updated or deleted, and as many are created.
    expect(maxWrites).toBeLessThanOrEqual(2 * world.podCount + 1);
    expect(maxSurplus).toBeLessThanOrEqual(1);
  });
});

describe('the explorer', () => {
  test.each(mutants)('finds a mistake: $name', ({ world, controller, fault }) => {
    const { faults } = explore(world, controller, { untilFault: true });
    expect(faults.map(({ kind }) => kind)).toContain(fault);
    expect(faults[0]?.trace.length).toBeGreaterThan(1);
  });
});
