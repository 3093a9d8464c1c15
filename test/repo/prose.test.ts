import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { entryPoints } from './entry-points.ts';
import { describeFile } from './files-table.ts';
import { filesBelow, readProjectFile } from './source-files.ts';

/** What a reader has to read twice, each with plain words for it. */
const refusedPhrases: readonly (readonly [phrase: RegExp, plain: string])[] = [
  [/\bas good as\b/i, 'counts as, equals'],
  [/\bspeaks? for\b/i, 'covers, is about'],
  [/\bold news\b/i, 'stale'],
  [/\bis none\b/i, 'is invalid, is absent, has none'],
  [/\bcomes? to\b/i, 'becomes, gives'],
  [/\bwith a frown\b/i, 'with a warning'],
  [/\bfor ever\b/i, 'without end'],
  [/\b(?:is|are) told\b(?! apart)/i, 'says, returns'],
  [/\bof its own making\b/i, 'that it made'],
  [/(?:^|[.:;] )The same (?:for|in the name of)\b/, 'Returns what … returns, for'],
  [/\ban argument that must\b/i, 'Throws unless'],
  [/(?<!there )\b(?:is|are) no (?!longer\b)/i, 'is not a'],
  [/\bbe it\b/i, 'even if it is'],
  [/\b(?:hears?|tells?) of\b/i, 'sees, names'],
];

/** The verbs that doc comments of functions, and the rows of the table of files, begin with. */
const verbs: ReadonlySet<string> = new Set(
  `Adds Allocates Applies Builds Calls Changes Checks Chooses Collects Compares Computes Converts Copies Counts Cuts
  Decides Defines Deletes Divides Drops Evens Explains Fills Finds Finishes Forgets Formats Gives Groups Handles
  Hints Identifies Implements Indexes Keeps Leaves Lists Makes Matches Measures Moves Names Notes Orders Packs
  Parses Places Plans Prepares Prints Proposes Puts Ranks Reads Removes Resolves Restores Returns Reverses Runs
  Saves Selects Sets Sorts Spreads Starts Stops Stores Swaps Takes Tells Throws Translates Turns Visits
  Wakes`.split(/\s+/),
);

/** Returns every comment of a source text, each as one line of words, without its examples. */
function commentsOf(text: string): string[] {
  const source = ts.createSourceFile('source.ts', text, ts.ScriptTarget.ES2022, true);
  const found = new Map<number, ts.CommentRange>();
  const visit = (node: ts.Node): void => {
    for (const range of ts.getLeadingCommentRanges(text, node.pos) ?? []) found.set(range.pos, range);
    for (const range of ts.getTrailingCommentRanges(text, node.end) ?? []) found.set(range.pos, range);
    for (const child of node.getChildren(source)) if (!ts.isJSDoc(child)) visit(child);
  };
  visit(source);
  return [...found.values()].map(({ pos, end }) => wordsOf(text.slice(pos, end)));
}

function wordsOf(comment: string): string {
  return comment
    .replace(/@example[\s\S]*/, '')
    .replaceAll(/^\s*(?:\/\*\*?|\*\/|\*|\/\/)|\*\/$/gm, ' ')
    .trim()
    .replaceAll(/\s+/g, ' ');
}

/** Returns every paragraph, list item and table row of a page, each as one line of words, without code. */
function paragraphsOf(page: string): string[] {
  return page
    .replaceAll(/^ *```[\s\S]*?^ *```$/gm, '\n')
    .replaceAll(/^ {4}\S.*$/gm, (line) => (/^ {4,}(?:npm|npx) /.test(line) ? '' : line))
    .replaceAll(/`[^`\n]+`/g, '`code`')
    .split(/\n\s*\n|\n(?=\s*(?:[-*|#]|\d+\.) ?)/)
    .map((paragraph) => paragraph.trim().replaceAll(/\s+/g, ' '));
}

/** Lists the refused phrases in some texts, each with the words around it. */
function refusals(texts: readonly string[]): string[] {
  return texts.flatMap((text) =>
    refusedPhrases.flatMap(([phrase, plain]) =>
      [...text.matchAll(new RegExp(phrase, `${phrase.flags}g`))].map(
        ({ index }) => `"${text.slice(Math.max(0, index - 30), index + 40)}" (better: ${plain})`,
      ),
    ),
  );
}

/** Lists the functions at the top of a file that lack a doc comment though they are exported, or whose has no verb first. */
function verblessFunctions(text: string): string[] {
  const source = ts.createSourceFile('source.ts', text, ts.ScriptTarget.ES2022, true);
  return source.statements.filter(ts.isFunctionDeclaration).flatMap((declaration) => {
    const range = ts.getLeadingCommentRanges(text, declaration.pos)?.at(-1);
    const comment = range === undefined ? '' : text.slice(range.pos, range.end);
    const isExported = declaration.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) ?? false;
    if (!isExported && !comment.startsWith('/**')) return [];
    return beginsWithVerb(wordsOf(comment)) ? [] : [`${declaration.name?.text}: ${wordsOf(comment).slice(0, 60)}`];
  });
}

function beginsWithVerb(words: string): boolean {
  return verbs.has(/^[A-Za-z]*/.exec(words)?.[0] ?? '');
}

const sources = filesBelow('src', '.ts');

/** All pages but those that are made from the comments of src. */
const pages = [...filesBelow('docs', '.md').filter((path) => !path.startsWith('docs/api')), 'README.md'];

describe('the pages', () => {
  test('are in plain words', () => {
    expect(pages).toContain('docs/laws.md');
    expect(
      pages.flatMap((path) => refusals(paragraphsOf(readProjectFile(path))).map((found) => `${path}: ${found}`)),
    ).toEqual([]);
  });

  test('are refused for words that have to be read twice, wherever the line breaks', () => {
    expect(refusals(paragraphsOf('# A\n\nIt comes\nto rest.\n\n- one\n- two is as\n  good as one\n')).length).toBe(2);
    expect(refusals(paragraphsOf('| a | waits for ever |\n| --- | --- |\n'))).toHaveLength(1);
    expect(refusals(paragraphsOf('One `is none` word.\n\n```ts\n// for ever\n```\n'))).toEqual([]);
  });
});

describe('the comments of src', () => {
  test('are in plain words', () => {
    expect(
      sources.flatMap((path) => refusals(commentsOf(readProjectFile(path))).map((found) => `${path}: ${found}`)),
    ).toEqual([]);
  });

  test('say first, of a function, what it does', () => {
    expect(
      sources.flatMap((path) => verblessFunctions(readProjectFile(path)).map((found) => `${path}: ${found}`)),
    ).toEqual([]);
  });

  test('say first, of a file, what it does', () => {
    const entryPaths = new Set<string>(entryPoints.map(({ path }) => path));
    const rows = sources
      .filter((path) => !entryPaths.has(path))
      .map((path) => ({ path, row: describeFile(path, readProjectFile(path)) }));
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.filter(({ row }) => !beginsWithVerb(row) || !row.endsWith('.'))).toEqual([]);
  });

  test('are refused for words that have to be read twice, wherever the line breaks', () => {
    const planted = [
      '/** Absent is as good\n * as empty. */\nexport const a = 1;\n',
      'export interface A {\n  /** What a list speaks for. */\n  b: string; // Old news.\n}\n',
      'function f() {\n  return g(1 /* It waits for ever. */);\n}\n',
    ];
    expect(planted.map((text) => refusals(commentsOf(text)).length)).toEqual([1, 2, 1]);
    expect(
      refusals(commentsOf("/** Sorts.\n * @example\n * f('for ever') // => 1\n */\nconst text = 'as good as';\n")),
    ).toEqual([]);
  });

  test('are refused for a function without a verb', () => {
    const planted = `
      /** Whether it is. */
      export function isIt() {}
      export function bare() {}
      /** The name. */
      function nameOf() {}
      /** Returns the name. */
      export function name() {}
      function own() {}
    `;
    expect(verblessFunctions(planted).map((found) => found.split(':')[0])).toEqual(['isIt', 'bare', 'nameOf']);
  });
});
