import { BadArgument } from './invariant.ts';

/** Where an error keeps the fault that it was made of; nobody sees it, and the next door finds it. */
const FAULT = Symbol('fault');

/**
 * Runs what a public function does. A fault in an argument leaves as a TypeError or RangeError that names the function:
 * `planService: pods[3].metadata must be an object, got 5`. Where one public function calls another, the outermost is named,
 * since that is the one that the caller wrote. All other errors pass: they are of the caller's own getters and functions.
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
