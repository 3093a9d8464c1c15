import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { entryPoints as packageEntryPoints } from './entry-points.ts';
import { tiersOfPage } from './data-flow-page.ts';
import { filesBelow, readProjectFile } from './source-files.ts';

/** Folders of one row never import one another; a folder imports only from rows below its own. */
const tiers = tiersOfPage(readProjectFile('docs/data-flow.md'));
/** Files at the top of `src` that only export. */
const entryPoints = packageEntryPoints.map(({ path }) => path);

interface Import {
  readonly from: string;
  readonly to: string;
}

/** All imports between the given files; packages keep their bare name. */
function importsOf(files: readonly { path: string; text: string }[]): Import[] {
  return files.flatMap(({ path, text }) =>
    [...text.matchAll(/(?:import|export)[^'";]*? from '([^']+)'/g)].map((match) => {
      const target = match[1] as string;
      return { from: path, to: target.startsWith('.') ? join(dirname(path), target) : target };
    }),
  );
}

/** Whether a file is only part of the entry point for validation. */
function onlyForSchema(path: string): boolean {
  return ['src/schema/', 'src/validation/', 'src/decode/'].some((folder) => path.startsWith(folder));
}

function tierOf(path: string): number {
  const folder = path.split('/').length === 2 ? '.' : (path.split('/')[1] as string);
  return tiers.findIndex((row) => row.includes(folder));
}

/** One sentence for every import that the tiers forbid. */
function forbiddenImports(imports: readonly Import[]): string[] {
  return imports.flatMap(({ from, to }) => {
    if (!to.startsWith('src/')) {
      if (to === 'zod') return from.startsWith('src/schema/') ? [] : [`${from} imports zod outside src/schema`];
      return to === 'fast-deep-equal' ? [] : [`${from} imports the package ${to}`];
    }
    if (entryPoints.includes(from)) return [];
    if (entryPoints.includes(to)) return [`${from} imports the entry point ${to}`];
    if (dirname(from) === dirname(to)) return [];
    if (onlyForSchema(to) && !onlyForSchema(from)) return [`${from} imports ${to}, which is for src/schema.ts alone`];
    return tierOf(to) < tierOf(from) ? [] : [`${from} imports ${to}, which is not in a lower tier`];
  });
}

/** The files of one import cycle, or nothing. */
function findCycle(imports: readonly Import[]): string[] {
  const targets = new Map<string, string[]>();
  for (const { from, to } of imports) targets.set(from, [...(targets.get(from) ?? []), to]);
  const done = new Set<string>();
  const walk = (path: string, trail: readonly string[]): string[] => {
    if (trail.includes(path)) return [...trail.slice(trail.indexOf(path)), path];
    if (done.has(path)) return [];
    for (const next of targets.get(path) ?? []) {
      const cycle = walk(next, [...trail, path]);
      if (cycle.length > 0) return cycle;
    }
    done.add(path);
    return [];
  };
  for (const path of targets.keys()) {
    const cycle = walk(path, []);
    if (cycle.length > 0) return cycle;
  }
  return [];
}

const sources = filesBelow('src', '.ts').map((path) => ({ path, text: readProjectFile(path) }));

describe('the source', () => {
  test('keeps to the tiers', () => {
    expect(forbiddenImports(importsOf(sources))).toEqual([]);
  });

  test('has a folder for every name in the table of tiers', () => {
    const folders = new Set(sources.map(({ path }) => (path.split('/').length === 2 ? '.' : path.split('/')[1])));
    expect(new Set(tiers.flat())).toEqual(folders);
    expect(tiers.flat()).toHaveLength(folders.size);
  });

  test('has every folder in a tier, one deep, without an index of its own', () => {
    for (const { path } of sources) {
      expect(tierOf(path), path).toBeGreaterThanOrEqual(0);
      expect(path.split('/').length, path).toBeLessThanOrEqual(3);
      if (!entryPoints.includes(path)) expect(path.endsWith('/index.ts'), path).toBe(false);
    }
  });

  test('has no import cycle, type imports included', () => {
    expect(findCycle(importsOf(sources))).toEqual([]);
  });

  test('has entry points of explicit named exports only', () => {
    for (const { path, text } of sources.filter((source) => entryPoints.includes(source.path))) {
      const code = text
        .replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '')
        .replaceAll(/export (type )?\{[^}]*\} from '[^']+';/g, '');
      expect(code.trim(), path).toBe('');
    }
  });

  test('is pure: no clock, chance, console, process, globals or node: import', () => {
    const forbidden =
      /\bDate\.now\b|\bnew Date\(\)|\bMath\.random\b|\bconsole\.|\bprocess\.|\bglobalThis\b|\bsetTimeout\b|\bcrypto\b|'node:|\bstructuredClone\b|localeCompare|\bIntl\b|\beval\b|\bnew Function\b/;
    for (const { path, text } of sources) expect(forbidden.exec(text)?.[0], path).toBeUndefined();
  });

  test('has no suppression without a reason and no any', () => {
    for (const { path, text } of sources) {
      expect(/\bas any\b|: any\b|@ts-ignore|@ts-nocheck/.exec(text)?.[0], path).toBeUndefined();
    }
  });
});

describe('the check of the tiers', () => {
  test('finds a planted upward, sideways and zod import', () => {
    const planted = [
      { path: 'src/plan/a.ts', text: "import { x } from '../hints/b.ts';" },
      { path: 'src/model/c.ts', text: "import type { y } from '../plan/a.ts';" },
      { path: 'src/plan/d.ts', text: "import * as z from 'zod';" },
    ];
    expect(forbiddenImports(importsOf(planted))).toHaveLength(3);
  });

  test('finds a planted cycle', () => {
    expect(
      findCycle([
        { from: 'a', to: 'b' },
        { from: 'b', to: 'a' },
      ]),
    ).toEqual(['a', 'b', 'a']);
  });
});
