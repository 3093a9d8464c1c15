import { writeSection } from '../support/doc-section.ts';
import { readProjectFile } from '../repo/source-files.ts';
import { type FolderVerdict, formatShare, shareCaught } from './judge-folder.ts';

/** One row of the table in docs/mutation.md. */
export interface Row {
  readonly folder: string;
  readonly mutants: number;
  readonly caught: number;
  readonly equivalent: number;
  readonly survivors: number;
  /** The day of the run. */
  readonly day: string;
}

const page = 'mutation.md';
const mark = 'mutants';

/** Writes what a run found in a folder: every survivor, every fault, and one line of counts. */
export function formatVerdict(verdict: FolderVerdict): string {
  const { folder, mutants, caught, equivalent, survivors, faults } = verdict;
  const counts = `${mutants} mutants, ${caught} caught, ${equivalent} equivalent, ${survivors.length} survivors`;
  return [
    '',
    ...survivors.map(({ file, line, was, is }) => `${file}:${line}\n  - ${was}\n  + ${is}`),
    ...faults.map((fault) => `FAULT: ${fault}`),
    `${folder}: ${counts}, ${formatShare(shareCaught(verdict))} caught of those that are not equivalent`,
  ].join('\n');
}

/** Reads the rows of the table of docs/mutation.md. */
export function readRows(): Row[] {
  const text = readProjectFile(`docs/${page}`);
  const section = text.slice(text.indexOf(`<!-- ${mark} -->`), text.indexOf(`<!-- end of ${mark} -->`));
  return [
    ...section.matchAll(/^\| `src\/?([^`]*)` \| (\d+) \| (\d+) \| (\d+) \| (\d+) \| [\d.]+ % \| (\S+) \|$/gm),
  ].map(([, folder = '', mutants, caught, equivalent, survivors, day = '']) => ({
    folder: folder === '' ? '.' : folder,
    mutants: Number(mutants),
    caught: Number(caught),
    equivalent: Number(equivalent),
    survivors: Number(survivors),
    day,
  }));
}

/** Puts what a run found into the table of docs/mutation.md; rows of other folders stay. */
export function writeRows(verdicts: readonly FolderVerdict[]): void {
  const day = new Date().toISOString().slice(0, 10);
  const rows = new Map(readRows().map((row) => [row.folder, row]));
  for (const verdict of verdicts) {
    const { folder, mutants, caught, equivalent, survivors } = verdict;
    rows.set(folder, { folder, mutants, caught, equivalent, survivors: survivors.length, day });
  }
  const sorted = [...rows.values()].sort((left, right) => (left.folder < right.folder ? -1 : 1));
  writeSection(page, mark, formatTable(sorted));
}

function formatTable(rows: readonly Row[]): string {
  return [
    '| folder | mutants | caught | equivalent | survivors | caught of the others | run on |',
    '| --- | ---: | ---: | ---: | ---: | ---: | --- |',
    ...rows.map((row) => {
      const { folder, mutants, caught, equivalent, survivors, day } = row;
      const name = folder === '.' ? '`src`' : `\`src/${folder}\``;
      return `| ${[name, mutants, caught, equivalent, survivors, formatShare(shareCaught(row)), day].join(' | ')} |`;
    }),
  ].join('\n');
}
