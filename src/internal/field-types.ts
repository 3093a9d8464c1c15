/** Tells whether a field of an object from outside has its type or is absent, without making an error path. */

/** Returns whether a value is absent: `undefined`, or `null` as Go clients write it. */
export function isAbsent(value: unknown): value is null | undefined {
  return value === undefined || value === null;
}

/** Returns whether a value is present. */
export function isPresent<Value>(value: Value | null | undefined): value is Value {
  return value !== undefined && value !== null;
}

/** Returns whether a value is a text or absent. */
export function isTextOrAbsent(value: unknown): value is string | null | undefined {
  return typeof value === 'string' || isAbsent(value);
}

/** Returns whether a value is a boolean or absent. */
export function isFlagOrAbsent(value: unknown): value is boolean | null | undefined {
  return typeof value === 'boolean' || isAbsent(value);
}

/** Returns whether a value is a whole number or absent. */
export function isIntegerOrAbsent(value: unknown): value is number | null | undefined {
  return Number.isInteger(value) || isAbsent(value);
}

/** Returns whether every item of a list passes a test; an absent list passes. Holes count as items. */
export function isListOrAbsent(value: unknown, isItem: (item: unknown) => boolean): boolean {
  if (isAbsent(value)) return true;
  if (!Array.isArray(value)) return false;
  for (let index = 0; index < value.length; index += 1) if (!isItem(value[index])) return false;
  return true;
}

/** Returns whether a value is a list of texts. */
export function isListOfText(value: unknown): value is readonly string[] {
  return Array.isArray(value) && firstNotText(value) === undefined;
}

/**
 * Returns the index of the first item that is not a text. Holes count, so that the length of a sparse list costs nothing.
 */
export function firstNotText(list: readonly unknown[]): number | undefined {
  for (let index = 0; index < list.length; index += 1) if (typeof list[index] !== 'string') return index;
  return undefined;
}
