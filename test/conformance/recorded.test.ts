import { describe, expect, test } from 'vitest';
import { answerOf, judge } from './judge.ts';
import { parts } from './parts.ts';
import { noMutations, plantMutations } from './plant-mutations.ts';
import { askRecorded, isRecorded, readRecording, recordedAnswer } from './recording.ts';
import { defaultRelease, releaseOfVersion } from './releases.ts';
import { count, emptyTally } from './tally.ts';

/** Of this many recorded cases mutations are planted. */
const mutatedCases = 120;

describe.each(parts.map((part) => ({ name: part.name, part })))('the recorded cases of $name', ({ part }) => {
  const recording = isRecorded(part) ? readRecording(part) : undefined;
  const { rules } = recording === undefined ? defaultRelease : releaseOfVersion(recording.header.kubernetes);

  test('are there, and enough of them', () => {
    expect(recording?.header.part).toBe(part.name);
    expect(recording?.cases.length).toBeGreaterThanOrEqual(part.name === 'reconcile' ? 5_000 : 2_000);
    expect(recording?.cases.length).toBe(recording?.header.cases);
  });

  test('are answered as the reference did, but for the ledger', async () => {
    const tally = emptyTally();
    for (const recorded of recording?.cases ?? []) {
      const { input } = recorded;
      const comparison = { input, reference: recordedAnswer(recorded), ours: answerOf(part, input, rules) };
      const verdict = await judge(part, comparison, askRecorded(recorded));
      expect(verdict.mismatches, JSON.stringify(input).slice(0, 20_000)).toEqual([]);
      count(tally, verdict);
    }
    // That every ledger entry fires is asked of the long live run only: some need more cases than are recorded.
    expect(part.rules.filter((rule) => !tally.rules.has(rule))).toEqual([]);
  });

  test('show every planted mutation', async () => {
    const counts = noMutations(part);
    for (const recorded of (recording?.cases ?? []).slice(0, mutatedCases)) {
      const comparison = { input: recorded.input, reference: recordedAnswer(recorded) };
      await plantMutations(part, comparison, askRecorded(recorded), counts, rules);
    }
    const holes = [...counts].filter(([, { planted, survived }]) => planted === 0 || survived > 0);
    expect(holes).toEqual([]);
  });
});
