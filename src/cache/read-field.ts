import { type Path, wrongType } from '../internal/invariant.ts';

/** A text that may be absent, and then is `undefined`. */
export function optionalText(value: unknown, caller: string, path: Path, field: string): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'string') throw wrongType(caller, [...path, field], 'a string', value);
  return value;
}

/** A list that may be absent, and then is empty. */
export function optionalArray(value: unknown, caller: string, path: Path, field: string): readonly unknown[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw wrongType(caller, [...path, field], 'an array', value);
  return value;
}
