/** Orders slices by their names. */

import { compareText } from '../internal/compare-text.ts';
import { outOfRange } from '../internal/invariant.ts';
import type { EndpointSliceLike } from '../model/endpoint-slice.ts';

/** Orders slices by name, which is unique within a namespace. */
export function compareSlices(left: EndpointSliceLike, right: EndpointSliceLike): number {
  return compareText(sliceName(left), sliceName(right));
}

/** Returns the name of an existing slice. */
export function sliceName(slice: EndpointSliceLike): string {
  return slice.metadata?.name ?? '';
}

/** Returns the slices in order of their names; throws if two have the same name, which no cluster has. */
export function sortSlices(slices: readonly EndpointSliceLike[]): readonly EndpointSliceLike[] {
  const sorted = [...slices].sort(compareSlices);
  for (let index = 1; index < sorted.length; index += 1) {
    const name = sliceName(sorted[index] as EndpointSliceLike);
    if (name === sliceName(sorted[index - 1] as EndpointSliceLike)) {
      throw outOfRange(['slices'], 'slices with different names', name);
    }
  }
  return sorted;
}
