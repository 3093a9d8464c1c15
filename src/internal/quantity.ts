/** The power of ten of each decimal suffix. */
const DECIMAL_SUFFIXES: ReadonlyMap<string, number> = new Map([
  ['n', -9],
  ['u', -6],
  ['m', -3],
  ['', 0],
  ['k', 3],
  ['M', 6],
  ['G', 9],
  ['T', 12],
  ['P', 15],
  ['E', 18],
]);
/** The power of two of each binary suffix. */
const BINARY_SUFFIXES: ReadonlyMap<string, number> = new Map([
  ['Ki', 10],
  ['Mi', 20],
  ['Gi', 30],
  ['Ti', 40],
  ['Pi', 50],
  ['Ei', 60],
]);

/** The largest quantity, 2^63 - 1, in nano-units. */
const MAX_NANO = (2n ** 63n - 1n) * 10n ** 9n;
/** The most characters of a quantity; the limit keeps hostile text cheap. */
const MAX_QUANTITY_LENGTH = 1000;
/** A power of ten that takes digits of any allowed length out of range. */
const HUGE_EXPONENT = 2 * MAX_QUANTITY_LENGTH;
const NANO_PER_MILLI = 10n ** 6n;

/**
 * Reads a Kubernetes quantity (`500m`, `2`, `1.5Ki`, `1e3`) exactly, in nano-units; rounds finer amounts up, away from zero.
 * Returns `undefined` for any other text.
 *
 * Accepts what the reference's parser accepts, up to 1000 characters; a lone sign, point or suffix is 0, as there.
 * Quantities larger than 2^63 - 1 become 2^63 - 1.
 *
 * @see k8s.io/apimachinery/pkg/api/resource ParseQuantity; docs/rules.md 0.2.5
 */
export function parseQuantity(text: string): bigint | undefined {
  if (text === '' || text.length > MAX_QUANTITY_LENGTH) return undefined;
  const match = /^([+-]?)([0-9]*)(?:\.([0-9]*))?([eEinumkKMGTP]*[+-]?[0-9]*)$/.exec(text);
  if (match === null) return undefined;
  const [, sign, whole, fraction = '', suffix] = match as unknown as [
    string,
    string,
    string,
    string | undefined,
    string,
  ];
  const unit = readSuffix(suffix);
  if (unit === undefined) return undefined;
  const digits = BigInt(`0${whole}${fraction}`) * 2n ** BigInt(unit.twos);
  const magnitude = scaleToNano(digits, unit.tens - fraction.length);
  return sign === '-' ? -magnitude : magnitude;
}

/** Returns the milli-units of an amount in nano-units, rounded up. */
export function milliUnits(nanoUnits: bigint): number {
  const down = nanoUnits / NANO_PER_MILLI;
  return Number(nanoUnits > down * NANO_PER_MILLI ? down + 1n : down);
}

/** Returns the powers of two and ten of a suffix. */
function readSuffix(suffix: string): { readonly twos: number; readonly tens: number } | undefined {
  const tens = DECIMAL_SUFFIXES.get(suffix);
  if (tens !== undefined) return { twos: 0, tens };
  const twos = BINARY_SUFFIXES.get(suffix);
  if (twos !== undefined) return { twos, tens: 0 };
  const exponent = /^[eE]([+-]?[0-9]+)$/.exec(suffix)?.[1];
  return exponent === undefined ? undefined : { twos: 0, tens: Number(exponent) };
}

/** Returns `digits * 10^tens` in nano-units, rounded up and capped, without ever making a huge number. */
function scaleToNano(digits: bigint, tens: number): bigint {
  if (digits === 0n) return 0n;
  const places = tens + 9;
  if (places > HUGE_EXPONENT) return MAX_NANO;
  if (places < -HUGE_EXPONENT) return 1n;
  const nano = places >= 0 ? digits * 10n ** BigInt(places) : divideUp(digits, 10n ** BigInt(-places));
  return nano > MAX_NANO ? MAX_NANO : nano;
}

function divideUp(dividend: bigint, divisor: bigint): bigint {
  return (dividend + divisor - 1n) / divisor;
}
