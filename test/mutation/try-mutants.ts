import { mkdirSync } from 'node:fs';
import { Stryker } from '@stryker-mutator/core';
import type { Span } from './mutated-text.ts';

/** Where what was found is kept, from the project's folder. */
export const stateFolder = '.cache/mutation';

/** A mutant that was tried. */
export interface TriedMutant {
  readonly fileName: string;
  readonly location: Span;
  readonly replacement: string;
  readonly status: string;
}

export interface TrySettings {
  /** How many mutants are tried at a time. */
  readonly concurrency: number;
  /** Whether what earlier runs found is forgotten; otherwise it is kept as long as code and tests are the same. */
  readonly fresh: boolean;
  /** Whether only the tests of the folder itself are run. */
  readonly ownTests: boolean;
}

/**
 * Tries every mutant of some files. One in code that runs within tests is tried with the tests that reach it; one in code
 * that runs when its file is loaded, such as a table, is tried with all tests, in a second pass.
 */
export async function tryMutants(
  folder: string,
  files: readonly string[],
  settings: TrySettings,
): Promise<readonly TriedMutant[]> {
  mkdirSync(stateFolder, { recursive: true });
  process.env['PROPERTY_SCALE'] ??= '0.2';
  process.env['MUTATED_FOLDER'] = folder;
  process.env['ONLY_OWN_TESTS'] = settings.ownTests ? 'yes' : '';
  const withinTests = await runStryker(folder, files, settings, { coverageAnalysis: 'perTest', ignoreStatic: true });
  const loaded = withinTests.filter(({ status }) => status === 'Ignored');
  if (loaded.length === 0) return withinTests;
  const whenLoaded = await runStryker(`${folder}.loaded`, loaded.map(rangeOf), settings, { coverageAnalysis: 'off' });
  const keys = new Set(loaded.map(keyOf));
  return [
    ...withinTests.filter(({ status }) => status !== 'Ignored'),
    ...whenLoaded.filter((mutant) => keys.has(keyOf(mutant))),
  ];
}

async function runStryker(
  name: string,
  mutate: readonly string[],
  { concurrency, fresh }: TrySettings,
  coverage: { readonly coverageAnalysis: 'perTest' | 'off'; readonly ignoreStatic?: boolean },
): Promise<readonly TriedMutant[]> {
  return new Stryker({
    ...coverage,
    mutate: [...mutate],
    testRunner: 'vitest',
    plugins: ['@stryker-mutator/vitest-runner'],
    vitest: { configFile: 'test/mutation/vitest.config.ts', related: false },
    concurrency,
    timeoutMS: 10_000,
    incremental: true,
    incrementalFile: `${stateFolder}/${name}.json`,
    force: fresh,
    tempDirName: '.cache/stryker',
    cleanTempDir: 'always',
    ignorePatterns: ['dist', 'bench', 'coverage', '.cache', 'test/reference'],
    reporters: ['progress-append-only'],
    allowConsoleColors: false,
  }).runMutationTest();
}

/** Stryker counts columns of a range from 0, those of a mutant from 1. */
function rangeOf({ fileName, location: { start, end } }: TriedMutant): string {
  return `${fileName}:${start.line}:${start.column - 1}-${end.line}:${end.column - 1}`;
}

function keyOf(mutant: TriedMutant): string {
  return `${rangeOf(mutant)} ${mutant.replacement}`;
}
