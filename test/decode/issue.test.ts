import type { ValidationIssue } from 'endpointslice/schema';
import { describe, expect, test } from 'vitest';
import {
  duplicate,
  duplicateJson,
  forbidden,
  internalError,
  invalid,
  invalidJson,
  notSupported,
  required,
  tooLong,
  tooMany,
  typeInvalid,
  unknownField,
} from '../../src/decode/issue.ts';

describe('an issue', () => {
  test.each<readonly [made: ValidationIssue, expected: ValidationIssue]>([
    [required('a.b', ''), { type: 'Required', path: 'a.b', detail: '', message: 'Required value' }],
    [required('a.b', 'why'), { type: 'Required', path: 'a.b', detail: 'why', message: 'Required value: why' }],
    [
      invalid('a', '<\t', 'why'),
      { type: 'Invalid', path: 'a', value: '<\t', detail: 'why', message: 'Invalid value: "<\\t": why' },
    ],
    [invalid('a', -1, ''), { type: 'Invalid', path: 'a', value: -1, detail: '', message: 'Invalid value: -1' }],
    [
      invalidJson('a', { b: '<' }, 'why'),
      { type: 'Invalid', path: 'a', value: { b: '<' }, detail: 'why', message: 'Invalid value: {"b":"\\u003c"}: why' },
    ],
    [
      invalidJson('a', [1], 'why', 'printed'),
      { type: 'Invalid', path: 'a', value: [1], detail: 'why', message: 'Invalid value: printed: why' },
    ],
    [duplicate('a', '<'), { type: 'Duplicate', path: 'a', value: '<', detail: '', message: 'Duplicate value: "<"' }],
    [
      duplicateJson('a', '<'),
      { type: 'Duplicate', path: 'a', value: '<', detail: '', message: 'Duplicate value: "\\u003c"' },
    ],
    [
      notSupported('a', '<', ['x', 'y']),
      {
        type: 'NotSupported',
        path: 'a',
        value: '<',
        detail: 'supported values: "x", "y"',
        message: 'Unsupported value: "\\u003c": supported values: "x", "y"',
      },
    ],
    [forbidden('a', 'why'), { type: 'Forbidden', path: 'a', detail: 'why', message: 'Forbidden: why' }],
    [
      tooMany('a', 7, 5),
      {
        type: 'TooMany',
        path: 'a',
        value: 7,
        detail: 'must have at most 5 items',
        message: 'Too many: 7: must have at most 5 items',
      },
    ],
    [
      tooLong('a', 5),
      {
        type: 'TooLong',
        path: 'a',
        detail: 'may not be more than 5 bytes',
        message: 'Too long: may not be more than 5 bytes',
      },
    ],
    [internalError('a', 'why'), { type: 'InternalError', path: 'a', detail: 'why', message: 'Internal error: why' }],
    [typeInvalid('a', 'why'), { type: 'TypeInvalid', path: 'a', detail: 'why', message: 'Invalid value: why' }],
    [unknownField('a<'), { type: 'UnknownField', path: 'a<', detail: '', message: 'unknown field "a<"' }],
  ])('is %j', (made, expected) => {
    expect(made).toStrictEqual(expected);
  });
});
