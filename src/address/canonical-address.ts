/** Tells whether an address is written in its canonical form. */

const DOT = 46;
const COLON = 58;
const ZERO = 48;
const NINE = 57;
const LOWER_A = 97;
const LOWER_F = 102;

/** Returns whether a text is an IPv4 address exactly as it would be printed. Allocates nothing: this is the common case. */
export function isCanonicalIPv4(text: string): boolean {
  const length = text.length;
  if (length < 7 || length > 15) return false;
  let octet = -1;
  let leadingZero = false;
  let dots = 0;
  for (let index = 0; index < length; index += 1) {
    const unit = text.charCodeAt(index);
    if (unit === DOT) {
      if (octet < 0) return false;
      dots += 1;
      octet = -1;
    } else if (unit >= ZERO && unit <= NINE) {
      if (octet < 0) {
        octet = unit - ZERO;
        leadingZero = octet === 0;
      } else {
        if (leadingZero) return false;
        octet = octet * 10 + unit - ZERO;
        if (octet > 255) return false;
      }
    } else {
      return false;
    }
  }
  return dots === 3 && octet >= 0;
}

/**
 * Returns whether a text is an IPv6 address exactly as it would be printed (RFC 5952, not IPv4-mapped), without allocation.
 *
 * Makes one pass. `::` must stand for the longest run of zero groups, for the first of runs of equal length, and for at
 * least two groups.
 */
export function isCanonicalIPv6(text: string): boolean {
  const length = text.length;
  if (length < 2 || length > 39) return false;
  let groupCount = 0;
  let zeroRun = 0;
  let longestBefore = 0;
  let longestAfter = 0;
  let elidedAt = -1;
  let first = 0;
  let index = 0;
  while (index < length) {
    if (text.charCodeAt(index) === COLON) {
      // Only `::` begins with a colon here: single ones are passed over behind their group.
      if (text.charCodeAt(index + 1) !== COLON || elidedAt >= 0 || zeroRun > 0) return false;
      elidedAt = groupCount;
      index += 2;
      if (text.charCodeAt(index) === ZERO) return false;
      continue;
    }
    const start = index;
    let group = 0;
    while (index < length) {
      const unit = text.charCodeAt(index);
      if (unit >= ZERO && unit <= NINE) group = group * 16 + unit - ZERO;
      else if (unit >= LOWER_A && unit <= LOWER_F) group = group * 16 + unit - LOWER_A + 10;
      else if (unit === COLON) break;
      else return false;
      index += 1;
    }
    const digits = index - start;
    if (digits > 4 || (digits > 1 && text.charCodeAt(start) === ZERO)) return false;
    if (groupCount === 0) first = group;
    groupCount += 1;
    zeroRun = group === 0 ? zeroRun + 1 : 0;
    if (elidedAt < 0) {
      if (zeroRun > longestBefore) longestBefore = zeroRun;
    } else if (zeroRun > longestAfter) {
      longestAfter = zeroRun;
    }
    if (index === length) break;
    // A single colon needs a group behind it; a second colon is looked at above.
    if (text.charCodeAt(index + 1) !== COLON) {
      index += 1;
      if (index === length) return false;
    }
  }
  if (elidedAt < 0) return groupCount === 8 && longestBefore < 2;
  const elided = 8 - groupCount;
  if (elided < 2 || longestBefore >= elided || longestAfter > elided) return false;
  return !(elidedAt === 0 && groupCount === 3 && first === 0xffff);
}
