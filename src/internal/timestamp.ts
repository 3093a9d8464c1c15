/** Reads, prints and compares points in time as Go does. */

import { type Path, wrongType } from './invariant.ts';

/** A point in time, exact to the nanosecond. */
export interface Timestamp {
  /** Since 1970-01-01T00:00:00Z. */
  readonly seconds: number;
  /** From 0 to 999,999,999. */
  readonly nanoseconds: number;
}

const RFC_3339 = /^(\d{4})-(\d\d)-(\d\d)T(\d\d?):(\d\d):(\d\d)(?:[.,](\d{1,9})\d*)?(?:Z|([+-])(\d\d):(\d\d))$/;

/** 0000-01-01T00:00:00Z and 9999-12-31T23:59:59Z. */
const FIRST_SECOND = -62_167_219_200;
const LAST_SECOND = 253_402_300_799;
/** 0001-01-01T00:00:00Z. */
const GO_ZERO_SECOND = -62_135_596_800;

/**
 * Reads RFC 3339 text as Go's `time.Parse(time.RFC3339, …)` does; returns `undefined` for any other text. Drops digits
 * beyond nanoseconds. As in Go, an hour of one digit, a comma before the fraction and an offset of 24:60 are allowed.
 */
export function parseTimestamp(text: string): Timestamp | undefined {
  const match = RFC_3339.exec(text);
  if (match === null) return undefined;
  const part = (group: number): number => Number(match[group] ?? 0);
  const [year, month, day, hour, minute, second] = [part(1), part(2), part(3), part(4), part(5), part(6)];
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  // A day that the month does not have is one of another month.
  if (date.getUTCMonth() !== month - 1) return undefined;
  if (hour > 23 || minute > 59 || second > 59 || part(9) > 24 || part(10) > 60) return undefined;
  const offset = (part(9) * 60 + part(10)) * 60 * (match[8] === '-' ? -1 : 1);
  const seconds = date.getTime() / 1000 + (hour * 60 + minute) * 60 + second - offset;
  // An offset can lead out of the years that have four digits.
  if (seconds < FIRST_SECOND || seconds > LAST_SECOND) return undefined;
  return {
    seconds,
    nanoseconds: Number((match[7] ?? '').padEnd(9, '0')),
  };
}

/** Reads a time as callers hold it, text or `Date`; returns `undefined` for any other value. Never throws. */
export function readTimestamp(time: unknown): Timestamp | undefined {
  const text = timeText(time);
  return text === undefined ? undefined : parseTimestamp(text);
}

/**
 * Returns whether a time is 0001-01-01T00:00:00Z: Go's zero time, which the reference treats as no time.
 *
 * @see Go time.Time.IsZero
 */
export function isZeroTime({ seconds, nanoseconds }: Timestamp): boolean {
  return seconds === GO_ZERO_SECOND && nanoseconds === 0;
}

/** Throws unless `time` is a time as callers hold it, text or `Date`; returns the point in time. */
export function expectTimestamp(time: unknown, path: Path): Timestamp {
  const timestamp = readTimestamp(time);
  if (timestamp === undefined) throw wrongType(path, 'an RFC 3339 time', time);
  return timestamp;
}

function timeText(time: unknown): string | undefined {
  if (typeof time === 'string') return time;
  if (typeof time !== 'object' || time === null) return undefined;
  try {
    if (!('toISOString' in time) || typeof time.toISOString !== 'function') return undefined;
    const text = (time as { toISOString(): unknown }).toISOString();
    return typeof text === 'string' ? text : undefined;
  } catch {
    // An invalid Date has no text, and a getter or proxy may throw.
    return undefined;
  }
}

/**
 * Prints a time as Go does: in UTC, with the fraction without trailing zeros, or without a fraction if it is zero (rule
 * 0.2.3).
 */
export function formatTimestamp({ seconds, nanoseconds }: Timestamp): string {
  const whole = new Date(seconds * 1000).toISOString().slice(0, 19);
  const fraction = String(nanoseconds).padStart(9, '0').replace(/0+$/, '');
  return fraction === '' ? `${whole}Z` : `${whole}.${fraction}Z`;
}

/** Orders times, earlier first. */
export function compareTimestamps(left: Timestamp, right: Timestamp): number {
  return left.seconds - right.seconds || left.nanoseconds - right.nanoseconds;
}
