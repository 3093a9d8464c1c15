import { formatIssue, parseEndpointSlice, toStatus, validateEndpointSlice } from 'endpointslice/schema';
import { describe, expect, test } from 'vitest';
import { readRecordedAnswers } from '../support/validation-recordings.ts';
import { sliceWith, sliceWithMetadata } from '../support/issues-of.ts';

describe('formatIssue', () => {
  test('prints the field, a colon and the message', () => {
    expect(validateEndpointSlice(sliceWith({ addressType: 'IPv5' })).map(formatIssue)).toEqual([
      'addressType: Unsupported value: "IPv5": supported values: "FQDN", "IPv4", "IPv6"',
    ]);
  });

  test('prints the message alone of an issue about the whole object', () => {
    expect(validateEndpointSlice(5).map(formatIssue)[0]).toMatch(/^Invalid value: must be an object, got 5$/);
  });

  test.each<[unknown, string]>([
    [5, 'issue must be an object, got 5'],
    [{ message: '' }, 'issue.path must be a string, got undefined'],
    [{ path: '', message: 5 }, 'issue.message must be a string, got 5'],
  ])('refuses %j', (issue, refusal) => {
    expect(() => formatIssue(issue as never)).toThrow(`formatIssue: ${refusal}`);
  });
});

describe('toStatus', () => {
  test('has the causes that a real API server gave, reasons and texts included', () => {
    let causeCount = 0;
    for (const { input, causes = [], status } of readRecordedAnswers()) {
      if (status !== 422 || input.metadata.generateName !== undefined) continue;
      const issues = validateEndpointSlice(input, { kubernetes: '1.36' });
      const lines = (list: readonly { reason: string; field: string; message: string }[]): string[] =>
        list.map(({ reason, field, message }) => `${reason} ${field} ${message}`).sort();
      expect(lines(toStatus(issues).details.causes)).toEqual(lines(causes));
      causeCount += causes.length;
    }
    expect(causeCount).toBeGreaterThan(1000);
  });

  test('is what an AdmissionResponse takes', () => {
    const parsed = parseEndpointSlice(sliceWith({ ports: [{ name: 'A' }], endpoints: [{ addresses: [] }] }));
    if (parsed.ok) throw new Error('is invalid');
    expect(toStatus(parsed.issues, { name: 'web-1' })).toEqual({
      apiVersion: 'v1',
      kind: 'Status',
      metadata: {},
      status: 'Failure',
      reason: 'Invalid',
      message: `EndpointSlice.discovery.k8s.io "web-1" is invalid: [${parsed.issues.map(formatIssue).join(', ')}]`,
      details: {
        name: 'web-1',
        group: 'discovery.k8s.io',
        kind: 'EndpointSlice',
        causes: parsed.issues.map(({ path, message }, index) => ({
          reason: index === 0 ? 'FieldValueInvalid' : 'FieldValueRequired',
          field: path,
          message,
        })),
      },
      code: 422,
    });
  });

  test('says one issue without brackets, and a text that is there twice once', () => {
    const [issue] = validateEndpointSlice(sliceWithMetadata({ name: 'A' }));
    if (issue === undefined) throw new Error('is invalid');
    const text = `Endpoints "x" is invalid: ${formatIssue(issue)}`;
    expect(toStatus([issue], { name: 'x', kind: 'Endpoints', group: '' }).message).toBe(text);
    const twice = toStatus([issue, issue], { name: 'x', kind: 'Endpoints', group: '' });
    expect([twice.message, twice.details.causes.length, 'group' in twice.details]).toEqual([text, 2, false]);
  });

  test.each([
    ['Required', 'FieldValueRequired'],
    ['Invalid', 'FieldValueInvalid'],
    ['Duplicate', 'FieldValueDuplicate'],
    ['NotSupported', 'FieldValueNotSupported'],
    ['Forbidden', 'FieldValueForbidden'],
    ['TooMany', 'FieldValueTooMany'],
    ['TooLong', 'FieldValueTooLong'],
    ['InternalError', 'InternalError'],
    ['TypeInvalid', 'FieldValueTypeInvalid'],
    ['UnknownField', 'FieldValueInvalid'],
  ] as const)('has for %s the reason %s', (type, reason) => {
    const issue = { type, path: 'a.b', detail: 'x', message: 'y: x' };
    expect(toStatus([issue]).details.causes).toEqual([{ reason, field: 'a.b', message: 'y: x' }]);
  });

  test('is of a slice without a name, where no object is named', () => {
    const issue = { type: 'Required', path: 'a', detail: '', message: 'x' } as const;
    for (const refused of [undefined, {}, { name: undefined, kind: undefined, group: undefined }]) {
      const { message, details } = toStatus([issue], refused);
      expect(message).toBe('EndpointSlice.discovery.k8s.io "" is invalid: a: x');
      expect(details).toMatchObject({ name: '', kind: 'EndpointSlice', group: 'discovery.k8s.io' });
    }
    expect(toStatus([]).message).toBe('EndpointSlice.discovery.k8s.io "" is invalid: []');
  });

  test.each<[unknown, unknown, string]>([
    [5, {}, 'issues must be an array, got 5'],
    [[], 5, 'refused must be an object, got 5'],
    [[], { kind: 5 }, 'refused.kind must be a string, got 5'],
    [[], { group: 5 }, 'refused.group must be a string, got 5'],
    [[{ type: 'Required', path: 5, message: '' }], {}, 'issues[0].path must be a string, got 5'],
    [[{ type: 'Required', path: '', message: 5 }], {}, 'issues[0].message must be a string, got 5'],
    [[{ type: 5, path: '', message: '' }], {}, 'issues[0].type must be the type of an issue, got 5'],
    [[{ type: 'toString', path: '', message: '' }], {}, 'issues[0].type must be the type of an issue, got "toString"'],
    [[null], {}, 'issues[0] must be an object, got null'],
    [[{ type: 'Odd', path: '', message: '' }], {}, 'issues[0].type must be the type of an issue, got "Odd"'],
    [[], { name: 5 }, 'refused.name must be a string, got 5'],
  ])('refuses %j for %j', (issues, refused, refusal) => {
    expect(() => toStatus(issues as never, refused as never)).toThrow(`toStatus: ${refusal}`);
  });
});
