import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { propertyRuns, propertySeed } from '../../support/property-settings.ts';
import type { AnyPart } from '../part.ts';
import { askReference, hasReference } from './ask-reference.ts';
import { validationParts } from './parts.ts';

/** Cases asked in one go. */
const batch = 500;

/** The cases on which a part differs from the reference, the rules that were reached, the mutations that were missed. */
function runPart(part: AnyPart, caseCount: number): { differing: unknown[]; rules: Set<string>; missed: string[] } {
  const differing: unknown[] = [];
  const rules = new Set<string>();
  const missed = new Set<string>();
  for (let start = 0; start < caseCount; start += batch) {
    const size = Math.min(batch, caseCount - start);
    const cases: unknown[] = fc.sample(part.arbitrary, { numRuns: size, seed: propertySeed + start });
    const answers = askReference(
      part.name,
      cases.map((input) => part.toReferenceInput(input)),
    );
    for (const [index, input] of cases.entries()) {
      const reference = answers[index] as (typeof answers)[number];
      const ours: unknown = part.ours(input);
      const comparison = { input, reference, ours };
      const differences = part
        .compare(comparison)
        .filter((difference) => !part.ledger.some((entry) => entry.explains?.(difference, comparison)));
      if (differences.length > 0 && differing.length < 3)
        differing.push({ differences: differences.slice(0, 5), input });
      for (const rule of part.rulesOf({ input, reference, ours })) rules.add(rule);
      for (const mutation of index % 20 === 0 ? part.mutations : []) {
        const wrong: unknown = mutation.plant(ours, input);
        if (wrong !== undefined && part.compare({ input, reference, ours: wrong }).length === 0)
          missed.add(mutation.name);
      }
    }
  }
  return { differing, rules, missed: [...missed] };
}

describe.skipIf(!hasReference)('validation, beside the reference,', () => {
  for (const part of validationParts) {
    test(`says the same in ${part.name}`, { timeout: 3_600_000 }, () => {
      const caseCount = propertyRuns(150);
      const { differing, rules, missed } = runPart(part, caseCount);
      expect(differing, JSON.stringify(differing).slice(0, 4000)).toEqual([]);
      expect(missed).toEqual([]);
      // The rarest rules need a thousand cases to come up.
      if (caseCount >= 3000) expect([...part.rules].filter((rule) => !rules.has(rule))).toEqual([]);
    });
  }
});
