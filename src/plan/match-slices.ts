import type { DesiredGroup } from '../model/desired.ts';
import type { EndpointLike, EndpointSliceLike } from '../model/endpoint-slice.ts';
import type { StringMapLike } from '../model/meta.ts';
import type { UpdateReason } from '../model/plan.ts';
import { indexItems } from './item-index.ts';
import { hasLabels } from './slice-labels.ts';

/** A slice that will be written: what it keeps, and what is to be added to it. */
export interface SliceDraft<Item> {
  readonly before: EndpointSliceLike;
  /** What stays, as desired, where it stood; `undefined` when the endpoints are as they should be. */
  readonly kept: readonly Item[] | undefined;
  /** Endpoints it holds before any are added. */
  readonly keptCount: number;
  readonly added: Item[];
  readonly reasons: UpdateReason[];
}

/** What step 1 leaves of the existing slices of one group. */
export interface MatchedSlices<Item> {
  readonly drafts: SliceDraft<Item>[];
  readonly unchanged: EndpointSliceLike[];
  /** Slices that had endpoints and keep none. */
  readonly emptied: EndpointSliceLike[];
  /** Desired endpoints that no slice has. */
  readonly newcomers: Item[];
  /** Desired endpoints that were left out for another of the same identity. */
  readonly duplicates: readonly Item[];
  /** Endpoints of the slices that are not kept. */
  readonly removedCount: number;
}

const noEndpoints: readonly EndpointLike[] = [];

/**
 * Step 1 of distribution: finds each desired endpoint among the existing slices, in their order.
 *
 * A slice keeps, where it stood and as desired, every endpoint that is desired and not already in an earlier slice. Only
 * slices in which something differs become drafts.
 *
 * @see k8s.io/endpointslice reconcileByPortMapping, step 1; semantics 1.9.1 to 1.9.5
 */
export function matchSlices<Item>(
  group: DesiredGroup<Item>,
  slices: readonly EndpointSliceLike[],
  labels: StringMapLike,
): MatchedSlices<Item> {
  const { items, reader } = group;
  const index = indexItems(items, reader);
  const taken = new Uint8Array(items.length);
  const drafts: SliceDraft<Item>[] = [];
  const unchanged: EndpointSliceLike[] = [];
  const emptied: EndpointSliceLike[] = [];
  let removedCount = 0;

  for (const slice of slices) {
    const endpoints = slice.endpoints ?? noEndpoints;
    const positions: number[] = [];
    let changed = false;
    for (const endpoint of endpoints) {
      const position = index.find(endpoint);
      if (position < 0 || taken[position] === 1) continue;
      taken[position] = 1;
      positions.push(position);
      if (!changed && !reader.isUpToDate(items[position] as Item, endpoint)) changed = true;
    }
    const removed = endpoints.length - positions.length;
    removedCount += removed;
    if (removed > 0 && positions.length === 0) {
      emptied.push(slice);
      continue;
    }
    const reasons: UpdateReason[] = [];
    if (removed > 0) reasons.push('endpoints-removed');
    if (changed) reasons.push('endpoints-changed');
    if (!hasLabels(slice, labels)) reasons.push('labels-changed');
    if (reasons.length === 0) {
      unchanged.push(slice);
      continue;
    }
    const kept = removed > 0 || changed ? positions.map((position) => items[position] as Item) : undefined;
    drafts.push({ before: slice, kept, keptCount: positions.length, added: [], reasons });
  }

  for (const position of index.duplicates) taken[position] = 1;
  const newcomers = items.filter((_, position) => taken[position] === 0);
  const duplicates = index.duplicates.map((position) => items[position] as Item);
  return { drafts, unchanged, emptied, newcomers, duplicates, removedCount };
}
