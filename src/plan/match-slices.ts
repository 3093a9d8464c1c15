/** Matches existing slices with desired endpoints: step 1 of distribution. */

import type { CheckedGroup, EndpointReader } from '../model/desired.ts';
import type { EndpointLike, EndpointSliceLike } from '../model/endpoint-slice.ts';
import type { StringMapLike } from '../model/meta.ts';
import type { UpdateReason } from '../model/plan.ts';
import type { ItemIndex } from './item-index.ts';
import { updateReasons } from '../slice/update-reasons.ts';

/** A slice that will be written, with what it keeps and what is added to it. */
export interface SliceDraft<Item> {
  readonly before: EndpointSliceLike;
  /** The desired endpoints that stay, in their places; `undefined` if the endpoints are as they should be. */
  readonly kept: readonly Item[] | undefined;
  /** Endpoints that it holds before any are added. */
  readonly keptCount: number;
  /** Endpoints that it no longer holds. */
  readonly removed: readonly EndpointLike[];
  readonly added: Item[];
  readonly reasons: readonly UpdateReason[];
}

/** A draft of a slice that gets other ports. */
export interface AdoptedDraft<Item> extends SliceDraft<Item> {
  readonly kept: readonly Item[];
}

/** The result of step 1 for the existing slices of one group. */
export interface MatchedSlices<Item> {
  readonly reader: EndpointReader<Item>;
  readonly drafts: readonly SliceDraft<Item>[];
  readonly adopted: readonly AdoptedDraft<Item>[];
  readonly unchanged: readonly EndpointSliceLike[];
  /** Slices that had endpoints and keep none of them. */
  readonly emptied: readonly EndpointSliceLike[];
  /** Desired endpoints that are in no slice. */
  readonly newcomers: readonly Item[];
  /** Desired endpoints left out because another has the same identity. */
  readonly duplicates: readonly Item[];
  /** Endpoints of drafts, adopted ones included, that are not kept. */
  readonly removedCount: number;
}

/** Matches the slices of one group, one list after the other: first those that have its ports, then those that it adopts. */
export interface SliceMatcher<Item> {
  /** Matches slices that have the ports of the group, and returns those that had endpoints and keep none of them. */
  readonly matchOwn: (slices: readonly EndpointSliceLike[]) => readonly EndpointSliceLike[];
  /** Matches slices that are to get the ports of the group, and returns the result for all slices so far. */
  readonly matchAdopted: (slices: readonly EndpointSliceLike[]) => MatchedSlices<Item>;
}

const noEndpoints: readonly EndpointLike[] = [];

/**
 * Returns a matcher that finds each desired endpoint among the existing slices, in their order.
 *
 * A slice keeps, in its place and as desired, every endpoint that is desired and not already in an earlier slice. Only
 * slices in which something differs become drafts.
 *
 * @see k8s.io/endpointslice reconcileByPortMapping, step 1; docs/rules.md 1.9.1 to 1.9.5
 */
export function sliceMatcher<Item>(
  { items, reader }: Pick<CheckedGroup<Item>, 'items' | 'reader'>,
  index: ItemIndex,
  labels: StringMapLike,
): SliceMatcher<Item> {
  const taken = new Uint8Array(items.length);
  const drafts: SliceDraft<Item>[] = [];
  const adopted: AdoptedDraft<Item>[] = [];
  const unchanged: EndpointSliceLike[] = [];
  const emptied: EndpointSliceLike[] = [];
  let removedCount = 0;

  const match = (slice: EndpointSliceLike, isAdopted: boolean): void => {
    const endpoints = slice.endpoints ?? noEndpoints;
    const positions: number[] = [];
    const removed: EndpointLike[] = [];
    let changed = false;
    for (const endpoint of endpoints) {
      const position = index.find(endpoint);
      if (position < 0 || taken[position] === 1) {
        removed.push(endpoint);
        continue;
      }
      taken[position] = 1;
      positions.push(position);
      if (!changed && !reader.isUpToDate(items[position] as Item, endpoint)) changed = true;
    }
    if (positions.length === 0 && removed.length > 0) {
      emptied.push(slice);
      return;
    }
    removedCount += removed.length;
    const reasons = updateReasons(slice, { removed: removed.length > 0, changed, ports: isAdopted }, labels);
    if (reasons.length === 0) {
      unchanged.push(slice);
      return;
    }
    const draft = { before: slice, keptCount: positions.length, removed, added: [], reasons };
    const keptItems = (): Item[] => positions.map((position) => items[position] as Item);
    if (isAdopted) adopted.push({ ...draft, kept: keptItems() });
    else drafts.push({ ...draft, kept: removed.length > 0 || changed ? keptItems() : undefined });
  };

  return {
    matchOwn: (slices) => {
      for (const slice of slices) match(slice, false);
      return emptied.splice(0);
    },
    matchAdopted: (slices) => {
      for (const slice of slices) match(slice, true);
      for (const position of index.duplicates) taken[position] = 1;
      const newcomers = items.filter((_, position) => taken[position] === 0);
      const duplicates = index.duplicates.map((position) => items[position] as Item);
      return { reader, drafts, adopted, unchanged, emptied, newcomers, duplicates, removedCount };
    },
  };
}
