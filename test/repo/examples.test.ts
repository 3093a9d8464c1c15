import { describe, expect, test } from 'vitest';
import { examplesOfSource, fencesOfPage, runExample } from './examples.ts';
import { filesBelow, readProjectFile } from './source-files.ts';

describe('the examples', () => {
  for (const path of filesBelow('src', '.ts')) {
    const examples = examplesOfSource(readProjectFile(path));
    if (examples.length === 0) continue;
    test(`in the doc comments of ${path} give what they say`, () => {
      for (const example of examples) {
        const run = runExample(example);
        expect(run.failures, example).toEqual([]);
        expect(run.checkedCount, `no "// =>" in: ${example}`).toBeGreaterThan(0);
      }
    });
  }

  for (const path of ['README.md', ...filesBelow('docs', '.md')]) {
    const fences = fencesOfPage(readProjectFile(path));
    if (fences.length === 0) continue;
    test(`in ${path} give what they say`, () => {
      for (const fence of fences) expect(runExample(fence).failures, fence).toEqual([]);
    });
  }

  test('would be seen to be wrong', () => {
    expect(runExample('1 + 1 // => 3').failures).toHaveLength(1);
    expect(
      runExample('let sum = 0;\nfor (const one of [1, 2]) {\n  sum += one;\n}\nsum // => 4').failures,
    ).toHaveLength(1);
    expect(runExample('const two: number = 2;\n[two,\n 3] // => [\n//   2, 3\n// ]').failures).toEqual([]);
  });
});
