import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { readProjectFile } from '../repo/source-files.ts';

/** What is measured, and where it is written down: the figure is the first group. */
const claims = [
  { figure: 'cache', page: 'docs/consumer.md', pattern: /^\| a cache by itself \| (\d+) \|$/m },
  {
    figure: 'cacheBesideSlices',
    page: 'docs/consumer.md',
    pattern: /^\| a cache beside the parsed slices[^|]* \| (\d+) \|$/m,
  },
  { figure: 'slices', page: 'docs/consumer.md', pattern: /^\| those slices \| (\d+) \|$/m },
  { figure: 'removal', page: 'docs/consumer.md', pattern: /^\| a slice that was removed[^|]* \| (\d+) \|$/m },
  { figure: 'removal', page: 'src/cache/accept-bookmark.ts', pattern: /about (\d+) bytes each/ },
] as const;

/** What `bench/cache-memory.ts` measures, in a process of its own: bytes, each of so many endpoints or removals. */
async function measure(count: number): Promise<Record<(typeof claims)[number]['figure'], number>> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--expose-gc', '--import', 'tsx', 'bench/cache-memory.ts', String(count)],
    {
      cwd: fileURLToPath(new URL('../..', import.meta.url)),
      env: { ...process.env, NODE_OPTIONS: '', TSX_TSCONFIG_PATH: 'test/tsconfig.json' },
    },
  );
  return JSON.parse(stdout) as Record<(typeof claims)[number]['figure'], number>;
}

test('a cache takes the memory that the documents say, give or take 15 %', async () => {
  const measured = await measure(50_000);
  const wrong = claims.flatMap(({ figure, page, pattern }) => {
    const said = Number(pattern.exec(readProjectFile(page))?.[1]);
    const isRight = Math.abs(said - measured[figure]) <= 0.15 * measured[figure];
    return isRight ? [] : [`${page}: ${figure} is ${measured[figure]}, not ${said}`];
  });
  expect(wrong).toEqual([]);
});
