/** Reads single fields of a value of any form, one function for each JSON type. */

import { toGoText } from '../internal/go-text.ts';
import { isPlainObject, type PlainObject, setField } from '../internal/plain-object.ts';
import { parseTimestamp } from '../internal/timestamp.ts';
import { MAX_REQUEST_BYTES } from '../model/limits.ts';
import type { StringMap, TimeLike } from '../model/meta.ts';

/**
 * Reading of single fields. As in Go's JSON decoding, `null` and absent are the zero value. A value of another type makes
 * the reading broken and counts as absent, so that the rest can be looked at all the same.
 */
export interface Reading {
  broken: boolean;
  readonly strict: boolean;
  /** Whether endpoints are copied. If not, those in order are the input's own objects, and must only be looked at. */
  readonly copies: boolean;
  /** List items and map entries that may still be read: the largest request that the API server takes has no more. */
  itemsLeft: number;
  /** The same for JSON without a form (`fieldsV1`). */
  rawItemsLeft: number;
  /** Indexes of the endpoints in which something could not be read. */
  readonly brokenEndpoints: number[];
}

/** A reading of an object that has not begun. */
export function startReading({ strict, copies }: { readonly strict: boolean; readonly copies: boolean }): Reading {
  // Every item of a list takes two bytes of JSON at least.
  return {
    broken: false,
    strict,
    copies,
    itemsLeft: MAX_REQUEST_BYTES / 2,
    rawItemsLeft: MAX_RAW_ITEMS,
    brokenEndpoints: [],
  };
}

const EMPTY: PlainObject = Object.freeze({});

/** The fields of an object; none for `null`, absent and anything else. */
export function readObject(value: unknown, known: ReadonlySet<string>, reading: Reading): PlainObject {
  if (!isPlainObject(value)) {
    if (value !== null && value !== undefined) reading.broken = true;
    return EMPTY;
  }
  if (reading.strict) noticeUnknownFields(value, known, reading);
  return value;
}

function noticeUnknownFields(value: PlainObject, known: ReadonlySet<string>, reading: Reading): void {
  for (const key of Object.keys(value)) {
    if (!known.has(key) && value[key] !== undefined) reading.broken = true;
  }
}

export function readText(value: unknown, reading: Reading): string | undefined {
  if (typeof value === 'string') return value;
  if (value !== null && value !== undefined) reading.broken = true;
  return undefined;
}

export function readBoolean(value: unknown, reading: Reading): boolean | undefined {
  if (typeof value === 'boolean') return value;
  if (value !== null && value !== undefined) reading.broken = true;
  return undefined;
}

/** A whole number of at most 32 bits. */
export function readInt32(value: unknown, reading: Reading): number | undefined {
  if (typeof value === 'number' && (value | 0) === value) return value;
  if (value !== null && value !== undefined) reading.broken = true;
  return undefined;
}

/** A whole number that has not lost digits by being a double. */
export function readInteger(value: unknown, reading: Reading): number | undefined {
  if (Number.isSafeInteger(value)) return value as number;
  if (value !== null && value !== undefined) reading.broken = true;
  return undefined;
}

/** A time as text or as an object that prints itself as one; kept as it is. */
export function readTime(value: unknown, reading: Reading): TimeLike | undefined {
  if (value === null || value === undefined) return undefined;
  if (typeof value === 'string' ? isTime(value) : isTimeObject(value)) return value as TimeLike;
  reading.broken = true;
  return undefined;
}

/** Whether a text is a time as the API writes it. */
export function isTime(text: string): boolean {
  return parseTimestamp(text) !== undefined;
}

/** Whether a value prints itself as a time that the API can hold; an invalid `Date` throws, and counts as none. */
export function isTimeObject(value: unknown): boolean {
  if (!isPlainObject(value) || typeof value['toISOString'] !== 'function') return false;
  try {
    const text: unknown = (value as { toISOString(): unknown }).toISOString();
    return typeof text === 'string' && isTime(text);
  } catch {
    return false;
  }
}

/** A copy of a map of texts; a value of `null` is the empty text. */
export function readTextMap(value: unknown, reading: Reading): StringMap | undefined {
  if (value === null || value === undefined) return undefined;
  if (!isPlainObject(value)) {
    reading.broken = true;
    return undefined;
  }
  const keys = Object.keys(value);
  if (!takeItems(keys.length, reading)) return undefined;
  const map: StringMap = {};
  for (const name of keys) {
    const entry = value[name];
    if (entry === undefined) continue;
    // Keys that only differ in half characters are one: the last counts.
    const key = toGoText(name);
    const text = readText(entry, reading) ?? '';
    if (key === '__proto__') setField(map, key, text);
    else map[key] = text;
  }
  return map;
}

/** A new list of what `readItem` makes of each item; `undefined` for `null` and absent. */
export function readList<Item>(
  value: unknown,
  reading: Reading,
  readItem: (item: unknown, reading: Reading) => Item,
): Item[] | undefined {
  if (value === null || value === undefined) return undefined;
  if (!Array.isArray(value) || !takeItems(value.length, reading)) {
    reading.broken = true;
    return undefined;
  }
  const items: Item[] = [];
  for (let index = 0; index < value.length; index += 1) items.push(readItem(value[index], reading));
  return items;
}

/** Reads one text of a list; `null` there is the empty text. */
export function readTextItem(value: unknown, reading: Reading): string {
  return typeof value === 'string' ? value : (readText(value, reading) ?? '');
}

/** Whether so many items can still be read. A list longer than any request can hold is not walked at all. */
export function takeItems(count: number, reading: Reading): boolean {
  reading.itemsLeft -= count;
  if (reading.itemsLeft >= 0) return true;
  reading.broken = true;
  return false;
}

/** Levels of nesting that are read. */
const MAX_RAW_DEPTH = 100;
/** Fields of `fieldsV1` that are stored: etcd takes 1.5 MiB, and each is at least `"f:":{},`. */
const MAX_RAW_ITEMS = 196_608;

/**
 * A copy of any JSON value. Cycles, deep nesting and more than can be stored are broken. `holders` are the objects that
 * hold the value.
 */
export function readRaw(value: unknown, reading: Reading, holders: ReadonlySet<object> = new Set()): unknown {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (Number.isFinite(value)) return value;
  if (typeof value !== 'object' || holders.size === MAX_RAW_DEPTH || holders.has(value)) {
    if (value !== undefined) reading.broken = true;
    return undefined;
  }
  const holdersWithin = new Set(holders).add(value);
  const keys = Array.isArray(value) ? undefined : Object.keys(value);
  reading.rawItemsLeft -= keys === undefined ? (value as readonly unknown[]).length : keys.length;
  if (reading.rawItemsLeft < 0) {
    reading.broken = true;
    return undefined;
  }
  if (keys === undefined) {
    return Array.from(value as readonly unknown[], (item) => readRaw(item, reading, holdersWithin) ?? null);
  }
  const copy: { [key: string]: unknown } = {};
  for (const key of keys) {
    const field = readRaw((value as PlainObject)[key], reading, holdersWithin);
    if (field !== undefined) setField(copy, key, field);
  }
  return copy;
}
