import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../repo/source-files.ts';
import type { ReferenceAnswer } from '../part.ts';

const program = join(projectRoot, '.cache/reference');

/** Whether the reference program is built (test/reference/README.md). */
export const hasReference: boolean = existsSync(program);

/** The answers of the reference to inputs of one part, in order. */
export function askReference(part: string, inputs: readonly unknown[]): ReferenceAnswer[] {
  const lines = inputs.map((input, id) => `${JSON.stringify({ id, part, input })}\n`).join('');
  const run = spawnSync(program, { input: lines, maxBuffer: 2 ** 30, encoding: 'utf8' });
  if (run.status !== 0) throw new Error(`the reference program failed: ${run.stderr}`);
  return run.stdout
    .trimEnd()
    .split('\n')
    .map((line) => {
      const answer = JSON.parse(line) as ReferenceAnswer & { readonly error?: string };
      if (answer.error !== undefined) throw new Error(`the reference program cannot use an input: ${answer.error}`);
      return answer;
    });
}
