import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { projectRoot } from '../../repo/source-files.ts';
import { propertyRuns, propertySeed } from '../../support/property-settings.ts';
import type { Difference, Part, ReferenceAnswer } from '../part.ts';
import { categorizePart } from './categorize.ts';
import { trackerPart } from './tracker.ts';

const program = join(projectRoot, '.cache/reference');

function ask(part: string, inputs: readonly unknown[]): ReferenceAnswer[] {
  if (inputs.length === 0) return [];
  const lines = inputs.map((input, id) => JSON.stringify({ id, part, input })).join('\n');
  const { stdout } = spawnSync(program, { input: `${lines}\n`, encoding: 'utf8', maxBuffer: 1 << 30 });
  const answers = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as ReferenceAnswer);
  for (const answer of answers) expect(answer).not.toHaveProperty('error');
  return answers;
}

/** The case for which the reference should answer as we do, after every entry that has to do with it. */
function amendAll<Case, Ours>(
  part: Part<Case, Ours>,
  { input, reference }: { readonly input: Case; readonly reference: ReferenceAnswer },
  used: Set<string>,
): Case {
  return part.ledger.reduce((amended, { id, amend }) => {
    const next = amend?.(amended, { input: amended, reference, ours: part.ours(amended) });
    if (next !== undefined) used.add(id);
    return next ?? amended;
  }, input);
}

function check<Case, Ours>(part: Part<Case, Ours>, numRuns: number): { used: Set<string>; reached: Set<string> } {
  const cases = fc.sample(part.arbitrary, { numRuns, seed: propertySeed });
  const answers = ask(
    part.name,
    cases.map((input) => part.toReferenceInput(input)),
  );
  const used = new Set<string>();
  const reached = new Set<string>();
  const again: { readonly input: Case; readonly reference: ReferenceAnswer }[] = [];
  const unexplained = (input: Case, reference: ReferenceAnswer): readonly Difference[] => {
    const comparison = { input, reference, ours: part.ours(input) };
    for (const rule of part.rulesOf(comparison)) reached.add(rule);
    return part.compare(comparison).filter((difference) => {
      const entry = part.ledger.find(({ explains }) => explains?.(difference, comparison));
      if (entry !== undefined) used.add(entry.id);
      return entry === undefined;
    });
  };
  cases.forEach((input, index) => {
    const reference = answers[index] as ReferenceAnswer;
    if (unexplained(input, reference).length > 0) again.push({ input, reference });
  });
  const amended = ask(
    part.name,
    again.map((one) => part.toReferenceInput(amendAll(part, one, used))),
  );
  again.forEach(({ input }, index) => {
    expect(unexplained(input, amended[index] as ReferenceAnswer), JSON.stringify(part.toReferenceInput(input))).toEqual(
      [],
    );
  });
  return { used, reached };
}

describe.skipIf(!existsSync(program))('beside the reference,', () => {
  test('the cache under the kube-proxy policy says what the tracker says (semantics 4.1.1, 4.1.3, 4.2.1, 4.2.2, 4.3.1, 4.3.2, 4.3.6; cache/relabelled-slice, cache/unusable-address, cache/absent-port-fields, cache/port-out-of-range, cache/metadata-only-writes)', () => {
    const { used, reached } = check(trackerPart, propertyRuns(600));
    expect([...used].sort()).toEqual(trackerPart.ledger.map(({ id }) => id).sort());
    expect(trackerPart.rules.filter((rule) => !reached.has(rule))).toEqual([]);
  });

  test('the choice is that of CategorizeEndpoints (semantics 4.4; route/no-endpoints-at-all)', () => {
    const { used, reached } = check(categorizePart, propertyRuns(1500));
    expect([...used]).toEqual(['route/no-endpoints-at-all']);
    expect(categorizePart.rules.filter((rule) => !reached.has(rule))).toEqual([]);
  });

  test.each([trackerPart, categorizePart] as unknown as Part<unknown, unknown>[])(
    'a wrong answer would be found ($name)',
    (part) => {
      const cases = fc.sample(part.arbitrary, { numRuns: 300, seed: propertySeed });
      const answers = ask(
        part.name,
        cases.map((input) => part.toReferenceInput(input)),
      );
      for (const mutation of part.mutations) {
        let planted = 0;
        cases.forEach((input, index) => {
          const reference = answers[index] as ReferenceAnswer;
          const ours = part.ours(input);
          if (part.compare({ input, reference, ours }).length > 0) return;
          const wrong = mutation.plant(ours, input);
          if (wrong === undefined) return;
          planted += part.compare({ input, reference, ours: wrong }).length > 0 ? 1 : 0;
        });
        expect(planted, mutation.name).toBeGreaterThan(0);
      }
    },
  );
});
