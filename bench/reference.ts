import { parseArgs } from 'node:util';
import { buildReference, ReferenceProcess, referenceVersion } from '../test/conformance/reference-process.ts';
import { defaultRelease } from '../test/conformance/releases.ts';
import { writeSection } from '../test/support/doc-section.ts';
import { casesNamed } from './cases.ts';
import { type BenchCase, median, timeOnce } from './measure.ts';
import { describeMachine } from './machine.ts';

/**
 * Times the reference and this library on the same worlds, alternating: `npm run bench:reference`.
 *
 * The reference times its own call alone, with clients that answer at once and inputs copied beforehand; of ours the same
 * function is timed as in `npm run bench`. Neither reads or writes JSON meanwhile.
 */
const { values } = parseArgs({
  options: {
    filter: { type: 'string', default: '' },
    rounds: { type: 'string', default: '5' },
    write: { type: 'boolean', default: false },
  },
});

/** What the reference program answers to a request to time something. */
interface Measured {
  /** Nanoseconds of each iteration. */
  readonly each: readonly number[];
}

/** Medians, in nanoseconds for each unit. */
interface Row {
  readonly bench: BenchCase;
  readonly reference: number;
  readonly ours: number;
}

/** Units in one round at the least, so that small worlds are timed as long as large ones. */
const unitsPerRound = 20_000;

async function main(): Promise<void> {
  const missing = buildReference(defaultRelease);
  if (missing !== undefined) {
    console.log(`bench:reference: SKIPPED, nothing was measured: ${missing}`);
    return;
  }
  const reference = new ReferenceProcess(defaultRelease, ['-bench']);
  const rows: Row[] = [];
  for (const bench of casesNamed(values.filter)) {
    const row = await measure(reference, bench);
    if (row === undefined) continue;
    rows.push(row);
    process.stderr.write(`${line(row)}\n`);
  }
  reference.close();
  const text = [
    head(),
    '',
    '| case | size | reference, ns each | here, ns each | here / reference |',
    '| --- | ---: | ---: | ---: | ---: |',
    ...rows.map(line),
  ].join('\n');
  console.log(text);
  if (values.write) writeSection('conformance.md', 'speed', text);
}

/** Both sides in turn, so that what disturbs the one disturbs the other; `undefined` if the reference has no such call. */
async function measure(reference: ReferenceProcess, bench: BenchCase): Promise<Row | undefined> {
  const { reference: request, unitCount, check, run } = bench.make();
  if (request === undefined) return undefined;
  check(run());
  const iterations = Math.max(1, Math.round(unitsPerRound / unitCount));
  for (let warmUp = 0; warmUp < 3 * iterations; warmUp += 1) timeOnce(run);
  const theirs: number[] = [];
  const own: number[] = [];
  for (let round = 0; round < Number(values.rounds); round += 1) {
    const { output } = await reference.request({ ...request, iterations });
    for (const { each } of output as readonly Measured[]) theirs.push(...each);
    for (let iteration = 0; iteration < iterations; iteration += 1) own.push(timeOnce(run) * 1e6);
  }
  return { bench, reference: median(theirs) / unitCount, ours: median(own) / unitCount };
}

function line({ bench: { name, size, unit }, reference, ours }: Row): string {
  const ratio = (ours / reference).toPrecision(2);
  return `| ${name} | ${size} ${unit}s | ${Math.round(reference)} | ${Math.round(ours)} | ${ratio} |`;
}

function head(): string {
  const { modules, go } = referenceVersion(defaultRelease);
  return `k8s.io/endpointslice ${modules['k8s.io/endpointslice']} and k8s.io/kubernetes ${modules['k8s.io/kubernetes']} (${go}), ${describeMachine()}`;
}

await main();
