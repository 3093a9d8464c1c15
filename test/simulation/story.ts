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

/**
 * The shortest story that was found in which something still goes wrong: without what comes after, and without every part
 * that it can do without. At most so many runs.
 */
export function shrinkStory(seed: number, ops: readonly Op[], setup: Setup = {}, runs = 300): readonly Op[] {
  let left = runs;
  const lengthOfBad = (part: readonly Op[]): number | undefined => {
    left -= 1;
    const { figures } = runStory(seed, part, setup);
    return figures.violations.length > 0 ? figures.stepCount : undefined;
  };
  let kept = ops.slice(0, lengthOfBad(ops) ?? ops.length);
  for (let size = Math.ceil(kept.length / 2); size >= 1 && left > 0; size = Math.floor(size / 2)) {
    for (let start = 0; start < kept.length && left > 0; ) {
      const part = [...kept.slice(0, start), ...kept.slice(start + size)];
      const length = lengthOfBad(part);
      if (length === undefined) start += size;
      else kept = part.slice(0, length);
    }
  }
  return kept;
}
