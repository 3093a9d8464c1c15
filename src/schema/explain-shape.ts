import type * as z from 'zod';
import { describeValue, formatPath } from '../internal/invariant.ts';
import { isPlainObject } from '../internal/plain-object.ts';
import { required, typeInvalid, unknownField, type ValidationIssue } from './issue.ts';
import { isUnreadable } from './snapshot.ts';

/**
 * What `input`, a snapshot, is not that its shape asks for, in the order of the shape; nothing if it fits. `prefix` is
 * where in the whole object it was found.
 */
export function explainShape(
  shape: z.ZodType,
  input: unknown,
  prefix: readonly (string | number)[] = [],
): ValidationIssue[] {
  const parsed = shape.safeParse(input);
  if (parsed.success) return [];
  return parsed.error.issues.flatMap((issue) => {
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => unknownField(pathOf([...prefix, ...issue.path, key])));
    }
    const value = valueAt(input, issue.path);
    const path = pathOf([...prefix, ...issue.path]);
    // Where absent is allowed there is no issue about it.
    if (value === undefined || value === null) return [required(path, issue.message)];
    const got = isUnreadable(value) ? 'a value that cannot be read' : describeValue(value);
    return [typeInvalid(path, `${issue.message}, got ${got}`)];
  });
}

function pathOf(path: readonly PropertyKey[]): string {
  return formatPath(path.map((step) => (typeof step === 'symbol' ? String(step) : step)));
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  let value = input;
  for (const step of path) {
    if (Array.isArray(value) && typeof step === 'number') value = value[step];
    else if (isPlainObject(value) && typeof step === 'string' && Object.hasOwn(value, step)) value = value[step];
    else return undefined;
  }
  return value;
}
