import { expect } from 'vitest';
import { enter } from '../../src/internal/door.ts';

/** What the TypeError says that a check throws for a function named `caller`; nothing if it throws none. */
export function faultOf(check: () => unknown): string | undefined {
  try {
    enter('caller', check);
    return undefined;
  } catch (error) {
    expect(error).toBeInstanceOf(TypeError);
    return (error as Error).message;
  }
}
