import type { SliceVersion } from '../decode/decode-endpoints.ts';
import { decodeSlice } from '../decode/decode-slice.ts';
import type { DecodedSlice } from '../decode/decoded-slice.ts';
import { notSupported, typeInvalid, type ValidationIssue } from '../decode/issue.ts';
import { type Reading, startReading } from '../decode/read-fields.ts';
import { type Snapshots, startSnapshots } from '../decode/snapshot.ts';
import { isPlainObject } from '../internal/plain-object.ts';
import { MAX_ENDPOINTS_PER_SLICE } from '../model/limits.ts';
import { defaultPort } from '../request/default-slice.ts';
import { explainShape } from './explain-shape.ts';
import { sliceShapes } from './shapes.ts';

/** Options of `readWireSlice`. */
export interface ReadOptions {
  /** Whether a field that the API does not know is an issue. */
  readonly strict: boolean;
  /** Whether the result belongs to the caller; if not, its endpoints may be those of the input. */
  readonly copies: boolean;
}

/** A slice as far as it could be read, with the issues for the rest. */
export interface ReadSlice {
  readonly slice: DecodedSlice;
  readonly version: SliceVersion;
  /** Issues with the JSON itself, before any rule. */
  readonly issues: readonly ValidationIssue[];
}

/**
 * Reads any value as a slice, with defaults filled in. A valid value is read once, by hand; the schema is used only to
 * explain the parts of other values that could not be read.
 */
export function readWireSlice(input: unknown, options: ReadOptions): ReadSlice {
  const read = readSafely(input, options);
  for (const port of read.slice.ports) defaultPort(port);
  return read;
}

function readSafely(input: unknown, options: ReadOptions): ReadSlice {
  const snapshots = startSnapshots();
  try {
    return readValue(input, options, snapshots);
  } catch {
    // A getter or a proxy threw: a snapshot has a mark in its place.
    return readValue(snapshots.take(input), options, snapshots);
  }
}

function readValue(input: unknown, options: ReadOptions, snapshots: Snapshots): ReadSlice {
  const reading = startReading(options);
  const decoded = decodeSlice(input, reading);
  const kindIssues = checkKind(decoded.slice);
  if (!reading.broken) return { ...decoded, issues: kindIssues };
  const shapeIssues = explainBrokenParts(input, decoded.version, reading, snapshots);
  if (shapeIssues.length === 0) {
    // The reader and the schema agree on every value that stays as it is (law: reading agrees with shape).
    shapeIssues.push(typeInvalid('', 'must be an object that stays as it is while it is read'));
  }
  return { ...decoded, issues: [...kindIssues, ...shapeIssues] };
}

/** Explains the slice without its endpoints, then each broken endpoint; the rest is valid. */
function explainBrokenParts(
  input: unknown,
  version: SliceVersion,
  reading: Reading,
  snapshots: Snapshots,
): ValidationIssue[] {
  const shapes = sliceShapes(version, reading.strict);
  const endpoints = isPlainObject(input) ? input['endpoints'] : undefined;
  const isList = Array.isArray(endpoints) && reading.itemsLeft >= 0;
  const issues = explainShape(shapes.slice, snapshots.take(isList ? { ...(input as object), endpoints: [] } : input));
  if (!isList) return issues;
  // The API server too reports nothing on endpoints beyond the most that a slice may have.
  const broken = reading.brokenEndpoints.slice(0, MAX_ENDPOINTS_PER_SLICE);
  const endpointIssues = explainShape(
    shapes.endpoints,
    broken.map((index) => snapshots.take(endpoints[index])),
    ([position, ...path]) => ['endpoints', broken[position as number] as number, ...path],
  );
  return [...issues, ...endpointIssues];
}

const API_VERSIONS = ['discovery.k8s.io/v1', 'discovery.k8s.io/v1beta1'];

function checkKind({ apiVersion = '', kind = '' }: DecodedSlice): ValidationIssue[] {
  const issues: ValidationIssue[] = [];
  if (apiVersion !== '' && !API_VERSIONS.includes(apiVersion)) {
    issues.push(notSupported('apiVersion', apiVersion, API_VERSIONS));
  }
  if (kind !== '' && kind !== 'EndpointSlice') issues.push(notSupported('kind', kind, ['EndpointSlice']));
  return issues;
}

/** Returns the rule issues that add something: leaves out those that follow from a field that could not be read. */
export function withoutConsequences(
  issues: readonly ValidationIssue[],
  shapeIssues: readonly ValidationIssue[],
): readonly ValidationIssue[] {
  const unread = new Set<string>();
  const holdsUnread = new Set<string>();
  for (const { type, path } of shapeIssues) {
    if (type === 'UnknownField') continue;
    unread.add(path);
    for (const ancestor of ancestorsOf(path)) holdsUnread.add(ancestor);
  }
  if (unread.size === 0) return issues;
  return issues.filter(({ type, path }) => {
    if (unread.has(path) || ancestorsOf(path).some((ancestor) => unread.has(ancestor))) return false;
    // A list or name that is too short or repeated may only be so because a part of it could not be read.
    if (type === 'Required') return !holdsUnread.has(path);
    return type !== 'Duplicate' || !holdsUnread.has('ports');
  });
}

/** Returns the paths of everything that holds the value at a path, including the whole object (`''`). */
function ancestorsOf(path: string): string[] {
  const ancestors = [''];
  for (let index = 1; index < path.length; index += 1) {
    if (path[index] === '.' || path[index] === '[') ancestors.push(path.slice(0, index));
  }
  return ancestors;
}
