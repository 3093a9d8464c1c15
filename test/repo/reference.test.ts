import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { entryPoints, pageNameOf } from './entry-points.ts';
import { readExports } from './exports.ts';
import { anchorsOf, sharedAnchors } from './headings.ts';
import { makeReference, referenceFolder } from './reference.ts';
import { filesBelow, projectRoot, readProjectFile } from './source-files.ts';

const update = process.env['UPDATE'] === '1';

describe('the reference', () => {
  let pages: ReadonlyMap<string, string> = new Map();

  // TypeDoc reads the whole program; once is enough.
  beforeAll(async () => {
    pages = await makeReference();
    if (!update) return;
    rmSync(join(projectRoot, referenceFolder), { recursive: true, force: true });
    for (const [path, text] of pages) {
      mkdirSync(dirname(join(projectRoot, path)), { recursive: true });
      writeFileSync(join(projectRoot, path), text);
    }
  }, 300_000);

  test('is what TypeDoc makes of the doc comments', () => {
    expect([...filesBelow(referenceFolder, '.md'), 'docs/vocabulary.md']).toEqual([...pages.keys()].toSorted());
    for (const [path, text] of pages) {
      expect(readProjectFile(path) === text, `${path} is out of date: npm run docs:update`).toBe(true);
    }
  });

  test('has a page for each entry point, which says who needs it and has a short list in front', () => {
    for (const { specifier, path } of entryPoints) {
      const page = pages.get(`${referenceFolder}/${pageNameOf(specifier)}.md`) ?? '';
      const [front = ''] = page.split('\n## ');
      const [title, introduction = '', list = ''] = front.split(/\n\n+/);
      expect(title).toBe(`# \`${specifier}\``);
      expect(introduction, path).toMatch(/^For .*\.$/s);
      expect(introduction.split('\n').length, path).toBeLessThanOrEqual(3);
      expect(list.match(/^- \[/gm)?.length, path).toBe(readExports(path).length);
      expect(front.match(/\]\(/g)?.length, path).toBeLessThanOrEqual(12);
    }
  });

  test('has a heading for each export, on the page of the entry point that has it first', () => {
    const seen = new Set<string>();
    for (const { specifier, path } of entryPoints) {
      const page = pages.get(`${referenceFolder}/${pageNameOf(specifier)}.md`) ?? '';
      for (const { name, path: file } of readExports(path).flatMap(({ entries }) => entries)) {
        const heading = new RegExp(`^### (?:type )?${name.replaceAll('_', '\\\\?_')}(?:\\(\\))?$`, 'm');
        const isFirst = !seen.has(`${file}#${name}`);
        expect(heading.test(page), `${specifier} ${name}`).toBe(isFirst);
        expect(page, `${specifier} ${name}`).toContain(`[\`${name}`);
        seen.add(`${file}#${name}`);
      }
    }
  });

  test('has no two headings of one anchor on a page', () => {
    for (const [path, text] of pages) expect(sharedAnchors(text), path).toEqual([]);
    expect(sharedAnchors('# a\n## type Plan\n### plan()\n### Plan\n```ts\n# a\n```\n')).toEqual(['plan']);
  });

  test('links to pages and headings that exist, and only from within the project', () => {
    const anchors = new Map<string, readonly string[]>();
    const anchorsOfPage = (path: string): readonly string[] => {
      const known = anchors.get(path) ?? anchorsOf(pages.get(path) ?? readProjectFile(path));
      anchors.set(path, known);
      return known;
    };
    for (const [path, text] of pages) {
      const bare = text.replaceAll(/^```[\s\S]*?^```$/gm, '').replaceAll(/`[^`\n]*`/g, '');
      for (const [, link = '', anchor] of bare.matchAll(/\]\(([^)#]*)(?:#([^)]*))?\)/g)) {
        const target = link === '' ? path : join(dirname(path), link);
        const exists = pages.has(target) || existsSync(join(projectRoot, target));
        expect(exists, `${path} links to ${link}`).toBe(true);
        if (anchor !== undefined) expect(anchorsOfPage(target), `${path}: ${link}#${anchor}`).toContain(anchor);
      }
    }
  });

  test('names every export in the vocabulary, each type with a sentence and its place', () => {
    const text = pages.get('docs/vocabulary.md') ?? '';
    for (const { path } of entryPoints) {
      for (const { name } of readExports(path).flatMap(({ entries }) => entries)) expect(text).toContain(`\`${name}\``);
    }
    const rows = text.split('\n').filter((row) => row.startsWith('| ['));
    expect(rows.filter((row) => !/^\| \[`\w+`\]\([^)]+\) \| .*[^ ]\. \| .*`\w+`.* \|$/.test(row))).toEqual([]);
  });

  test('says nothing of the machine that made it', () => {
    for (const [path, text] of pages) {
      expect(text.includes(projectRoot.replace(/\/$/, '')), path).toBe(false);
      expect(text, path).not.toMatch(/Generated (?:by|on)|<a id=/);
    }
  });
});
