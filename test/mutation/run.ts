import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { readEquivalents } from './equivalents.ts';
import { chosenFolders, type MutatedFolder } from './folders.ts';
import { type FolderVerdict, judgeFolder } from './judge-folder.ts';
import { formatVerdict, writeRows } from './report.ts';
import { stateFolder, tryMutants } from './try-mutants.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    /** How many mutants are tried at a time. */
    concurrency: { type: 'string', default: '1' },
    /** Runs only the tests of the folder itself: quick, for writing tests. What survives is not yet a survivor. */
    'own-tests': { type: 'boolean', default: false },
    /** Forgets what earlier runs found. */
    fresh: { type: 'boolean', default: false },
    /** Puts the rows of the folders into the table of docs/mutation.md. */
    write: { type: 'boolean', default: false },
  },
});

async function runFolder({ folder, files }: MutatedFolder): Promise<FolderVerdict> {
  const start = performance.now();
  const mutants = await tryMutants(folder, files, {
    concurrency: Number(values.concurrency),
    fresh: values.fresh,
    ownTests: values['own-tests'],
  });
  const verdict = judgeFolder(folder, mutants, readEquivalents(folder));
  writeFileSync(`${stateFolder}/${folder}.verdict.json`, JSON.stringify(verdict, undefined, 1));
  console.log(formatVerdict(verdict));
  console.log(`${Math.ceil((performance.now() - start) / 60_000)} minutes`);
  return verdict;
}

const verdicts: FolderVerdict[] = [];
for (const folder of chosenFolders(positionals)) verdicts.push(await runFolder(folder));
if (values.write) writeRows(verdicts);
if (verdicts.some(({ faults }) => faults.length > 0)) process.exitCode = 1;
