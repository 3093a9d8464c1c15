import { type SortedMap, sortedMapGet, sortedMapSet } from '../internal/sorted-map.ts';
import type { PlannedWrite } from '../model/plan.ts';
import type { JobFigures } from './jobs.ts';
import type { Producer } from './options.ts';

/** What one producer has done and has to look after, added up. */
export interface ProducerCounters {
  readonly syncs: { readonly success: number; readonly stale: number; readonly error: number };
  readonly changes: { readonly [Verb in PlannedWrite['verb']]: number };
  readonly endpointsAdded: number;
  readonly endpointsRemoved: number;
  readonly endpointCount: number;
  readonly sliceCount: number;
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

/** Nothing done yet. */
export function noCounters(producers: readonly Producer[]): Counters {
  let counters: Counters;
  for (const { id } of producers) counters = sortedMapSet(counters, id, ZERO);
  return counters;
}

/** The counters with those of one producer changed. */
export function count(
  counters: Counters,
  producer: string,
  change: (before: ProducerCounters) => Partial<ProducerCounters>,
): Counters {
  const before = sortedMapGet(counters, producer) ?? ZERO;
  return sortedMapSet(counters, producer, { ...before, ...change(before) });
}

/** The counters when a sync has ended. */
export function countSync(counters: Counters, producer: string, result: keyof ProducerCounters['syncs']): Counters {
  return count(counters, producer, ({ syncs }) => ({ syncs: { ...syncs, [result]: syncs[result] + 1 } }));
}

/** The counters when a job's figures were `before` and are `after`. */
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
