import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../repo/source-files.ts';

const program = join(projectRoot, '.cache/reference');

/** Whether the reference program has been built (test/reference/README.md). */
export const hasReference: boolean = existsSync(program);

/** What the reference answers to some inputs of one part. */
export function askReference<Output>(part: string, inputs: readonly object[]): Output[] {
  const text = inputs.map((input, id) => JSON.stringify({ id, part, input })).join('\n');
  const { stdout } = spawnSync(program, { input: text, encoding: 'utf8', maxBuffer: 2 ** 30 });
  return stdout
    .trim()
    .split('\n')
    .map((line) => {
      const answer = JSON.parse(line) as { output?: Output; error?: string; panic?: string };
      if (answer.output === undefined) throw new Error(`the reference: ${answer.error ?? answer.panic}`);
      return answer.output;
    });
}
