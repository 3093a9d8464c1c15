import { describe, expect, test } from 'vitest';
import { compileExamples, runOnExpressions, type TypedExample } from './example-types.ts';
import { examplesOfSource, fencesOfPage } from './examples.ts';
import { publicNames } from './exports.ts';
import { missingImports } from './import-lines.ts';
import { filesBelow, readProjectFile } from './source-files.ts';

/** Examples of pages as a reader copies them; examples of doc comments with an import of the public names that they use. */
const examples: TypedExample[] = [
  ...['README.md', ...filesBelow('docs', '.md')].flatMap((path) =>
    fencesOfPage(readProjectFile(path)).map((code, index) => ({
      place: `${path}#${index + 1}`,
      code,
    })),
  ),
  ...filesBelow('src', '.ts').flatMap((path) =>
    examplesOfSource(readProjectFile(path)).map((code, index) => ({
      place: `${path}#${index + 1}`,
      code: missingImports(code, publicNames) + code,
    })),
  ),
];

describe('the examples', () => {
  test.each([false, true])(
    'compile under strict, with exactOptionalPropertyTypes: %s',
    (exactOptionalPropertyTypes) => {
      expect(compileExamples(examples, { exactOptionalPropertyTypes })).toEqual([]);
    },
  );

  test('end every expression before its value', () => {
    for (const { place, code } of examples) expect(runOnExpressions(code), place).toEqual([]);
    expect(runOnExpressions("a // => 1\n[b] // => 'x'\nc\n// => 2\n(d) // => 3")).toEqual(['a', 'c']);
  });

  test('are found in the pages and in the doc comments', () => {
    const found = (start: string) => examples.filter(({ place }) => place.startsWith(start)).length;
    expect(found('docs/getting-started.md')).toBeGreaterThan(0);
    expect(found('docs/api/endpointslice.md')).toBeGreaterThan(0);
    expect(found('src/plan-service.ts')).toBeGreaterThan(0);
  });
});

describe('the compilation of examples', () => {
  test('finds a parameter without a type, a name out of scope, a field that is not there, and what is no statement', () => {
    const places = compileExamples(
      [
        'const twice = (value) => value + value;',
        'planService;',
        "import { planService } from 'endpointslice';\nplanService.nothing;",
        '{ a: 1, b: 2 }.a;',
        "import { planService } from 'endpointslice';\nconst name: string = planService.name;",
      ].map((code, index) => ({ place: String(index), code })),
    ).map((line) => line.split(':')[0]);
    expect([...new Set(places)]).toEqual(['0', '1', '2', '3']);
  });

  test('tells optional from undefined only when it is asked to', () => {
    const examples = [{ place: 'x', code: 'const value: { field?: string } = { field: undefined };' }];
    expect(compileExamples(examples)).toEqual([]);
    expect(compileExamples(examples, { exactOptionalPropertyTypes: true })).toHaveLength(1);
  });
});

describe('the import lines of an example', () => {
  const entryPoints = [
    {
      specifier: 'a',
      names: [
        { name: 'plan', isType: false },
        { name: 'Plan', isType: true },
      ],
    },
    {
      specifier: 'b',
      names: [
        { name: 'plan', isType: false },
        { name: 'parse', isType: false },
      ],
    },
  ];

  test('name what it uses and neither declares nor imports', () => {
    expect(missingImports('const x: Plan = plan(parse({ parse: 1 }));', entryPoints)).toBe(
      "import { type Plan, plan } from 'a';\nimport { parse } from 'b';\n",
    );
    expect(missingImports("import { plan } from 'a';\nconst parse = x.parse;\nplan(parse);", entryPoints)).toBe('');
    expect(missingImports('const { plan, Plan: other } = run({ parse() {} });\nplan;', entryPoints)).toBe('');
  });
});
