/** Copies of values of any form, taken once, in which what cannot be read is marked. */

import { isRecord, type PlainObject, setField } from '../internal/plain-object.ts';
import { MAX_PORTS_PER_SLICE } from '../model/limits.ts';
import { canBeTime } from './read-fields.ts';

/**
 * Stands for a value that could not be read: a getter or proxy that throws, a cycle, a `Map` or typed array, more than is
 * looked at.
 */
export const UNREADABLE: unique symbol = Symbol('unreadable');

/** Levels of nesting that are looked at. */
const MAX_DEPTH = 100;
/** Values that are looked at to explain one object. Each may become an issue; more are of use to nobody. */
const MAX_VALUES = 200_000;
/** Items of one list, or entries of one map, that are looked at: as many as the longest list of the API may have. */
const MAX_ITEMS = MAX_PORTS_PER_SLICE;

export function isUnreadable(value: unknown): boolean {
  return value === UNREADABLE;
}

/** Takes snapshots of the parts of one object; together they hold a limited number of values. */
export interface Snapshots {
  /**
   * A copy of any value that can be read again and again with the same result and never throws: plain objects with the
   * enumerable fields of the original, and lists.
   */
  take(value: unknown): unknown;
}

/** Snapshots of one object, none taken yet. */
export function startSnapshots(): Snapshots {
  let valuesLeft = MAX_VALUES;
  /** The objects that hold the one that is being copied: one of them within it again is a cycle. */
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
