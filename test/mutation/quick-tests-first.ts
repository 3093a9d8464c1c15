import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Examples take milliseconds, laws and hostile input seconds. */
function weight({ moduleId }: TestSpecification): number {
  const folder = process.env['MUTATED_FOLDER'] ?? '';
  const isOfFolder = folder === '.' ? /\/test\/[^/]+$/.test(moduleId) : moduleId.includes(`/test/${folder}/`);
  const isSlow = moduleId.endsWith('.prop.ts') || /[/-]hostile[^/]*$/.test(moduleId);
  return (isSlow ? 2 : 0) + (isOfFolder ? 0 : 1);
}

/** Runs tests of the mutated folder first, examples before laws: the first test that fails ends the run of a mutant. */
export class QuickTestsFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return [...files].sort((left, right) => weight(left) - weight(right) || (left.moduleId < right.moduleId ? -1 : 1));
  }
}
