/**
 * Properties run with a fixed seed, so that a red run is red for everyone; `PROPERTY_SEED` tries another.
 * `PROPERTY_SCALE=50` runs every property fifty times as often.
 */
export const propertySeed: number = Number(process.env['PROPERTY_SEED'] ?? 20261122);

const scale = Number(process.env['PROPERTY_SCALE'] ?? 1);

/** How often a property runs that would run `runs` times in `npm test`. */
export function propertyRuns(runs: number): number {
  return Math.max(1, Math.round(runs * scale));
}
