import { describe, expect, test } from 'vitest';
import { readProjectFile } from '../repo/source-files.ts';
import { parts } from './parts.ts';

/** The rows of a table in docs/conformance.md, by their first cell. */
function rowsOf(mark: string): Map<string, readonly string[]> {
  const page = readProjectFile('docs/conformance.md');
  const section = page.slice(page.indexOf(`<!-- ${mark} -->`), page.indexOf(`<!-- end of ${mark} -->`));
  const rows = [...section.matchAll(/^\| (.*) \|$/gm)].map((match) => (match[1] ?? '').split(' | '));
  return new Map(rows.slice(2).map((cells) => [cells[0] ?? '', cells]));
}

describe('the documented run', () => {
  const rows = rowsOf('run');

  test.each(parts.map((part) => ({ name: part.name, part })))(
    'has enough cases of $name, reached all of it, and found no mismatch',
    ({ name, part }) => {
      const [, cases, rules, entries, mismatches] = rows.get(name) ?? [];
      expect(Number(cases)).toBeGreaterThanOrEqual(10_000);
      expect(rules).toBe(`${part.rules.length} of ${part.rules.length}`);
      const used = [...(entries ?? '').matchAll(/([\w-]+\/[\w-]+) \(/g)].map((match) => match[1]);
      expect(used).toEqual(part.ledger.map(({ id }) => id).sort());
      expect(mismatches).toBe('0');
    },
  );

  test('is of every part and no other', () => {
    expect([...rows.keys()].sort()).toEqual(parts.map(({ name }) => name).sort());
  });
});

test('the documented timing is of every size of planning', () => {
  const page = readProjectFile('docs/conformance.md');
  for (const size of [1_000, 10_000, 100_000])
    expect(page).toMatch(new RegExp(`^\\| plan create \\| ${size} pods \\|`, 'm'));
});
