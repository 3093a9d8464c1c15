import type { AnyPart } from './part.ts';
import type { Failure } from './run-part.ts';
import type { Tally } from './tally.ts';

/** The closing table, as Markdown, so that it can go into the documents as it is. */
export function formatTable(tallies: ReadonlyMap<AnyPart, Tally>): string {
  const lines = [
    '| part | cases | rules covered | ledger entries used | mismatches |',
    '| --- | ---: | ---: | --- | ---: |',
  ];
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
    lines.push(`| ${cells.join(' | ')} |`);
  }
  return lines.join('\n');
}

/** A failure as differences, and as a test that can be pasted. */
export function printFailure(part: AnyPart, { seed, index, input, reference, differences }: Failure): void {
  console.log(`\n${part.name} differs (seed ${seed}, case ${index}), shrunk to:`);
  for (const { path, reference: theirs, ours } of differences) {
    console.log(`  ${path}\n    reference: ${text(theirs)}\n    ours:      ${text(ours)}`);
  }
  console.log(`
test/regressions/${part.name}-${Math.abs(seed)}-${index}.test.ts:

import { expect, test } from 'vitest';
import { parts } from '../conformance/parts.ts';

const input = ${JSON.stringify(input, undefined, 2)};
const reference = ${JSON.stringify(reference, undefined, 2)};

test('${part.name} says what the reference said', () => {
  const part = parts.find(({ name }) => name === '${part.name}');
  const ours: unknown = part?.ours(input);
  expect(part?.compare({ input, reference, ours })).toEqual([]);
});
`);
}

function text(value: unknown): string {
  return JSON.stringify(value) ?? 'undefined';
}
