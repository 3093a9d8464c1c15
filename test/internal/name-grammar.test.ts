import { describe, expect, test } from 'vitest';
import { isDnsLabel, isDnsSubdomain, isLabelValue, isQualifiedName } from 'endpointslice/server';
import { matchesDnsLabel, matchesDnsSubdomain, matchesNamePart } from '../../src/internal/name-grammar.ts';
import { refuses } from '../support/refuses.ts';

/** The grammars as Kubernetes has them, as regular expressions. */
const label = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const dnsLabel = new RegExp(`^${label}$`);
const dnsSubdomain = new RegExp(`^${label}(\\.${label})*$`);
const namePart = /^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/;

/** One character of each kind. */
const kinds = ['a', '0', 'A', '-', '.', '_', '/', ' ', 'é'];

/** Every text of so many of them. */
function textsOf(length: number): string[] {
  return length === 0 ? [''] : textsOf(length - 1).flatMap((text) => kinds.map((kind) => text + kind));
}

const texts = [0, 1, 2, 3, 4].flatMap(textsOf);

function matches(text: string, form: RegExp, longest: number): boolean {
  return text.length <= longest && form.test(text);
}

/** A qualified name, said a second time. */
function isQualified(text: string): boolean {
  const [first = '', ...rest] = text.split('/');
  if (rest.length === 0) return matches(first, namePart, 63);
  return rest.length === 1 && matches(first, dnsSubdomain, 253) && matches(rest[0] ?? '', namePart, 63);
}

describe('the grammars of names', () => {
  test('are those of Kubernetes, on every text of up to four characters', () => {
    expect(texts.length).toBeGreaterThan(7000);
    for (const text of texts) {
      const found = [
        matchesDnsLabel(text),
        matchesDnsSubdomain(text),
        matchesNamePart(text),
        isDnsLabel(text),
        isDnsSubdomain(text),
        isLabelValue(text),
        isQualifiedName(text),
      ];
      const wanted = [
        dnsLabel.test(text),
        dnsSubdomain.test(text),
        namePart.test(text),
        dnsLabel.test(text),
        dnsSubdomain.test(text),
        text === '' || namePart.test(text),
        isQualified(text),
      ];
      if (found.some((answer, index) => answer !== wanted[index])) expect(found, text).toEqual(wanted);
    }
  });

  test('know every character', () => {
    for (let unit = 0; unit < 300; unit += 1) {
      const character = String.fromCharCode(unit);
      const text = `a${character}a`;
      expect(matchesDnsLabel(text), text).toBe(dnsLabel.test(text));
      expect(matchesDnsSubdomain(text), text).toBe(dnsSubdomain.test(text));
      expect(matchesNamePart(text), text).toBe(namePart.test(text));
      expect(matchesDnsLabel(character), character).toBe(dnsLabel.test(character));
      expect(matchesNamePart(character), character).toBe(namePart.test(character));
    }
  });

  test('have limits of length (rule 5.7)', () => {
    const x = (count: number): string => 'x'.repeat(count);
    const long = `${x(63)}.${x(63)}.${x(63)}.${x(61)}`;
    expect([isDnsLabel(x(63)), isDnsLabel(x(64))]).toEqual([true, false]);
    expect([isLabelValue(x(63)), isLabelValue(x(64))]).toEqual([true, false]);
    expect([isDnsSubdomain(long), isDnsSubdomain(`${long}x`)]).toEqual([true, false]);
    expect([isQualifiedName(x(63)), isQualifiedName(x(64))]).toEqual([true, false]);
    expect([isQualifiedName(`a/${x(63)}`), isQualifiedName(`a/${x(64)}`)]).toEqual([true, false]);
    expect([isQualifiedName(`${long}/a`), isQualifiedName(`${long}x/a`)]).toEqual([true, false]);
    expect([matchesDnsLabel(x(64)), matchesNamePart(x(64)), matchesDnsSubdomain(`${long}x`)]).toEqual([
      true,
      true,
      true,
    ]);
  });
});

for (const is of [isDnsLabel, isDnsSubdomain, isLabelValue, isQualifiedName]) {
  refuses(is, [
    [[5], new TypeError(`${is.name}: text must be a string, got 5`)],
    [[undefined], new TypeError(`${is.name}: text must be a string, got undefined`)],
    [[['a']], new TypeError(`${is.name}: text must be a string, got an array`)],
  ]);
}
