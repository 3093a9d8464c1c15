import type { AnyPart } from './part.ts';
import { recordedCase } from './recording.ts';
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
export function formatFailure(part: AnyPart, { seed, index, judged, differences }: Failure): string {
  const lines = differences.map(
    ({ path, reference, ours }) => `  ${path}\n    reference: ${text(reference)}\n    ours:      ${text(ours)}\n`,
  );
  return `
${part.name} differs (seed ${seed}, case ${index}), shrunk to:
${lines.join('')}
test/regressions/${part.name}-${Math.abs(seed)}-${index}.test.ts:

import { expect, test } from 'vitest';
import { answerOf, judge } from '../conformance/judge.ts';
import type { AnyPart } from '../conformance/part.ts';
import { parts } from '../conformance/parts.ts';
import { askRecorded, type RecordedCase, recordedAnswer } from '../conformance/recording.ts';

const recorded: RecordedCase = ${JSON.stringify(recordedCase(judged), undefined, 2)};

test('${part.name} says what the reference said, but for the ledger', async () => {
  const part = parts.find(({ name }) => name === '${part.name}') as AnyPart;
  const { input } = recorded;
  const comparison = { input, reference: recordedAnswer(recorded), ours: answerOf(part, input) };
  expect((await judge(part, comparison, askRecorded(recorded))).mismatches).toEqual([]);
});
`;
}

function text(value: unknown): string {
  return JSON.stringify(value) ?? 'undefined';
}
