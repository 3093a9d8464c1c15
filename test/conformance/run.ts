import { parseArgs } from 'node:util';
import type { AnyPart } from './part.ts';
import { parts } from './parts.ts';
import { printFailure, printTable } from './report.ts';
import { buildReference, ReferenceProcess, referenceVersion } from './reference-process.ts';
import { runPart, shrink } from './run-part.ts';
import { neverReached, type Tally } from './tally.ts';

const { values } = parseArgs({
  options: {
    part: { type: 'string', multiple: true },
    cases: { type: 'string' },
    seed: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
});

/** Cases of a run without arguments: more of the part that has most to say. */
function casesOf(part: AnyPart): number {
  if (values.cases !== undefined) return Number(values.cases);
  return part.name === 'reconcile' ? 10_000 : 2_000;
}

/** A run of fewer cases cannot be expected to reach everything. */
const casesToReachAll = 2_000;

async function main(): Promise<number> {
  const missing = buildReference();
  if (missing !== undefined) {
    console.log(`conformance: SKIPPED, nothing was compared: ${missing}`);
    return 0;
  }
  const chosen = parts.filter(({ name }) => values.part === undefined || values.part.includes(name));
  if (chosen.length === 0) throw new Error(`no such part; there are ${parts.map(({ name }) => name).join(', ')}`);
  const seed = values.seed === undefined ? 20261122 : Number(values.seed);
  const version = referenceVersion();
  console.log(`conformance: seed ${seed}, k8s.io/kubernetes ${version.modules['k8s.io/kubernetes']}, ${version.go}`);
  const reference = new ReferenceProcess();
  const tallies = new Map<AnyPart, Tally>();
  let failed = false;
  for (const part of chosen) {
    const cases = casesOf(part);
    const start = performance.now();
    let told = start;
    const { tally, failures } = await runPart(part, reference, {
      cases,
      seed,
      progress: (soFar) => {
        if (performance.now() - told < 10_000) return;
        told = performance.now();
        const rate = Math.round((soFar.cases / (told - start)) * 1000);
        console.log(`${part.name}: ${soFar.cases} of ${cases} cases, ${soFar.mismatches} mismatches, ${rate} a second`);
      },
    });
    tallies.set(part, tally);
    const rate = Math.round((tally.cases / (performance.now() - start)) * 1000);
    console.log(`${part.name}: ${tally.cases} cases, ${tally.mismatches} mismatches, ${rate} a second`);
    const [first] = failures;
    if (first !== undefined) {
      failed = true;
      printFailure(part, await shrink(part, reference, first));
    }
    const holes = cases >= casesToReachAll ? neverReached(part, tally) : [];
    if (holes.length > 0) {
      failed = true;
      console.log(`${part.name}: never reached: ${holes.join(', ')}`);
    }
  }
  reference.close();
  printTable(tallies);
  return failed ? 1 : 0;
}

process.exitCode = await main();
