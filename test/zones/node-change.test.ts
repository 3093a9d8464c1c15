import { isRelevantNodeChange } from 'endpointslice/hints';
import { describe, expect, test } from 'vitest';
import { node } from '../support/arbitraries/hints.ts';

describe('isRelevantNodeChange', () => {
  const before = node('n', 'a', '4');

  test('is true for nodes that come or go (rule 2.9)', () => {
    expect(isRelevantNodeChange({ after: before })).toBe(true);
    expect(isRelevantNodeChange({ before, after: null })).toBe(true);
    expect(isRelevantNodeChange({ before })).toBe(true);
    expect(isRelevantNodeChange({ before: null, after: before })).toBe(true);
    expect(isRelevantNodeChange({ before, after: before })).toBe(false);
    expect(isRelevantNodeChange({ before: { metadata: null }, after: { metadata: {} } })).toBe(false);
  });

  test('is true for another readiness or zone only, not for other CPU (rule 2.9)', () => {
    expect(isRelevantNodeChange({ before, after: node('n', 'a', '4', false) })).toBe(true);
    expect(isRelevantNodeChange({ before, after: node('n', 'b', '4') })).toBe(true);
    expect(isRelevantNodeChange({ before, after: node('n', '', '4') })).toBe(true);
    expect(isRelevantNodeChange({ before, after: node('n', 'a', '8') })).toBe(false);
    expect(
      isRelevantNodeChange({ before: {}, after: { metadata: { labels: { 'topology.kubernetes.io/zone': '' } } } }),
    ).toBe(false);
  });
});
