import { readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { cacheCases } from './cache.bench.ts';
import { type BenchCase, type BenchResult, formatResults, measure } from './measure.ts';
import { hintsCases } from './hints.bench.ts';
import { mirrorCases } from './mirror.bench.ts';
import { planCases } from './plan.bench.ts';
import { schemaCases } from './schema.bench.ts';

const { values } = parseArgs({
  options: {
    filter: { type: 'string', default: '' },
    seconds: { type: 'string', default: '1' },
    json: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
  },
});

/** Each makes its world when it is its turn, so that only one is in memory. */
const cases: readonly (() => BenchCase)[] = [
  ...planCases(['1000-pods', '10000-pods', '100000-pods']),
  ...hintsCases([10_000, 100_000], [3, 30]),
  ...mirrorCases([1, 10, 100]),
  ...cacheCases([1_000, 10_000, 100_000]),
  ...schemaCases(),
];

const results: BenchResult[] = [];
for (const makeCase of cases) {
  const bench = makeCase();
  if (!`${bench.name} ${bench.unitCount}`.includes(values.filter)) continue;
  const result = measure(bench, Number(values.seconds));
  results.push(result);
  if (!values.json)
    process.stderr.write(`${bench.name}, ${bench.unitCount} ${bench.unit}s: ratio ${result.ratio.toPrecision(3)}\n`);
}

const machine = `Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}, ${new Date().toISOString().slice(0, 10)}`;
if (values.json) process.stdout.write(`${JSON.stringify({ machine, results }, undefined, 2)}\n`);
else process.stdout.write(`${machine}\n\n${formatResults(results)}\n`);

if (values.write) {
  const page = new URL('../docs/benchmarks.md', import.meta.url);
  const text = readFileSync(page, 'utf8').replace(
    /(<!-- results -->\n)[\s\S]*?(<!-- end of results -->)/,
    `$1\n${machine}\n\n${formatResults(results)}\n\n$2`,
  );
  writeFileSync(page, text);
}
