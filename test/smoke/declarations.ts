// Compiles programs of users against the built package, and reads its declarations.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { userPrograms } from '../types/user-programs.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const dist = join(root, 'dist');

/** Returns what the compiler says of a program that imports the built package, and the declarations that it makes of it. */
function compile(
  code: string,
  { ending, ...extra }: ts.CompilerOptions & { readonly ending: 'mts' | 'cts' },
): { readonly messages: string[]; readonly declarations: string } {
  const name = join(root, `user-program.${ending}`);
  const options: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2022,
    lib: ['lib.es2022.d.ts'],
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    types: [],
    declaration: true,
    ...extra,
  };
  const host = ts.createCompilerHost(options);
  const readSource = host.getSourceFile.bind(host);
  const exists = host.fileExists.bind(host);
  host.getSourceFile = (path, version) =>
    path === name ? ts.createSourceFile(path, code, version) : readSource(path, version);
  host.fileExists = (path) => path === name || exists(path);
  const program = ts.createProgram([name], options, host);
  let declarations = '';
  program.emit(undefined, (path, text) => {
    if (/\.d\.[cm]ts$/.test(path)) declarations += text;
  });
  assert.ok(
    program.getSourceFiles().every(({ fileName }) => !fileName.startsWith(join(root, 'src'))),
    'the program reads the source, not the built package',
  );
  const messages = ts
    .getPreEmitDiagnostics(program)
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '));
  return { messages, declarations };
}

let compiledCount = 0;
for (const ending of ['mts', 'cts'] as const) {
  for (const strict of [true, false]) {
    for (const { place, code } of userPrograms) {
      assert.deepEqual(compile(code, { ending, strict }).messages, [], `${place}, ${ending}, strict: ${strict}`);
      compiledCount += 1;
    }
  }
  const { messages, declarations } = compile(
    `import { planService } from 'endpointslice';
declare const input: Parameters<typeof planService>[0];
export const writes = planService(input).plan.writes;
export const port = writes.flatMap((write) => (write.verb === 'create' ? write.slice.ports : []))[0];
export const wrong: number = port;
`,
    { ending, strict: false },
  );
  assert.deepEqual(messages, ["Type 'EndpointPort' is not assignable to type 'number'."]);
  assert.match(declarations, /const port: import\("endpointslice"\)\.EndpointPort;/);
  assert.match(declarations, /const writes: readonly import\("endpointslice"\)\.PlannedWrite</);
}

const names = readdirSync(dist, { recursive: true, encoding: 'utf8' }).filter((name) => /\.d\.c?ts$/.test(name));
assert.ok(names.length > 0, 'there are declarations');
for (const name of names) {
  const text = readFileSync(join(dist, name), 'utf8');
  const source = ts.createSourceFile(name, text, ts.ScriptTarget.ES2022);
  for (const statement of source.statements) {
    const clause = ts.isExportDeclaration(statement)
      ? statement.exportClause
      : ts.isImportDeclaration(statement)
        ? statement.importClause?.namedBindings
        : undefined;
    if (clause === undefined || !(ts.isNamedExports(clause) || ts.isNamedImports(clause))) continue;
    for (const { name: one, propertyName } of clause.elements) {
      assert.equal(propertyName?.text, undefined, `${name} calls ${one.text} otherwise elsewhere`);
    }
  }
}
console.log(`declarations: ${compiledCount} programs compile, no name of ${names.length} files is an alias`);
