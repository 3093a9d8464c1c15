import type { Equivalent } from './equivalents.ts';
import { folderOf } from './folders.ts';
import { mutatedText } from './mutated-text.ts';
import type { TriedMutant } from './try-mutants.ts';
import { readProjectFile } from '../repo/source-files.ts';

/** A mutant that no test has caught. */
export interface Survivor {
  readonly file: string;
  readonly line: number;
  readonly was: string;
  readonly is: string;
}

/** What a run found in a folder of `src`. */
export interface FolderVerdict {
  readonly folder: string;
  /** How many mutants there are. */
  readonly mutants: number;
  /** How many of them a test has caught. */
  readonly caught: number;
  /** How many of the others are named as equivalent. */
  readonly equivalent: number;
  /** Those that are left. */
  readonly survivors: readonly Survivor[];
  /** Names of equivalent mutants that no mutant bears, or one that was caught. */
  readonly unused: readonly Equivalent[];
  /** Why the run fails; empty if it does not. */
  readonly faults: readonly string[];
}

/** Of the mutants that are not equivalent, at least this share is to be caught. */
export const leastCaught = 0.97;

/** Counts caught, equivalent and surviving mutants of a folder. */
export function judgeFolder(
  folder: string,
  tried: readonly TriedMutant[],
  equivalents: readonly Equivalent[],
  read: (path: string) => string = readProjectFile,
): FolderVerdict {
  const mutants = tried.filter(({ fileName }) => folderOf(sourcePath(fileName)) === folder);
  const uncaught = mutants.filter(({ status }) => status === 'Survived' || status === 'NoCoverage').map(describe);
  const isNamed =
    ({ file, was, is }: Survivor) =>
    (entry: Equivalent) =>
      entry.file === file && entry.was === was && entry.is === is;
  const survivors = uncaught.filter((mutant) => !equivalents.some(isNamed(mutant)));
  const unused = equivalents.filter((entry) => !uncaught.some((mutant) => isNamed(mutant)(entry)));
  const counts = {
    mutants: mutants.length,
    caught: mutants.length - uncaught.length,
    equivalent: uncaught.length - survivors.length,
  };
  const share = shareCaught({ ...counts });
  const faults = [
    ...(share < leastCaught ? [`only ${formatShare(share)} are caught`] : []),
    ...unused.map(({ file, was, is }) => `${file}: "${was}" as "${is}" is named as equivalent, but does not survive`),
  ];
  return { folder, ...counts, survivors, unused, faults };

  function describe({ fileName, location, replacement }: TriedMutant): Survivor {
    const file = sourcePath(fileName);
    return { file, line: location.start.line, ...mutatedText(read(file), location, replacement) };
  }
}

/** Returns the share of mutants that were caught, of those that can be. */
export function shareCaught({
  mutants,
  caught,
  equivalent,
}: Pick<FolderVerdict, 'mutants' | 'caught' | 'equivalent'>): number {
  return mutants === equivalent ? 1 : caught / (mutants - equivalent);
}

/** Writes a share in percent, with one digit that is never rounded up. */
export function formatShare(share: number): string {
  return `${(Math.floor(share * 1000) / 10).toFixed(1)} %`;
}

function sourcePath(fileName: string): string {
  return fileName.slice(fileName.lastIndexOf('src/'));
}
