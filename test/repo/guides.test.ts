import { describe, expect, test } from 'vitest';
import { entryPoints } from './entry-points.ts';
import { filesBelow, readProjectFile } from './source-files.ts';

/** Pages that list everything by their nature; a reader who looks for how to use a name does not start there. */
const references = ['docs/api', 'docs/ledger.md', 'docs/rules.md'];
const guides = ['README.md', ...filesBelow('docs', '.md')].filter(
  (path) => !references.some((reference) => path.startsWith(reference)),
);

/** Returns the names that no text has as a word of its own. */
function unnamed(names: readonly string[], texts: readonly string[]): string[] {
  const words = new Set(texts.flatMap((text) => text.match(/[A-Za-z_]\w*/g) ?? []));
  return names.filter((name) => !words.has(name));
}

describe('the guides', () => {
  const texts = guides.map(readProjectFile);

  test.each(entryPoints)('name every value that $specifier exports', async ({ specifier }) => {
    const names = Object.keys((await import(specifier)) as object);
    expect(names.length).toBeGreaterThan(0);
    expect(unnamed(names, texts)).toEqual([]);
  });

  test('would be seen to leave a name out, or to have it only within another', () => {
    expect(unnamed(['planHints', 'plan'], ['`planHints(input)`'])).toEqual(['plan']);
  });
});
