/** Handles watch events of slices for a controller that tracks its writes. */

import { enter } from '../internal/door.ts';
import type { EndpointSliceLike } from '../model/endpoint-slice.ts';
import {
  expectTracker,
  findTracked,
  isElsewhere,
  readSliceFacts,
  removeTracked,
  seeVersion,
  type SliceFacts,
  type SliceTracker,
  setTracked,
  type TrackedSlice,
} from './tracked-slice.ts';

/** The effect of an event about a slice. */
export interface ObservedSlice {
  /** The tracker to use from now on. */
  readonly tracker: SliceTracker;
  /** The Services to plan again; empty if the event only shows a write of this controller. */
  readonly services: readonly { readonly namespace: string; readonly name: string }[];
}

/**
 * Notes that a slice was seen in a watch event of type ADDED or MODIFIED, and returns which Services to plan again.
 *
 * An event that only shows the controller's own write affects no Service. A slice that another writer has written affects
 * the Service that its label names. The tracker stops waiting for a slice whose `service-name` or `managed-by` label a user
 * has changed, and for one that a user has deleted, even if a finalizer still holds it: the Service for which it was written
 * is planned again, and so is the Service that the label names now. A slice without a Service is ignored if it was not
 * tracked.
 *
 * `before` is the slice as it was, if the caller knows it. It names the Service that a slice left, if this tracker has no
 * record of its write. Put the event into your cache of slices before or with this. Cost: O(log n).
 *
 * @throws TypeError if a slice with a service-name label has no namespace, name or uid; the error names the path
 * @see kubernetes pkg/controller/endpointslice onEndpointSliceAdd, onEndpointSliceUpdate; docs/rules.md 2.5.e
 * @example
 * const labelled = (name: string) => ({
 *   addressType: 'IPv4',
 *   metadata: { namespace: 'shop', name: 'web-1', uid: 's1', generation: 1, labels: { 'kubernetes.io/service-name': name } },
 * });
 * const tracker = trackWrite(emptySliceTracker, labelled('web'));
 * observeSlice(tracker, labelled('web')).services // => []
 * observeSlice(tracker, labelled('other')).services
 * // => [{ namespace: 'shop', name: 'web' }, { namespace: 'shop', name: 'other' }]
 */
export function observeSlice(
  tracker: SliceTracker,
  slice: EndpointSliceLike,
  before?: EndpointSliceLike,
): ObservedSlice {
  return enter('observeSlice', () => {
    expectTracker(tracker);
    const old = before === undefined ? undefined : readSliceFacts(before, ['before']);
    const facts = readSliceFacts(slice, ['slice']);
    const handled = seeSlice(tracker, facts, old);
    return { ...handled, tracker: seeVersion(handled.tracker, facts.resourceVersion) };
  });
}

/**
 * Notes that a slice was seen to be deleted, and returns which Services to plan again: none if this controller deleted it.
 *
 * `expected` is true if no Service has to be planned again. A slice without a Service is ignored if it was not tracked.
 * Cost: O(log n).
 *
 * @throws TypeError as `observeSlice`
 * @see EndpointSliceTracker.HandleDeletion; docs/rules.md 2.5.d
 * @example
 * const slice = { addressType: 'IPv4', metadata: { namespace: 'shop', name: 'web-1', uid: 's1', labels: { 'kubernetes.io/service-name': 'web' } } };
 * observeSliceDeletion(trackWrite(emptySliceTracker, slice), slice).services // => [{ namespace: 'shop', name: 'web' }]
 * observeSliceDeletion(trackDeletion(emptySliceTracker, slice), slice).expected // => true
 */
export function observeSliceDeletion(
  tracker: SliceTracker,
  slice: EndpointSliceLike,
): ObservedSlice & { readonly expected: boolean } {
  return enter('observeSliceDeletion', () => {
    expectTracker(tracker);
    const facts = readSliceFacts(slice, ['slice']);
    const known = findTracked(tracker, facts.uid);
    const isTold = known !== undefined && typeof known.state !== 'number' && !isElsewhere(known, facts);
    const services = isTold ? [] : servicesOf(typeof known?.state === 'number' ? [known, facts] : [facts]);
    const seen = seeVersion(withoutSlice(tracker, known, facts), facts.resourceVersion);
    return { tracker: seen, services, expected: services.length === 0 };
  });
}

/**
 * Returns whether an event about a slice is new to the tracker: the slice is not tracked, its generation is above the
 * tracked one, or it has left its Service. `observeSlice` finds the same, and the Services.
 *
 * @throws TypeError as `observeSlice`
 * @see EndpointSliceTracker.ShouldSync; docs/rules.md 2.5.c
 * @example
 * const slice = { addressType: 'IPv4', metadata: { namespace: 'shop', name: 'web-1', uid: 's1', generation: 1, labels: { 'kubernetes.io/service-name': 'web' } } };
 * shouldSyncSlice(emptySliceTracker, slice) // => true
 * shouldSyncSlice(trackWrite(emptySliceTracker, slice), slice) // => false
 */
export function shouldSyncSlice(tracker: SliceTracker, slice: EndpointSliceLike): boolean {
  return enter('shouldSyncSlice', () => {
    expectTracker(tracker);
    return seeSlice(tracker, readSliceFacts(slice, ['slice']), undefined).services.length > 0;
  });
}

function seeSlice(tracker: SliceTracker, facts: SliceFacts, before: SliceFacts | undefined): ObservedSlice {
  const known = findTracked(tracker, facts.uid);
  const moved = before !== undefined && isElsewhere(before, facts) ? [before, facts] : [];
  if (typeof known?.state !== 'number') {
    const isBack = known?.state === 'left' && !isElsewhere(known, facts) && !facts.terminating;
    return { tracker: isBack ? removeTracked(tracker, facts.uid) : tracker, services: servicesOf([...moved, facts]) };
  }
  // The event is from before the last write, whose own event is still to come.
  if (facts.generation < known.state) return { tracker, services: [] };
  if (isElsewhere(known, facts) || facts.terminating) {
    const state = facts.terminating ? 'deleted' : 'left';
    const left = setTracked(tracker, { ...facts, ...known }, state);
    return { tracker: left, services: servicesOf([known, ...moved, facts]) };
  }
  return { tracker, services: servicesOf(facts.generation > known.state ? [...moved, facts] : moved) };
}

function withoutSlice(tracker: SliceTracker, known: TrackedSlice | undefined, facts: SliceFacts): SliceTracker {
  if (known?.state === 'deleting') return removeTracked(tracker, facts.uid);
  if (known === undefined && facts.serviceName === '') return tracker;
  // The answer to a write may still arrive; it must find that the slice is gone.
  return setTracked(tracker, { ...facts, ...known }, 'deleted');
}

/** Returns each Service once, in this order; slices without a Service name none. */
function servicesOf(places: readonly Pick<SliceFacts, 'namespace' | 'serviceName'>[]): ObservedSlice['services'] {
  const named = new Map(places.map(({ namespace, serviceName }) => [serviceName, { namespace, name: serviceName }]));
  named.delete('');
  return [...named.values()];
}
