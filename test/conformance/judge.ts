import type { KubernetesRelease } from 'endpointslice/schema';
import type { AnyPart, Comparison, Difference, LedgerEntry, ReferenceAnswer } from './part.ts';
import { defaultRelease } from './releases.ts';

/**
 * Puts a question to the reference, or to a recording of it; `entries` are the ledger entries that amended the case. The
 * answer has been read by the part's `readOutput`.
 */
export type Ask = (input: unknown, entries: readonly string[]) => Promise<ReferenceAnswer>;

/** What comes of one case. */
export interface Verdict {
  /** Differences that nothing explains. */
  readonly mismatches: readonly Difference[];
  /** Ledger entries that explained something. */
  readonly entries: readonly string[];
  readonly rules: readonly string[];
  readonly ours: unknown;
}

// biome-ignore lint/suspicious/noExplicitAny: cases of a part go to the same part only
type Case = any;

/** What a part answers when it throws: no reference says so, unless it panics too. */
export interface Thrown {
  readonly threw: string;
}

/** Our answer to a case, under the rules of a release; an exception is an answer too. */
export function answerOf(part: AnyPart, input: Case, rules: KubernetesRelease = defaultRelease.rules): unknown {
  try {
    return part.ours(input, rules) as unknown;
  } catch (error) {
    return { threw: String(error) } satisfies Thrown;
  }
}

/** Compares both answers to a case and explains what differs from the ledger as far as it can. */
export async function judge(
  part: AnyPart,
  { input, reference, ours }: Comparison<Case, unknown>,
  ask: Ask,
): Promise<Verdict> {
  const comparison: Comparison<Case, Case> = { input, reference, ours };
  const threw = thrownText(ours);
  if (threw !== undefined) {
    if (reference.panic !== undefined) return { mismatches: [], entries: [], rules: [], ours };
    return { mismatches: [{ path: 'exception', reference: 'an answer', ours: threw }], entries: [], rules: [], ours };
  }
  const rules = [...part.rulesOf(comparison)];
  const differences = part.compare(comparison);
  if (differences.length === 0) return { mismatches: [], entries: [], rules, ours };
  const used = new Set<string>();
  const unexplained = explainAll(part, differences, comparison, used);
  if (unexplained.length === 0) return { mismatches: [], entries: [...used], rules, ours };

  const amending = part.ledger.filter(
    (entry) => entry.amendAnswer !== undefined || entry.amend?.(input, comparison) !== undefined,
  );
  // Of all attempts, what is left of the most successful one says most about what is wrong.
  let mismatches = unexplained;
  const attempt = async (entries: readonly LedgerEntry<Case, Case>[]): Promise<readonly string[] | undefined> => {
    const again = await amendComparison(part, entries, comparison, ask);
    if (again.entries.length === 0 || again.comparison.reference.panic !== undefined) return undefined;
    const usedAgain = new Set<string>(again.entries);
    const left = explainAll(part, part.compare(again.comparison), again.comparison, usedAgain);
    if (left.length === 0) return [...usedAgain];
    if (left.length < mismatches.length) mismatches = left;
    return undefined;
  };
  for (const entry of amending) {
    const explained = await attempt([entry]);
    if (explained !== undefined) return { mismatches: [], entries: explained, rules, ours };
  }
  let explained = amending.length > 1 ? await attempt(amending) : undefined;
  if (explained === undefined) return { mismatches, entries: [], rules, ours };
  // Together they explain it; entries that are not needed for it are not counted.
  let needed = amending;
  for (const entry of amending) {
    const fewer = needed.filter((other) => other !== entry);
    const explainedByFewer = fewer.length > 1 ? await attempt(fewer) : undefined;
    if (explainedByFewer === undefined) continue;
    needed = fewer;
    explained = explainedByFewer;
  }
  return { mismatches: [], entries: explained, rules, ours };
}

/** The part of an answer that the part looks at. */
export function readAnswer(part: AnyPart, answer: ReferenceAnswer): ReferenceAnswer {
  if (answer.panic !== undefined || part.readOutput === undefined) return answer;
  return { output: part.readOutput(answer.output) };
}

function thrownText(ours: unknown): string | undefined {
  if (typeof ours !== 'object' || ours === null || !('threw' in ours)) return undefined;
  return String(ours.threw);
}

/** The comparison as it would be without what the entries are about, and which of them had anything to say. */
async function amendComparison(
  part: AnyPart,
  entries: readonly LedgerEntry<Case, Case>[],
  comparison: Comparison<Case, Case>,
  ask: Ask,
): Promise<{ readonly comparison: Comparison<Case, Case>; readonly entries: readonly string[] }> {
  const used: string[] = [];
  let amended = comparison;
  for (const { id, amend } of entries) {
    const input: Case = amend?.(amended.input, amended);
    if (input === undefined) continue;
    amended = { ...amended, input };
    used.push(id);
  }
  if (used.length > 0) {
    amended = { ...amended, reference: await ask(part.toReferenceInput(amended.input), used) };
  }
  for (const { id, amendAnswer } of entries) {
    if (amended.reference.panic !== undefined) continue;
    const output = amendAnswer?.(amended.reference.output, amended);
    if (output === undefined) continue;
    amended = { ...amended, reference: { output } };
    used.push(id);
  }
  return { comparison: amended, entries: used };
}

function explainAll(
  part: AnyPart,
  differences: readonly Difference[],
  comparison: Comparison<Case, Case>,
  used: Set<string>,
): readonly Difference[] {
  return differences.filter((difference) => {
    const entries = part.ledger.filter(({ explains }) => explains?.(difference, comparison) === true);
    for (const { id } of entries) used.add(id);
    return entries.length === 0;
  });
}
