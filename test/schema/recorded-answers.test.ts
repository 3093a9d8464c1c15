import { parseEndpointSlice } from 'endpointslice/schema';
import { describe, expect, test } from 'vitest';
import { type RecordedAnswer, readRecordedAnswers } from '../support/validation-recordings.ts';

/** How the API server names the types of issues in the causes of a Status. */
const REASONS: { readonly [type: string]: string } = {
  Required: 'FieldValueRequired',
  Invalid: 'FieldValueInvalid',
  Duplicate: 'FieldValueDuplicate',
  NotSupported: 'FieldValueNotSupported',
  TooMany: 'FieldValueTooMany',
  TooLong: 'FieldValueTooLong',
};

/** The five random characters that the server put behind generateName, where an issue shows them. */
function recordedSuffix({ input, causes = [] }: RecordedAnswer): string {
  const base = (input.metadata.generateName ?? '').slice(0, 58);
  const shown = causes.find(({ field }) => field === 'metadata.name')?.message ?? '';
  const start = shown.indexOf(`"${base}`) + base.length + 1;
  return (input.metadata.name ?? '') === '' && base !== '' && shown !== '' ? shown.slice(start, start + 5) : 'xxxxx';
}

const answers = readRecordedAnswers();
/** The release of the server that was asked. */
const kubernetes = '1.36';

describe('parseEndpointSlice, beside a real API server,', () => {
  test('has the same issues, texts included, in the same order but for maps (rule 5.1)', () => {
    const sortMaps = (lines: string[]): string[] => {
      // Keys of labels and annotations come in the server's random order.
      const isMap = (line: string): boolean => /^\S+ metadata\.(labels|annotations) Invalid/.test(line);
      const sorted = lines.filter(isMap).sort();
      return lines.map((line) => (isMap(line) ? (sorted.shift() as string) : line));
    };
    let issueCount = 0;
    for (const answer of answers.filter(({ status }) => status === 422)) {
      const parsed = parseEndpointSlice(answer.input, { nameSuffix: recordedSuffix(answer), kubernetes });
      const ours = parsed.ok
        ? []
        : parsed.issues.map(({ type, path, message }) => `${REASONS[type]} ${path} ${message}`);
      const theirs = (answer.causes ?? []).map(({ reason, field, message }) => `${reason} ${field} ${message}`);
      expect(sortMaps(ours), JSON.stringify(answer.input).slice(0, 500)).toEqual(sortMaps(theirs));
      issueCount += theirs.length;
    }
    expect(issueCount).toBeGreaterThan(1500);
  });

  test('accepts what it accepts, and makes of it what it stores (rule 5.10)', () => {
    const accepted = answers.filter(({ status }) => status === 201);
    expect(accepted.length).toBeGreaterThan(70);
    for (const { input, stored } of accepted) {
      const parsed = parseEndpointSlice(input, { kubernetes });
      if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues));
      const { addressType, endpoints, ports, metadata } = parsed.value;
      // The server prints conditions even where there are none, and an empty list of ports as null.
      expect({
        addressType,
        endpoints: endpoints.map((endpoint) => ({ ...endpoint, conditions: endpoint.conditions ?? {} })),
        ports: ports.length === 0 ? null : ports,
        generation: metadata.generation,
      }).toEqual({ ...stored, endpoints: stored?.endpoints ?? [] });
    }
  });

  test('has the same warnings (rule 5.9)', () => {
    for (const { input, warnings = '' } of answers.filter(({ status }) => status === 201)) {
      const parsed = parseEndpointSlice(input, { kubernetes });
      const ours = parsed.ok
        ? parsed.warnings.map((warning) => `299 - ${JSON.stringify(warning)}`).join(', ')
        : 'refused';
      expect(ours).toBe(warnings);
    }
  });
});
