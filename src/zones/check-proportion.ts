import { outOfRange, type Path } from '../internal/invariant.ts';

/** Throws unless `value` is a number from 0 to 1, or absent. */
export function checkProportion(value: unknown, path: Path): void {
  if (value !== undefined) expectProportion(value, path);
}

/** Throws unless `value` is a number from 0 to 1. */
export function expectProportion(value: unknown, path: Path): void {
  if (typeof value === 'number' && value >= 0 && value <= 1) return;
  throw outOfRange(path, 'between 0 and 1', value);
}
