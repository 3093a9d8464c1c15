import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { projectRoot } from '../repo/source-files.ts';

/** One object sent to a real API server, and its answer (test/fixtures/recordings/README.md). */
export interface RecordedAnswer {
  readonly input: { readonly metadata: { readonly generateName?: string; readonly name?: string } };
  readonly status: number;
  readonly causes?: readonly { readonly reason: string; readonly message: string; readonly field: string }[];
  readonly stored?: {
    readonly addressType: string;
    readonly endpoints: readonly object[] | null;
    readonly ports: readonly object[] | null;
    readonly generation: number;
  };
  /** The values of the `Warning` headers. */
  readonly warnings?: string;
}

/** About 400 answers of a real Kubernetes 1.36 API server to `dryRun=All` creates. */
export function readRecordedAnswers(): RecordedAnswer[] {
  const file = join(projectRoot, 'test/fixtures/recordings/validation.jsonl.gz');
  const lines = gunzipSync(readFileSync(file)).toString('utf8').trim().split('\n');
  return lines.map((line) => JSON.parse(line) as RecordedAnswer);
}
