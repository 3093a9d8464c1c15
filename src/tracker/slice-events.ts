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

/** What an event about a slice changes. */
export interface ObservedSlice {
  /** To go on with. */
  readonly tracker: SliceTracker;
  /** The Services to plan again: none if the event tells only what this controller did itself. */
  readonly services: readonly { readonly namespace: string; readonly name: string }[];
}

/**
 * Notes that a slice was seen in a watch event of type ADDED or MODIFIED, and says which Services to plan again.
 *
 * The controller's own write, coming back, concerns none. A slice that somebody else has written concerns the Service that
 * its label names. The tracker stops waiting for a slice whose `service-name` or `managed-by` label a user has changed, and
 * for one that a user has deleted, though a finalizer may hold it: the Service for which it was written is planned again,
 * and so is the Service that the label names now. A slice of no Service, if it was not tracked, is passed over.
 *
 * `before` is the slice as it was, where the caller knows it. It names the Service that a slice left, if this tracker was
 * not told of its write. Put the event into your cache of slices before or with this. Cost: O(log n).
 *
 * @throws TypeError naming the path, if a slice with a service-name label has no namespace, name or uid
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
 * Notes that a slice was seen to be deleted, and says which Services to plan again: none if this controller deleted it.
 *
 * `expected` says the same in one word: whether no Service has to be planned again. A slice of no Service, if it was not
 * tracked, is passed over. Cost: O(log n).
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
 * Whether an event about a slice tells something new: it is not tracked, its generation is above the tracked one, or it has
 * left its Service. `observeSlice` says the same, and for which Services.
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
  // An event from before the last write: what was written is still to come.
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
  // The answer to a write may still be on its way; it must find that the slice is gone.
  return setTracked(tracker, { ...facts, ...known }, 'deleted');
}

/** Each Service once, in this order; slices of no Service name none. */
function servicesOf(places: readonly Pick<SliceFacts, 'namespace' | 'serviceName'>[]): ObservedSlice['services'] {
  const named = new Map(places.map(({ namespace, serviceName }) => [serviceName, { namespace, name: serviceName }]));
  named.delete('');
  return [...named.values()];
}
