import { isPlainObject, type PlainObject, setField } from '../internal/plain-object.ts';
import { MAX_REQUEST_BYTES } from '../model/limits.ts';
import { isTimeObject } from './read-fields.ts';

/** Stands for a value that could not be read: a getter or proxy that throws, nesting without end. */
const UNREADABLE: unique symbol = Symbol('unreadable');

/** Levels of nesting beyond which a value is taken for cyclic. */
const MAX_DEPTH = 100;

export function isUnreadable(value: unknown): boolean {
  return value === UNREADABLE;
}

/**
 * A copy of any value that can be read again and again with the same result and never throws: plain objects with the
 * enumerable fields of the original, and lists. Holds at most as many values as the largest request can.
 */
export function takeSnapshot(input: unknown): unknown {
  let valuesLeft = MAX_REQUEST_BYTES / 2;

  const copy = (value: unknown, depth: number): unknown => {
    if (typeof value !== 'object' || value === null) return value;
    if (depth > MAX_DEPTH) return UNREADABLE;
    try {
      if (Array.isArray(value)) return copyList(value, depth);
      if (isTimeObject(value)) return value;
      return isPlainObject(value) ? copyFields(value, depth) : UNREADABLE;
    } catch {
      return UNREADABLE;
    }
  };

  const copyList = (list: readonly unknown[], depth: number): unknown => {
    const count = list.length;
    valuesLeft -= count;
    if (valuesLeft < 0) return UNREADABLE;
    const items: unknown[] = [];
    for (let index = 0; index < count; index += 1) items.push(copy(readItem(list, index), depth + 1));
    return items;
  };

  const copyFields = (value: PlainObject, depth: number): unknown => {
    const keys = Object.keys(value);
    valuesLeft -= keys.length;
    if (valuesLeft < 0) return UNREADABLE;
    const fields: { [key: string]: unknown } = {};
    for (const key of keys) {
      const field = copy(readItem(value, key), depth + 1);
      if (field !== undefined) setField(fields, key, field);
    }
    return fields;
  };

  return copy(input, 0);
}

function readItem(holder: object, key: string | number): unknown {
  try {
    return (holder as PlainObject)[key];
  } catch {
    return UNREADABLE;
  }
}
