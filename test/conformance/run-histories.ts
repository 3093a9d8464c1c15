import fc from 'fast-check';
import { type History, type HistoryPlan, historyPlans, slicesAfterWrites } from './history.ts';
import { answerOf } from './judge.ts';
import type { AnyPart } from './part.ts';
import type { ReferenceProcess } from './reference-process.ts';
import { type Failure, type JudgedCase, judgeCase, type RunResult } from './run-part.ts';
import { count, emptyTally } from './tally.ts';

/** How many syncs one history has. */
export const syncsOfHistory = 50;

const atOnce = 20;
const failuresKept = 5;

/** A part whose cases follow one another. */
export type PartWithHistory = AnyPart & { readonly history: NonNullable<AnyPart['history']> };

export function hasHistory(part: AnyPart): part is PartWithHistory {
  return part.history !== undefined;
}

/** Runs histories of one part through both sides. Each sync is compared like any other case, whoever wrote what it finds. */
export async function runHistories(
  part: PartWithHistory,
  reference: ReferenceProcess,
  { histories, seed }: { readonly histories: number; readonly seed: number },
): Promise<RunResult> {
  const tally = emptyTally();
  const failures: Failure[] = [];
  for (let start = 0; start < histories; start += atOnce) {
    const numRuns = Math.min(atOnce, histories - start);
    const plans = fc.sample(historyPlans(part.arbitrary, syncsOfHistory), { seed: seed + start, numRuns });
    for (const [history, judged] of (
      await Promise.all(plans.map((plan) => runHistory(part, reference, plan)))
    ).entries()) {
      for (const [sync, one] of judged.entries()) {
        count(tally, one.verdict);
        const differences = one.verdict.mismatches;
        if (differences.length === 0 || failures.length >= failuresKept) continue;
        failures.push({ seed, index: (start + history) * syncsOfHistory + sync, judged: one, differences });
      }
    }
  }
  return { tally, failures };
}

async function runHistory(
  part: PartWithHistory,
  reference: ReferenceProcess,
  { first, changes }: HistoryPlan<unknown>,
): Promise<readonly JudgedCase[]> {
  const history = part.history as History<unknown, unknown>;
  const judged: JudgedCase[] = [];
  let current = first;
  for (let sync = 0; ; sync += 1) {
    const one = await judgeCase(part, reference, current);
    judged.push(one);
    const change = changes[sync];
    if (change === undefined) return judged;
    const writes =
      change.asReference && one.panic === undefined
        ? history.writesOfReference(one.output)
        : history.writesOfOurs(answerOf(part, current, reference.release.rules));
    current = history.next({ ...change, current, slices: slicesAfterWrites(history.slicesOf(current), writes, sync) });
  }
}
