import ts from 'typescript';
import { filesBelow, readProjectFile } from './source-files.ts';
import { describe, expect, test } from 'vitest';

interface SourceText {
  readonly path: string;
  readonly text: string;
}

/** The names that more than one function declared at the top of a file has, each with the files. */
function repeatedNames(files: readonly SourceText[]): string[] {
  const places = new Map<string, string[]>();
  for (const { path, text } of files) {
    for (const statement of ts.createSourceFile(path, text, ts.ScriptTarget.ES2022).statements) {
      if (!ts.isFunctionDeclaration(statement) || statement.name === undefined) continue;
      const name = statement.name.text;
      places.set(name, [...(places.get(name) ?? []), path]);
    }
  }
  return [...places].filter(([, paths]) => paths.length > 1).map(([name, paths]) => `${name}: ${paths.join(', ')}`);
}

describe('the functions of src', () => {
  test('have names of their own, so that one name means one thing', () => {
    expect(repeatedNames(filesBelow('src', '.ts').map((path) => ({ path, text: readProjectFile(path) })))).toEqual([]);
  });

  test('are seen to share a name', () => {
    const planted = [
      { path: 'a.ts', text: 'export function f() {}\nfunction g() {}\n' },
      { path: 'b.ts', text: 'function* f() { function g() {} }\n' },
    ];
    expect(repeatedNames(planted)).toEqual(['f: a.ts, b.ts']);
  });
});
