import { dirname, join } from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { readProjectFile } from '../repo/source-files.ts';

/** The declaration files that a program sees which imports a file, by the path of their source. */
function declarationsFrom(entry: string): Map<string, string> {
  const declarations = new Map<string, string>();
  const visit = (path: string): void => {
    if (declarations.has(path)) return;
    const { outputText } = ts.transpileDeclaration(readProjectFile(path), {
      fileName: path,
      compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext, isolatedDeclarations: true },
    });
    declarations.set(path, outputText);
    for (const [, target] of outputText.matchAll(/from '(\.[^']+)'/g)) visit(join(dirname(path), target as string));
  };
  visit(entry);
  return declarations;
}

test('the types of endpointslice/schema name none of zod', () => {
  const declarations = declarationsFrom('src/schema.ts');
  expect(declarations.size).toBeGreaterThan(5);
  for (const [path, text] of declarations) expect(/zod|\bz\./.exec(text)?.[0], path).toBeUndefined();
});
