/** Orders resourceVersions. */

import { enter } from '../internal/door.ts';
import { compareText } from '../internal/compare-text.ts';

const WELL_FORMED = /^[1-9][0-9]*$/;

/**
 * Orders resourceVersions of objects of one resource in one cluster: negative if `left` is older.
 *
 * A missing or malformed one is older than any other, so that this is a total order. Numbers may have any length.
 *
 * @see k8s.io/apimachinery/pkg/util/resourceversion CompareResourceVersion; KEP-5504
 * @example
 * compareResourceVersions('99', '100') // => -1
 * compareResourceVersions(undefined, '1') // => -1
 */
export function compareResourceVersions(left: string | undefined, right: string | undefined): number {
  return enter('compareResourceVersions', () => {
    const leftVersion = wellFormed(left);
    const rightVersion = wellFormed(right);
    return Math.sign(leftVersion.length - rightVersion.length) || compareText(leftVersion, rightVersion);
  });
}

/** Returns the newer of two resourceVersions; `undefined` if neither can be compared. */
export function newerResourceVersion(left: string | undefined, right: string | undefined): string | undefined {
  const newer = compareResourceVersions(left, right) < 0 ? right : left;
  return isResourceVersion(newer) ? newer : undefined;
}

/** Returns whether a resourceVersion can be compared at all. */
export function isResourceVersion(version: unknown): version is string {
  return wellFormed(version) !== '';
}

function wellFormed(version: unknown): string {
  return typeof version === 'string' && WELL_FORMED.test(version) ? version : '';
}
