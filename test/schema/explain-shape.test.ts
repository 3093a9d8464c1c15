import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { UNREADABLE } from '../../src/decode/snapshot.ts';
import { explainShape } from '../../src/schema/explain-shape.ts';

const text = z.string({ error: 'must be a string' });
const shape = z.strictObject(
  {
    a: text.optional(),
    list: z.array(z.object({ b: text }, { error: 'must be an object' }), { error: 'must be a list' }).optional(),
  },
  { error: 'must be an object' },
);

function linesOf(input: unknown, toPath?: (path: readonly PropertyKey[]) => readonly PropertyKey[]): string[] {
  return explainShape(shape, input, toPath).map(({ type, path, message }) => `${type} ${path}: ${message}`);
}

describe('explainShape', () => {
  test.each<readonly [input: unknown, lines: readonly string[]]>([
    [{}, []],
    [{ a: 'x', list: [{ b: 'y' }] }, []],
    [null, ['Required : Required value: must be an object']],
    [undefined, ['Required : Required value: must be an object']],
    [5, ['TypeInvalid : Invalid value: must be an object, got 5']],
    [{ a: 5 }, ['TypeInvalid a: Invalid value: must be a string, got 5']],
    [{ a: null }, ['Required a: Required value: must be a string']],
    [{ list: [{}] }, ['Required list[0].b: Required value: must be a string']],
    [{ list: [{ b: 'x' }, 'y'] }, ['TypeInvalid list[1]: Invalid value: must be an object, got "y"']],
    [{ list: {} }, ['TypeInvalid list: Invalid value: must be a list, got an object']],
    [{ b: 1, 'c.d': 2 }, ['UnknownField b: unknown field "b"', 'UnknownField c.d: unknown field "c.d"']],
  ])('says of %j %j', (input, lines) => {
    expect(linesOf(input)).toEqual(lines);
  });

  test('says that a value cannot be read', () => {
    expect(linesOf({ a: UNREADABLE })).toEqual([
      'TypeInvalid a: Invalid value: must be a string, got a value that cannot be read',
    ]);
  });

  test('says where in the whole object a part is', () => {
    const toPath = (path: readonly PropertyKey[]): readonly PropertyKey[] => ['spec', 3, ...path];
    expect(linesOf({ a: 5, c: 1 }, toPath)).toEqual([
      'TypeInvalid spec[3].a: Invalid value: must be a string, got 5',
      'UnknownField spec[3].c: unknown field "spec[3].c"',
    ]);
    expect(linesOf(null, toPath)).toEqual(['Required spec[3]: Required value: must be an object']);
  });
});
