import type { AnyPart } from './part.ts';
import type { Failure } from './run-part.ts';
import type { Tally } from './tally.ts';

/** The closing table, as Markdown, so that it can go into the documents as it is. */
export function printTable(tallies: ReadonlyMap<AnyPart, Tally>): void {
  console.log('\n| part | cases | rules covered | ledger entries used | mismatches |');
  console.log('| --- | ---: | ---: | --- | ---: |');
  for (const [part, tally] of tallies) {
    const rules = part.rules.filter((rule) => tally.rules.has(rule)).length;
    const entries = [...tally.entries]
      .sort(([left], [right]) => (left < right ? -1 : 1))
      .map(([id, times]) => `${id} (${times})`);
    const cells = [
      part.name,
      tally.cases,
      `${rules} of ${part.rules.length}`,
      entries.join(', ') || 'none',
      tally.mismatches,
    ];
    console.log(`| ${cells.join(' | ')} |`);
  }
}

/** A failure as differences, and as a test that can be pasted. */
export function printFailure(part: AnyPart, { seed, index, input, differences }: Failure): void {
  console.log(`\n${part.name} differs (seed ${seed}, case ${index}), shrunk to:`);
  for (const { path, reference, ours } of differences) {
    console.log(`  ${path}\n    reference: ${text(reference)}\n    ours:      ${text(ours)}`);
  }
  console.log(`
test/regressions/${part.name}-${Math.abs(seed)}-${index}.test.ts:

import { expect, test } from 'vitest';
import { ${part.name}Part } from '../conformance/parts.ts';

const input = ${JSON.stringify(input, undefined, 2)};

test('${part.name} says what the reference said', () => {
  const comparison = { input, reference: ${text({ output: 'what the reference answers' })}, ours: ${part.name}Part.ours(input) };
  expect(${part.name}Part.compare(comparison)).toEqual([]);
});
`);
}

function text(value: unknown): string {
  return JSON.stringify(value) ?? 'undefined';
}
