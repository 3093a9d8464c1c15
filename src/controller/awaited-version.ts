/** The number of digits of the longest resourceVersion that jobs wait for. */
const DIGITS = 40;

/** Returns a resourceVersion as text that sorts in the order of versions; more than 40 digits count as the highest. */
export function versionKey(version: string): string {
  return version.length > DIGITS ? '9'.repeat(DIGITS) : version.padStart(DIGITS, '0');
}
