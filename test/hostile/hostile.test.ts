import { describe, expect, test } from 'vitest';
import { readProjectFile } from '../repo/source-files.ts';
import { propertyRuns, propertySeed } from '../support/property-settings.ts';
import { hostileValues } from '../support/hostile-values.ts';
import { calls, publicFunctions } from './calls.ts';
import { pairs, sample, takeCensus } from './census.ts';
import { allCases, complaintsOfValid } from './judge.ts';
import { data, faultsOf, list, record, text } from './shapes.ts';

const cases = allCases();

describe('the table of public functions', () => {
  test('has a row for each of them, and for nothing else', () => {
    expect([...new Set(calls.map(({ name }) => name))].sort()).toEqual([...publicFunctions.keys()].sort());
  });

  test('has arguments that every function takes, and the result that it promises', () => {
    expect(calls.flatMap((call) => complaintsOfValid(call))).toEqual([]);
  });
});

describe('every public function', () => {
  test('answers well or refuses clearly, whatever stands in place of any part of its arguments: hostile input', () => {
    const census = takeCensus(sample(cases, propertyRuns(350), propertySeed));
    expect(census.functionCount).toBe(publicFunctions.size);
    expect(census.complaints).toEqual([]);
  });

  test('does so with two such values at once', () => {
    expect(takeCensus(pairs(cases, propertyRuns(3000), propertySeed)).complaints).toEqual([]);
  });
});

describe('the judge of hostile cases', () => {
  const judged = (call: (given: readonly never[]) => unknown): readonly string[] =>
    takeCensus(
      hostileValues.map((value) => ({
        call: { name: 'made up', given: [['a']], call, result: text },
        path: [0],
        value,
      })),
    ).complaints;

  test('sees errors of the engine, hangs, changes of the input and of prototypes, and wrong types', () => {
    const all = (pattern: RegExp, call: (given: readonly never[]) => unknown): void => {
      expect(judged(call).filter((complaint) => pattern.test(complaint))).not.toEqual([]);
    };
    all(/TypeError/, ([items]) => (items as unknown as string[]).map((item) => item.length).join(''));
    all(/read for ever/, ([items]) => `${Array.isArray(items) && Array.from(items).length}`);
    all(/Cannot|object is not extensible/, ([items]) => `${(items as unknown as string[]).push('b')}`);
    all(/a prototype has got polluted/, () => {
      Object.assign(Object.prototype, { polluted: true });
      return '';
    });
    all(/result is not a text/, ([items]) => items);
    all(/result is another/, ([items]) => String(Object.getPrototypeOf(items ?? '') === Array.prototype));
  });

  test('looks into every part of a result', () => {
    expect(faultsOf({ a: [1] }, record({ a: list(text) }))).toEqual(['result.a[] is not a text']);
    expect(faultsOf({ other: { deep: [() => 0] } }, record({}))).toEqual(['result.other{}[] is function']);
    expect(faultsOf([Number.NaN, 5n, new Map(), Symbol('s')], data)).toHaveLength(4);
  });
});

test('the documented run has judged every function, a million cases and more, without a complaint', () => {
  const page = readProjectFile('docs/conformance.md');
  const section = page.slice(page.indexOf('<!-- hostile -->'), page.indexOf('<!-- end of hostile -->'));
  const rows = [...section.matchAll(/^\| (.*) \|$/gm)].map((match) => (match[1] ?? '').split(' | '));
  const total = rows.at(-1) ?? [];
  expect(total[0]).toBe('all');
  expect(Number(total[1])).toBe(publicFunctions.size);
  expect(Number(total[2])).toBeGreaterThanOrEqual(1_000_000);
  expect(rows.slice(2).map((cells) => cells.at(-1))).toEqual(rows.slice(2).map(() => '0'));
});
