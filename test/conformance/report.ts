import type { AnyPart } from './part.ts';
import { recordedCase } from './recording.ts';
import type { Release } from './releases.ts';
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
    const cells = [part.name, tally.cases, `${rules} of ${part.rules.length}`, entriesUsed(tally), tally.mismatches];
    lines.push(`| ${cells.join(' | ')} |`);
  }
  return lines.join('\n');
}

/** The parts beside one another in all releases that were run, as Markdown. */
export function formatMatrix(tallies: ReadonlyMap<Release, ReadonlyMap<AnyPart, Tally>>): string {
  const lines = ['| release | part | cases | mismatches | ledger entries used |', '| --- | --- | ---: | ---: | --- |'];
  for (const [{ name }, ofParts] of tallies) {
    for (const [part, tally] of ofParts) {
      lines.push(`| ${[name, part.name, tally.cases, tally.mismatches, entriesUsed(tally)].join(' | ')} |`);
    }
  }
  return lines.join('\n');
}

function entriesUsed({ entries }: Tally): string {
  const used = [...entries].sort(([left], [right]) => (left < right ? -1 : 1));
  return used.map(([id, times]) => `${id} (${times})`).join(', ') || 'none';
}

/** A failure as differences, and as a test that can be pasted. `place` tells which case it is. */
export function formatFailure(
  part: AnyPart,
  { rules, name: release }: Release,
  { seed, index, judged, differences }: Failure,
  place: string,
): string {
  const lines = differences.map(
    ({ path, reference, ours }) => `  ${path}\n    reference: ${text(reference)}\n    ours:      ${text(ours)}\n`,
  );
  return `
${part.name} differs from ${release} (seed ${seed}, ${place}):
${lines.join('')}
test/regressions/${part.name}-${Math.abs(seed)}-${index}.test.ts:

import { expect, test } from 'vitest';
import { answerOf, judge } from './judge.ts';
import type { AnyPart } from './part.ts';
import { parts } from './parts.ts';
import { askRecorded, type RecordedCase, recordedAnswer } from './recording.ts';

const recorded: RecordedCase = ${JSON.stringify(recordedCase(judged), undefined, 2)};

test('${part.name} says what the reference said, but for the ledger', async () => {
  const part = parts.find(({ name }) => name === '${part.name}') as AnyPart;
  const { input } = recorded;
  const comparison = { input, reference: recordedAnswer(recorded), ours: answerOf(part, input, '${rules}') };
  expect((await judge(part, comparison, askRecorded(recorded))).mismatches).toEqual([]);
});
`;
}

function text(value: unknown): string {
  return JSON.stringify(value) ?? 'undefined';
}
