import { join } from 'node:path';
import { projectRoot, readProjectFile } from './source-files.ts';

/** A module that users import. */
export interface EntryPoint {
  /** What users write: `endpointslice/schema`. */
  readonly specifier: string;
  /** Its source file. */
  readonly path: string;
}

/** The entry points of the package, the main one first, as package.json has them. */
export const entryPoints: readonly EntryPoint[] = readEntryPoints();

function readEntryPoints(): EntryPoint[] {
  const { tsup } = JSON.parse(readProjectFile('package.json')) as { tsup: { entry: { [name: string]: string } } };
  return Object.entries(tsup.entry).map(([name, path]) => ({
    specifier: name === 'index' ? 'endpointslice' : `endpointslice/${name}`,
    path,
  }));
}

/** Where the compiler finds the source of each entry point. */
export function entryPointPaths(): { [specifier: string]: string[] } {
  return Object.fromEntries(entryPoints.map(({ specifier, path }) => [specifier, [join(projectRoot, path)]]));
}

/** Returns what names the page of an entry point: what follows the name of the package. */
export function pageNameOf(specifier: string): string {
  return specifier.replace(/^endpointslice\//, '');
}

/** Returns the entry point of a page. */
export function specifierOfPage(name: string): string {
  return entryPoints.find(({ specifier }) => pageNameOf(specifier) === name)?.specifier ?? name;
}
