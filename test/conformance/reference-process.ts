import { type ChildProcessWithoutNullStreams, execFileSync, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { ReferenceAnswer } from './part.ts';
import type { Release } from './releases.ts';

const sources = fileURLToPath(new URL('../reference', import.meta.url));

function binaryOf({ name }: Release): string {
  return fileURLToPath(new URL(`../../.cache/reference-${name}`, import.meta.url));
}

/** What the reference is: printed in tables and recorded. */
export interface ReferenceVersion {
  readonly go: string;
  readonly platform: string;
  readonly modules: Readonly<Record<string, string>>;
  readonly parts: readonly string[];
}

/** Builds the reference of a release if Go is here; gives the reason why it cannot be run, or `undefined`. */
export function buildReference(release: Release): string | undefined {
  const binary = binaryOf(release);
  try {
    execFileSync('go', ['version'], { stdio: 'ignore' });
  } catch {
    if (existsSync(binary)) return undefined;
    return 'Go is not installed';
  }
  const options = [`-modfile=${release.moduleFile}`, `-tags=kubernetes${release.name}`, '-o', binary];
  try {
    execFileSync('go', ['build', ...options, '.'], { cwd: sources, stdio: ['ignore', 'ignore', 'pipe'] });
    return undefined;
  } catch (error) {
    return `the reference does not build: ${error instanceof Error ? error.message : String(error)}`;
  }
}

export function referenceVersion(release: Release): ReferenceVersion {
  return JSON.parse(execFileSync(binaryOf(release), ['-version'], { encoding: 'utf8' })) as ReferenceVersion;
}

interface Question {
  readonly resolve: (answer: ReferenceAnswer) => void;
  readonly reject: (error: Error) => void;
}

/** A running reference: answers come in the order of the questions. */
export class ReferenceProcess {
  readonly release: Release;
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #waiting: Question[] = [];
  #next = 0;
  #answered = 0;

  constructor(release: Release, options: readonly string[] = []) {
    this.release = release;
    // A group of its own: Ctrl-C is for the run, which then ends in order.
    this.#child = spawn(binaryOf(release), [...options], { detached: true });
    this.#child.stderr.on('data', (text: Buffer) => process.stderr.write(text));
    this.#child.on('exit', (code) => this.#fail(new Error(`the reference ended with ${code}`)));
    this.#child.stdin.on('error', (error) => this.#fail(error));
    createInterface({ input: this.#child.stdout }).on('line', (line) => this.#answer(line));
  }

  /** Asks one question of a part. Rejects if the question itself is not usable. */
  ask(part: string, input: unknown): Promise<ReferenceAnswer> {
    return this.request({ part, input });
  }

  /** Sends a request of any shape; the id is added. */
  request(request: Readonly<Record<string, unknown>>): Promise<ReferenceAnswer> {
    const id = this.#next;
    this.#next += 1;
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
      this.#child.stdin.write(`${JSON.stringify({ id, ...request })}\n`);
    });
  }

  close(): void {
    this.#child.stdin.end();
  }

  #answer(line: string): void {
    const question = this.#waiting[this.#answered];
    const answer = JSON.parse(line) as { id: number; output?: unknown; panic?: string; error?: string };
    if (question === undefined || answer.id === undefined) throw new Error(`the reference answered unasked: ${line}`);
    this.#answered += 1;
    if (this.#answered === this.#waiting.length) {
      // Nothing is waiting: a good time to forget the past.
      this.#waiting.length = 0;
      this.#answered = 0;
    }
    if (answer.error !== undefined) question.reject(new Error(`the reference cannot use this: ${answer.error}`));
    else if (answer.panic !== undefined) question.resolve({ panic: answer.panic });
    else question.resolve({ output: answer.output });
  }

  #fail(error: Error): void {
    for (const question of this.#waiting.splice(0).slice(this.#answered)) question.reject(error);
    this.#answered = 0;
  }
}
