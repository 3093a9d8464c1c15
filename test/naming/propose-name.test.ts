import {
  isDnsSubdomain,
  isLabelValue,
  proposeGenerateName,
  proposeLabelValue,
  proposeName,
  serviceNameLabel,
} from 'endpointslice';
import { describe, expect, test } from 'vitest';

const long = 'payments-'.repeat(10);

describe('proposeName', () => {
  test('keeps a name that fits', () => {
    expect(proposeName(['web'])).toBe('web');
    expect(proposeName(['x'.repeat(63)])).toBe('x'.repeat(63));
    expect(proposeName(['x'.repeat(253)], 253)).toBe('x'.repeat(253));
  });

  test('hashes the whole of what does not fit', () => {
    const first = proposeName([`${long}a`]);
    const second = proposeName([`${long}b`]);
    expect(first).toHaveLength(63);
    expect(first.slice(0, 37)).toBe(second.slice(0, 37));
    expect(first).not.toBe(second);
    expect(isDnsSubdomain(first)).toBe(true);
  });

  test('tells texts apart by where one ends, and by what a name cannot show', () => {
    const names = [['a', 'bc'], ['ab', 'c'], ['abc', ''], ['a.bc'], ['A', 'BC'], ['a', 'b', 'c'], ['ü'], ['ö'], ['']];
    expect(new Set(names.map((texts) => proposeName(texts))).size).toBe(names.length);
  });

  test('hashes a text that looks like a proposal, lest it meet one', () => {
    const proposal = proposeName([`${long}a`]);
    expect(proposeName([proposal])).not.toBe(proposal);
  });

  test('refuses limits and texts that make no name', () => {
    expect(() => proposeName(['a'], 25)).toThrow('proposeName: maxBytes must be a whole number from 26 to 253, got 25');
    expect(() => proposeName([])).toThrow(RangeError);
    expect(() => proposeName([5 as never])).toThrow('proposeName: texts[0] must be a string, got 5');
    expect(() => proposeName('web' as never)).toThrow(TypeError);
  });
});

describe('proposeGenerateName', () => {
  test('gives prefixes that the API server does not cut', () => {
    expect(proposeGenerateName(['web'])).toBe('web-');
    expect(proposeGenerateName(['x'.repeat(57)])).toBe(`${'x'.repeat(57)}-`);
    const prefixes = [proposeGenerateName([`${long}a`]), proposeGenerateName([`${long}b`])];
    for (const prefix of prefixes) expect(prefix).toHaveLength(58);
    expect(prefixes[0]).not.toBe(prefixes[1]);
  });
});

describe('proposeLabelValue', () => {
  test('keeps label values and makes others of the rest', () => {
    for (const kept of ['', 'Web_1.a', 'x'.repeat(63)]) expect(proposeLabelValue([kept])).toBe(kept);
    for (const text of ['x'.repeat(64), 'a b', '-', '/', 'é']) {
      expect(isLabelValue(proposeLabelValue([text]))).toBe(true);
      expect(proposeLabelValue([text])).not.toBe('');
    }
  });
});

describe('serviceNameLabel', () => {
  test('is the name itself or nothing (field notes B-27)', () => {
    expect(serviceNameLabel('web')).toBe('web');
    expect(() => serviceNameLabel('x'.repeat(64))).toThrow(RangeError);
    expect(() => serviceNameLabel('')).toThrow(RangeError);
    expect(() => serviceNameLabel(undefined as never)).toThrow(TypeError);
  });
});
