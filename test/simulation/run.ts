import { parseArgs } from 'node:util';
import { type Figures, drawOps } from './simulate.ts';
import { runStory, shrinkStory } from './story.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    steps: { type: 'string', default: '20000' },
  },
});

/** Things that happen in one world; then comes the next, with another seed. */
const STORY_LENGTH = 2000;
const seed = Number(values.seed);
const steps = Number(values.steps);
const start = performance.now();
const total = new Map<keyof Figures, number>();
let violation: { readonly seed: number; readonly length: number } | undefined;
for (let done = 0, world = 0; done < steps && violation === undefined; world += 1) {
  const length = Math.min(STORY_LENGTH, steps - done);
  const { figures } = runStory(seed + world, drawOps(seed + world, length));
  for (const [name, figure] of Object.entries(figures) as [keyof Figures, unknown][]) {
    if (typeof figure === 'number') total.set(name, (total.get(name) ?? 0) + figure);
  }
  if (figures.violations.length > 0) violation = { seed: seed + world, length };
  done += length;
}
const texts = [...total].map(([name, figure]) => `${name.replace(/Count$/, '')} ${figure}`);
const seconds = ((performance.now() - start) / 1000).toFixed(1);
console.log(`seed ${seed}: ${texts.join(', ')}; ${violation === undefined ? 0 : 1} violations; ${seconds} s`);
if (violation !== undefined) {
  const ops = shrinkStory(violation.seed, drawOps(violation.seed, violation.length));
  const { story, figures } = runStory(violation.seed, ops);
  console.log(`\nworld ${violation.seed}, ${ops.length} of ${violation.length} steps:`);
  for (const line of story) console.log(`  ${line}`);
  for (const line of figures.violations) console.log(`\n${line}`);
  process.exitCode = 1;
}
