/** Issues of validation, one function for each type of issue. */

import { printGoJson, quoteGo } from '../internal/go-text.ts';

/** What is wrong, in the words of Kubernetes' field errors; the last two are for input that is no such object at all. */
export type IssueType =
  | 'Required'
  | 'Invalid'
  | 'Duplicate'
  | 'NotSupported'
  | 'Forbidden'
  | 'TooMany'
  | 'TooLong'
  | 'InternalError'
  /** The value has another JSON type than the field, or is a time that cannot be read. */
  | 'TypeInvalid'
  /** The API has no such field; reported in strict mode only. */
  | 'UnknownField';

/** One thing that is wrong with an object. */
export interface ValidationIssue {
  readonly type: IssueType;
  /** The field, as Kubernetes prints it: `endpoints[3].addresses[0]`; `''` for the whole. */
  readonly path: string;
  /** The value at fault, where the API server names it too. Never an object of the input. */
  readonly value?: unknown;
  /** Why, without the value; may be empty. */
  readonly detail: string;
  /** The API server's own text for this: kind of error, value, detail. */
  readonly message: string;
}

/**
 * Issues that are reported of one list or map, besides those about it as a whole. More are of use to nobody, and a request
 * has room for a million items.
 */
export const MAX_ISSUES_OF_LIST = 1000;

function makeIssue(type: IssueType, path: string, detail: string, lead: string): ValidationIssue {
  return { type, path, detail, message: detail === '' ? lead : `${lead}: ${detail}` };
}

function makeValueIssue(
  type: IssueType,
  path: string,
  lead: string,
  value: unknown,
  printed: string,
  detail: string,
): ValidationIssue {
  const text = `${lead}: ${printed}`;
  return { type, path, value, detail, message: detail === '' ? text : `${text}: ${detail}` };
}

export function required(path: string, detail: string): ValidationIssue {
  return makeIssue('Required', path, detail, 'Required value');
}

export function invalid(path: string, value: string | number, detail: string): ValidationIssue {
  return makeValueIssue('Invalid', path, 'Invalid value', value, printSimple(value), detail);
}

/** `Invalid` of a value that Go prints as JSON (lists, objects, text of a named type), or that is printed already. */
export function invalidJson(path: string, value: unknown, detail: string, printed?: string): ValidationIssue {
  return makeValueIssue('Invalid', path, 'Invalid value', value, printed ?? printGoJson(value), detail);
}

export function duplicate(path: string, value: string): ValidationIssue {
  return makeValueIssue('Duplicate', path, 'Duplicate value', value, quoteGo(value), '');
}

/** `Duplicate` of a value that upstream holds by pointer, and so prints as JSON. */
export function duplicateJson(path: string, value: string): ValidationIssue {
  return makeValueIssue('Duplicate', path, 'Duplicate value', value, printGoJson(value), '');
}

export function notSupported(path: string, value: string, supported: readonly string[]): ValidationIssue {
  const detail = `supported values: ${supported.map(quoteGo).join(', ')}`;
  return makeValueIssue('NotSupported', path, 'Unsupported value', value, printGoJson(value), detail);
}

export function forbidden(path: string, detail: string): ValidationIssue {
  return makeIssue('Forbidden', path, detail, 'Forbidden');
}

export function tooMany(path: string, count: number, maximum: number): ValidationIssue {
  const detail = `must have at most ${maximum} items`;
  return makeValueIssue('TooMany', path, 'Too many', count, String(count), detail);
}

export function tooLong(path: string, maximum: number): ValidationIssue {
  return makeIssue('TooLong', path, `may not be more than ${maximum} bytes`, 'Too long');
}

export function internalError(path: string, detail: string): ValidationIssue {
  return makeIssue('InternalError', path, detail, 'Internal error');
}

export function typeInvalid(path: string, detail: string): ValidationIssue {
  return makeIssue('TypeInvalid', path, detail, 'Invalid value');
}

export function unknownField(path: string): ValidationIssue {
  return { type: 'UnknownField', path, detail: '', message: `unknown field ${quoteGo(path)}` };
}

function printSimple(value: string | number): string {
  return typeof value === 'string' ? quoteGo(value) : String(value);
}
