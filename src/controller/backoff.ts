import { fnv128a } from '../internal/fnv128.ts';

/** How long to wait after failures, in milliseconds. */
export interface Backoff {
  /** After the first failure. */
  readonly first: number;
  /** After many. */
  readonly longest: number;
}

/**
 * How long to wait after so many failures in a row: twice as long each time, up to the longest.
 *
 * What failed together does not come back together: each key waits up to a quarter less, by its hash and not by chance.
 *
 * @see client-go workqueue ItemExponentialFailureRateLimiter; docs/rules.md 2.10
 */
export function backoffDelay(failureCount: number, key: string, { first, longest }: Backoff): number {
  // Beyond 2^40 every delay is the longest.
  const delay = Math.min(longest, first * 2 ** Math.min(failureCount - 1, 40));
  const spread = Number.parseInt(fnv128a(`${key}#${failureCount}`).slice(-8), 16) / 2 ** 32;
  return Math.ceil(delay * (1 - spread / 4));
}
