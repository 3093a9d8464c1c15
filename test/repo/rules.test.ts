import { describe, expect, test } from 'vitest';
import { filesBelow, readProjectFile } from './source-files.ts';

/** The rules of the reference that planner and validation follow, or depart from as the ledger says. */
const rules: readonly string[] = [
  ...numbered('0.1', 6),
  ...numbered('0.2', 3),
  ...numbered('1.1', 4),
  ...numbered('1.2', 3),
  ...numbered('1.3', 5),
  ...numbered('1.4', 8),
  ...numbered('1.5', 4),
  ...numbered('1.6', 4),
  ...numbered('1.7', 4),
  ...numbered('1.8', 3),
  ...numbered('1.9', 13),
  ...numbered('1.10', 4),
  '1.11',
  ...numbered('1.12', 3),
  ...numbered('1.13', 8),
  '2.1',
  '2.2',
  '2.5.a',
  '2.5.b',
  '2.5.c',
  '2.5.d',
  '2.5.e',
  '2.6',
  '2.7',
  '2.8',
  '5.1',
  '5.2',
  ...numbered('5.3', 13),
  ...numbered('5.4', 5),
  '5.5',
  ...numbered('5.6', 10),
  '5.7',
  '5.8',
  '5.9',
  ...numbered('5.10', 4),
  ...numbered('6', 5),
];

function numbered(section: string, ruleCount: number): string[] {
  return Array.from({ length: ruleCount }, (_, index) => `${section}.${index + 1}`);
}

/** The rules that titles of tests name: string literals that hold `(semantics …)` and are followed by a comma. */
function rulesInTitles(text: string): string[] {
  return [...text.matchAll(/(['"`])(?:(?!\1).)*\(semantics ([^)]+)\)(?:(?!\1).)*\1,/g)].flatMap((match) =>
    (match[2] ?? '').split(/[,;] /),
  );
}

describe('the rules of planner and validation', () => {
  const files = filesBelow('test', '.test.ts').filter((path) => path !== 'test/repo/rules.test.ts');
  const named = new Set(files.flatMap((path) => rulesInTitles(readProjectFile(path))));

  test.each(rules)('%s is named by the title of a test', (rule) => {
    expect(named).toContain(rule);
  });
});

describe('the search for rules in titles', () => {
  test('finds one, several, and none in comments', () => {
    expect(rulesInTitles("test('does x (semantics 1.2.3)', () => {")).toEqual(['1.2.3']);
    expect(rulesInTitles('test("does x (semantics 1.2.3, 4.5) (ledger a/b)", () => {')).toEqual(['1.2.3', '4.5']);
    expect(rulesInTitles("// does x (semantics 1.2.3)\n'x',")).toEqual([]);
  });
});
