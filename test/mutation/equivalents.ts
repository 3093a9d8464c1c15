import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot, readProjectFile } from '../repo/source-files.ts';

/** A mutant that does what the code does, so that no test can catch it. */
export interface Equivalent {
  /** The file, from the project's folder. */
  readonly file: string;
  /** The code; of several lines the first and the last, with `…` between. */
  readonly was: string;
  /** The same with the mutation. */
  readonly is: string;
  /** Why the two do the same. */
  readonly why: string;
}

/** Returns the path of the list of equivalent mutants of a folder of `src`. */
export function equivalentsPath(folder: string): string {
  return `test/mutation/equivalent/${folder === '.' ? 'src' : folder}.json`;
}

/** Returns the mutants of a folder of `src` that are named as equivalent. */
export function readEquivalents(folder: string): Equivalent[] {
  const path = equivalentsPath(folder);
  return existsSync(join(projectRoot, path)) ? (JSON.parse(readProjectFile(path)) as Equivalent[]) : [];
}
