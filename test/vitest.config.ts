import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** The source of each entry point, by its name in the package. */
function readEntryPoints(): { readonly [name: string]: string } {
  const text = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { tsup: { entry: { [name: string]: string } } }).tsup.entry;
}

/** Tests run against `src`; the built package is tested by `test/smoke`. */
export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  resolve: {
    alias: Object.entries(readEntryPoints()).map(([name, path]) => ({
      find: new RegExp(`^${name === 'index' ? 'endpointslice' : `endpointslice/${name}`}$`),
      replacement: fileURLToPath(new URL(`../${path}`, import.meta.url)),
    })),
  },
  test: {
    include: ['test/**/*.{test,prop}.ts'],
    setupFiles: ['test/support/setup.ts'],
    testTimeout: 60_000,
    // One core less, as is usual, would be one of two.
    maxWorkers: '100%',
  },
});
