/** Copies values of any form once, and marks what cannot be read. */

import { isRecord, type PlainObject, setField } from '../internal/plain-object.ts';
import { MAX_PORTS_PER_SLICE } from '../model/limits.ts';
import { canBeTime } from './read-fields.ts';

/**
 * The mark of a value that could not be read: a getter or proxy that throws, a cycle, a `Map` or typed array, or a value
 * beyond the limits.
 */
export const UNREADABLE: unique symbol = Symbol('unreadable');

/** Levels of nesting that are copied. */
const MAX_DEPTH = 100;
/** Values that are copied to explain one object. Each may become an issue, and nobody reads that many. */
const MAX_VALUES = 200_000;
/** Items of one list, or entries of one map, that are copied: as many as the longest list of the API may have. */
const MAX_ITEMS = MAX_PORTS_PER_SLICE;

/** Returns whether a value of a snapshot could not be read. */
export function isUnreadable(value: unknown): boolean {
  return value === UNREADABLE;
}

/** Takes snapshots of the parts of one object; together they hold a limited number of values. */
export interface Snapshots {
  /**
   * Copies any value into lists and plain objects with the enumerable fields of the original. The copy never throws, and
   * reads the same each time.
   */
  take(value: unknown): unknown;
}

/** Starts the snapshots of one object. */
export function startSnapshots(): Snapshots {
  let valuesLeft = MAX_VALUES;
  /** The objects that hold the one that is being copied: one of them inside it again is a cycle. */
  const holders = new Set<object>();

  const copy = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null) return value;
    if (holders.size > MAX_DEPTH || holders.has(value) || valuesLeft < 0) return UNREADABLE;
    holders.add(value);
    try {
      if (Array.isArray(value)) return copyList(value);
      if (canBeTime(value)) return value;
      return isRecord(value) ? copyFields(value) : UNREADABLE;
    } catch {
      return UNREADABLE;
    } finally {
      holders.delete(value);
    }
  };

  const copyList = (list: readonly unknown[]): unknown => {
    const count = Math.min(list.length, MAX_ITEMS);
    valuesLeft -= count;
    const items: unknown[] = [];
    for (let index = 0; index < count; index += 1) items.push(copy(readItem(list, index)));
    return items;
  };

  const copyFields = (value: object): unknown => {
    const keys = Object.keys(value).slice(0, MAX_ITEMS);
    valuesLeft -= keys.length;
    const fields: { [key: string]: unknown } = {};
    for (const key of keys) {
      const field = copy(readItem(value, key));
      if (field !== undefined) setField(fields, key, field);
    }
    return fields;
  };

  return { take: copy };
}

function readItem(holder: object, key: string | number): unknown {
  try {
    return (holder as PlainObject)[key];
  } catch {
    return UNREADABLE;
  }
}
