import type { ValidationIssue } from 'endpointslice/schema';
import type { Difference } from '../part.ts';

/** A field error as the reference program reports it. */
export interface ReportedError {
  readonly type: string;
  readonly field: string;
  readonly detail: string;
  /** Field and text. */
  readonly message: string;
}

/** What the reference says about one object. */
export interface Verdict {
  readonly errors: readonly ReportedError[];
  readonly warnings: readonly string[];
  /** The outcome of the whole way through the registry. */
  readonly rest: {
    readonly object: JsonObject | null;
    readonly error: {
      readonly code: number;
      readonly causes: readonly { readonly type: string; readonly field: string; readonly message: string }[];
    } | null;
    readonly warnings: readonly string[];
  };
}

export type JsonObject = { readonly [field: string]: unknown };

/** One line for each error, for comparison as multisets. */
export function errorLines(errors: readonly ReportedError[]): string[] {
  return errors.map(({ type, message, detail }) => `${type} ${message} <${detail}>`);
}

/** One line for each issue, in the same form. */
export function issueLines(issues: readonly ValidationIssue[]): string[] {
  return issues.map(({ type, path, message, detail }) => `${type} ${path}: ${message} <${detail}>`);
}

/** One line for each cause of a refusal. */
export function causeLines(
  causes: readonly { readonly type: string; readonly field: string; readonly message: string }[],
): string[] {
  return causes.map(({ type, field, message }) => `${type.replace(/^FieldValue/, '')} ${field}: ${message}`);
}

/** A line with the characters that Go's `%q` escapes when it has never heard of them. */
export function unescapedLine(line: string): string {
  return line.replaceAll(
    /\\u([0-9a-f]{4})|\\U([0-9a-f]{8})/g,
    (_, short: string | undefined, long: string | undefined) =>
      String.fromCodePoint(Number.parseInt(short ?? long ?? '', 16)),
  );
}

/** Lines of one side only, as differences; lists are multisets. */
export function compareLines(name: string, reference: readonly string[], ours: readonly string[]): Difference[] {
  const left = [...reference].sort();
  const right = [...ours].sort();
  const differences: Difference[] = [];
  let first = 0;
  let second = 0;
  while (first < left.length || second < right.length) {
    const theirs = left[first];
    const own = right[second];
    if (theirs === own) {
      first += 1;
      second += 1;
    } else if (own === undefined || (theirs !== undefined && theirs < own)) {
      differences.push({ path: name, reference: theirs, ours: undefined });
      first += 1;
    } else {
      differences.push({ path: name, reference: undefined, ours: own });
      second += 1;
    }
  }
  return differences;
}

/** The second of a time, in the forms that Go reads and `Date.parse` does not: `T3:04`, `,5`, an offset of 24 hours. */
function secondOf(text: string): number {
  const match = /^(\d+)-(\d+)-(\d+)T(\d+):(\d+):(\d+)(?:[.,]\d+)?(?:Z|([+-])(\d+):(\d+))$/.exec(text);
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = (match ?? []).slice(1, 7).map(Number);
  const date = new Date(Date.UTC(2000, 0, 1, hour, minute, second));
  date.setUTCFullYear(year, month - 1, day);
  const offset = (Number(match?.[8] ?? 0) * 60 + Number(match?.[9] ?? 0)) * 60;
  return date.getTime() / 1000 - (match?.[7] === '-' ? -offset : offset);
}

/** Go's zero time, which is printed as none. */
const ZERO_SECOND = -62_135_596_800;

const ALWAYS_PRINTED = new Set(['hints', 'targetRef']);
/** Fields that Go tells apart from absent even when they are empty text. */
const POINTERS = new Set(['hostname', 'nodeName', 'zone', 'protocol', 'appProtocol']);

/**
 * An object so that both sides print the same: nothing that the API prints only sometimes, times as instants. `path` is
 * where it is from; names of ports are pointers, those of other things are not.
 */
export function canonical(value: unknown, path = ''): unknown {
  if (Array.isArray(value)) {
    return value.length === 0 ? undefined : value.map((item) => canonical(item, `${path}[]`) ?? {});
  }
  const key = path.split('.').pop() ?? '';
  if (typeof value === 'string') {
    if (key === 'time' || key.endsWith('Timestamp'))
      return secondOf(value) === ZERO_SECOND ? undefined : secondOf(value);
    const isKept =
      value !== '' || POINTERS.has(key) || path.endsWith('ports[].name') || /(opology|labels|annotations)\./.test(path);
    return isKept ? value.replaceAll(/[\ud800-\udfff]/gu, '\ufffd') : undefined;
  }
  if (typeof value !== 'object' || value === null) return value === null || value === 0 ? undefined : value;
  const fields: { [key: string]: unknown } = {};
  for (const [name, field] of Object.entries(value)) {
    const kept = canonical(field, `${path}.${name}`);
    if (kept === undefined || name === '__proto__') continue;
    // A port number and a grace period are pointers too.
    fields[name.replaceAll(/[\ud800-\udfff]/gu, '\ufffd')] = kept;
  }
  for (const name of ['port', 'deletionGracePeriodSeconds']) {
    if ((value as JsonObject)[name] === 0) fields[name] = 0;
  }
  return Object.keys(fields).length > 0 || ALWAYS_PRINTED.has(key) ? fields : undefined;
}

/** Two objects, compared in canonical form with sorted keys. */
export function compareObjects(name: string, reference: unknown, ours: unknown): Difference[] {
  const [left, right] = [printSorted(canonical(reference)), printSorted(canonical(ours))];
  return left === right ? [] : [{ path: name, reference: left, ours: right }];
}

/**
 * Two objects as they are stored: what the API leaves out, empty text and all, ours must leave out too, and half characters
 * must be gone. Only what Go prints in several ways for the same is made one: `null`, no conditions, no items, times.
 */
export function compareStoredObjects(name: string, reference: unknown, ours: unknown): Difference[] {
  const [left, right] = [printSorted(storedForm(withoutNulls(reference))), printSorted(storedForm(ours))];
  return left === right ? [] : [{ path: name, reference: left, ours: right }];
}

/** Lists that the API prints with or without items. */
const ALWAYS_LISTS = new Set(['endpoints', 'ports', 'addresses']);

function storedForm(value: unknown, key = ''): unknown {
  if (typeof value === 'string') {
    return key === 'time' || key.endsWith('Timestamp') ? secondOf(value) : value;
  }
  if (Array.isArray(value)) {
    return value.length === 0 && ALWAYS_LISTS.has(key) ? undefined : value.map((item) => storedForm(item));
  }
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([name, field]) => [name, storedForm(field, name)] as const);
  if (entries.length === 0 && key === 'conditions') return undefined;
  // Assigned by `printSorted`'s reading of JSON, `__proto__` would be lost on one side only.
  return Object.fromEntries(entries.filter(([name, field]) => field !== undefined && name !== '__proto__'));
}

function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, field]) => field !== null)
      .map(([name, field]) => [name, withoutNulls(field)]),
  );
}

function printSorted(value: unknown): string {
  return JSON.stringify(value, (_, field: unknown) => {
    if (typeof field !== 'object' || field === null || Array.isArray(field)) return field;
    return Object.fromEntries(Object.entries(field).sort(([left], [right]) => (left < right ? -1 : 1)));
  });
}
