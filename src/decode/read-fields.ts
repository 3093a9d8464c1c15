/** Reads single fields of a value of any form, one function for each JSON type. */

import { toGoText } from '../internal/go-text.ts';
import { isRecord, type PlainObject, setField } from '../internal/plain-object.ts';
import { isZeroTime, parseTimestamp, readTimestamp } from '../internal/timestamp.ts';
import { MAX_REQUEST_BYTES } from '../model/limits.ts';
import type { StringMap, TimeLike } from '../model/meta.ts';

/**
 * The state of reading one object field by field. As in Go's JSON decoding, `null` and absent are the zero value. A value of
 * another type makes the reading broken and counts as absent, so that the rest can still be read.
 */
export interface Reading {
  /** Whether something could not be read so far. */
  broken: boolean;
  /** Whether an unknown field makes the reading broken. */
  readonly strict: boolean;
  /** Whether endpoints are copied. If not, endpoints in good order are the input's own objects and must only be read. */
  readonly copies: boolean;
  /** List items and map entries that may still be read; the largest request that the API server takes has no more. */
  itemsLeft: number;
  /** Items and entries that may still be read in JSON of any form (`fieldsV1`). */
  rawItemsLeft: number;
  /** Indexes of the endpoints in which something could not be read. */
  readonly brokenEndpoints: number[];
}

/** Starts the reading of one object. */
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

/**
 * Returns an object to read fields from: the value itself, or an empty object for `null`, absent and any other type. In
 * strict mode, a field that the table `known` lacks makes the reading broken.
 */
export function readObject(value: unknown, known: object, reading: Reading): PlainObject {
  if (!isRecord(value)) {
    if (value !== null && value !== undefined) reading.broken = true;
    return EMPTY;
  }
  if (reading.strict) noticeUnknownFields(value, known, reading);
  return value;
}

function noticeUnknownFields(value: PlainObject, known: object, reading: Reading): void {
  for (const key of Object.keys(value)) {
    if (!Object.hasOwn(known, key) && value[key] !== undefined) reading.broken = true;
  }
}

/** Reads a text as Go holds it. */
export function readText(value: unknown, reading: Reading): string | undefined {
  if (typeof value === 'string') return toGoText(value);
  if (value !== null && value !== undefined) reading.broken = true;
  return undefined;
}

/** Reads a text of a field in which the API does not tell `''` from absent, and prints neither. */
export function readNonEmptyText(value: unknown, reading: Reading): string | undefined {
  const text = readText(value, reading);
  return text === '' ? undefined : text;
}

/** Reads a boolean. */
export function readBoolean(value: unknown, reading: Reading): boolean | undefined {
  if (typeof value === 'boolean') return value;
  if (value !== null && value !== undefined) reading.broken = true;
  return undefined;
}

/** Reads a whole number of at most 32 bits. */
export function readInt32(value: unknown, reading: Reading): number | undefined {
  // Without the sign of -0, which the API does not have.
  if (typeof value === 'number' && (value | 0) === value) return value | 0;
  if (value !== null && value !== undefined) reading.broken = true;
  return undefined;
}

/**
 * Reads a whole number of at most 64 bits, as `JSON.parse` returns it: beyond 2^53 it is the nearest double, and the
 * greatest number of 64 bits becomes 2^63.
 */
export function readInteger(value: unknown, reading: Reading): number | undefined {
  if (isInt64(value)) return value + 0;
  if (value !== null && value !== undefined) reading.broken = true;
  return undefined;
}

/** Returns whether a value is a whole number that fits into 64 bits, as far as a double can tell. */
export function isInt64(value: unknown): value is number {
  return Number.isInteger(value) && Math.abs(value as number) <= 2 ** 63;
}

/** Reads a time, as text or as an object that prints itself as one, and returns it unchanged. */
export function readTime(value: unknown, reading: Reading): TimeLike | undefined {
  if (value === null || value === undefined) return undefined;
  if (readTimestamp(value) !== undefined) return value as TimeLike;
  reading.broken = true;
  return undefined;
}

/** Returns whether a value that was read as a time is Go's zero time, which the API prints as no time. */
export function isNoTime(time: TimeLike): boolean {
  const timestamp = readTimestamp(time);
  return timestamp === undefined || isZeroTime(timestamp);
}

/** Returns whether a text is a time as the API writes it. */
export function isTime(text: string): boolean {
  return parseTimestamp(text) !== undefined;
}

/** Returns whether a value prints itself as a time that the API can hold; `false` for an invalid `Date`, which throws. */
export function canBeTime(value: unknown): boolean {
  return typeof value !== 'string' && readTimestamp(value) !== undefined;
}

/** Copies a map of texts, in which `null` is the empty text; returns `undefined` for a map without entries. */
export function readTextMap(value: unknown, reading: Reading): StringMap | undefined {
  if (value === null || value === undefined) return undefined;
  if (!isRecord(value)) {
    reading.broken = true;
    return undefined;
  }
  const keys = Object.keys(value);
  if (!takeItems(keys.length, reading)) return undefined;
  const map: StringMap = {};
  let isEmpty = true;
  for (const name of keys) {
    const entry = value[name];
    if (entry === undefined) continue;
    // Keys that differ only in lone surrogates become one; the last value stays.
    const key = toGoText(name);
    const text = readText(entry, reading) ?? '';
    if (key === '__proto__') setField(map, key, text);
    else map[key] = text;
    isEmpty = false;
  }
  return isEmpty ? undefined : map;
}

/** Returns a new list of what `readItem` returns for each item; `undefined` for `null`, absent and an empty list. */
export function readList<Item>(
  value: unknown,
  reading: Reading,
  readItem: (item: unknown, reading: Reading) => Item,
): Item[] | undefined {
  if (value === null || value === undefined) return undefined;
  const length = lengthOf(value, reading);
  if (length === 0) return undefined;
  const items: Item[] = [];
  for (let index = 0; index < length; index += 1) {
    items.push(readItem((value as readonly unknown[])[index], reading));
  }
  return items;
}

/**
 * Returns how many items of a list to read; 0, and the reading is broken, for a list that is too long and for any other
 * value. Call it once for each list: one that claims another length each time would never end.
 */
export function lengthOf(value: unknown, reading: Reading): number {
  if (Array.isArray(value)) {
    const { length } = value;
    if (takeItems(length, reading)) return length;
  }
  reading.broken = true;
  return 0;
}

/** Reads one text of a list; `null` there is the empty text. */
export function readTextItem(value: unknown, reading: Reading): string {
  return readText(value, reading) ?? '';
}

/**
 * Counts off items that will be read, and returns whether so many may be. A list longer than any request can hold is not
 * read at all.
 */
export function takeItems(count: number, reading: Reading): boolean {
  reading.itemsLeft -= count;
  if (reading.itemsLeft >= 0) return true;
  reading.broken = true;
  return false;
}

/** Levels of nesting that are read. */
const MAX_RAW_DEPTH = 100;
/** Fields of `fieldsV1` that can be stored: etcd takes 1.5 MiB, and each field is at least `"f:":{},`. */
const MAX_RAW_ITEMS = 196_608;

/**
 * Copies any JSON value. Cycles, deep nesting and more values than can be stored make the reading broken. `holders` are the
 * objects that hold the value.
 */
export function readRaw(value: unknown, reading: Reading, holders: ReadonlySet<object> = new Set()): unknown {
  // Text stays as it is, with lone surrogates: the API keeps the bytes of the request.
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (Number.isFinite(value)) return value;
  const isList = Array.isArray(value);
  if ((!isList && !isRecord(value)) || holders.size === MAX_RAW_DEPTH || holders.has(value)) {
    if (value !== undefined) reading.broken = true;
    return undefined;
  }
  const holdersWithin = new Set(holders).add(value);
  const keys = isList ? [] : Object.keys(value);
  const length = isList ? value.length : keys.length;
  reading.rawItemsLeft -= length;
  if (reading.rawItemsLeft < 0) {
    reading.broken = true;
    return undefined;
  }
  if (isList) {
    const items: unknown[] = [];
    for (let index = 0; index < length; index += 1) {
      items.push(readRaw((value as readonly unknown[])[index], reading, holdersWithin) ?? null);
    }
    return items;
  }
  const copy: { [key: string]: unknown } = {};
  for (const key of keys) {
    const field = readRaw(value[key], reading, holdersWithin);
    if (field !== undefined) setField(copy, key, field);
  }
  return copy;
}
