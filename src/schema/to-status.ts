import type { IssueType, ValidationIssue } from '../decode/issue.ts';
import { printIssue } from './format-issue.ts';
import { enter } from '../internal/door.ts';
import { expectArray, expectObject, expectText } from '../internal/expect.ts';
import { outOfRange, type Path } from '../internal/invariant.ts';

/** One cause of a refusal. */
export interface StatusCause {
  /** The API's name for the type of the issue, such as `FieldValueInvalid`. */
  readonly reason: string;
  /** The text of the issue. */
  readonly message: string;
  /** The field, as in the path of the issue. */
  readonly field: string;
}

/** A refusal as the API server sends it: the part of `meta/v1` Status that an invalid object fills. */
export interface Status {
  readonly apiVersion: 'v1';
  readonly kind: 'Status';
  /** Always empty. */
  readonly metadata: { readonly [field: string]: never };
  readonly status: 'Failure';
  /** All causes in one text. */
  readonly message: string;
  readonly reason: 'Invalid';
  readonly details: {
    /** The name of the refused object. */
    readonly name: string;
    /** Absent for the core group. */
    readonly group?: string;
    /** The kind of the refused object. */
    readonly kind: string;
    /** In the order of the issues. */
    readonly causes: readonly StatusCause[];
  };
  readonly code: 422;
}

/** The object that was refused. */
export interface RefusedObject {
  /** Its name; default `''`. */
  readonly name?: string | undefined;
  /** Its kind; default `'EndpointSlice'`. */
  readonly kind?: string | undefined;
  /** The API group, `''` for the core group; default `'discovery.k8s.io'`. */
  readonly group?: string | undefined;
}

/** The API's name for each type of issue. A field that the API does not know is an invalid value. */
const REASONS: { readonly [Type in IssueType]: string } = {
  Required: 'FieldValueRequired',
  Invalid: 'FieldValueInvalid',
  Duplicate: 'FieldValueDuplicate',
  NotSupported: 'FieldValueNotSupported',
  Forbidden: 'FieldValueForbidden',
  TooMany: 'FieldValueTooMany',
  TooLong: 'FieldValueTooLong',
  InternalError: 'InternalError',
  TypeInvalid: 'FieldValueTypeInvalid',
  UnknownField: 'FieldValueInvalid',
};

/**
 * Returns the Status with which the API server refuses an object, for the `status` of an AdmissionResponse or the body of an
 * answer with code 422. Causes are in the order of the issues; the message contains each text once. The Status is a new
 * object.
 *
 * The API server refuses JSON that does not have the form of its kind with code 400 and one text; here its issues are causes
 * like all others. Cost: O(n) for n issues.
 *
 * @throws TypeError if an issue is invalid, RangeError if its type is unknown
 * @see k8s.io/apimachinery errors.NewInvalid
 * @example
 * const parsed = parseEndpointSlice({ metadata: { name: 'web-1', namespace: 'shop' } });
 * if (parsed.ok) throw new Error('has no address type');
 * toStatus(parsed.issues, { name: 'web-1' }).message
 * // => 'EndpointSlice.discovery.k8s.io "web-1" is invalid: addressType: Required value'
 */
export function toStatus(issues: readonly ValidationIssue[], refused: RefusedObject = {}): Status {
  return enter('toStatus', () => {
    const given = expectObject(refused, ['refused']);
    const name = expectText(given.name ?? '', ['refused', 'name']);
    const kind = expectText(given.kind ?? 'EndpointSlice', ['refused', 'kind']);
    const group = expectText(given.group ?? 'discovery.k8s.io', ['refused', 'group']);
    const causes: StatusCause[] = [];
    const texts = new Set<string>();
    for (const [index, issue] of expectArray(issues, ['issues']).entries()) {
      const place = ['issues', index];
      texts.add(printIssue(issue, place));
      causes.push({ reason: reasonOf(issue.type, [...place, 'type']), message: issue.message, field: issue.path });
    }
    const said = [...texts].join(', ');
    const qualifiedKind = group === '' ? kind : `${kind}.${group}`;
    return {
      apiVersion: 'v1',
      kind: 'Status',
      metadata: {},
      status: 'Failure',
      message: `${qualifiedKind} ${JSON.stringify(name)} is invalid: ${texts.size === 1 ? said : `[${said}]`}`,
      reason: 'Invalid',
      details: { name, ...(group !== '' && { group }), kind, causes },
      code: 422,
    };
  });
}

function reasonOf(type: IssueType, place: Path): string {
  if (typeof type === 'string' && Object.hasOwn(REASONS, type)) return REASONS[type];
  throw outOfRange(place, 'the type of an issue', type);
}
