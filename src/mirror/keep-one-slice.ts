import type { EndpointSliceLike } from '../model/endpoint-slice.ts';
import { groupKey } from '../slice/group-key.ts';
import { compareSlices } from '../slice/slice-order.ts';

/** One slice for each address type and port map, and the others. */
export interface KeptSlices {
  /** In order of their names. */
  readonly kept: readonly EndpointSliceLike[];
  readonly surplus: readonly EndpointSliceLike[];
}

/**
 * Keeps one slice for each address type and port map, since mirroring writes no more: the first by name.
 *
 * The reference keeps the first in the order of its cache, which is random.
 *
 * @see pkg/controller/endpointslicemirroring reconcileByPortMapping; docs/rules.md 3.4.2
 */
export function keepOneSlice(slices: readonly EndpointSliceLike[]): KeptSlices {
  const kept = new Map<string, EndpointSliceLike>();
  const surplus: EndpointSliceLike[] = [];
  const byName = [...slices].sort(compareSlices);
  for (const slice of byName) {
    const key = groupKey(slice);
    if (kept.has(key)) surplus.push(slice);
    else kept.set(key, slice);
  }
  return { kept: [...kept.values()], surplus };
}
