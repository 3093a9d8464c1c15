import { dirname, join } from 'node:path';
import ts from 'typescript';
import { readProjectFile } from './source-files.ts';

/** One function that a step of the page names, and the file that the page says it is in. */
export interface NamedFunction {
  readonly step: number;
  readonly name: string;
  readonly path: string;
}

/** Returns the lines of a section of a page, without its heading. */
function section(page: string, title: string): string {
  const [, text] = new RegExp(`^## ${title}\\n([\\s\\S]*?)(?=^## |(?![\\s\\S]))`, 'm').exec(page) ?? [];
  if (text === undefined) throw new Error(`there is no section "${title}"`);
  return text;
}

/** Returns the folders of each row of the table of tiers, lowest first; `.` stands for the files at the top of `src`. */
export function tiersOfPage(page: string): string[][] {
  const rows = [...section(page, 'Tiers').matchAll(/^\| (\d+) \| ([^|]+) \|/gm)].map(([, row, folders = '']) => ({
    row: Number(row),
    folders: folders.trim() === 'files at the top of `src`' ? ['.'] : folders.trim().split(', '),
  }));
  return rows.sort((left, right) => left.row - right.row).map(({ folders }) => folders);
}

/** Returns the functions that the steps of the Service pipeline name, as `` `function` (`src/…`) ``. */
export function functionsOfPage(page: string): NamedFunction[] {
  const steps = section(page, 'The Service pipeline, step by step')
    .split(/^\d+\. /m)
    .slice(1);
  return steps.flatMap((text, index) =>
    [...text.matchAll(/`(\w+)`\s+\(`(src\/[^`]+)`\)/g)].map(([, name = '', path = '']) => ({
      step: index + 1,
      name,
      path,
    })),
  );
}

/** Returns the files that the steps of the Service pipeline name in any way. */
export function filesOfSteps(page: string): string[] {
  return [...section(page, 'The Service pipeline, step by step').matchAll(/`(src\/[^`]+)`/g)].map(
    ([, path = '']) => path,
  );
}

/** One call, in order of the text: which function, declared in which file. */
export interface Call {
  readonly name: string;
  /** Of the file that declares the function; a file's own functions have its own path. */
  readonly path: string;
}

/** Parsed files of the project. */
const parsed = new Map<string, ts.SourceFile>();

function parseFile(path: string): ts.SourceFile {
  const known = parsed.get(path);
  if (known !== undefined) return known;
  const source = ts.createSourceFile(path, readProjectFile(path), ts.ScriptTarget.ES2022, true);
  parsed.set(path, source);
  return source;
}

/** Returns the calls that one function of a file makes, directly or in what it hands to others. */
export function callsOf(path: string, name: string, source: ts.SourceFile = parseFile(path)): Call[] {
  const origin = new Map<string, Call>();
  for (const statement of source.statements) {
    if (ts.isFunctionDeclaration(statement) && statement.name !== undefined) {
      origin.set(statement.name.text, { name: statement.name.text, path });
    }
    if (!ts.isImportDeclaration(statement) || !ts.isStringLiteral(statement.moduleSpecifier)) continue;
    const bindings = statement.importClause?.namedBindings;
    const from = statement.moduleSpecifier.text;
    if (bindings === undefined || !ts.isNamedImports(bindings) || !from.startsWith('.')) continue;
    for (const element of bindings.elements) {
      const declared = (element.propertyName ?? element.name).text;
      origin.set(element.name.text, { name: declared, path: join(dirname(path), from) });
    }
  }
  const body = source.statements.find(
    (statement) => ts.isFunctionDeclaration(statement) && statement.name?.text === name,
  );
  const calls: Call[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && ts.isIdentifier(node.expression)) {
      const call = origin.get(node.expression.text);
      if (call !== undefined) calls.push(call);
    }
    ts.forEachChild(node, visit);
  };
  if (body !== undefined) visit(body);
  return calls;
}

/** Returns every function that one function calls, at whatever depth, as `path name`. */
export function reachedFrom(path: string, name: string): Set<string> {
  const reached = new Set<string>();
  const open: Call[] = [{ path, name }];
  for (let call = open.pop(); call !== undefined; call = open.pop()) {
    for (const next of callsOf(call.path, call.name)) {
      const key = `${next.path} ${next.name}`;
      if (reached.has(key)) continue;
      reached.add(key);
      open.push(next);
    }
  }
  return reached;
}
