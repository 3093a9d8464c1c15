import { type Figures, type Op, type Setup, Simulation } from './simulate.ts';

/** What running a story gave. */
export interface StoryRun {
  readonly figures: Figures;
  readonly story: readonly string[];
}

/** Lets everything of a story happen; stops at the first violation. */
export function runStory(seed: number, ops: readonly Op[], setup: Setup = {}): StoryRun {
  const simulation = new Simulation(seed, setup);
  for (const op of ops) {
    simulation.run(op);
    if (simulation.figures.violations.length > 0) return { figures: simulation.figures, story: simulation.story };
  }
  return { figures: simulation.finish(), story: simulation.story };
}

/** The shortest story that was found in which something still goes wrong: without every part that it can do without. */
export function shrinkStory(seed: number, ops: readonly Op[], setup: Setup = {}, budget = 400): readonly Op[] {
  let kept = ops;
  let runCount = 0;
  const isBad = (part: readonly Op[]): boolean => {
    runCount += 1;
    return runStory(seed, part, setup).figures.violations.length > 0;
  };
  for (let size = Math.ceil(kept.length / 2); size >= 1 && runCount < budget; size = Math.floor(size / 2)) {
    for (let start = 0; start < kept.length && runCount < budget; ) {
      const part = [...kept.slice(0, start), ...kept.slice(start + size)];
      if (isBad(part)) kept = part;
      else start += size;
    }
  }
  return kept;
}
