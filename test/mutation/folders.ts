import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { filesBelow, projectRoot, readProjectFile } from '../repo/source-files.ts';

/** A folder of `src`, `.` for the files at its top, and the files in it that decide something. */
export interface MutatedFolder {
  readonly folder: string;
  readonly files: readonly string[];
}

/** Lists the folders of `src` that decide something: those with a function. Files that only export are left out. */
export function mutatedFolders(): MutatedFolder[] {
  const deciding = filesBelow('src', '.ts').filter((path) => /\bfunction\b|=>/.test(readProjectFile(path)));
  const names = readdirSync(join(projectRoot, 'src'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
  return ['.', ...names]
    .map((folder) => ({ folder, files: deciding.filter((path) => folderOf(path) === folder) }))
    .filter(({ files }) => files.length > 0);
}

/** Returns the folder of `src` in which a file is, `.` for one at the top. */
export function folderOf(path: string): string {
  const parts = path.split('/');
  return parts.length === 2 ? '.' : (parts[1] ?? '');
}

/** Lists the folders of the given names, all of them if there are none. Throws if there is no such folder. */
export function chosenFolders(names: readonly string[]): MutatedFolder[] {
  const folders = mutatedFolders();
  const wanted = names.map((name) => name.replace(/^src\/?/, '').replace(/\/$/, '') || '.');
  for (const [index, name] of wanted.entries()) {
    if (!folders.some(({ folder }) => folder === name)) {
      throw new Error(`no folder ${names[index]}; there are ${folders.map(({ folder }) => folder).join(', ')}`);
    }
  }
  return wanted.length === 0 ? folders : folders.filter(({ folder }) => wanted.includes(folder));
}
