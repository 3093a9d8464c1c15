import { outOfRange, type Path } from './invariant.ts';

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
 *
 * @throws RangeError that names `path` if the value is nested so deep that it must be cyclic
 */
export function copyPlain(value: unknown, caller: string, path: Path): unknown {
  const copy = (part: unknown, depth: number): unknown => {
    if (typeof part !== 'object' || part === null) return part;
    if (depth > MAX_DEPTH) throw outOfRange(caller, path, `nested at most ${MAX_DEPTH} deep`, value);
    if (Array.isArray(part)) return part.map((item) => copy(item, depth + 1));
    if ('toISOString' in part && typeof part.toISOString === 'function') return part;
    const fields: { [key: string]: unknown } = {};
    const source = part as PlainObject;
    for (const key of Object.keys(source)) {
      const field = source[key];
      if (field !== null && field !== undefined) setField(fields, key, copy(field, depth + 1));
    }
    return fields;
  };
  return copy(value, 0);
}
