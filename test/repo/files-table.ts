import ts from 'typescript';
import { entryPoints } from './entry-points.ts';
import { readProjectFile } from './source-files.ts';

/** A Markdown table of source files, each with the first sentence about what it is named for. */
export function filesTable(paths: readonly string[]): string {
  const rows = paths.map((path) => `| \`${path}\` | ${describeFile(path, readProjectFile(path))} |`);
  return `${['| file | what is in it |', '| --- | --- |', ...rows].join('\n')}\n`;
}

/**
 * Returns the first sentence of the comment that opens a file, with an empty line after it; without one, of the doc comment of its main export: the one
 * that has the file's name, else its first exported function, else its first export with a doc comment.
 */
export function describeFile(path: string, text: string): string {
  const entry = entryPoints.find((one) => one.path === path);
  if (entry !== undefined) return `Entry point: what users import from \`${entry.specifier}\`.`;
  if (/^\/\*\*(?:(?!\*\/)[\s\S])*\*\/\n\n/.test(text)) {
    return firstSentence(proseOf(ts.getLeadingCommentRanges(text, 0)?.[0], text));
  }
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true);
  const stem = (path.split('/').at(-1) ?? '').replace(/\.ts$/, '').replaceAll('-', '').toLowerCase();
  const exported = source.statements
    .filter((statement) => /^export\b/.test(statement.getText()))
    .map((statement) => ({
      statement,
      name: nameOf(statement),
      comment: proseOf(ts.getLeadingCommentRanges(text, statement.pos)?.at(-1), text),
    }))
    .filter(({ comment }) => comment !== '');
  const main =
    exported.find(({ name }) => name.toLowerCase() === stem) ??
    exported.find(({ statement }) => ts.isFunctionDeclaration(statement)) ??
    exported[0];
  return main === undefined ? '' : firstSentence(main.comment);
}

function nameOf(statement: ts.Statement): string {
  if (ts.isVariableStatement(statement)) return statement.declarationList.declarations[0]?.name.getText() ?? '';
  return 'name' in statement ? ((statement.name as ts.Node | undefined)?.getText() ?? '') : '';
}

/** The text of a doc comment up to its first empty line or tag; `''` for a comment of another kind. */
function proseOf(range: ts.CommentRange | undefined, text: string): string {
  const comment = range === undefined ? '' : text.slice(range.pos, range.end);
  if (!comment.startsWith('/**')) return '';
  const prose = comment
    .replace(/^\/\*\*/, '')
    .replace(/\*\/$/, '')
    .replaceAll(/^\s*\* ?/gm, '')
    .trim();
  return prose.split(/\n\s*\n|^@/m)[0] ?? '';
}

/** Returns the first sentence of a text, for a cell of a table. */
export function firstSentence(prose: string): string {
  const sentence = /^[\s\S]*?\.(?=\s|$)/.exec(prose)?.[0] ?? prose;
  return sentence.trim().replaceAll(/\s+/g, ' ').replaceAll('|', '\\|');
}
