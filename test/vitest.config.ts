import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** Tests run against `src`; the built package is tested by `test/smoke`. */
export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  resolve: {
    alias: [
      { find: /^endpointslice$/, replacement: fileURLToPath(new URL('../src/index.ts', import.meta.url)) },
      { find: /^endpointslice\/schema$/, replacement: fileURLToPath(new URL('../src/schema.ts', import.meta.url)) },
      {
        find: /^endpointslice\/controller$/,
        replacement: fileURLToPath(new URL('../src/controller.ts', import.meta.url)),
      },
    ],
  },
  test: {
    include: ['test/**/*.{test,prop}.ts'],
    setupFiles: ['test/support/setup.ts'],
    testTimeout: 60_000,
    // One core less, as is usual, would be one of two.
    maxWorkers: '100%',
  },
});
