import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Ask, answerOf, judge } from './judge.ts';
import { definePart, type Part } from './part.ts';
import { noMutations, plantMutations } from './plant-mutations.ts';
import { releaseNamed } from './releases.ts';
import { formatFailure, formatMatrix } from './report.ts';
import { count, emptyTally, neverReached } from './tally.ts';

/** The reference of these tests doubles numbers, but leaves out the sign; a known fault makes 3 into 7. */
function doubled(input: unknown): number {
  return input === 3 ? 7 : Math.abs(Number(input)) * 2;
}

/** We double numbers. */
const part: Part<number, number> = definePart<number, number>({
  name: 'double',
  arbitrary: fc.integer(),
  toReferenceInput: (input) => input,
  ours: (input) => {
    if (Number.isNaN(input)) throw new RangeError('no number');
    return input * 2;
  },
  compare: ({ reference, ours }) =>
    reference.output === ours ? [] : [{ path: 'double', reference: reference.output, ours }],
  rules: ['1', '2'],
  rulesOf: ({ input }) => (input < 0 ? ['1'] : ['2']),
  ledger: [
    { id: 'double/sign', amendAnswer: (output, { input }) => (input < 0 ? -Number(output) : undefined) },
    { id: 'double/three', amend: (input) => (input === 3 ? 3.0000001 : undefined) },
    { id: 'double/ten', explains: (_, { input }) => input === 10 },
  ],
  mutations: [{ name: 'is off by one', plant: (ours) => ours + 1 }],
});

const ask: Ask = (input) => Promise.resolve({ output: Math.round(doubled(input)) });

function judgeInput(input: number, output: unknown = doubled(input)): ReturnType<typeof judge> {
  return judge(part, { input, reference: { output }, ours: answerOf(part, input) }, ask);
}

describe('judge', () => {
  test('finds nothing where both sides agree', async () => {
    expect(await judgeInput(4)).toMatchObject({ mismatches: [], entries: [], rules: ['2'] });
  });

  test('names what differs, and what both sides say', async () => {
    expect((await judgeInput(4, 9)).mismatches).toEqual([{ path: 'double', reference: 9, ours: 8 }]);
  });

  test('explains a difference by an entry that knows it', async () => {
    expect(await judgeInput(10, 0)).toMatchObject({ mismatches: [], entries: ['double/ten'] });
  });

  test('explains a difference by asking for the amended case, or amending the answer', async () => {
    expect(await judgeInput(3)).toMatchObject({ mismatches: [], entries: ['double/three'] });
    expect(await judgeInput(-4)).toMatchObject({ mismatches: [], entries: ['double/sign'], rules: ['1'] });
  });

  test('does not take an entry for an excuse', async () => {
    expect((await judgeInput(-4, 9)).mismatches).toHaveLength(1);
  });

  test('takes an exception for an answer that the reference does not give, unless it panics too', async () => {
    expect((await judgeInput(Number.NaN, 0)).mismatches).toMatchObject([{ path: 'exception' }]);
    const comparison = { input: Number.NaN, reference: { panic: 'nil' }, ours: answerOf(part, Number.NaN) };
    expect((await judge(part, comparison, ask)).mismatches).toEqual([]);
  });
});

test('a failure is printed as a test of the case, with what the reference said', async () => {
  const verdict = await judgeInput(4, 9);
  const judged = { input: 4, output: 9, panic: undefined, amended: { 'double/three': { output: 6 } }, verdict };
  const failure = { seed: -7, index: 3, judged, differences: verdict.mismatches };
  const printed = formatFailure(part, releaseNamed('1.36'), failure, 'case 3, shrunk');
  expect(printed).toContain('double\n    reference: 9\n    ours:      8\n');
  expect(printed).toContain('double differs from 1.36 (seed -7, case 3, shrunk)');
  expect(printed).toContain("answerOf(part, input, '1.36')");
  expect(printed).toContain('test/regressions/double-7-3.test.ts:');
  const recorded: unknown = JSON.parse(/RecordedCase = ([\s\S]*?});\n\n/.exec(printed)?.[1] ?? '');
  expect(recorded).toEqual({ input: 4, output: 9, amended: { 'double/three': { output: 6 } } });
});

test('a matrix has a row for each part of each release, with what was used', async () => {
  const tally = emptyTally();
  for (const input of [4, 3, -4]) count(tally, await judgeInput(input));
  count(tally, await judgeInput(4, 9));
  const tallies = new Map([
    [releaseNamed('1.36'), new Map([[part, emptyTally()]])],
    [releaseNamed('1.37'), new Map([[part, tally]])],
  ]);
  expect(formatMatrix(tallies).split('\n').slice(2)).toEqual([
    '| 1.36 | double | 0 | 0 | none |',
    '| 1.37 | double | 4 | 1 | double/sign (1), double/three (1) |',
  ]);
});

describe('a run', () => {
  test('counts cases, rules and entries, and tells what was never reached', async () => {
    const tally = emptyTally();
    for (const input of [4, 3]) count(tally, await judgeInput(input));
    expect(tally).toMatchObject({ cases: 2, mismatches: 0 });
    expect(neverReached(part, tally)).toEqual(['rule 1', 'ledger entry double/sign', 'ledger entry double/ten']);
  });

  test('finds mutations, and tells of those that hide behind an entry', async () => {
    const counts = noMutations(part);
    await plantMutations(part, { input: 4, reference: { output: 8 } }, ask, counts);
    expect([...counts.values()]).toEqual([{ planted: 1, survived: 0 }]);
    await plantMutations(part, { input: 10, reference: { output: 20 } }, ask, counts);
    expect([...counts.values()]).toEqual([{ planted: 2, survived: 1 }]);
  });
});
