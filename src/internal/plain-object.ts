/** Reads, sets and copies fields of objects that come from outside. */

import { outOfRange, type Path, wrongType } from './invariant.ts';

/** Levels of nesting beyond which a value is taken for cyclic. */
const MAX_DEPTH = 100;
/** Objects and arrays beyond which a value is taken to hold the same part over and over. */
const MAX_PARTS = 1_000_000;

/** An object with named fields: not null, not an array, not a function. */
export type PlainObject = { readonly [key: string]: unknown };

/** Returns whether a value has named fields to read. Class instances count, since client libraries return them. */
export function isPlainObject(value: unknown): value is PlainObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Returns whether a value is an object with named fields and without items of its own. A `Map`, `Set`, typed array or boxed
 * text does not count: it has as many keys as items, or no keys although it holds something.
 */
export function isRecord(value: unknown): value is PlainObject {
  return isPlainObject(value) && !(Symbol.iterator in value);
}

/** Returns whether an object prints itself as a time, as a `Date` does. Copies hold such an object as it is. */
export function isTimeObject(value: PlainObject): boolean {
  return typeof value['toISOString'] === 'function';
}

/** Sets a field whatever its name is: `__proto__` becomes a field like any other instead of changing the prototype. */
export function setField<Value>(target: { [key: string]: Value }, key: string, value: Value): void {
  if (key === '__proto__') {
    Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true });
  } else {
    target[key] = value;
  }
}

/** Returns the value of an own field; inherited ones such as `constructor` do not count. */
export function ownField<Value>(target: { readonly [key: string]: Value }, key: string): Value | undefined {
  return Object.hasOwn(target, key) ? target[key] : undefined;
}

/**
 * Returns a deep copy that shares no array or object with the input. Leaves out fields that are `null` or `undefined`. Keeps
 * objects that print themselves as a time (`Date`) as they are.
 *
 * @throws RangeError that names `path` if the value is nested so deep, or has so many parts, that it must refer to itself;
 * TypeError if it holds a `Map`, `Set` or typed array
 */
export function copyPlain(value: unknown, path: Path): unknown {
  let partCount = 0;
  /** By index and not by `map`: a hole is an item like any other, and a list that changes its length still ends. */
  const copyItems = (items: readonly unknown[], depth: number): unknown[] => {
    const { length } = items;
    // Before the first item is read: a list can claim any length.
    partCount += length;
    if (partCount > MAX_PARTS) throw outOfRange(path, `of at most ${MAX_PARTS} parts`, value);
    const copies: unknown[] = [];
    for (let index = 0; index < length; index += 1) copies.push(copy(items[index], depth + 1));
    return copies;
  };
  const copy = (part: unknown, depth: number): unknown => {
    if (typeof part !== 'object' || part === null) return part;
    partCount += 1;
    if (partCount > MAX_PARTS) throw outOfRange(path, `of at most ${MAX_PARTS} parts`, value);
    if (depth > MAX_DEPTH) throw outOfRange(path, `nested at most ${MAX_DEPTH} deep`, value);
    if (Array.isArray(part)) return copyItems(part, depth);
    if (!isRecord(part)) throw wrongType(path, 'made of lists and objects with named fields', value);
    if ('toISOString' in part && typeof part['toISOString'] === 'function') return part;
    const source = part;
    const keys = Object.keys(source);
    // A spread keeps the shape of the object, which is several times as fast as setting one field after another.
    const isWhole = keys.every((key) => source[key] !== null && source[key] !== undefined && key !== '__proto__');
    const fields: { [key: string]: unknown } = isWhole ? { ...source } : {};
    for (const key of keys) {
      const field = source[key];
      if (isWhole) {
        if (typeof field === 'object') fields[key] = copy(field, depth + 1);
      } else if (field !== null && field !== undefined) {
        setField(fields, key, copy(field, depth + 1));
      }
    }
    return fields;
  };
  return copy(value, 0);
}
