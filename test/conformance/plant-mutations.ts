import type { KubernetesRelease } from 'endpointslice/schema';
import { type Ask, answerOf, judge } from './judge.ts';
import type { AnyPart, Comparison } from './part.ts';
import { defaultRelease } from './releases.ts';

/** How often each mutation of a part was planted, and how often it was not found. */
export type PlantedMutations = Map<string, { planted: number; survived: number }>;

/** No mutation planted yet. */
export function noMutations(part: AnyPart): PlantedMutations {
  return new Map(part.mutations.map(({ name }) => [name, { planted: 0, survived: 0 }]));
}

/** Plants every mutation of a part into our answer to one case, and looks whether the comparison finds it. */
export async function plantMutations(
  part: AnyPart,
  { input, reference }: Pick<Comparison<unknown, unknown>, 'input' | 'reference'>,
  ask: Ask,
  counts: PlantedMutations,
  rules: KubernetesRelease = defaultRelease.rules,
): Promise<void> {
  const right = answerOf(part, input, rules);
  if (part.explainsCases === true && isExplained(part, { input, reference, ours: right })) return;
  const rightEntries = (await judge(part, { input, reference, ours: right }, ask)).entries;
  const bounds = new Set(part.ledger.filter(({ isBound }) => isBound === true).map(({ id }) => id));
  for (const mutation of part.mutations) {
    const ours: unknown = mutation.plant(right, input);
    if (ours === undefined) continue;
    const { mismatches, entries } = await judge(part, { input, reference, ours }, ask);
    const count = counts.get(mutation.name);
    // Where we differ on purpose, being wrong may be to say what the reference says.
    const isReference = entries.length < rightEntries.length && entries.every((entry) => rightEntries.includes(entry));
    // Where an entry says what is allowed, an answer that does less may be allowed too.
    const isAllowed = entries.some((entry) => bounds.has(entry));
    if (count === undefined || (mismatches.length === 0 && (isReference || isAllowed))) continue;
    count.planted += 1;
    if (mismatches.length === 0) count.survived += 1;
  }
}

/** Whether an entry of the ledger would explain any difference in this case. */
function isExplained(part: AnyPart, comparison: Comparison<unknown, unknown>): boolean {
  const difference = { path: 'answer', reference: comparison.reference.output, ours: comparison.ours };
  return part.ledger.some(({ explains }) => explains?.(difference, comparison) === true);
}
