import fc from 'fast-check';
import { beforeEach } from 'vitest';

/** A mutant is caught by the first counterexample; nobody reads the smallest. */
fc.configureGlobal({ ...fc.readConfigureGlobal(), endOnFailure: true });

/** Titles of tests that give the library so much to do that they take a second, to see that it is not ten. */
const speedTests =
  /linear time|quadratic time|time that grows|hardly grows|nesting calls|, as well$|100,000 pods|10,000 slices|10,000 times|a megabyte|a hundred thousand|holds? the same part over/;

beforeEach(({ task, skip }) => {
  if (speedTests.test(task.name)) skip('a test of speed');
});
