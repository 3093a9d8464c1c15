import { execFileSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { writeSection } from '../support/doc-section.ts';
import type { AnyPart } from './part.ts';
import { parts } from './parts.ts';
import { buildReference, ReferenceProcess, referenceVersion } from './reference-process.ts';
import { defaultRelease, type Release, releaseNamed, releases } from './releases.ts';
import { formatFailure, formatMatrix, formatTable } from './report.ts';
import { hasHistory, runHistories, syncsOfHistory } from './run-histories.ts';
import { runPart, shrink } from './run-part.ts';
import { neverReached, type Tally } from './tally.ts';

const { values } = parseArgs({
  options: {
    part: { type: 'string', multiple: true },
    release: { type: 'string', multiple: true },
    cases: { type: 'string' },
    histories: { type: 'string' },
    seed: { type: 'string' },
    gate: { type: 'boolean', default: false },
    long: { type: 'boolean', default: false },
    matrix: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
  },
});

/** Like tests, so that a red run is red for everyone. */
const fixedSeed = 20261122;

/** How much of every part is run against one release, and from which seed. */
interface Pass {
  readonly release: Release;
  readonly seed: number;
  readonly reconcileCases: number;
  readonly otherCases: number;
  /** How many histories of each part that has them. */
  readonly histories: number;
}

/**
 * The gate runs a fixed seed and one drawn from the commit, 20,000 cases and more in all, and a sample against the oldest
 * release; the long run and the matrix are those whose tables are in the documents.
 */
function passes(): readonly Pass[] {
  if (values.gate) {
    const [oldest = defaultRelease] = releases;
    return [
      { release: defaultRelease, seed: fixedSeed, reconcileCases: 5_000, otherCases: 500, histories: 20 },
      { release: defaultRelease, seed: commitSeed(), reconcileCases: 3_000, otherCases: 300, histories: 20 },
      { release: oldest, seed: fixedSeed, reconcileCases: 1_000, otherCases: 300, histories: 0 },
    ];
  }
  const seed = values.seed === undefined ? fixedSeed : values.seed === 'commit' ? commitSeed() : Number(values.seed);
  const [reconcileCases, otherCases] = caseCounts();
  const histories = values.histories === undefined ? (values.long ? 400 : 0) : Number(values.histories);
  return chosenReleases().map((release) => ({ release, seed, reconcileCases, otherCases, histories }));
}

function chosenReleases(): readonly Release[] {
  const names = values.release ?? (values.matrix ? ['all'] : [defaultRelease.name]);
  return names.includes('all') ? releases : names.map(releaseNamed);
}

function caseCounts(): readonly [reconcile: number, other: number] {
  if (values.cases !== undefined) return [Number(values.cases), Number(values.cases)];
  if (values.histories !== undefined) return [0, 0];
  if (values.long) return [1_000_000, 100_000];
  return values.matrix ? [20_000, 5_000] : [10_000, 2_000];
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
  const chosen = parts.filter(({ name }) => values.part === undefined || values.part.includes(name));
  if (chosen.length === 0) throw new Error(`no such part; there are ${parts.map(({ name }) => name).join(', ')}`);
  const tallies = new Map<Release, ReadonlyMap<AnyPart, Tally>>();
  const descriptions: string[] = [];
  const planned = passes();
  const missing = missingReferences(planned.map(({ release }) => release));
  // A table with a hole must not look like a whole one.
  let succeeded = missing.size === 0 || !values.write;
  for (const pass of planned.filter(({ release }) => !missing.has(release))) {
    const description = describeRun(pass);
    console.log(`conformance: ${description}`);
    const ofParts = await runPass(pass, chosen);
    succeeded = ofParts.succeeded && succeeded;
    tallies.set(pass.release, ofParts.tallies);
    descriptions.push(description);
    const runs = [['run', ofParts.tallies] as const, ['histories', ofParts.historyTallies] as const];
    for (const [section, ran] of runs) {
      if (ran.size === 0) continue;
      const table = formatTable(ran);
      console.log(`\n${table}`);
      if (values.write && !values.matrix) writeSection('conformance.md', section, `${description}\n\n${table}`);
    }
  }
  if (values.matrix && tallies.size > 0) {
    const matrix = [...descriptions.map((description) => `- ${description}`), '', formatMatrix(tallies)].join('\n');
    console.log(`\n${matrix}`);
    if (values.write && tallies.size === releases.length) writeSection('conformance.md', 'releases', matrix);
  }
  return succeeded;
}

/** Builds the references, says which cannot be asked and why, and returns those. */
function missingReferences(wanted: readonly Release[]): ReadonlySet<Release> {
  const missing = new Set<Release>();
  for (const release of new Set(wanted)) {
    const reason = buildReference(release);
    if (reason === undefined) continue;
    missing.add(release);
    console.log(`conformance: SKIPPED, nothing was compared with Kubernetes ${release.name}: ${reason}`);
  }
  return missing;
}

function describeRun({ seed, release }: Pass): string {
  const { modules, go } = referenceVersion(release);
  const day = new Date().toISOString().slice(0, 10);
  const versions = `k8s.io/kubernetes ${modules['k8s.io/kubernetes']}, k8s.io/endpointslice ${modules['k8s.io/endpointslice']}`;
  return `Seed ${seed}, ${versions}, ${go}, Node ${process.version}, ${day}.`;
}

interface PassResult {
  readonly tallies: ReadonlyMap<AnyPart, Tally>;
  readonly historyTallies: ReadonlyMap<AnyPart, Tally>;
  readonly succeeded: boolean;
}

async function runPass(
  { release, seed, reconcileCases, otherCases, histories }: Pass,
  chosen: readonly AnyPart[],
): Promise<PassResult> {
  const reference = new ReferenceProcess(release);
  const tallies = new Map<AnyPart, Tally>();
  let succeeded = true;
  for (const part of reconcileCases === 0 ? [] : chosen) {
    const cases = part.name === 'reconcile' ? reconcileCases : otherCases;
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
      console.log(formatFailure(part, release, await shrink(part, reference, first), `case ${first.index}, shrunk`));
    }
    const holes = tally.cases >= casesToReachAll ? neverReached(part, tally) : [];
    if (holes.length > 0) {
      succeeded = false;
      console.log(`${part.name}: never reached: ${holes.join(', ')}`);
    }
  }
  const historyTallies = new Map<AnyPart, Tally>();
  for (const part of histories === 0 ? [] : chosen.filter(hasHistory)) {
    const { tally, failures } = await runHistories(part, reference, { histories, seed });
    historyTallies.set(part, tally);
    console.log(`${part.name}: ${histories} histories of ${syncsOfHistory} syncs, ${tally.mismatches} mismatches`);
    const [first] = failures;
    if (first !== undefined) {
      succeeded = false;
      const place = `sync ${first.index % syncsOfHistory} of history ${Math.floor(first.index / syncsOfHistory)}`;
      console.log(formatFailure(part, release, first, place));
    }
  }
  reference.close();
  return { tallies, historyTallies, succeeded };
}

if (!(await main())) process.exitCode = 1;
