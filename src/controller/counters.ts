/** Counts what each producer has done and has to look after. */

import { type SortedMap, sortedMapGet, sortedMapSet } from '../internal/sorted-map.ts';
import type { PlannedWrite } from '../model/plan.ts';
import type { JobFigures } from './jobs.ts';
import type { Producer } from './options.ts';

/** The sums of what one producer has done, and of what it has to look after. */
export interface ProducerCounters {
  /** How many plans were made, by result. */
  readonly syncs: { readonly success: number; readonly stale: number; readonly error: number };
  /** How many writes were done, by verb. */
  readonly changes: { readonly [Verb in PlannedWrite['verb']]: number };
  /** How many endpoints the plans added. */
  readonly endpointsAdded: number;
  /** How many endpoints the plans removed. */
  readonly endpointsRemoved: number;
  /** How many endpoints the slices have after the last plan of each Service. */
  readonly endpointCount: number;
  /** How many slices there are after the last plan of each Service. */
  readonly sliceCount: number;
  /** The fewest slices that could hold these endpoints. */
  readonly idealSliceCount: number;
}

/** The counters of each producer, by its id. */
export type Counters = SortedMap<ProducerCounters>;

const ZERO: ProducerCounters = {
  syncs: { success: 0, stale: 0, error: 0 },
  changes: { create: 0, update: 0, delete: 0 },
  endpointsAdded: 0,
  endpointsRemoved: 0,
  endpointCount: 0,
  sliceCount: 0,
  idealSliceCount: 0,
};

/** Returns the counters of producers that have done nothing yet. */
export function noCounters(producers: readonly Producer[]): Counters {
  let counters: Counters;
  for (const { id } of producers) counters = sortedMapSet(counters, id, ZERO);
  return counters;
}

/** Returns the counters with those of one producer changed. */
export function count(
  counters: Counters,
  producer: string,
  change: (before: ProducerCounters) => Partial<ProducerCounters>,
): Counters {
  const before = sortedMapGet(counters, producer) ?? ZERO;
  return sortedMapSet(counters, producer, { ...before, ...change(before) });
}

/** Returns the counters after a sync has ended with a result. */
export function countSync(counters: Counters, producer: string, result: keyof ProducerCounters['syncs']): Counters {
  return count(counters, producer, ({ syncs }) => ({ syncs: { ...syncs, [result]: syncs[result] + 1 } }));
}

/** Returns the counters after the figures of a job have changed from `before` to `after`. */
export function countFigures(
  counters: Counters,
  producer: string,
  before: JobFigures | undefined,
  after: JobFigures | undefined,
): Counters {
  const difference = (figure: keyof JobFigures): number => (after?.[figure] ?? 0) - (before?.[figure] ?? 0);
  return count(counters, producer, (known) => ({
    endpointCount: known.endpointCount + difference('endpointCount'),
    sliceCount: known.sliceCount + difference('sliceCount'),
    idealSliceCount: known.idealSliceCount + difference('idealSliceCount'),
  }));
}
