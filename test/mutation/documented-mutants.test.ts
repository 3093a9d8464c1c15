import { describe, expect, test } from 'vitest';
import { readProjectFile } from '../repo/source-files.ts';
import { readEquivalents } from './equivalents.ts';
import { mutatedFolders } from './folders.ts';
import { leastCaught, shareCaught } from './judge-folder.ts';
import { readRows } from './report.ts';

const folders = mutatedFolders();

describe('the documented mutants', () => {
  const rows = readRows();

  test('are of every folder that decides something, but for those that the page says are not measured yet', () => {
    const [, list = ''] = /^Not measured yet: ([^.]*)\.$/m.exec(readProjectFile('docs/mutation.md')) ?? [];
    const unmeasured = [...list.matchAll(/`src\/?([^`]*)`/g)].map(([, folder]) => folder || '.');
    const all = folders.map(({ folder }) => folder);
    expect([...rows.map(({ folder }) => folder), ...unmeasured].sort()).toEqual([...all].sort());
  });

  test.each(rows)('of $folder were caught, but for those that are named', (row) => {
    const { mutants, caught, equivalent, survivors, day } = row;
    expect(mutants).toBeGreaterThan(0);
    expect(caught + equivalent + survivors).toBe(mutants);
    expect(shareCaught(row)).toBeGreaterThanOrEqual(leastCaught);
    expect(day).toMatch(/^20\d\d-\d\d-\d\d$/);
  });
});

describe('the mutants that are named as equivalent', () => {
  test.each(folders)('of $folder are of code that is there, each with a reason', ({ folder, files }) => {
    const equivalents = readEquivalents(folder);
    for (const { file, was, is, why } of equivalents) {
      expect(files).toContain(file);
      const [first = ''] = was.split(' … ');
      const code = readProjectFile(file).replaceAll(/\s+/g, ' ');
      expect(code.includes(first), `${file} has no "${first}"`).toBe(true);
      expect(is).not.toBe(was);
      expect(why).toMatch(/^\S.* .*\.$/);
    }
    const keys = equivalents.map(({ file, was, is }) => JSON.stringify([file, was, is]));
    expect(new Set(keys).size).toBe(keys.length);
  });
});
