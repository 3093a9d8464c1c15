/** Makes the issues of validation, with one function for each type of issue. */

import { printGoJson, quoteGo } from '../internal/go-text.ts';

/**
 * The type of a fault, as in Kubernetes' field errors; the last two are for input that does not have the form of the object.
 */
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

/** One fault in an object. */
export interface ValidationIssue {
  /** The kind of fault. */
  readonly type: IssueType;
  /** The field, as Kubernetes prints it (`endpoints[3].addresses[0]`); `''` for the whole object. */
  readonly path: string;
  /** The faulty value, where the API server names it too. Never an object of the input. */
  readonly value?: unknown;
  /** The reason, without the value; may be empty. */
  readonly detail: string;
  /** The API server's own text for the fault: kind of error, value, detail. */
  readonly message: string;
}

/**
 * The most issues that are reported for the items of one list or map. A request has room for a million items, and nobody
 * reads that many issues.
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

/** Returns a `Required` issue. */
export function required(path: string, detail: string): ValidationIssue {
  return makeIssue('Required', path, detail, 'Required value');
}

/** Returns an `Invalid` issue for a text or a number. */
export function invalid(path: string, value: string | number, detail: string): ValidationIssue {
  return makeValueIssue('Invalid', path, 'Invalid value', value, printSimple(value), detail);
}

/**
 * Returns an `Invalid` issue for a value that Go prints as JSON (lists, objects, text of a named type), or that is printed
 * already.
 */
export function invalidJson(path: string, value: unknown, detail: string, printed?: string): ValidationIssue {
  return makeValueIssue('Invalid', path, 'Invalid value', value, printed ?? printGoJson(value), detail);
}

/** Returns a `Duplicate` issue. */
export function duplicate(path: string, value: string): ValidationIssue {
  return makeValueIssue('Duplicate', path, 'Duplicate value', value, quoteGo(value), '');
}

/** Returns a `Duplicate` issue for a value that upstream holds by pointer, and so prints as JSON. */
export function duplicateJson(path: string, value: string): ValidationIssue {
  return makeValueIssue('Duplicate', path, 'Duplicate value', value, printGoJson(value), '');
}

/** Returns a `NotSupported` issue that lists the supported values. */
export function notSupported(path: string, value: string, supported: readonly string[]): ValidationIssue {
  const detail = `supported values: ${supported.map(quoteGo).join(', ')}`;
  return makeValueIssue('NotSupported', path, 'Unsupported value', value, printGoJson(value), detail);
}

/** Returns a `Forbidden` issue. */
export function forbidden(path: string, detail: string): ValidationIssue {
  return makeIssue('Forbidden', path, detail, 'Forbidden');
}

/** Returns a `TooMany` issue for a list with more items than `maximum`. */
export function tooMany(path: string, count: number, maximum: number): ValidationIssue {
  const detail = `must have at most ${maximum} items`;
  return makeValueIssue('TooMany', path, 'Too many', count, String(count), detail);
}

/** Returns a `TooLong` issue for a text of more bytes than `maximum`. */
export function tooLong(path: string, maximum: number): ValidationIssue {
  return makeIssue('TooLong', path, `may not be more than ${maximum} bytes`, 'Too long');
}

/** Returns an `InternalError` issue. */
export function internalError(path: string, detail: string): ValidationIssue {
  return makeIssue('InternalError', path, detail, 'Internal error');
}

/** Returns a `TypeInvalid` issue. */
export function typeInvalid(path: string, detail: string): ValidationIssue {
  return makeIssue('TypeInvalid', path, detail, 'Invalid value');
}

/** Returns an `UnknownField` issue. */
export function unknownField(path: string): ValidationIssue {
  return { type: 'UnknownField', path, detail: '', message: `unknown field ${quoteGo(path)}` };
}

function printSimple(value: string | number): string {
  return typeof value === 'string' ? quoteGo(value) : String(value);
}
