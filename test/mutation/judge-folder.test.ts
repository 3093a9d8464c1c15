import { describe, expect, test } from 'vitest';
import { formatShare, judgeFolder, shareCaught } from './judge-folder.ts';
import { mutatedText } from './mutated-text.ts';
import type { TriedMutant } from './try-mutants.ts';

const source = `export function half(number: number): number {
  if (number === 0) return 0;
  return number / 2;
}
`;

/** The mutant that puts `replacement` in the place of `text`, which is in one line of the source. */
function mutant(text: string, replacement: string, status: string): TriedMutant {
  const line = source.split('\n').findIndex((code) => code.includes(text));
  const column = (source.split('\n')[line] ?? '').indexOf(text);
  return {
    fileName: '/anywhere/src/ports/half.ts',
    location: {
      start: { line: line + 1, column: column + 1 },
      end: { line: line + 1, column: column + 1 + text.length },
    },
    replacement,
    status,
  };
}

const shortcut = {
  file: 'src/ports/half.ts',
  was: 'if (number === 0) return 0;',
  is: 'if (false) return 0;',
  why: 'Half of nothing is nothing.',
};

describe('judgeFolder', () => {
  const killed = Array.from({ length: 97 }, () => mutant('/', '*', 'Killed'));
  const survivor = mutant('number === 0', 'false', 'Survived');
  const judge = (tried: readonly TriedMutant[], equivalents = [shortcut]) =>
    judgeFolder('ports', tried, equivalents, () => source);

  test('counts those that were caught, are named as equivalent, and survive', () => {
    expect(judge([...killed, survivor, mutant('2', '0', 'NoCoverage'), mutant('2', '1', 'Timeout')])).toEqual({
      folder: 'ports',
      mutants: 100,
      caught: 98,
      equivalent: 1,
      survivors: [{ file: 'src/ports/half.ts', line: 3, was: 'return number / 2;', is: 'return number / 0;' }],
      unused: [],
      faults: [],
    });
  });

  test('finds fault with fewer than 97 of a hundred', () => {
    const three = Array.from({ length: 3 }, () => mutant('2', '0', 'Survived'));
    expect(judge([...killed, ...three], []).faults).toEqual([]);
    expect(judge([...killed, ...three, ...three], []).faults).toEqual(['only 94.1 % are caught']);
  });

  test('finds fault with a mutant that is named as equivalent and is caught, or is not there', () => {
    expect(judge([mutant('number === 0', 'false', 'Killed')]).unused).toEqual([shortcut]);
    expect(judge(killed).faults).toEqual([
      'src/ports/half.ts: "if (number === 0) return 0;" as "if (false) return 0;" is named as equivalent, but does not survive',
    ]);
  });

  test('looks at mutants of the folder alone', () => {
    expect(judgeFolder('address', [...killed, survivor], [], () => source)).toMatchObject({ mutants: 0, caught: 0 });
  });
});

describe('shareCaught', () => {
  test('does not count equivalent mutants', () => {
    expect(shareCaught({ mutants: 12, caught: 9, equivalent: 2 })).toBe(0.9);
    expect(shareCaught({ mutants: 2, caught: 0, equivalent: 2 })).toBe(1);
  });

  test('is printed without rounding up', () => {
    expect([formatShare(0.96999), formatShare(1), formatShare(0.9996)]).toEqual(['96.9 %', '100.0 %', '99.9 %']);
  });
});

describe('mutatedText', () => {
  test('shows the whole line before and after', () => {
    const { location } = mutant('number / 2', 'number * 2', '');
    expect(mutatedText(source, location, 'number * 2')).toEqual({
      was: 'return number / 2;',
      is: 'return number * 2;',
    });
  });

  test('shows the first and the last of several lines', () => {
    const body = { start: { line: 1, column: 46 }, end: { line: 4, column: 2 } };
    expect(mutatedText(source, body, '{}')).toEqual({
      was: 'export function half(number: number): number { … }',
      is: 'export function half(number: number): number {}',
    });
    const two = { start: { line: 2, column: 21 }, end: { line: 3, column: 20 } };
    expect(mutatedText(source, two, 'x')).toEqual({
      was: 'if (number === 0) return 0; return number / 2;',
      is: 'if (number === 0) x;',
    });
  });
});
