/** Digits of the longest resourceVersion that jobs wait for. */
const DIGITS = 40;

/** A resourceVersion as text that sorts as it does; one of more digits than there are counts as the longest. */
export function versionKey(version: string): string {
  return version.length > DIGITS ? '9'.repeat(DIGITS) : version.padStart(DIGITS, '0');
}
