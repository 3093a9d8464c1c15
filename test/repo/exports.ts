import { dirname, join } from 'node:path';
import ts from 'typescript';
import { entryPoints } from './entry-points.ts';
import type { PublicNames } from './import-lines.ts';
import { readProjectFile } from './source-files.ts';

/** One name that an entry point exports. */
export interface Export {
  readonly name: string;
  /** The file that declares it. */
  readonly path: string;
  /** Its doc comment without the stars; `''` when there is none. */
  readonly comment: string;
  /** Its declaration without bodies. */
  readonly declaration: string;
}

/** The entries below one comment of the entry point. */
export interface ExportSection {
  readonly title: string;
  readonly entries: readonly Export[];
}

/** Parsed files of the project: one may declare many exports. */
const parsed = new Map<string, ts.SourceFile>();

/** What an entry point exports, in its order, in sections that its comments open. */
export function readExports(entryPoint: string): ExportSection[] {
  const sections: { title: string; entries: Export[] }[] = [];
  for (const match of readProjectFile(entryPoint).matchAll(
    /^\/\/ (.+)$|^export (?:type )?\{([^}]*)\} from '([^']+)';/gm,
  )) {
    const [, title, names, target] = match;
    if (title !== undefined) sections.push({ title, entries: [] });
    else if (names !== undefined && target !== undefined) {
      const path = join(dirname(entryPoint), target);
      const entries = names
        .split(',')
        .map((name) => name.trim())
        .filter((name) => name !== '')
        .map((name) => describeExport(path, name));
      sections.at(-1)?.entries.push(...entries);
    }
  }
  return sections;
}

/** What the package exports. */
export const publicNames: readonly PublicNames[] = entryPoints.map(({ specifier, path }) => ({
  specifier,
  names: readExports(path)
    .flatMap(({ entries }) => entries)
    .map(({ name, declaration }) => ({ name, isType: /^export (?:interface|type) /.test(declaration) })),
}));

function parseFile(path: string): ts.SourceFile {
  const known = parsed.get(path);
  if (known !== undefined) return known;
  const source = ts.createSourceFile(path, readProjectFile(path), ts.ScriptTarget.ES2022, true);
  parsed.set(path, source);
  return source;
}

function describeExport(path: string, name: string): Export {
  const source = parseFile(path);
  const { text } = source;
  for (const statement of source.statements) {
    const declares = ts.isVariableStatement(statement)
      ? statement.declarationList.declarations.some((declaration) => declaration.name.getText() === name)
      : 'name' in statement && (statement.name as ts.Node | undefined)?.getText() === name;
    if (declares) return { name, path, comment: commentOf(statement, text), declaration: declarationOf(statement) };
  }
  throw new Error(`${path} does not declare ${name}`);
}

function commentOf(statement: ts.Statement, text: string): string {
  const range = (ts.getLeadingCommentRanges(text, statement.pos) ?? []).at(-1);
  if (range === undefined) return '';
  const comment = text.slice(range.pos, range.end);
  if (!comment.startsWith('/**')) return '';
  return comment
    .replace(/^\/\*\*/, '')
    .replace(/\*\/$/, '')
    .split('\n')
    .map((line) => line.replace(/^\s*\* ?/, ''))
    .join('\n')
    .trim();
}

function declarationOf(statement: ts.Statement): string {
  if (ts.isFunctionDeclaration(statement) && statement.body !== undefined) {
    const end = statement.body.getStart() - statement.getStart();
    return `${statement.getText().slice(0, end).trim()};`;
  }
  return statement.getText();
}
