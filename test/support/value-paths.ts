import { setField } from '../../src/internal/plain-object.ts';

/** Where in a value something is: field names and indexes. */
export type ValuePath = readonly (string | number)[];

/** Stands for nothing at all: what is at the path is taken away. */
export const ABSENT: unique symbol = Symbol('absent');

/** The paths of all values inside a value, itself not included; `isWhole` says which values are not taken apart. */
export function pathsIn(
  value: unknown,
  isWhole: (part: object) => boolean = () => false,
  path: ValuePath = [],
): ValuePath[] {
  if (typeof value !== 'object' || value === null || isWhole(value)) return [];
  return Object.entries(value).flatMap(([key, part]) => {
    const inner = [...path, Array.isArray(value) ? Number(key) : key];
    return [inner, ...pathsIn(part, isWhole, inner)];
  });
}

/** What is at a path; `undefined` where there is nothing. */
export function valueAt(value: unknown, path: ValuePath): unknown {
  return path.reduce<unknown>(
    (part, key) => (part as { readonly [key: string | number]: unknown } | undefined)?.[key],
    value,
  );
}

/** A frozen copy of a value with something else at a path, or nothing; what is not on the path is shared. */
export function withValueAt(value: unknown, path: ValuePath, replacement: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return replacement;
  const isGone = rest.length === 0 && replacement === ABSENT;
  if (Array.isArray(value)) {
    const items: unknown[] = [...(value as unknown[])];
    if (isGone) items.splice(key as number, 1);
    else items[key as number] = withValueAt(items[key as number], rest, replacement);
    return Object.freeze(items);
  }
  const fields: { [key: string]: unknown } = { ...(value as object) };
  if (isGone) delete fields[key];
  else setField(fields, String(key), withValueAt(fields[key], rest, replacement));
  return Object.freeze(fields);
}
