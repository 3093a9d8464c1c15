/** Notes the writes of a controller in its tracker. */

import { enter } from '../internal/door.ts';
import { expectObject, expectText } from '../internal/expect.ts';
import { sortedMapDelete, sortedMapForEach, sortedMapGet } from '../internal/sorted-map.ts';
import type { EndpointSliceLike } from '../model/endpoint-slice.ts';
import {
  expectTracker,
  findTracked,
  isElsewhere,
  readSliceFacts,
  removeTracked,
  type SliceFacts,
  type SliceTracker,
  serviceKeyOf,
  setTracked,
  type TrackedSlice,
} from './tracked-slice.ts';

/**
 * Notes that a slice was created or updated, as the server answered. The tracker then expects its generation, even if that
 * is lower than before.
 *
 * A late answer changes nothing: one about a slice that was meanwhile seen to be deleted by another writer, or to leave its
 * Service. It would otherwise make the Service look stale without end. A slice without a Service is ignored. Cost: O(log n).
 *
 * @throws TypeError if a slice with a service-name label has no namespace, name or uid; the error names the path
 * @see k8s.io/endpointslice/util EndpointSliceTracker.Update; docs/rules.md 2.5.a, 9.9
 * @example
 * const slice = {
 *   addressType: 'IPv4',
 *   metadata: { namespace: 'shop', name: 'web-1', uid: 's1', generation: 3, labels: { 'kubernetes.io/service-name': 'web' } },
 * };
 * const service = { metadata: { namespace: 'shop', name: 'web', uid: 'u1' } };
 * const tracker = trackWrite(emptySliceTracker, slice);
 * findStaleness(tracker, service, [{ ...slice, metadata: { ...slice.metadata, generation: 2 } }]).slices
 * // => [{ name: 'web-1', uid: 's1', reason: 'OlderThanWritten' }]
 */
export function trackWrite(tracker: SliceTracker, slice: EndpointSliceLike): SliceTracker {
  return enter('trackWrite', () => {
    expectTracker(tracker);
    const facts = readSliceFacts(slice, ['slice']);
    if (facts.serviceName === '' || isLate(findTracked(tracker, facts.uid), facts)) return tracker;
    return setTracked(tracker, facts, facts.generation);
  });
}

/**
 * Notes that the server accepted a delete of the slice.
 *
 * If the deletion was seen before the answer arrived, nothing is left to remember. A slice without a Service is ignored.
 *
 * @throws TypeError as `trackWrite`
 * @see EndpointSliceTracker.ExpectDeletion; docs/rules.md 2.5.a
 * @example
 * const slice = { addressType: 'IPv4', metadata: { namespace: 'shop', name: 'web-1', uid: 's1', generation: 1, labels: { 'kubernetes.io/service-name': 'web' } } };
 * const service = { metadata: { namespace: 'shop', name: 'web', uid: 'u1' } };
 * findStaleness(trackDeletion(emptySliceTracker, slice), service, [slice]).slices
 * // => [{ name: 'web-1', uid: 's1', reason: 'DeletionExpected' }]
 */
export function trackDeletion(tracker: SliceTracker, slice: EndpointSliceLike): SliceTracker {
  return enter('trackDeletion', () => {
    expectTracker(tracker);
    const facts = readSliceFacts(slice, ['slice']);
    if (facts.serviceName === '') return tracker;
    const state = findTracked(tracker, facts.uid)?.state;
    if (state === 'deleted') return removeTracked(tracker, facts.uid);
    return setTracked(tracker, facts, 'deleting');
  });
}

/**
 * Forgets everything about the Services of one name: when the Service is gone, or to start again after a staleness that does
 * not end. Cost: O(k log n) for k slices of the Service.
 *
 * @see EndpointSliceTracker.DeleteService; docs/rules.md 2.5.a
 * @example
 * const slice = { addressType: 'IPv4', metadata: { namespace: 'shop', name: 'web-1', uid: 's1', generation: 1, labels: { 'kubernetes.io/service-name': 'web' } } };
 * forgetService(trackWrite(emptySliceTracker, slice), { namespace: 'shop', name: 'web' }) // => {}
 */
export function forgetService(
  tracker: SliceTracker,
  service: { readonly namespace: string; readonly name: string },
): SliceTracker {
  return enter('forgetService', () => {
    let { serviceKeys } = expectTracker(tracker);
    const { namespace, name } = expectObject(service, ['service']);
    const key = serviceKeyOf(expectText(namespace, ['service', 'namespace']), expectText(name, ['service', 'name']));
    sortedMapForEach(sortedMapGet(tracker.services, key), (_, uid) => {
      serviceKeys = sortedMapDelete(serviceKeys, uid);
    });
    return { ...tracker, services: sortedMapDelete(tracker.services, key), serviceKeys };
  });
}

/** Returns whether a server's answer is older than what was seen since. */
function isLate(known: TrackedSlice | undefined, facts: SliceFacts): boolean {
  if (known === undefined || known.state === 'deleting') return false;
  if (known.state === 'deleted') return true;
  if (known.state === 'left') return !isElsewhere(known, facts);
  return isElsewhere(known, facts) && facts.generation < known.state;
}
