import { mergeConfig } from 'vitest/config';
import everyTest from '../vitest.config.ts';
import { QuickTestsFirst } from './quick-tests-first.ts';

const folder = process.env['MUTATED_FOLDER'] ?? '';

/** Where a folder's own tests are; those of the files at the top of `src` are at the top of `test`, and in one folder more. */
const ownTests = folder === '.' ? 'mirror|*.test.ts' : folder;

/** Folders whose mutants the slow tests of hostile input have nothing to say about that others have not. */
const hasOtherTests = ['address', 'conditions', 'hints', 'internal', 'naming'].includes(folder);

/**
 * The tests that are run against mutants: those of what functions return, none of documents, types, packages, nor of
 * speed, which would take longer than all others together.
 */
export default mergeConfig(everyTest, {
  test: {
    exclude: [
      'test/repo/**',
      'test/types/**',
      'test/docs/**',
      'test/examples/**',
      'test/mutation/**',
      'test/conformance/**',
      'test/cache/memory.test.ts',
      'test/mirror/plan-mirrors.test.ts',
      'test/plan/churn.test.ts',
      'test/schema/long-lists.test.ts',
      'test/schema/public-types.test.ts',
      'test/schema/resistance.prop.ts',
      ...(process.env['ONLY_OWN_TESTS'] === 'yes' ? [`test/!(${ownTests})/**`] : []),
      ...(hasOtherTests ? ['test/plan/hostile.test.ts', 'test/hints/hostile-hints.test.ts'] : []),
    ],
    setupFiles: ['test/mutation/setup.ts'],
    sequence: { sequencer: QuickTestsFirst },
    // Starting each file of tests in a process of its own takes longer than the tests.
    isolate: false,
  },
});
