import { expect, test } from 'vitest';

/** A function that is called with wrong arguments, whatever their types. */
export type AnyFunction = (...given: readonly never[]) => unknown;

/** Wrong arguments, and the error that they must give. */
export type Refusal = readonly [given: readonly unknown[], error: Error];

/** Tests that a function throws exactly these errors, one test for each. */
export function refuses(call: AnyFunction, rows: readonly Refusal[], name = call.name): void {
  test.each(rows)(`${name} refuses %j, and says where`, (given, error) => {
    let thrown: unknown;
    try {
      (call as (...args: readonly unknown[]) => unknown)(...given);
    } catch (fault) {
      thrown = fault;
    }
    expect(thrown).toStrictEqual(error);
  });
}
