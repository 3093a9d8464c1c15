import {
  isDnsSubdomain,
  isLabelValue,
  proposeGenerateName,
  proposeLabelValue,
  proposeName,
  serviceNameLabel,
} from 'endpointslice/server';
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

  test('shows what it can of the texts, then the hash', () => {
    const hash = /^[0-9a-z]{25}$/;
    const split = (texts: readonly string[], maxBytes?: number): string => {
      const name = proposeName(texts, maxBytes);
      expect(name.slice(-25)).toMatch(hash);
      return name.slice(0, -25);
    };
    expect(split(['Payments', 'EU', 'v1.2'])).toBe('payments-eu-v1.2-');
    expect(split(['a_b c//d'])).toBe('a-b-c-d-');
    expect(split(['a..b.-c'])).toBe('a-b-c-');
    expect(split(['--a--', '..b..'])).toBe('a-b-');
    expect(split(['a-', '-b'])).toBe('a-b-');
    expect(split(['ü', '!'])).toBe('');
    expect(split([''])).toBe('');
    // Cut within the limit, and nothing that no name ends with before the hash.
    expect(split(['x'.repeat(300)], 253)).toBe(`${'x'.repeat(227)}-`);
    expect(split([`${'x'.repeat(36)}-${'y'.repeat(40)}`])).toBe(`${'x'.repeat(36)}-`);
    expect(split(['xyz!'], 26)).toBe('');
    expect(split(['xyz!'], 27)).toBe('x-');
    expect(split(['x'.repeat(27)], 26)).toBe('');
  });

  test('looks at as many characters of each text as a name may have', () => {
    expect(proposeName([`${'-'.repeat(62)}a!`])).toMatch(/^a-[0-9a-z]{25}$/);
    expect(proposeName([`${'-'.repeat(63)}a!`])).toMatch(/^[0-9a-z]{25}$/);
    expect(proposeName([`${'-'.repeat(63)}a!`, 'b'])).toMatch(/^b-[0-9a-z]{25}$/);
  });

  test('pads the hash to 25 digits', () => {
    const names = Array.from({ length: 200 }, (_, index) => proposeName([`${index}`, '']));
    for (const name of names) expect(name).toMatch(/^[0-9]+-[0-9a-z]{25}$/);
    // Some of them need it.
    expect(names.filter((name) => /-0[0-9a-z]{24}$/.test(name)).length).toBeGreaterThan(0);
  });

  test('keeps what ends like a proposal but for one character', () => {
    const hash = '5tyy14cm5gl2f4jnpneazcgtq';
    for (const kept of [`x${hash}`, `web-${hash.slice(1)}`, `web-${hash}a`, `web-${hash}.b`]) {
      expect(proposeName([kept])).toBe(kept);
      expect(proposeLabelValue([kept])).toBe(kept);
    }
    for (const hashed of [hash, `web-${hash}`, `web.${hash}`]) {
      expect(proposeName([hashed])).not.toBe(hashed);
      expect(proposeLabelValue([hashed])).not.toBe(hashed);
    }
  });

  test('refuses limits and texts that make no name', () => {
    expect(() => proposeName(['a'], 25)).toThrow('proposeName: maxBytes must be a whole number from 26 to 253, got 25');
    const limit = 'proposeName: maxBytes must be a whole number from 26 to 253, got ';
    expect(() => proposeName(['a'], 254)).toThrow(new RangeError(`${limit}254`));
    expect(() => proposeName(['a'], 26.5)).toThrow(new RangeError(`${limit}26.5`));
    expect(proposeName(['a'], 26)).toBe('a');
    expect(proposeName(['a'], 253)).toBe('a');
    expect(() => proposeName([])).toThrow(new RangeError('proposeName: texts must be at least one text, got an array'));
    expect(() => proposeName([5 as never])).toThrow('proposeName: texts[0] must be a string, got 5');
    expect(() => proposeName(['a', 5 as never])).toThrow('proposeName: texts[1] must be a string, got 5');
    expect(() => proposeName('web' as never)).toThrow(new TypeError('proposeName: texts must be an array, got "web"'));
    expect(() => proposeGenerateName([])).toThrow('proposeGenerateName: texts must be at least one text, got an array');
    expect(() => proposeLabelValue([])).toThrow('proposeLabelValue: texts must be at least one text, got an array');
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

  test('shows what it can of the texts, then the hash', () => {
    expect(proposeLabelValue(['Payments', 'EU_1'])).toMatch(/^Payments-EU_1-[0-9a-z]{25}$/);
    expect(proposeLabelValue(['a  b//c'])).toMatch(/^a-b-c-[0-9a-z]{25}$/);
    expect(proposeLabelValue(['x'.repeat(64)])).toMatch(/^x{37}-[0-9a-z]{25}$/);
    expect(proposeLabelValue(['', ''])).toMatch(/^[0-9a-z]{25}$/);
  });
});

describe('serviceNameLabel', () => {
  test('is the name itself or nothing (rule 9.10)', () => {
    expect(serviceNameLabel('web')).toBe('web');
    expect(serviceNameLabel('x'.repeat(63))).toBe('x'.repeat(63));
    const wanted = 'serviceNameLabel: serviceName must be a label value of 1 to 63 characters, got ';
    expect(() => serviceNameLabel('x'.repeat(64))).toThrow(new RangeError(`${wanted}"${'x'.repeat(64)}"`));
    expect(() => serviceNameLabel('')).toThrow(new RangeError(`${wanted}""`));
    expect(() => serviceNameLabel(undefined as never)).toThrow(
      new TypeError('serviceNameLabel: serviceName must be a string, got undefined'),
    );
  });
});
