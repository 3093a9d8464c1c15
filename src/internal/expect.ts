/** Checks the types of arguments: each function throws a fault unless the value is as expected. */

import { outOfRange, type Path, wrongType } from './invariant.ts';
import { isPlainObject, isRecord, isTimeObject } from './plain-object.ts';

/** Throws unless `value` is an object with fields; returns it. */
export function expectObject<Value>(value: Value, path: Path): NonNullable<Value> {
  if (!isPlainObject(value)) throw wrongType(path, 'an object', value);
  return value as NonNullable<Value>;
}

/** Throws unless `value` is an array; returns it. */
export function expectArray<Item>(value: readonly Item[], path: Path): readonly Item[] {
  const found: boolean = Array.isArray(value);
  if (!found) throw wrongType(path, 'an array', value);
  return value;
}

/** Throws unless `value` is an array or absent; returns it, or an empty array. */
export function expectArrayOrAbsent<Item>(value: readonly Item[] | null | undefined, path: Path): readonly Item[] {
  return value === null || value === undefined ? [] : expectArray(value, path);
}

/** Throws unless `value` is an array of objects or absent; returns it, or an empty array. */
export function expectObjects<Item>(value: readonly Item[] | null | undefined, path: Path): readonly Item[] {
  const items = expectArrayOrAbsent(value, path);
  for (let index = 0; index < items.length; index += 1) {
    const item: unknown = items[index];
    if (!isPlainObject(item)) throw wrongType([...path, index], 'an object', item);
  }
  return items;
}

/** Throws unless `value` is a non-empty text; returns it. */
export function expectName(value: unknown, path: Path): string {
  if (typeof value !== 'string' || value === '') throw wrongType(path, 'a non-empty string', value);
  return value;
}

/** Throws unless `value` is a text; returns it. */
export function expectText(value: unknown, path: Path): string {
  if (typeof value !== 'string') throw wrongType(path, 'a string', value);
  return value;
}

/** Throws unless `value` is an array of texts or absent; returns it, or an empty array. */
export function expectTexts(value: readonly string[] | null | undefined, path: Path): readonly string[] {
  const items = expectArrayOrAbsent(value, path);
  // By index: a list that claims an endless length ends here at its first hole.
  for (let index = 0; index < items.length; index += 1) expectText(items[index], [...path, index]);
  return items;
}

/** Throws unless `value` is a text or absent; returns it, or `''`. */
export function expectTextOrAbsent(value: unknown, path: Path): string {
  if (value === null || value === undefined) return '';
  if (typeof value !== 'string') throw wrongType(path, 'a string', value);
  return value;
}

/** Throws unless `value` is a map from text to text or absent; returns it, or an empty map. Checks its own fields only. */
export function expectTextMap(value: unknown, path: Path): { readonly [key: string]: string } {
  if (value === null || value === undefined) return {};
  if (!isRecord(value) || isTimeObject(value)) throw wrongType(path, 'an object', value);
  for (const key of Object.keys(value)) {
    const entry = value[key];
    if (entry !== null && entry !== undefined && typeof entry !== 'string') {
      throw wrongType([...path, key], 'a string', entry);
    }
  }
  return value as { readonly [key: string]: string };
}

/** Throws unless `value` is a whole number, 0 or more; returns it. */
export function expectCount(value: unknown, path: Path): number {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value;
  const error = typeof value === 'number' ? outOfRange : wrongType;
  throw error(path, 'a whole number, 0 or more', value);
}
