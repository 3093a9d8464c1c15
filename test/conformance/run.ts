import { execFileSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import type { AnyPart } from './part.ts';
import { parts } from './parts.ts';
import { writeSection } from '../support/doc-section.ts';
import { formatFailure, formatTable } from './report.ts';
import { buildReference, ReferenceProcess, type ReferenceVersion, referenceVersion } from './reference-process.ts';
import { runPart, shrink } from './run-part.ts';
import { neverReached, type Tally } from './tally.ts';

const { values } = parseArgs({
  options: {
    part: { type: 'string', multiple: true },
    cases: { type: 'string' },
    seed: { type: 'string' },
    gate: { type: 'boolean', default: false },
    long: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
  },
});

/** Like tests, so that a red run is red for everyone. */
const fixedSeed = 20261122;

/** How much of every part is run, and from which seed. */
interface Pass {
  readonly seed: number;
  readonly reconcileCases: number;
  readonly otherCases: number;
}

/**
 * The gate runs a fixed seed and one drawn from the commit, 20,000 cases and more in all; the long run is the one whose
 * table is in the documents.
 */
function passes(): readonly Pass[] {
  if (values.gate) {
    return [
      { seed: fixedSeed, reconcileCases: 5_000, otherCases: 500 },
      { seed: commitSeed(), reconcileCases: 3_000, otherCases: 300 },
    ];
  }
  const seed = values.seed === undefined ? fixedSeed : values.seed === 'commit' ? commitSeed() : Number(values.seed);
  if (values.long) return [{ seed, reconcileCases: 1_000_000, otherCases: 100_000 }];
  if (values.cases === undefined) return [{ seed, reconcileCases: 10_000, otherCases: 2_000 }];
  return [{ seed, reconcileCases: Number(values.cases), otherCases: Number(values.cases) }];
}

/** The first digits of the commit's hash; the fixed seed where there is no repository. */
function commitSeed(): number {
  try {
    const hash = execFileSync('git', ['rev-parse', 'HEAD'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    return Number.parseInt(hash.slice(0, 7), 16);
  } catch {
    return fixedSeed;
  }
}

/** A run of fewer cases cannot be expected to reach everything. */
const casesToReachAll = 5_000;

let stopped = false;

/** Ctrl-C ends a long run with the table of what was run until then. */
process.once('SIGINT', () => {
  stopped = true;
});

async function main(): Promise<boolean> {
  const missing = buildReference();
  if (missing !== undefined) {
    console.log(`conformance: SKIPPED, nothing was compared: ${missing}`);
    return true;
  }
  const chosen = parts.filter(({ name }) => values.part === undefined || values.part.includes(name));
  if (chosen.length === 0) throw new Error(`no such part; there are ${parts.map(({ name }) => name).join(', ')}`);
  const version = referenceVersion();
  const reference = new ReferenceProcess();
  let succeeded = true;
  for (const pass of passes()) {
    succeeded = (await runPass(pass, { chosen, version, reference })) && succeeded;
  }
  reference.close();
  return succeeded;
}

function describeRun(seed: number, { modules, go }: ReferenceVersion): string {
  const day = new Date().toISOString().slice(0, 10);
  const release = `k8s.io/kubernetes ${modules['k8s.io/kubernetes']}, k8s.io/endpointslice ${modules['k8s.io/endpointslice']}`;
  return `Seed ${seed}, ${release}, ${go}, Node ${process.version}, ${day}.`;
}

interface Setting {
  readonly chosen: readonly AnyPart[];
  readonly version: ReferenceVersion;
  readonly reference: ReferenceProcess;
}

async function runPass(pass: Pass, { chosen, version, reference }: Setting): Promise<boolean> {
  const { seed } = pass;
  console.log(`conformance: ${describeRun(seed, version)}`);
  const tallies = new Map<AnyPart, Tally>();
  let succeeded = true;
  for (const part of chosen) {
    const cases = part.name === 'reconcile' ? pass.reconcileCases : pass.otherCases;
    const start = performance.now();
    let told = start;
    const { tally, failures } = await runPart(part, reference, {
      cases,
      seed,
      isStopped: () => stopped,
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
      succeeded = false;
      console.log(formatFailure(part, await shrink(part, reference, first)));
    }
    const holes = tally.cases >= casesToReachAll ? neverReached(part, tally) : [];
    if (holes.length > 0) {
      succeeded = false;
      console.log(`${part.name}: never reached: ${holes.join(', ')}`);
    }
  }
  const table = formatTable(tallies);
  console.log(`\n${table}`);
  if (values.write) writeSection('conformance.md', 'run', `${describeRun(seed, version)}\n\n${table}`);
  return succeeded;
}

if (!(await main())) process.exitCode = 1;
