import { describe, expect, test } from 'vitest';
import { readProjectFile } from '../repo/source-files.ts';
import { parts } from './parts.ts';
import { moduleVersion, releases } from './releases.ts';
import { hasHistory, syncsOfHistory } from './run-histories.ts';

/** A section of docs/conformance.md that a run writes. */
function sectionOf(mark: string): string {
  const page = readProjectFile('docs/conformance.md');
  return page.slice(page.indexOf(`<!-- ${mark} -->`), page.indexOf(`<!-- end of ${mark} -->`));
}

/** The cells of the rows of its table. */
function rowsOf(mark: string): readonly (readonly string[])[] {
  const rows = [...sectionOf(mark).matchAll(/^\| (.*) \|$/gm)].map((match) => (match[1] ?? '').split(' | '));
  return rows.slice(2);
}

function entriesIn(cell: string | undefined): string[] {
  return [...(cell ?? '').matchAll(/([\w-]+\/[\w-]+) \(/g)].map((match) => match[1] ?? '');
}

describe('the documented run', () => {
  const rows = new Map(rowsOf('run').map((cells) => [cells[0] ?? '', cells]));

  test.each(parts.map((part) => ({ name: part.name, part })))(
    'has enough cases of $name, reached all of it, and found no mismatch',
    ({ name, part }) => {
      const [, cases, rules, entries, mismatches] = rows.get(name) ?? [];
      expect(Number(cases)).toBeGreaterThanOrEqual(10_000);
      expect(rules).toBe(`${part.rules.length} of ${part.rules.length}`);
      expect(entriesIn(entries)).toEqual(part.ledger.map(({ id }) => id).sort());
      expect(mismatches).toBe('0');
    },
  );

  test('is of every part and no other', () => {
    expect([...rows.keys()].sort()).toEqual(parts.map(({ name }) => name).sort());
  });
});

describe('the documented histories', () => {
  const rows = rowsOf('histories');

  test('are of every part that has them, enough of them, without a mismatch', () => {
    expect(rows.map(([name]) => name)).toEqual(parts.filter(hasHistory).map(({ name }) => name));
    for (const [name, syncs, , , mismatches] of rows) {
      expect(Number(syncs), name).toBeGreaterThanOrEqual(400 * syncsOfHistory);
      expect(mismatches, name).toBe('0');
    }
  });
});

describe('the documented matrix of releases', () => {
  const rows = rowsOf('releases');

  test('is of every release and every part, in their order, and of no other', () => {
    const wanted = releases.flatMap((release) => parts.map((part) => [release.name, part.name]));
    expect(rows.map(([release, part]) => [release, part])).toEqual(wanted);
  });

  test.each(releases.map((release) => ({ name: release.name, release })))(
    'is of the modules that $name is built with, has enough cases, and found no mismatch',
    ({ name, release }) => {
      const versions = ['k8s.io/kubernetes', 'k8s.io/endpointslice'].map(
        (path) => `${path} ${moduleVersion(release, path)}`,
      );
      expect(sectionOf('releases')).toContain(`${versions.join(', ')}, go`);
      for (const [, partName, cases, mismatches, entries] of rows.filter(([of]) => of === name)) {
        const part = parts.find((candidate) => candidate.name === partName);
        expect(Number(cases), partName).toBe(partName === 'reconcile' ? 20_000 : 5_000);
        expect(mismatches, partName).toBe('0');
        // That every entry is used is asked of the long run.
        expect(part?.ledger.map(({ id }) => id)).toEqual(expect.arrayContaining(entriesIn(entries)));
      }
    },
  );
});

test('the documented timing is of every size of planning', () => {
  const page = readProjectFile('docs/conformance.md');
  for (const size of [1_000, 10_000, 100_000])
    expect(page).toMatch(new RegExp(`^\\| plan create \\| ${size} pods \\|`, 'm'));
});
