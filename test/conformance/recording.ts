import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { Ask } from './judge.ts';
import type { AnyPart, ReferenceAnswer } from './part.ts';
import type { JudgedCase } from './run-part.ts';

/** What a recording is of; its first line. */
export interface RecordingHeader {
  readonly part: string;
  readonly cases: number;
  readonly seed: number;
  readonly kubernetes: string;
  readonly go: string;
}

/** One recorded case: what was asked and what the reference said. */
export interface RecordedCase {
  readonly input: unknown;
  readonly output?: unknown;
  readonly panic?: string;
  /** What it said to the cases as ledger entries amended them, by their ids. */
  readonly amended?: Readonly<Record<string, ReferenceAnswer>>;
}

export interface Recording {
  readonly header: RecordingHeader;
  readonly cases: readonly RecordedCase[];
}

function fileOf(part: AnyPart): string {
  return fileURLToPath(new URL(`recorded/${part.name}.jsonl.gz`, import.meta.url));
}

export function isRecorded(part: AnyPart): boolean {
  return existsSync(fileOf(part));
}

export function readRecording(part: AnyPart): Recording {
  const [first, ...lines] = gunzipSync(readFileSync(fileOf(part)))
    .toString('utf8')
    .trimEnd()
    .split('\n');
  return {
    header: JSON.parse(first ?? '') as RecordingHeader,
    cases: lines.map((line) => JSON.parse(line) as RecordedCase),
  };
}

/** Writes a recording and gives its size in bytes. */
export function writeRecording(part: AnyPart, header: RecordingHeader, cases: readonly RecordedCase[]): number {
  const file = fileOf(part);
  mkdirSync(fileURLToPath(new URL('recorded', import.meta.url)), { recursive: true });
  const text = [header, ...cases].map((line) => `${JSON.stringify(line)}\n`).join('');
  const packed = gzipSync(text, { level: 9 });
  writeFileSync(file, packed);
  return packed.length;
}

export function recordedCase({ input, output, panic, amended }: JudgedCase): RecordedCase {
  return {
    input,
    ...(output === undefined ? {} : { output }),
    ...(panic === undefined ? {} : { panic }),
    ...(Object.keys(amended).length === 0 ? {} : { amended }),
  };
}

/** The reference's answer in a recorded case. */
export function recordedAnswer({ output, panic }: RecordedCase): ReferenceAnswer {
  return panic === undefined ? { output } : { panic };
}

/** Asks the recording; what was not recorded is answered by a panic, which explains nothing. */
export function askRecorded({ amended }: RecordedCase): Ask {
  return (_, entries) => Promise.resolve(amended?.[entries.join('+')] ?? { panic: 'not recorded' });
}
