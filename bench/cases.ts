import { cacheCases } from './cache.bench.ts';
import { hintsCases } from './hints.bench.ts';
import type { BenchCase } from './measure.ts';
import { mirrorCases } from './mirror.bench.ts';
import { planCases } from './plan.bench.ts';
import { schemaCases } from './schema.bench.ts';

/** Everything that is timed. */
export const benchCases: readonly BenchCase[] = [
  ...planCases(['1000-pods', '10000-pods', '100000-pods']),
  ...hintsCases([1_000, 10_000, 100_000], [3, 30]),
  ...mirrorCases([1, 10, 100]),
  ...cacheCases([1_000, 10_000, 100_000]),
  ...schemaCases(),
];

/** The cases whose name and size, as in `plan create 1000`, contain a text. */
export function casesNamed(text: string): BenchCase[] {
  return benchCases.filter(({ name, size }) => `${name} ${size}`.includes(text));
}
