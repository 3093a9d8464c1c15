import fc from 'fast-check';

/**
 * One of some values, each as often as its weight says. Shrinks towards the first, so that one should be the plainest.
 *
 * The total of the weights must stay small (hundreds): one number is drawn and looked up.
 */
export function weighted<const Value>(
  ...choices: readonly (readonly [weight: number, value: Value])[]
): fc.Arbitrary<Value> {
  const table: Value[] = choices.flatMap(([weight, value]) => Array.from({ length: weight }, () => value));
  return fc.nat(table.length - 1).map((index) => table[index] as Value);
}

/** True so many times in a hundred; shrinks to false. */
export function rarely(percent: number): fc.Arbitrary<boolean> {
  return fc.nat(99).map((value) => value > 99 - percent);
}
