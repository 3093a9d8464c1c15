import { describe, expect, test } from 'vitest';
import { readProjectFile } from '../repo/source-files.ts';
import { mutants } from './mutants.ts';
import { largestWorlds, largeWorlds, plannedWorlds } from './worlds.ts';

/** The rows of a table in docs/model.md. */
function rowsOf(mark: string): string[][] {
  const page = readProjectFile('docs/model.md');
  const section = page.slice(page.indexOf(`<!-- ${mark} -->`), page.indexOf(`<!-- end of ${mark} -->`));
  return [...section.matchAll(/^\| (.*) \|$/gm)].slice(2).map((match) => (match[1] ?? '').split(' | '));
}

describe('docs/model.md', () => {
  test('has every large world, as it is now, explored without a fault', () => {
    const rows = rowsOf('worlds');
    expect(rows.map((cells) => cells.slice(0, 4))).toEqual(
      largeWorlds.map(({ name, podCount, maxEndpointsPerSlice, steps, faults }) => [
        name,
        `${podCount} × ${maxEndpointsPerSlice}`,
        String(steps),
        String(faults),
      ]),
    );
    for (const [name, , , , states, transitions, , , , result] of rows) {
      expect(Number(states), name).toBeGreaterThan(10_000);
      expect(Number(transitions), name).toBeGreaterThan(Number(states));
      expect(result, name).toMatch(/^holds/);
    }
  });

  test('has every size of worlds that are planned', () => {
    const rows = rowsOf('plans');
    expect(rows.map((cells) => cells.slice(0, 3).map(Number))).toEqual(
      [...plannedWorlds, largestWorlds].map(({ podCount, sliceCount, maximum }) => [podCount, sliceCount, maximum]),
    );
    for (const cells of rows) expect(cells.at(-1)).toMatch(/^holds/);
  });

  test('has every mistake that is planted', () => {
    expect(rowsOf('mutants')).toEqual(mutants.map(({ name, world, fault }) => [name, world.name, fault]));
  });
});
