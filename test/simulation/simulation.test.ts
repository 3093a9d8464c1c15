import { describe, expect, test } from 'vitest';
import { propertyRuns, propertySeed } from '../support/property-settings.ts';
import { type SimulatedMutant, simulatedMutants } from './mutants.ts';
import { drawOps } from './simulate.ts';
import { runStory, shrinkStory } from './story.ts';

describe('a controller in a simulated cluster', () => {
  test('comes to rest with what is wanted, takes nothing away on the way, and writes no more than it must: simulated cluster', () => {
    for (let world = 0; world < propertyRuns(3); world += 1) {
      const seed = propertySeed + world;
      const { figures, story } = runStory(seed, drawOps(seed, 1000));
      expect(figures.violations, `world ${seed}\n${story.join('\n')}`).toEqual([]);
      expect(figures.writeCount).toBeGreaterThan(0);
    }
  });

  test('does the same for the same seed', () => {
    const run = (): unknown => runStory(7, drawOps(7, 300));
    expect(run()).toEqual(run());
  });
});

describe('the simulation', () => {
  test.each(simulatedMutants.map((mutant) => [mutant.name, mutant] as const))(
    'finds a controller with a mistake: %s',
    (_, mutant) => {
      expect(findViolation(mutant)).toMatch(mutant.violation);
    },
  );

  test('tells the shortest story that it can', () => {
    const mutant = simulatedMutants.find(({ name }) => name === 'deletions of pods are passed over');
    const setup = { makeController: mutant?.makeController ?? expect.fail() };
    const ops = drawOps(1, 400);
    expect(shrinkStory(1, ops, setup, 60).length).toBeLessThan(ops.length / 4);
  });
});

/** What is first found to be wrong in some worlds; `''` if nothing is. */
function findViolation({ seed, makeController }: SimulatedMutant): string {
  for (const world of [seed, ...Array.from({ length: 60 }, (_, index) => index + 1)]) {
    const { figures } = runStory(world, drawOps(world, 600), { makeController });
    if (figures.violations.length > 0) return figures.violations.join('\n');
  }
  return '';
}
