import type { ValidationIssue } from '../decode/issue.ts';
import { enter } from '../internal/door.ts';
import type { Path } from '../internal/invariant.ts';
import { expectObject, expectText } from '../internal/expect.ts';

/** The parts of an issue that are printed. */
export type PrintedIssue = Pick<ValidationIssue, 'path' | 'message'>;

/**
 * Formats an issue as one line, as the API server prints it: the field, a colon and the message; the message alone if the
 * issue is about the whole object.
 *
 * @throws TypeError if path or message is not a string
 * @see k8s.io/apimachinery field.Error.Error
 * @example
 * validateEndpointSlice({ addressType: 'IPv4', metadata: { name: 'web-1' } }).map(formatIssue)
 * // => ['metadata.namespace: Required value']
 */
export function formatIssue(issue: PrintedIssue): string {
  return enter('formatIssue', () => printIssue(issue, ['issue']));
}

/** Prints an issue; `place` is where the caller gave it. */
export function printIssue(issue: PrintedIssue, place: Path): string {
  const { path, message } = expectObject(issue, place);
  const lead = expectText(path, [...place, 'path']);
  const text = expectText(message, [...place, 'message']);
  return lead === '' ? text : `${lead}: ${text}`;
}
