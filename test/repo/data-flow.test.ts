import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { callsOf, filesOfSteps, functionsOfPage, reachedFrom, tiersOfPage } from './data-flow-page.ts';
import { readProjectFile } from './source-files.ts';

const page = readProjectFile('docs/data-flow.md');
const pipeline = 'src/plan-service.ts';

describe('the steps of the Service pipeline in docs/data-flow.md', () => {
  const named = functionsOfPage(page);

  test('name functions, each with its file', () => {
    expect(named.length).toBeGreaterThan(0);
    expect(named.map(({ path }) => path)).toEqual(filesOfSteps(page));
    const steps = new Set(named.map(({ step }) => step));
    expect([...steps]).toEqual(Array.from(steps, (_, index) => index + 1));
  });

  test('name only functions that planService calls, at whatever depth', () => {
    const reached = reachedFrom(pipeline, 'planService');
    for (const { name, path } of named) expect(reached, `${name} of ${path}`).toContain(`${path} ${name}`);
  });

  test('begin each with a function that planService calls itself, in the order of its calls', () => {
    const calls = callsOf(pipeline, 'planService').map(({ path, name }) => `${path} ${name}`);
    const first = named.filter(({ step }, index) => named[index - 1]?.step !== step);
    const places = first.map(({ path, name }) => calls.indexOf(`${path} ${name}`));
    expect(Math.min(...places), JSON.stringify(calls)).toBeGreaterThanOrEqual(0);
    expect(places).toEqual(places.toSorted((left, right) => left - right));
  });
});

describe('the reading of docs/data-flow.md', () => {
  test('takes tiers from the table, lowest first', () => {
    const table =
      '## Tiers\n\n| row | folders | x |\n| --- | --- | --- |\n| 2 | files at the top of `src` | y |\n| 1 | a, b | z |\n';
    expect(tiersOfPage(table)).toEqual([['a', 'b'], ['.']]);
  });

  test('takes functions and their files from the steps', () => {
    const steps =
      '## The Service pipeline, step by step\n\n1. `f` (`src/a.ts`) does.\n2. `g`\n   (`src/b.ts`), then `src/c.ts`.\n\n## Files\n';
    expect(functionsOfPage(steps)).toEqual([
      { step: 1, name: 'f', path: 'src/a.ts' },
      { step: 2, name: 'g', path: 'src/b.ts' },
    ]);
    expect(filesOfSteps(steps)).toEqual(['src/a.ts', 'src/b.ts', 'src/c.ts']);
  });

  test('sees calls, and no imports that are not called', () => {
    const text =
      "import { a, b as c } from '../x/y.ts';\nfunction own() { return a; }\nexport function f() { c(own()); }\n";
    const source = ts.createSourceFile('src/z/w.ts', text, ts.ScriptTarget.ES2022, true);
    expect(callsOf('src/z/w.ts', 'f', source)).toEqual([
      { name: 'b', path: 'src/x/y.ts' },
      { name: 'own', path: 'src/z/w.ts' },
    ]);
  });
});
