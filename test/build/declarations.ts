/** Writes the declarations of the built package: one file for each entry point, and files for what several of them share. */

import { join } from 'node:path';
import { rollup } from 'rollup';
import { dts } from 'rollup-plugin-dts';
import { entryPoints, pageNameOf } from '../repo/entry-points.ts';
import { projectRoot } from '../repo/source-files.ts';

const bundle = await rollup({
  input: Object.fromEntries(
    entryPoints.map(({ specifier, path }) => [
      specifier === 'endpointslice' ? 'index' : pageNameOf(specifier),
      join(projectRoot, path),
    ]),
  ),
  plugins: [dts({ tsconfig: join(projectRoot, 'tsconfig.json') })],
});
for (const ending of ['d.ts', 'd.cts']) {
  await bundle.write({
    dir: join(projectRoot, 'dist'),
    entryFileNames: `[name].${ending}`,
    // Without a hash and under their own names: messages of the compiler and declarations of users name both.
    chunkFileNames: `types/[name].${ending}`,
    minifyInternalExports: false,
  });
}
await bundle.close();
