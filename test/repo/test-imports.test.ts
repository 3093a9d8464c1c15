import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { entryPoints as packageEntryPoints } from './entry-points.ts';
import { filesBelow, projectRoot, readProjectFile } from './source-files.ts';
import { readEntryPoint, withPublicImports } from './test-imports.ts';

const entryPoints = packageEntryPoints.map(({ specifier, path }) =>
  readEntryPoint(specifier, path, readProjectFile(path)),
);

describe('the tests', () => {
  test('import what is public from the package, as users do, and from src only what is not', () => {
    const misplaced = filesBelow('test', '.ts').filter((path) => {
      const text = readProjectFile(path);
      const right = withPublicImports(path, text, entryPoints);
      if (right !== text && process.env['UPDATE'] === '1') writeFileSync(join(projectRoot, path), right);
      return right !== text && process.env['UPDATE'] !== '1';
    });
    expect(misplaced, 'UPDATE=1 corrects them').toEqual([]);
  });

  test('mean the source when they name the package', () => {
    const { compilerOptions } = JSON.parse(readProjectFile('test/tsconfig.json')) as {
      compilerOptions: { paths: { [specifier: string]: string[] } };
    };
    const paths = Object.fromEntries(entryPoints.map(({ specifier, path }) => [specifier, [`../${path}`]]));
    expect(compilerOptions.paths).toEqual(paths);
  });
});

describe('withPublicImports', () => {
  const main = readEntryPoint(
    'endpointslice',
    'src/index.ts',
    "export type { Plan } from './model/plan.ts';\nexport { applyPlan } from './plan/apply-plan.ts';\nexport { inner as outer } from './a/b.ts';",
  );
  const right = (text: string): string => withPublicImports('test/plan/x.test.ts', text, [main]);

  test('moves public names to the package, and leaves others', () => {
    expect(right("import { applyPlan, checkIt } from '../../src/plan/apply-plan.ts';\nrest;\n")).toBe(
      "import { applyPlan } from 'endpointslice';\nimport { checkIt } from '../../src/plan/apply-plan.ts';\nrest;\n",
    );
  });

  test('joins an import that is there already, and drops one that is empty', () => {
    expect(
      right(
        "import { applyPlan } from 'endpointslice';\nimport type { Plan } from '../../src/model/plan.ts';\nrest;\n",
      ),
    ).toBe("import { applyPlan, type Plan } from 'endpointslice';\nrest;\n");
  });

  test('moves what is imported from the file of an entry point', () => {
    expect(right("import type { Plan } from '../../src/index.ts';\n")).toBe(
      "import type { Plan } from 'endpointslice';\n",
    );
  });

  test('keeps the name that a test uses', () => {
    expect(right("import { inner } from '../../src/a/b.ts';\n")).toBe(
      "import { outer as inner } from 'endpointslice';\n",
    );
  });

  test('leaves names that only look alike', () => {
    const text = "import { applyPlan } from '../support/apply.ts';\nimport { Plan } from '../../src/model/other.ts';\n";
    expect(right(text)).toBe(text);
  });
});
