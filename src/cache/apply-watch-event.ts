import { enter } from '../internal/door.ts';
import { expectObject } from '../internal/expect.ts';
import { outOfRange } from '../internal/invariant.ts';
import type { EndpointSliceLike } from '../model/endpoint-slice.ts';
import { type CacheScope, noteBookmark } from './accept-bookmark.ts';
import type { EndpointSliceCache } from './cache.ts';
import { expectCache, optionalName } from './read-field.ts';
import { dropSlice } from './remove-slice.ts';
import { type CacheUpdate, storeSlice } from './set-slice.ts';

/** One event of a watch of EndpointSlices, as the API server sends it. */
export interface WatchEvent {
  /** `ADDED`, `MODIFIED`, `DELETED`, `BOOKMARK` or `ERROR`. */
  readonly type: string;
  /** The slice. Of a bookmark only `metadata.resourceVersion` is read, of an error nothing. */
  readonly object: EndpointSliceLike | { readonly metadata?: EndpointSliceLike['metadata'] };
}

/** Options of `applyWatchEvent`: what was watched, and when the event was seen. */
export interface WatchOptions extends CacheScope {
  /** The caller's own order of observation: a growing number that decides where resourceVersions cannot. */
  readonly sequence?: number | undefined;
}

/** A cache after an event of a watch. */
export interface WatchUpdate extends CacheUpdate {
  /** Whether the watch is over (`ERROR`, such as 410 Gone). If so, list again and pass the list to `replaceSlices`. */
  readonly relist: boolean;
}

/**
 * Returns the cache after one event of a watch, of any type.
 *
 * `ADDED` and `MODIFIED` act as `setSlice`, `DELETED` as `removeSlice`, and `BOOKMARK` as `acceptBookmark` for the cluster
 * and namespace of the options. `ERROR` leaves the cache unchanged and sets `relist`. The old cache stays valid; the new one
 * keeps nothing of the event. Cost: that of the function that is called.
 *
 * @throws RangeError if the event has another type
 * @throws TypeError if the object has no namespace or name, or the slice is invalid
 * @see k8s.io/apimachinery watch.Event; docs/rules.md 4.1
 * @example
 * const slice = {
 *   metadata: { namespace: 'shop', name: 'web-1', resourceVersion: '7', labels: { 'kubernetes.io/service-name': 'web' } },
 *   addressType: 'IPv4', endpoints: [{ addresses: ['10.0.0.1'] }], ports: [{ name: 'http', port: 80 }],
 * };
 * const { cache } = applyWatchEvent(emptyCache, { type: 'ADDED', object: slice });
 * listServicePorts(cache).map(formatServicePort) // => ['shop/web:http/TCP']
 * listServicePorts(applyWatchEvent(cache, { type: 'DELETED', object: slice }).cache) // => []
 * applyWatchEvent(cache, { type: 'ERROR', object: {} }).relist // => true
 */
export function applyWatchEvent(cache: EndpointSliceCache, event: WatchEvent, options: WatchOptions = {}): WatchUpdate {
  return enter('applyWatchEvent', () => {
    expectCache(cache);
    const { type } = expectObject(event, ['event']);
    expectObject(options, ['options']);
    if (type === 'ERROR') return { cache, notices: [], relist: true };
    return { ...applyToSlices(cache, type, event.object, options), relist: false };
  });
}

function applyToSlices(
  cache: EndpointSliceCache,
  type: string,
  given: WatchEvent['object'],
  options: WatchOptions,
): CacheUpdate {
  const path = ['event', 'object'];
  const object = expectObject(given, path);
  switch (type) {
    case 'ADDED':
    case 'MODIFIED':
      return storeSlice(cache, object as EndpointSliceLike, options, path);
    case 'DELETED':
      return dropSlice(cache, object, options, path);
    case 'BOOKMARK': {
      const { resourceVersion } = expectObject(object.metadata, [...path, 'metadata']);
      const scope = { cluster: optionalName(options, 'cluster'), namespace: optionalName(options, 'namespace') };
      const place = [...path, 'metadata', 'resourceVersion'];
      return { cache: noteBookmark(cache, scope, resourceVersion, place), notices: [] };
    }
    default:
      throw outOfRange(['event', 'type'], 'ADDED, MODIFIED, DELETED, BOOKMARK or ERROR', type);
  }
}
