import type * as z from 'zod';
import { describeValue, formatPath } from '../internal/invariant.ts';
import { isPlainObject } from '../internal/plain-object.ts';
import { required, typeInvalid, unknownField, type ValidationIssue } from '../decode/issue.ts';
import { isUnreadable } from '../decode/snapshot.ts';

/** The place of a value in an object that is read field by field. */
type ValuePath = readonly PropertyKey[];

/**
 * Explains where `input`, a snapshot, differs from its shape, in the order of the shape; returns an empty list if it fits.
 * If `input` is a part of an object, `toPath` returns the path in the whole object.
 */
export function explainShape(
  shape: z.ZodType,
  input: unknown,
  toPath: (path: ValuePath) => ValuePath = (path) => path,
): ValidationIssue[] {
  const parsed = shape.safeParse(input);
  if (parsed.success) return [];
  return parsed.error.issues.flatMap((issue) => {
    if (issue.code === 'unrecognized_keys') {
      const holder = pathOf(toPath(issue.path));
      // The server prints the name as it is, whatever it contains.
      return issue.keys.map((key) => unknownField(holder === '' ? key : `${holder}.${key}`));
    }
    const value = valueAt(input, issue.path);
    const path = pathOf(toPath(issue.path));
    // A shape that allows absent reports no issue for it.
    if (value === undefined || value === null) return [required(path, issue.message)];
    const got = isUnreadable(value) ? 'a value that cannot be read' : describeValue(value);
    return [typeInvalid(path, `${issue.message}, got ${got}`)];
  });
}

function pathOf(path: ValuePath): string {
  return formatPath(path.map((step) => (typeof step === 'symbol' ? String(step) : step)));
}

function valueAt(input: unknown, path: ValuePath): unknown {
  let value = input;
  for (const step of path) {
    if (Array.isArray(value) && typeof step === 'number') value = value[step];
    else if (isPlainObject(value) && typeof step === 'string' && Object.hasOwn(value, step)) value = value[step];
    else return undefined;
  }
  return value;
}
