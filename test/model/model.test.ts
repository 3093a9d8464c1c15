import { describe, expect, test } from 'vitest';
import { shippedController } from './controller.ts';
import { explore, formatFault } from './explore.ts';
import { Model } from './model.ts';
import { mutants } from './mutants.ts';
import { smallWorlds } from './worlds.ts';

describe('a controller of planner and tracker, from every state that it can reach,', () => {
  for (const world of smallWorlds) {
    test(`in which ${world.name}: eventually stable`, () => {
      const { stateCount, maxWrites, maxPlans, maxSurplus, faults } = explore(world, shippedController);
      expect(faults.map(formatFault)).toEqual([]);
      expect(stateCount).toBeGreaterThan(1_000);
      expect(maxPlans).toBe(1);
      expect(maxWrites).toBeLessThanOrEqual(4);
      expect(maxSurplus).toBeLessThanOrEqual(1);
    });
  }
});

describe('the explorer', () => {
  test.each(mutants)('finds a mistake: $name', ({ world, controller, fault }) => {
    const { faults } = explore(world, controller, { untilFault: true });
    expect(faults.map(({ kind }) => kind)).toContain(fault);
    expect(faults[0]?.trace.length).toBeGreaterThan(1);
  });

  test('reads every state as it was written, and gives it the same text again', () => {
    for (const world of smallWorlds) {
      const model = new Model(world, shippedController);
      let keys = [model.keyOf(model.start())];
      for (let depth = 0; depth < 5; depth += 1) {
        const next = keys.flatMap((key) => model.moves(model.stateOf(key)).map((move) => model.keyOf(move.next)));
        for (const key of next) expect(model.keyOf(model.stateOf(key))).toBe(key);
        keys = [...new Set(next)].slice(0, 30);
      }
    }
  });
});
