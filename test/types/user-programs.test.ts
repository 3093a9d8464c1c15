import { describe, expect, test } from 'vitest';
import { compileExamples } from '../repo/example-types.ts';
import { userPrograms } from './user-programs.ts';

describe('programs of users', () => {
  test.each([
    { strict: true, exactOptionalPropertyTypes: true },
    { strict: true, exactOptionalPropertyTypes: false },
    { strict: false, exactOptionalPropertyTypes: false },
  ])('compile under %o', (options) => {
    expect(compileExamples(userPrograms, options)).toEqual([]);
  });
});
