import { join } from 'node:path';
import ts from 'typescript';
import { entryPointPaths } from './entry-points.ts';
import { projectRoot } from './source-files.ts';

/** One example as a program of its own. */
export interface TypedExample {
  /** Where it stands: path of the page or source file, `#`, and its place among the examples there. */
  readonly place: string;
  readonly code: string;
}

/** Options that users may have set otherwise than here. */
export type ExtraOptions = Pick<ts.CompilerOptions, 'exactOptionalPropertyTypes' | 'strict'>;

const options: ts.CompilerOptions = {
  strict: true,
  target: ts.ScriptTarget.ES2022,
  lib: ['lib.es2023.d.ts'],
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  types: [],
  paths: entryPointPaths(),
  verbatimModuleSyntax: true,
  allowImportingTsExtensions: true,
  skipLibCheck: true,
  noEmit: true,
};

/** Parsed files of the disk, shared by all compilations. */
const parsed = new Map<string, ts.SourceFile | undefined>();

/**
 * Returns one line for everything the compiler has against the examples under `strict` and the extra options: the place,
 * the line within the example, the message. All examples are one compilation, each a module of its own, so that their names
 * do not meet.
 */
export function compileExamples(examples: readonly TypedExample[], extra: ExtraOptions = {}): string[] {
  const places = new Map(examples.map((example, index) => [join(projectRoot, `example-${index}.ts`), example]));
  const settings = { ...options, ...extra };
  const host = ts.createCompilerHost(settings, true);
  const readSource = host.getSourceFile.bind(host);
  const exists = host.fileExists.bind(host);
  host.getSourceFile = (name, version) => {
    const example = places.get(name);
    // `export {}` makes a module of an example without imports.
    if (example !== undefined) return ts.createSourceFile(name, `${example.code}\nexport {};\n`, version, true);
    if (!parsed.has(name)) parsed.set(name, readSource(name, version));
    return parsed.get(name);
  };
  host.fileExists = (name) => places.has(name) || exists(name);
  const program = ts.createProgram([...places.keys()], settings, host);
  return [...places].flatMap(([name, { place }]) => {
    const source = program.getSourceFile(name);
    return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)].map((diagnostic) => {
      const line = source?.getLineAndCharacterOfPosition(diagnostic.start ?? 0).line ?? 0;
      return `${place}:${line + 1} ${ts.flattenDiagnosticMessageText(diagnostic.messageText, ' ')}`;
    });
  });
}

/**
 * Returns the expressions with a `// => value` that go on after it, because the next line begins with a bracket: code that
 * is copied would compute something else than what is said.
 */
export function runOnExpressions(code: string): string[] {
  const source = ts.createSourceFile('example.ts', code, ts.ScriptTarget.ES2022, true);
  const ends = new Set(source.statements.map((statement) => statement.getEnd()));
  return [...code.matchAll(/^.*?\/\/ => /gm)].flatMap((match) => {
    const before = code.slice(0, match.index + match[0].length - '// => '.length).trimEnd();
    return ends.has(before.length) ? [] : [before.split('\n').at(-1) ?? ''];
  });
}
