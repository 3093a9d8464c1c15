import { existsSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { entryPoints } from './entry-points.ts';
import { readExports } from './exports.ts';
import { describeFile, filesTable } from './files-table.ts';
import { anchorsOf } from './headings.ts';
import { filesBelow, projectRoot, readProjectFile } from './source-files.ts';
import { upstreamSource } from './upstream-source.ts';

const update = process.env['UPDATE'] === '1';

/** What is wrong with the source that a function's doc comment gives; `undefined` if a reader can follow it. */
function sourceFault(name: string, comment: string): string | undefined {
  const source = /^@see\s+([^@]*)/m.exec(comment)?.[1]?.trim() ?? '';
  if (source === '') return 'no @see';
  const [, page, entry] = /^(docs\/[\w-]+\.md)(?: ([^;(]+))?/.exec(source) ?? [];
  if (page === undefined) return upstreamSource.test(source) ? undefined : `"${source}" is no source of Kubernetes`;
  if (!existsSync(join(projectRoot, page))) return `${page} does not exist`;
  const text = readProjectFile(page);
  if (entry === undefined) return text.includes(`\`${name}`) ? undefined : `${page} does not name ${name}`;
  const isThere = text.includes(`- **${entry.trim()}**`) || text.includes(`\n### ${entry.trim()}\n`);
  return isThere ? undefined : `${page} has no law or entry "${entry.trim()}"`;
}

describe('the documents', () => {
  test.each(entryPoints)(
    'give every export of $specifier a doc comment, and every function an example and a source',
    ({ path }) => {
      for (const { name, comment, declaration } of readExports(path).flatMap(({ entries }) => entries)) {
        expect(comment, name).not.toBe('');
        if (!declaration.startsWith('export function')) continue;
        expect(comment, name).toContain('@example');
        expect(sourceFault(name, comment), name).toBeUndefined();
      }
    },
  );

  test('take as a source what a reader can follow: a symbol of Kubernetes, a KEP, a page that names the function', () => {
    expect(sourceFault('planService', 'Plans.\n@example\n1 // => 1')).toBe('no @see');
    expect(sourceFault('planService', 'Plans.\n@see chapter 1.2\n@example\n1 // => 1')).toContain('chapter 1.2');
    expect(sourceFault('planService', 'Plans.\n@see docs/no-such-page.md')).toContain('no-such-page');
    expect(sourceFault('planService', 'Plans.\n@see docs/upstream.md')).toBeUndefined();
    expect(sourceFault('planNothing', 'Plans.\n@see docs/upstream.md')).toContain('does not name planNothing');
    expect(sourceFault('planService', 'Plans.\n@see k8s.io/endpointslice Reconciler')).toBeUndefined();
    expect(sourceFault('planService', 'Plans.\n@see docs/laws.md no such law')).toContain('no such law');
    expect(sourceFault('planService', 'Plans.\n@see docs/laws.md changes compose')).toBeUndefined();
  });

  test('name only files that exist', () => {
    for (const path of ['README.md', ...filesBelow('docs', '.md')]) {
      for (const [, name] of readProjectFile(path).matchAll(/`((?:src|test|docs|bench)\/[^`\s*{}<]+)`/g)) {
        expect(existsSync(join(projectRoot, name ?? '')), `${path} names ${name}`).toBe(true);
      }
      for (const [, link] of readProjectFile(path).matchAll(/\]\(([^)#:\s]+)(?:#[^)]*)?\)/g)) {
        const target = join(projectRoot, path, '..', link ?? '');
        expect(existsSync(target), `${path} links to ${link}`).toBe(true);
      }
    }
  });

  test('link only to headings that exist', () => {
    for (const path of ['README.md', ...filesBelow('docs', '.md')]) {
      for (const [, link = '', anchor = ''] of readProjectFile(path).matchAll(/\]\(([^)#:\s]*)#([^)]*)\)/g)) {
        const target = link === '' ? path : join(dirname(path), link);
        expect(anchorsOf(readProjectFile(target)), `${path} links to ${link}#${anchor}`).toContain(anchor);
      }
    }
  });

  test('are all listed in docs/README.md, which lists nothing else', () => {
    // The pages of a folder with a page of its own are listed there.
    const pages = filesBelow('docs', '.md').filter(
      (path) => path !== 'docs/README.md' && !/^docs\/api\/(?!README)/.test(path),
    );
    const programs = filesBelow('docs/examples', 'main.ts');
    const listed = [...readProjectFile('docs/README.md').matchAll(/^\| \[[^\]]+\]\(([^)#]+)\) \|/gm)].map(
      ([, link = '']) => join('docs', link),
    );
    expect(listed.toSorted()).toEqual([...pages, ...programs].toSorted());
  });

  test('name only npm scripts that exist', () => {
    const { scripts } = JSON.parse(readProjectFile('package.json')) as { scripts: Record<string, string> };
    for (const path of ['README.md', ...filesBelow('docs', '.md')]) {
      for (const [, name = ''] of readProjectFile(path).matchAll(/npm run ([\w:-]+)/g)) {
        expect(Object.keys(scripts), path).toContain(name);
      }
    }
  });

  test('list every source file in the data-flow page, with the first sentence of its comments', () => {
    const page = 'docs/data-flow.md';
    const [head = ''] = readProjectFile(page).split(/(?<=^## Files\n)/m);
    const text = `${head}\n${filesTable(filesBelow('src', '.ts'))}`;
    if (update) writeFileSync(join(projectRoot, page), text);
    expect(readProjectFile(page) === text, `${page} is out of date: npm run docs:update`).toBe(true);
  });
});

describe('the table of files', () => {
  test('has a whole sentence for every file', () => {
    const rows = filesTable(filesBelow('src', '.ts')).trimEnd().split('\n').slice(2);
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.filter((row) => !/^\| `src\/[^`]+` \| .*[^ ]\. \|$/.test(row))).toEqual([]);
  });

  test('says of a file what its opening comment says, else what the export of its name does', () => {
    const first = '/** Options: some. */\nexport interface Options {}\n';
    const main = '/** Sets a slice. It is\n * new. */\nexport function setSlice() {}\n';
    expect(describeFile('src/cache/set-slice.ts', first + main)).toBe('Sets a slice.');
    expect(describeFile('src/cache/other.ts', first + main)).toBe('Sets a slice.');
    expect(describeFile('src/cache/options.ts', first + main)).toBe('Options: some.');
    expect(describeFile('src/cache/set-slice.ts', `/** Sets\n * and\n * more. */\n\n${first}${main}`)).toBe(
      'Sets and more.',
    );
    expect(describeFile('src/cache/x.ts', `/** All of it. */\n\nimport 'x';\n${main}`)).toBe('All of it.');
  });
});

describe('the ledger', () => {
  const entries = readProjectFile('docs/ledger.md').split(/^### /m).slice(1);

  test('gives each entry a category, a rule, both answers, a reason and a test that names it', () => {
    for (const entry of entries) {
      const id = /^(\S+)/.exec(entry)?.[1] ?? '';
      expect(entry, id).toMatch(/^- Category: (FIX|DETERMINISM|SCOPE|PURITY)$/m);
      for (const field of ['Rule', 'Reference', 'Here', 'Why'])
        expect(entry, id).toMatch(new RegExp(`^- ${field}: \\S`, 'm'));
      const tests = [...(/^- Test: (.*)$/m.exec(entry)?.[1]?.matchAll(/`([^`]+)`/g) ?? [])].map(
        (match) => match[1] ?? '',
      );
      expect(tests.length, id).toBeGreaterThan(0);
      for (const path of tests) expect(readProjectFile(path).includes(id), `${path} does not name ${id}`).toBe(true);
    }
  });

  test('is what source comments refer to', () => {
    const ids = new Set(entries.map((entry) => /^(\S+)/.exec(entry)?.[1]));
    for (const path of filesBelow('src', '.ts')) {
      for (const [, id] of readProjectFile(path).matchAll(/\bledger ([\w-]+\/[\w-]+)/g)) {
        expect(ids.has(id), `${path} refers to ${id}`).toBe(true);
      }
    }
  });
});

describe('the laws', () => {
  test('have each a test whose title ends with the name', () => {
    const laws = [
      ...readProjectFile('docs/laws.md').matchAll(/^- \*\*([^*]+)\*\*: [\s\S]*?Test: ((?:`[^`]+`(?:, )?)+)\./gm),
    ];
    expect(laws.length).toBeGreaterThan(0);
    for (const [, name = '', paths = ''] of laws) {
      for (const [, path = ''] of paths.matchAll(/`([^`]+)`/g)) {
        const titles = [...readProjectFile(path).matchAll(/(?:test|it)\(\s*(['"`])((?:(?!\1).)*)\1/g)].map(
          (match) => match[2] ?? '',
        );
        expect(
          titles.some((title) => title.endsWith(name)),
          `${path} has no test of the law "${name}"`,
        ).toBe(true);
      }
    }
  });
});
