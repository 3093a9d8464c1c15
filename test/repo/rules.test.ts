import { existsSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { filesBelow, projectRoot, readProjectFile } from './source-files.ts';

const page = 'docs/rules.md';
/** A number that a rule or a section can have: `1.9.8`, `2.5.a`, `6`. */
const number = String.raw`\d+(?:\.\d+)*(?:\.[a-e])?\b(?!\.\d)`;
const wholeNumber = /^\d\.\d{1,2}(?:\.\d{1,2})?$/;
/** `rule 1.9.8`, `rules 1.1 to 1.5, 2.8`, `docs/rules.md 1.9.3`; broken at a line's end within a comment too. */
const citation = new RegExp(
  String.raw`(?:\brules?|docs/rules\.md)[\s*]+(${number}(?:(?:,| to| and)[\s*]+${number})*)`,
  'g',
);

/** One rule as the page states it. */
interface Rule {
  readonly number: string;
  /** The sections that it belongs to, such as `1` and `1.9`. */
  readonly sections: readonly string[];
  readonly text: string;
  readonly upstream: string;
  readonly here: readonly string[];
  readonly tests: readonly string[];
  readonly entries: readonly string[];
}

/** Reads the rules of the page, in its order. */
function readRules(text: string): Rule[] {
  const rules: Rule[] = [];
  let sections: readonly string[] = [];
  for (const block of text.trim().split('\n\n')) {
    const [, marks, section] = /^(##|###) (\S+?)\.? /.exec(block) ?? [];
    if (section !== undefined) sections = marks === '##' ? [section] : [sections[0] ?? '', section];
    const [, ruleNumber, sentence, facts] = /^\*\*(\S+)\*\* ([\s\S]+)\\\n(.+)$/.exec(block) ?? [];
    if (ruleNumber === undefined || sentence === undefined || facts === undefined) continue;
    const fact = (name: string): string =>
      facts
        .split(' · ')
        .find((part) => part.startsWith(`_${name}_: `))
        ?.slice(name.length + 4) ?? '';
    const links = (name: string): string[] => [...fact(name).matchAll(/\[([^\]]+)\]/g)].map(([, link = '']) => link);
    rules.push({
      number: ruleNumber,
      sections,
      text: sentence,
      upstream: fact('Upstream'),
      here: links('Here'),
      tests: links('Test'),
      entries: links('Ledger'),
    });
  }
  return rules;
}

/** Reads the numbers of all headings of the page. */
function readSections(text: string): string[] {
  return [...text.matchAll(/^###? (\d\S*?)\.? /gm)].map(([, section = '']) => section);
}

/** Compares numbers part by part; letters come in the order of the alphabet. */
function compareNumbers(left: string, right: string): number {
  const [lefts, rights] = [left.split('.'), right.split('.')];
  for (const [index, part] of lefts.entries()) {
    const other = rights[index];
    if (other === undefined) return 1;
    const order = /\d/.test(part) ? Number(part) - Number(other) : part.localeCompare(other);
    if (order !== 0) return order;
  }
  return lefts.length - rights.length;
}

/** A citation of one rule or section, or of all rules from one to another. */
interface Cited {
  readonly from: string;
  readonly to: string;
}

/** Finds what a text cites. */
function findCitations(text: string): Cited[] {
  return [...text.matchAll(citation)].flatMap(([, list = '']) =>
    list.split(/(?:,| and)[\s*]+/).map((part): Cited => {
      const [from = '', to = from] = part.split(/ to[\s*]+/);
      return { from, to };
    }),
  );
}

/** Finds the rules that a citation is about. */
function citedRules({ from, to }: Cited, rules: readonly Rule[]): Rule[] {
  const belongs = (rule: Rule, cited: string): boolean => rule.number === cited || rule.sections.includes(cited);
  const first = rules.findIndex((rule) => belongs(rule, from));
  const last = rules.findLastIndex((rule) => belongs(rule, to));
  return first < 0 || last < 0 ? [] : rules.slice(first, last + 1);
}

/** The texts of a test file: titles and tables, but no comments. */
function textsOf(path: string): string[] {
  const source = ts.createSourceFile(path, readProjectFile(path), ts.ScriptTarget.ES2022, true);
  const texts: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node)) {
      texts.push(node.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return texts;
}

/** Finds the rules that a test file names in a title or table; in a part of the conformance suite, as a text by itself. */
function namedRules(path: string, rules: readonly Rule[]): Set<string> {
  const texts = textsOf(path);
  const cited = texts.flatMap(findCitations).flatMap((found) => citedRules(found, rules).map((rule) => rule.number));
  return new Set([...cited, ...(path.startsWith('test/conformance/') ? texts : [])]);
}

const text = readProjectFile(page);
const rules = readRules(text);
const sections = readSections(text);
const numbers = new Set(rules.map((rule) => rule.number));
const known = new Set([...numbers, ...sections]);
/** Pages made from doc comments cite what these cite. */
const isGenerated = (path: string): boolean => path.startsWith('docs/api/') || path === 'docs/vocabulary.md';
const files = [
  'README.md',
  ...['.ts', '.md', '.txt', '.go'].flatMap((ending) =>
    ['src', 'test', 'docs', 'bench'].flatMap((folder) => filesBelow(folder, ending)),
  ),
].filter((path) => path !== 'test/repo/rules.test.ts' && !isGenerated(path));

describe('the rules', () => {
  test('say what Kubernetes does, where, where that is done here, and which test names it', () => {
    expect(rules.length).toBeGreaterThan(0);
    expect([...text.matchAll(/^\*\*\d/gm)]).toHaveLength(rules.length);
    for (const rule of rules) {
      expect(rule.text, rule.number).toMatch(/^[A-Z`][\s\S]*\.$/);
      expect(rule.upstream, rule.number).not.toBe('');
      expect(rule.here, rule.number).not.toEqual([]);
      expect(rule.tests, rule.number).not.toEqual([]);
    }
  });

  test('have numbers of their own, in order, each in its section', () => {
    for (const list of [rules.map((rule) => rule.number), sections]) {
      expect(list).toEqual([...new Set(list)]);
      expect(list).toEqual(list.toSorted(compareNumbers));
    }
    for (const { number: ruleNumber, sections: own } of rules) {
      const section = own.at(-1) ?? '';
      expect(ruleNumber === section || ruleNumber.startsWith(`${section}.`), ruleNumber).toBe(true);
    }
  });

  test('are all that is cited', () => {
    const unknown = files.flatMap((path) =>
      findCitations(readProjectFile(path))
        .flatMap(({ from, to }) => [from, to])
        .filter((cited) => !known.has(cited))
        .map((cited) => `${path}: ${cited}`),
    );
    expect(unknown).toEqual([]);
  });

  test('are all that parts of the conformance suite want to reach', () => {
    const wanted = filesBelow('test/conformance', '.ts').flatMap((path) => {
      const lists = [...readProjectFile(path).matchAll(/\brules: \[([^\]]*)\]/g)].map(([, list = '']) => list);
      const listed = lists.flatMap((list) => [...list.matchAll(/'(\d[^']*)'/g)].map(([, one = '']) => one));
      const texts = path.endsWith('/rules.ts') ? textsOf(path).filter((one) => wholeNumber.test(one)) : [];
      return [...listed, ...texts].map((one) => ({ path, one }));
    });
    expect(wanted.length).toBeGreaterThan(0);
    expect(wanted.filter(({ one }) => !known.has(one))).toEqual([]);
  });

  test('name files that exist, those that give a rule as their source among them', () => {
    for (const { number: ruleNumber, here } of rules) {
      for (const path of here) {
        expect(path.startsWith('src/') && existsSync(join(projectRoot, path)), `${ruleNumber}: ${path}`).toBe(true);
      }
    }
    const missing: string[] = [];
    for (const path of filesBelow('src', '.ts')) {
      for (const [source] of readProjectFile(path).matchAll(/@see [^@]*?(?=\n \* @|\*\/)/g)) {
        const unnamed = findCitations(source).filter(
          (cited) => numbers.has(cited.from) && !citedRules(cited, rules).some(({ here }) => here.includes(path)),
        );
        missing.push(...unnamed.map(({ from }) => `${from}: ${path}`));
      }
    }
    expect(missing).toEqual([]);
  });

  test('name tests that exist and name the rule', () => {
    const namedBy = new Map<string, Set<string>>();
    for (const { number: ruleNumber, tests } of rules) {
      for (const path of tests) {
        expect(path.startsWith('test/') && existsSync(join(projectRoot, path)), `${ruleNumber}: ${path}`).toBe(true);
        const named = namedBy.get(path) ?? namedRules(path, rules);
        namedBy.set(path, named);
        expect(named.has(ruleNumber), `${path} does not name rule ${ruleNumber}`).toBe(true);
      }
    }
  });

  test('name the entries of the ledger that depart from them, and the entries name the rules', () => {
    const entries = readProjectFile('docs/ledger.md').split(/^### /m).slice(1);
    const departures = entries.flatMap((entry) => {
      const id = /^(\S+)/.exec(entry)?.[1] ?? '';
      const departed = /^- Rule: (.+)$/m.exec(entry)?.[1]?.split(', ') ?? [];
      return departed.map((ruleNumber) => `${ruleNumber} ${id}`);
    });
    const named = rules.flatMap((rule) => rule.entries.map((id) => `${rule.number} ${id}`));
    expect(named.toSorted()).toEqual(departures.toSorted());
  });
});

describe('the search for citations', () => {
  test('finds one, several, a range, and what a line breaks', () => {
    const one = (cited: string): Cited => ({ from: cited, to: cited });
    expect(findCitations('does x (rule 1.2.3)')).toEqual([one('1.2.3')]);
    expect(findCitations('does x (rules 1.2.3, 4.5; ledger a/b)')).toEqual([one('1.2.3'), one('4.5')]);
    expect(findCitations('rules 2.7 and 2.8.')).toEqual([one('2.7'), one('2.8')]);
    expect(findCitations(' * @see k8s.io/x y; docs/rules.md 2.5.a,\n * 1.1 to 1.5; KEP-752')).toEqual([
      one('2.5.a'),
      { from: '1.1', to: '1.5' },
    ]);
    expect(findCitations('a (ledger planner/exactly-full), rules of 1.37')).toEqual([]);
  });

  test('finds in tests what titles and tables say, not comments', () => {
    const named = namedRules('test/repo/rules.test.ts', rules);
    expect(named).toContain('2.7');
    expect(named).not.toContain('6');
  });

  test('takes a section for its rules, and a range for all between', () => {
    const numbersOf = (from: string, to: string): string[] =>
      citedRules({ from, to }, rules).map((rule) => rule.number);
    expect(numbersOf('1.7', '1.7')).toEqual(['1.7.1', '1.7.2', '1.7.3', '1.7.4']);
    expect(numbersOf('1.9.3', '1.9.5')).toEqual(['1.9.3', '1.9.4', '1.9.5']);
    expect(numbersOf('1.11', '1.11')).toEqual(['1.11']);
    expect(numbersOf('7.1', '7.1')).toEqual([]);
  });
});
