import { dirname, join } from 'node:path';
import ts from 'typescript';
import { missingImports, type PublicNames } from './import-lines.ts';
import { readProjectFile } from './source-files.ts';

/** One name that an entry point exports. */
export interface ApiEntry {
  readonly name: string;
  /** The file that declares it. */
  readonly path: string;
  /** Its doc comment without the stars; `''` when there is none. */
  readonly comment: string;
  /** Its declaration without bodies. */
  readonly declaration: string;
}

/** The entries below one comment of the entry point. */
export interface ApiSection {
  readonly title: string;
  readonly entries: readonly ApiEntry[];
}

/** What an entry point exports, in its order, in sections that its comments open. */
export function apiSections(entryPoint: string): ApiSection[] {
  const sections: { title: string; entries: ApiEntry[] }[] = [];
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
export const publicNames: readonly PublicNames[] = [
  { specifier: 'endpointslice', entryPoint: 'src/index.ts' },
  { specifier: 'endpointslice/schema', entryPoint: 'src/schema.ts' },
  { specifier: 'endpointslice/controller', entryPoint: 'src/controller.ts' },
].map(({ specifier, entryPoint }) => ({
  specifier,
  names: apiSections(entryPoint)
    .flatMap(({ entries }) => entries)
    .map(({ name, declaration }) => ({ name, isType: /^export (?:interface|type) /.test(declaration) })),
}));

function describeExport(path: string, name: string): ApiEntry {
  const text = readProjectFile(path);
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true);
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

/** Returns the anchors of a page's headings as GitHub makes them: the second of the same name ends in `-1`. */
export function anchorsOf(page: string): string[] {
  const counts = new Map<string, number>();
  const bare = page.replaceAll(/^```[\s\S]*?^```$/gm, '');
  return [...bare.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => {
    const name = heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-');
    const count = counts.get(name) ?? 0;
    counts.set(name, count + 1);
    return count === 0 ? name : `${name}-${count}`;
  });
}

/** The reference page of an entry point: every export with its doc comment, in flow order. */
export function apiPage(title: string, introduction: string, sections: readonly ApiSection[]): string {
  const headings = [
    title,
    ...sections.flatMap((section) => [section.title, ...section.entries.map(({ name }) => name)]),
  ];
  const anchors = anchorsOf(headings.map((heading) => `# ${heading}`).join('\n')).values();
  anchors.next();
  const contents = sections.map((section) => {
    anchors.next();
    const links = section.entries.map(({ name }) => `[\`${name}\`](#${anchors.next().value})`);
    return `- ${section.title}: ${links.join(', ')}`;
  });
  const body = sections.flatMap((section) => [
    `## ${section.title}`,
    '',
    ...section.entries.flatMap((entry) => [`### ${entry.name}`, '', ...formatEntry(entry), '']),
  ]);
  return `${[`# ${title}`, '', introduction, '', ...contents, '', ...body].join('\n').trimEnd()}\n`;
}

function formatEntry({ comment, declaration, path }: ApiEntry): string[] {
  const [prose = '', ...tags] = comment.split(/^(?=@\w+)/m);
  const lines = [prose.trim(), '', '```typescript', declaration, '```', ''];
  for (const tag of tags) {
    const [, name = '', text = ''] = /^@(\w+)\s*([\s\S]*)$/.exec(tag) ?? [];
    if (name === 'example') lines.push('```ts', missingImports(text, publicNames) + text.trimEnd(), '```', '');
    else lines.push(`*${name === 'see' ? 'Source' : name === 'throws' ? 'Throws' : name}*: ${text.trim()}`, '');
  }
  lines.push(`Declared in \`${path}\`.`);
  return lines;
}
