import { describe, expect, test } from 'vitest';
import {
  explainDnsLabel,
  explainDnsSubdomain,
  explainLabelValue,
  explainNamePrefix,
  explainPathSegment,
  explainQualifiedName,
} from '../../src/validation/name-rules.ts';
import { SENTENCES } from '../support/issues-of.ts';

const { label, subdomain, name, labelValue } = SENTENCES;
const x = (count: number): string => 'x'.repeat(count);

describe('the sentences about a name (rule 5.7)', () => {
  test.each<readonly [explain: (text: string) => readonly string[], text: string, sentences: readonly string[]]>([
    [explainDnsLabel, x(63), []],
    [explainDnsLabel, x(64), ['must be no more than 63 characters']],
    [explainDnsLabel, `${x(62)}_`, [label]],
    [explainDnsLabel, `${x(63)}_`, ['must be no more than 63 characters', label]],
    [explainDnsSubdomain, x(253), []],
    [explainDnsSubdomain, x(254), ['must be no more than 253 characters']],
    [explainDnsSubdomain, `${x(252)}_`, [subdomain]],
    [explainDnsSubdomain, `${x(253)}_`, ['must be no more than 253 characters', subdomain]],
    [explainQualifiedName, x(63), []],
    [explainQualifiedName, x(64), ['name part must be no more than 63 bytes']],
    [explainQualifiedName, `${x(62)}_`, [`name part ${name}`]],
    [explainQualifiedName, '/a', ['prefix part must be non-empty']],
    [explainLabelValue, x(63), []],
    [explainLabelValue, x(64), ['must be no more than 63 bytes']],
    [explainLabelValue, `${x(62)}_`, [labelValue]],
    [explainLabelValue, `${x(63)}_`, ['must be no more than 63 bytes', labelValue]],
    [explainNamePrefix, `${x(251)}é-`, [subdomain]],
    [explainNamePrefix, `${x(252)}é-`, ['must be no more than 253 characters', subdomain]],
  ])('%o says of %j %j', (explain, text, sentences) => {
    expect(explain(text)).toEqual(sentences);
  });

  test('as a part of a URL name what it may not be', () => {
    const texts = ['a', '.', '..', '...', 'a/%'];
    const contained = ["may not contain '/'", "may not contain '%'"];
    expect(texts.map((text) => explainPathSegment(text, false))).toEqual([
      [],
      ["may not be '.'"],
      ["may not be '..'"],
      [],
      contained,
    ]);
    expect(texts.map((text) => explainPathSegment(text, true))).toEqual([[], [], [], [], contained]);
  });
});
