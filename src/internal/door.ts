import { BadArgument } from './invariant.ts';

/** The key under which an error keeps its fault, for an outer `enter` to find. Callers do not see it. */
const FAULT = Symbol('fault');

/**
 * Runs the body of a public function, and names the function in the faults of its arguments. A fault becomes a TypeError or
 * RangeError: `planService: pods[3].metadata must be an object, got 5`. If one public function calls another, the error
 * names the outer one, since that is the one that the caller wrote. All other errors pass: they come from the caller's own
 * getters and functions.
 */
export function enter<Result>(name: string, answer: () => Result): Result {
  try {
    return answer();
  } catch (error) {
    const fault = faultOf(error);
    throw fault === undefined ? error : nameFault(name, fault);
  }
}

function faultOf(error: unknown): BadArgument | undefined {
  if (error instanceof BadArgument) return error;
  return error instanceof Error ? (error as { readonly [FAULT]?: BadArgument })[FAULT] : undefined;
}

function nameFault(name: string, fault: BadArgument): Error {
  const message = `${name}: ${fault.message}`;
  const cause = fault.cause === undefined ? undefined : { cause: fault.cause };
  const error = fault.isOutOfRange ? new RangeError(message, cause) : new TypeError(message, cause);
  return Object.defineProperty(error, FAULT, { value: fault });
}
