import { outOfRange, type Path, wrongType } from './invariant.ts';

/** Levels of nesting beyond which a value is taken for cyclic. */
const MAX_DEPTH = 100;

/** An object with named fields: not null, not an array, not a function. */
export type PlainObject = { readonly [key: string]: unknown };

/** Whether a value has named fields to read. Class instances count, as client libraries return them. */
export function isPlainObject(value: unknown): value is PlainObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Sets a field whatever its name is: `__proto__` becomes a field like any other instead of changing the prototype. */
export function setField<Value>(target: { [key: string]: Value }, key: string, value: Value): void {
  if (key === '__proto__') {
    Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true });
  } else {
    target[key] = value;
  }
}

/** The value of an own field; inherited ones such as `constructor` do not count. */
export function ownField<Value>(target: { readonly [key: string]: Value }, key: string): Value | undefined {
  return Object.hasOwn(target, key) ? target[key] : undefined;
}

/**
 * A deep copy that shares no array or object with the input. Fields that are `null` or `undefined` are left out. Objects
 * that print themselves as a time (`Date`) are kept as they are.
 */
export function copyPlain(value: unknown, caller: string, path: Path): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (path.length > MAX_DEPTH) throw outOfRange(caller, path.slice(0, 8), `nested at most ${MAX_DEPTH} deep`, value);
  if (Array.isArray(value)) return value.map((item, index) => copyPlain(item, caller, [...path, index]));
  if (!isPlainObject(value)) throw wrongType(caller, path, 'an object', value);
  if (typeof value['toISOString'] === 'function') return value;
  const copy: { [key: string]: unknown } = {};
  for (const key of Object.keys(value)) {
    const field = value[key];
    if (field === null || field === undefined) continue;
    setField(copy, key, copyPlain(field, caller, [...path, key]));
  }
  return copy;
}
