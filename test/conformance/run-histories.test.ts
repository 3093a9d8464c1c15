import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { EndpointSliceLike } from 'endpointslice';
import { historyPlans, slicesAfterWrites } from './history.ts';
import { definePart } from './part.ts';
import type { ReferenceProcess } from './reference-process.ts';
import { releaseNamed } from './releases.ts';
import { hasHistory, runHistories, syncsOfHistory } from './run-histories.ts';

const slice: EndpointSliceLike = { addressType: 'IPv4', metadata: { generateName: 'web-' }, endpoints: [], ports: [] };

interface Counted {
  readonly slices: readonly EndpointSliceLike[];
}

/** Writes one more slice at every sync, and says how many there were. */
const growing = definePart<Counted, number>({
  name: 'growing',
  arbitrary: fc.constant<Counted>({ slices: [] }),
  toReferenceInput: ({ slices }) => slices.length,
  ours: ({ slices }) => slices.length,
  compare: ({ reference, ours }) =>
    reference.output === ours ? [] : [{ path: 'count', reference: reference.output, ours }],
  rules: [],
  rulesOf: () => [],
  ledger: [],
  mutations: [],
  history: {
    slicesOf: ({ slices }) => slices,
    writesOfOurs: () => ({ creates: [slice], updates: [], deletes: [] }),
    writesOfReference: () => ({ creates: [slice], updates: [], deletes: [] }),
    next: ({ slices }) => ({ slices }),
  },
});

function referenceThatSays(answer: (count: number) => number): ReferenceProcess {
  const ask = async (_: string, count: unknown): Promise<unknown> => ({ output: answer(count as number) });
  return { release: releaseNamed('1.37'), ask } as unknown as ReferenceProcess;
}

describe('histories', () => {
  if (!hasHistory(growing)) throw new Error('the part has a history');
  const part = growing;

  test('feed what was written back into the next sync', async () => {
    const asked: number[] = [];
    const reference = referenceThatSays((count) => {
      asked.push(count);
      return count;
    });
    const { tally, failures } = await runHistories(part, reference, { histories: 1, seed: 1 });
    expect(tally).toMatchObject({ cases: syncsOfHistory, mismatches: 0 });
    expect(failures).toEqual([]);
    expect(asked).toEqual(Array.from({ length: syncsOfHistory }, (_, sync) => sync));
  });

  test('tell the sync at which the two sides begin to differ', async () => {
    const reference = referenceThatSays((count) => (count < 7 ? count : -1));
    const { tally, failures } = await runHistories(part, reference, { histories: 2, seed: 1 });
    expect(tally.mismatches).toBe(2 * (syncsOfHistory - 7));
    expect(failures[0]).toMatchObject({ index: 7, differences: [{ path: 'count', reference: -1, ours: 7 }] });
  });

  test('change the world in every way, and go on with the writes of either side', () => {
    const [plan] = fc.sample(historyPlans(fc.constant(0), syncsOfHistory), { seed: 1, numRuns: 1 });
    expect(plan?.changes).toHaveLength(syncsOfHistory - 1);
    expect(new Set(plan?.changes.map(({ what }) => what)).size).toBe(6);
    expect(new Set(plan?.changes.map(({ asReference }) => asReference)).size).toBe(2);
  });
});

test('an API server keeps the identity of what is updated, and names what is created', () => {
  const stored = (name: string): EndpointSliceLike => ({ ...slice, metadata: { name, uid: `u-${name}` } });
  const after = slicesAfterWrites(
    [stored('a'), stored('b'), stored('c')],
    { creates: [slice], updates: [{ ...slice, metadata: { name: 'b', labels: { app: 'x' } } }], deletes: ['a'] },
    4,
  );
  expect(after.map(({ metadata }) => metadata)).toEqual([
    { name: 'b', uid: 'u-b', labels: { app: 'x' }, resourceVersion: '1004' },
    { name: 'c', uid: 'u-c' },
    { generateName: 'web-', name: 'web-sync-4-0', uid: 'uid-4-0', resourceVersion: '1004' },
  ]);
});
