/** Computes how long a job waits after failures. */

import { fnv128a } from '../internal/fnv128.ts';

/** The bounds of the wait after failures, in milliseconds. */
export interface Backoff {
  /** The wait after the first failure. */
  readonly first: number;
  /** The longest wait. */
  readonly longest: number;
}

/**
 * Returns the milliseconds to wait after some failures in a row: twice as many each time, up to the longest wait.
 *
 * Jobs that failed together do not try again together: each key waits up to a quarter less, by its hash and not by chance.
 *
 * @see client-go workqueue ItemExponentialFailureRateLimiter; docs/rules.md 2.10
 */
export function backoffDelay(failureCount: number, key: string, { first, longest }: Backoff): number {
  // Beyond 2^40 every delay is the longest.
  const delay = Math.min(longest, first * 2 ** Math.min(failureCount - 1, 40));
  const spread = Number.parseInt(fnv128a(`${key}#${failureCount}`).slice(-8), 16) / 2 ** 32;
  return Math.ceil(delay * (1 - spread / 4));
}
