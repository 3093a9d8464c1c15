import { outOfRange, type Path, wrongType } from './invariant.ts';
import { isPlainObject, isRecord, isTimeObject } from './plain-object.ts';

/** An argument that must be an object with fields; what is returned is the argument itself. */
export function expectObject<Value>(value: Value, path: Path): NonNullable<Value> {
  if (!isPlainObject(value)) throw wrongType(path, 'an object', value);
  return value as NonNullable<Value>;
}

/** An argument that must be an array. */
export function expectArray<Item>(value: readonly Item[], path: Path): readonly Item[] {
  const found: boolean = Array.isArray(value);
  if (!found) throw wrongType(path, 'an array', value);
  return value;
}

/** An argument that must be an array, where absent means empty. */
export function expectArrayOrAbsent<Item>(value: readonly Item[] | null | undefined, path: Path): readonly Item[] {
  return value === null || value === undefined ? [] : expectArray(value, path);
}

/** An argument that must be an array of objects, where absent means empty. */
export function expectObjects<Item>(value: readonly Item[] | null | undefined, path: Path): readonly Item[] {
  const items = expectArrayOrAbsent(value, path);
  for (let index = 0; index < items.length; index += 1) {
    const item: unknown = items[index];
    if (!isPlainObject(item)) throw wrongType([...path, index], 'an object', item);
  }
  return items;
}

/** An argument that must be text with something in it. */
export function expectName(value: unknown, path: Path): string {
  if (typeof value !== 'string' || value === '') throw wrongType(path, 'a non-empty string', value);
  return value;
}

/** An argument that must be text, even if there is nothing in it. */
export function expectText(value: unknown, path: Path): string {
  if (typeof value !== 'string') throw wrongType(path, 'a string', value);
  return value;
}

/** An argument that must be an array of texts, where absent means empty. */
export function expectTexts(value: readonly string[] | null | undefined, path: Path): readonly string[] {
  const items = expectArrayOrAbsent(value, path);
  // By index: a list that claims to be endless ends here at its first hole.
  for (let index = 0; index < items.length; index += 1) expectText(items[index], [...path, index]);
  return items;
}

/** An argument that must be text, where absent means `''`. */
export function expectTextOrAbsent(value: unknown, path: Path): string {
  if (value === null || value === undefined) return '';
  if (typeof value !== 'string') throw wrongType(path, 'a string', value);
  return value;
}

/** An argument that must be a map from text to text, where absent means empty. Only its own fields are looked at. */
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

/** An argument that must be a number of things. */
export function expectCount(value: unknown, path: Path): number {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value;
  const error = typeof value === 'number' ? outOfRange : wrongType;
  throw error(path, 'a whole number, 0 or more', value);
}
