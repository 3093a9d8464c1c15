import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { expect } from 'vitest';
import type { World } from './arbitraries/world.ts';
import { deepFreeze } from './deep-freeze.ts';

/** Runs a function on a frozen input and checks that the input still is what it was; gives the function's result. */
export function assertLeavesInputsAlone<Input, Result>(input: Input, run: (input: Input) => Result): Result {
  const before = structuredClone(input);
  const result = run(deepFreeze(input));
  expect(isDeepStrictEqual(input, before), 'the input changed').toBe(true);
  return result;
}

/** Checks that writing to the result cannot reach the input: no object of one is an object of the other. */
export function assertSharesNothing(result: unknown, input: unknown): void {
  const inputs = new Set<object>();
  visitObjects(input, (object) => inputs.add(object));
  visitObjects(result, (object) => {
    if (inputs.has(object)) expect.fail(`the result shares ${JSON.stringify(object)?.slice(0, 200)} with the input`);
  });
}

/** Checks that running twice on equal inputs gives equal results. */
export function assertDeterministic<Input, Result>(input: Input, run: (input: Input) => Result): Result {
  const result = run(input);
  expect(run(structuredClone(input))).toEqual(result);
  return result;
}

/** Checks that a function says the same of an input and of the same input in other orders. */
export function assertOrderFree<Input, Result>(
  input: Input,
  reorders: readonly ((input: Input) => Input)[],
  run: (input: Input) => Result,
): Result {
  const result = run(input);
  for (const reorder of reorders) expect(run(reorder(input))).toEqual(result);
  return result;
}

/** Checks that doing it again to its own result changes nothing. */
export function assertIdempotent<Value>(value: Value, run: (value: Value) => Value): Value {
  const once = run(value);
  expect(run(once)).toEqual(once);
  return once;
}

/** A new array in an order that the seed decides. */
export function shuffle<Item>(items: readonly Item[], seed: number): Item[] {
  const shuffled = [...items];
  let state = (seed >>> 0) + 0x9e3779b9;
  for (let index = shuffled.length - 1; index > 0; index -= 1) {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + index) >>> 0;
    const other = state % (index + 1);
    const item = shuffled[index] as Item;
    shuffled[index] = shuffled[other] as Item;
    shuffled[other] = item;
  }
  return shuffled;
}

/** The same world with pods, nodes and slices in another order. */
export function shuffleWorld(world: World, seed: number): World {
  return {
    ...world,
    pods: shuffle(world.pods, seed),
    nodes: shuffle(world.nodes, seed + 1),
    slices: shuffle(world.slices, seed + 2),
  };
}

/** Seeds for `shuffle`. */
export function shuffleSeeds(): fc.Arbitrary<number> {
  return fc.nat(0x7fffffff);
}

function visitObjects(value: unknown, visit: (object: object) => void): void {
  if (typeof value !== 'object' || value === null) return;
  visit(value);
  for (const inner of Object.values(value)) visitObjects(inner, visit);
}
