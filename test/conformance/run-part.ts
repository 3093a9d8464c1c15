import fc from 'fast-check';
import { type Ask, answerOf, judge, readAnswer, type Verdict } from './judge.ts';
import type { AnyPart, Difference, ReferenceAnswer } from './part.ts';
import type { ReferenceProcess } from './reference-process.ts';
import { count, emptyTally, type Tally } from './tally.ts';

/** How much of one part is run. */
export interface RunSettings {
  readonly cases: number;
  readonly seed: number;
  /** Asked before every batch: whether to end early. */
  readonly isStopped?: () => boolean;
  /** Called after every batch. */
  readonly progress?: (tally: Tally) => void;
  /** Called with every case that was judged. */
  readonly visit?: (judged: JudgedCase) => void;
}

/** One case, what it came to, and what the reference said on the way. */
export interface JudgedCase {
  readonly input: unknown;
  readonly output: unknown;
  readonly panic: string | undefined;
  /** Answers to the cases that ledger entries amended, by their ids. */
  readonly amended: Readonly<Record<string, ReferenceAnswer>>;
  readonly verdict: Verdict;
}

/** A case in which the two sides differ and nobody knows why. */
export interface Failure {
  readonly seed: number;
  readonly index: number;
  readonly judged: JudgedCase;
  readonly differences: readonly Difference[];
}

/** What a run came to. */
export interface RunResult {
  readonly tally: Tally;
  /** The first few. */
  readonly failures: readonly Failure[];
}

const batchSize = 250;
const failuresKept = 5;

/** Runs cases of one part through both sides. */
export async function runPart(part: AnyPart, reference: ReferenceProcess, settings: RunSettings): Promise<RunResult> {
  const tally = emptyTally();
  const failures: Failure[] = [];
  let next: Promise<readonly JudgedCase[]> | undefined;
  let start = 0;
  for (; start < settings.cases && settings.isStopped?.() !== true; start += batchSize) {
    const size = Math.min(batchSize, settings.cases - start);
    const seed = batchSeed(settings.seed, start);
    const previous = next;
    next = judgeBatch(part, reference, fc.sample(part.arbitrary, { seed, numRuns: size }));
    if (previous !== undefined) tallyBatch(await previous, batchSeed(settings.seed, start - batchSize));
  }
  if (next !== undefined) tallyBatch(await next, batchSeed(settings.seed, start - batchSize));
  return { tally, failures };

  function tallyBatch(judged: readonly JudgedCase[], seed: number): void {
    for (const [index, result] of judged.entries()) {
      count(tally, result.verdict);
      settings.visit?.(result);
      const differences = result.verdict.mismatches;
      if (differences.length > 0 && failures.length < failuresKept) {
        failures.push({ seed, index, judged: result, differences });
      }
    }
    settings.progress?.(tally);
  }
}

function batchSeed(seed: number, start: number): number {
  return (Math.imul(seed, 0x9e3779b1) + start) | 0;
}

/** Asks everything at once, so that both sides work at the same time. */
function judgeBatch(
  part: AnyPart,
  reference: ReferenceProcess,
  inputs: readonly unknown[],
): Promise<readonly JudgedCase[]> {
  return Promise.all(inputs.map((input) => judgeCase(part, reference, input)));
}

/** One case through both sides; as often as the part allows, if they differ. */
export async function judgeCase(part: AnyPart, reference: ReferenceProcess, input: unknown): Promise<JudgedCase> {
  let judged = await judgeOnce(part, reference, input);
  for (let chance = 0; chance < (part.chances ?? 0) && judged.verdict.mismatches.length > 0; chance += 1) {
    judged = await judgeOnce(part, reference, input);
  }
  return judged;
}

async function judgeOnce(part: AnyPart, reference: ReferenceProcess, input: unknown): Promise<JudgedCase> {
  const question: unknown = part.toReferenceInput(input);
  const asked = question === undefined ? { output: undefined } : reference.ask(part.name, question);
  const ours = answerOf(part, input, reference.release.rules);
  const first = readAnswer(part, await asked);
  const amended: Record<string, ReferenceAnswer> = {};
  const ask: Ask = async (again, entries) => {
    // One answer a question: the reference may answer the same question differently the second time.
    const key = entries.join('+');
    const known = amended[key];
    if (known !== undefined) return known;
    const answer = again === undefined ? { output: undefined } : await reference.ask(part.name, again);
    const read = readAnswer(part, answer);
    amended[key] = read;
    return read;
  };
  const verdict = await judge(part, { input, reference: first, ours }, ask);
  return { input, output: first.output, panic: first.panic, amended, verdict };
}

/** The smallest case that still fails, starting from a failure; the failure itself if it does not come back. */
export async function shrink(part: AnyPart, reference: ReferenceProcess, failure: Failure): Promise<Failure> {
  let smallest = failure;
  const property = fc.asyncProperty(part.arbitrary, async (input: unknown) => {
    const judged = await judgeCase(part, reference, input);
    if (judged.verdict.mismatches.length === 0) return true;
    smallest = { ...failure, judged, differences: judged.verdict.mismatches };
    return false;
  });
  await fc.check(property, {
    seed: failure.seed,
    path: String(failure.index),
    numRuns: 1,
    endOnFailure: false,
    interruptAfterTimeLimit: 30_000,
    markInterruptAsFailure: false,
  });
  return smallest;
}
