import type { AnyPart } from './part.ts';
import type { Verdict } from './judge.ts';

/** What a run of one part has come to so far. */
export interface Tally {
  cases: number;
  mismatches: number;
  readonly rules: Map<string, number>;
  readonly entries: Map<string, number>;
}

export function emptyTally(): Tally {
  return { cases: 0, mismatches: 0, rules: new Map(), entries: new Map() };
}

export function count(tally: Tally, verdict: Verdict): void {
  tally.cases += 1;
  if (verdict.mismatches.length > 0) tally.mismatches += 1;
  for (const rule of new Set(verdict.rules)) tally.rules.set(rule, (tally.rules.get(rule) ?? 0) + 1);
  for (const entry of verdict.entries) tally.entries.set(entry, (tally.entries.get(entry) ?? 0) + 1);
}

/** Rules and ledger entries of a part that no case of a long run reached: holes in the generator, or dead entries. */
export function neverReached(part: AnyPart, tally: Tally): readonly string[] {
  return [
    ...part.rules.filter((rule) => !tally.rules.has(rule)).map((rule) => `rule ${rule}`),
    ...part.ledger.filter(({ id }) => !tally.entries.has(id)).map(({ id }) => `ledger entry ${id}`),
  ];
}
