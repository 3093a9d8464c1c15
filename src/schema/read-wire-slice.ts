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

/** How a slice is read. */
export interface ReadOptions {
  /** Whether a field that the API does not know is an issue. */
  readonly strict: boolean;
  /** Whether the result is the caller's to keep: if not, its endpoints may be those of the input. */
  readonly copies: boolean;
}

/** A slice as far as it could be read, and why not further. */
export interface ReadSlice {
  readonly slice: DecodedSlice;
  readonly version: SliceVersion;
  /** What is wrong with the JSON itself, before any rule. */
  readonly issues: readonly ValidationIssue[];
}

/**
 * Reads any value as a slice, with defaults filled in. A value in order is read once, by hand; the schema is asked only
 * to explain what is wrong with the parts of another that could not be read.
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
    // By hand and by schema, a value that stays as it is reads the same (law: reading agrees with shape).
    shapeIssues.push(typeInvalid('', 'must be an object that stays as it is while it is read'));
  }
  return { ...decoded, issues: [...kindIssues, ...shapeIssues] };
}

/** Explains the slice without its endpoints, then each broken endpoint; the rest was in order. */
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
  // Of more endpoints than a slice may have the API server says nothing else either.
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

/** Rule issues that say something of their own: what follows from a field that could not be read is left out. */
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
    // A list or name that is too short, or there twice, may be so because something in it could not be read.
    if (type === 'Required') return !holdsUnread.has(path);
    return type !== 'Duplicate' || !holdsUnread.has('ports');
  });
}

/** The paths of everything that holds what is at a path, the whole object (`''`) among them. */
function ancestorsOf(path: string): string[] {
  const ancestors = [''];
  for (let index = 1; index < path.length; index += 1) {
    if (path[index] === '.' || path[index] === '[') ancestors.push(path.slice(0, index));
  }
  return ancestors;
}
