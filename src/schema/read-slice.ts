import { describeValue } from '../internal/invariant.ts';
import { defaultPort } from '../request/defaults.ts';
import { decodeSlice, type SliceVersion } from './decode.ts';
import type { DecodedSlice } from './decoded.ts';
import { explainShape } from './explain-shape.ts';
import { notSupported, typeInvalid, type ValidationIssue } from './issue.ts';
import { startReading } from './read-fields.ts';
import { endpointSliceShape } from './shapes.ts';
import { takeSnapshot } from './snapshot.ts';

/** A slice as far as it could be read, and why not further. */
export interface ReadSlice {
  readonly slice: DecodedSlice;
  readonly version: SliceVersion;
  /** What is wrong with the JSON itself, before any rule. */
  readonly issues: readonly ValidationIssue[];
}

/**
 * Reads any value as a slice, with defaults filled in. A value in order is read once, by hand; the schema is asked only
 * to explain what is wrong with another.
 */
export function readSlice(input: unknown, strict: boolean): ReadSlice {
  const read = readOnce(input, strict) ?? readWithIssues(input, strict);
  for (const port of read.slice.ports) defaultPort(port);
  return read;
}

function readOnce(input: unknown, strict: boolean): ReadSlice | undefined {
  try {
    const reading = startReading(strict);
    const decoded = decodeSlice(input, reading);
    if (reading.broken) return undefined;
    return { ...decoded, issues: checkKind(decoded.slice) };
  } catch {
    // A getter or a proxy threw. The snapshot finds out which.
    return undefined;
  }
}

function readWithIssues(input: unknown, strict: boolean): ReadSlice {
  const snapshot = takeSnapshot(input);
  const reading = startReading(strict);
  const decoded = decodeSlice(snapshot, reading);
  const kindIssues = checkKind(decoded.slice);
  if (!reading.broken) return { ...decoded, issues: kindIssues };
  const shapeIssues = explainShape(endpointSliceShape(decoded.version, strict), snapshot);
  if (shapeIssues.length === 0) {
    // The two readings of one value agree on everything else (law: reading agrees with shape).
    shapeIssues.push(typeInvalid('', `must be an object of JSON values, got ${describeValue(snapshot)}`));
  }
  return { ...decoded, issues: [...kindIssues, ...shapeIssues] };
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

/**
 * Rule issues that say something of their own: what follows from a field that could not be read is left out.
 */
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
    if (unread.has(path) || holdsUnread.has(path) || ancestorsOf(path).some((ancestor) => unread.has(ancestor))) return false;
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
