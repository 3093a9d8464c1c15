import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  acceptBookmark,
  composeChanges,
  diffEndpoints,
  emptyCache,
  type EndpointSliceCache,
  type EndpointSliceLike,
  listEndpoints,
  listServicePorts,
  removeSlice,
  replaceSlices,
  setSlice,
} from 'endpointslice';
import { deepFreeze } from '../support/deep-freeze.ts';
import { computeView, textOf } from '../support/naive-view.ts';
import { propertyRuns } from '../support/property-settings.ts';
import { readWatchStream, recordedStreams, type WatchEvent } from '../support/watch-streams.ts';

/** Something that reaches the consumer: an event, or a list of what is there. */
type Delivery = WatchEvent | { readonly type: 'LIST'; readonly slices: readonly EndpointSliceLike[] };

const streams = new Map(recordedStreams.map((name) => [name, deepFreeze(readWatchStream(name))]));

/** The events of each slice, in their order. */
function bySlice(events: readonly WatchEvent[]): WatchEvent[][] {
  const lists = new Map<string, WatchEvent[]>();
  for (const event of events) {
    const name = event.object.metadata?.name ?? '';
    lists.set(name, [...(lists.get(name) ?? []), event]);
  }
  return [...lists.values()];
}

/**
 * A legal order: each slice's events in their order, those of different slices interleaved anyhow, earlier events of a
 * slice delivered again, and lists of what is there by then in between.
 */
function deliver(events: readonly WatchEvent[], chance: () => number): Delivery[] {
  const queues = bySlice(events).map((list) => ({ list, next: 0 }));
  const deliveries: Delivery[] = [];
  const state = new Map<string, EndpointSliceLike>();
  for (;;) {
    const open = queues.filter(({ list, next }) => next < list.length);
    const queue = open[chance() % Math.max(1, open.length)];
    if (queue === undefined) return deliveries;
    const event = queue.list[queue.next] as WatchEvent;
    queue.next += 1;
    deliveries.push(event);
    const name = event.object.metadata?.name ?? '';
    if (event.type === 'DELETED') state.delete(name);
    else state.set(name, event.object);
    if (chance() % 5 === 0) deliveries.push(queue.list[chance() % queue.next] as WatchEvent);
    if (chance() % 20 === 0) deliveries.push({ type: 'LIST', slices: [...state.values()] });
  }
}

function take(cache: EndpointSliceCache, delivery: Delivery): EndpointSliceCache {
  if (delivery.type === 'LIST') return replaceSlices(cache, delivery.slices).cache;
  return delivery.type === 'DELETED'
    ? removeSlice(cache, delivery.object).cache
    : setSlice(cache, delivery.object).cache;
}

function viewOf(cache: EndpointSliceCache) {
  return listServicePorts(cache).map((servicePort) => ({
    servicePort,
    endpoints: listEndpoints(cache, servicePort).endpoints,
  }));
}

function versionOf({ object }: WatchEvent): number {
  return Number(object.metadata?.resourceVersion);
}

/** What should be there once all events are in. */
function finalSlices(events: readonly WatchEvent[]): EndpointSliceLike[] {
  const state = new Map<string, EndpointSliceLike>();
  for (const { type, object } of events) {
    if (type === 'DELETED') state.delete(object.metadata?.name ?? '');
    else state.set(object.metadata?.name ?? '', object);
  }
  return [...state.values()];
}

const chances = fc.array(fc.nat(0xffff), { minLength: 50, maxLength: 50 }).map((numbers) => {
  return () => {
    let position = 0;
    return (): number => {
      position += 1;
      return ((numbers[position % numbers.length] as number) + Math.imul(position, 2654435761)) >>> 8;
    };
  };
});

describe.each([...streams])('the recorded watch of %s', (_, events) => {
  test('ends in the same view in every legal order: recorded streams end in one view', () => {
    const wanted = computeView(
      finalSlices(events).map((slice) => ({ slice })),
      'identity-aware',
    );
    fc.assert(
      fc.property(chances, (start) => {
        const cache = deliver(events, start()).reduce(take, emptyCache);
        expect(viewOf(cache)).toEqual(wanted);
      }),
      { numRuns: propertyRuns(15) },
    );
  });

  test('ends there too with bookmarks and lists that have a resourceVersion, however late other events come again', () => {
    const wanted = viewOf(replaceSlices(emptyCache, finalSlices(events)).cache);
    const inOrder = [...events].sort((left, right) => versionOf(left) - versionOf(right));
    fc.assert(
      fc.property(chances, (start) => {
        const chance = start();
        let cache = emptyCache;
        inOrder.forEach((event, index) => {
          cache = take(cache, event);
          const seen = inOrder.slice(0, index + 1);
          const resourceVersion = String(versionOf(event));
          const what = chance() % 10;
          if (what === 0) cache = acceptBookmark(cache, { resourceVersion }).cache;
          if (what === 1) cache = replaceSlices(cache, finalSlices(seen), { resourceVersion }).cache;
          if (what < 5) cache = take(cache, seen[chance() % seen.length] as WatchEvent);
        });
        expect(viewOf(cache)).toEqual(wanted);
      }),
      { numRuns: propertyRuns(10) },
    );
  });

  test('misses no endpoint at any step that the slices say is ready: no ready endpoint is missing', () => {
    fc.assert(
      fc.property(chances, (start) => {
        let cache = emptyCache;
        const bystander = new Bystander();
        for (const delivery of deliver(events, start())) {
          cache = take(cache, delivery);
          bystander.take(delivery);
          expect(missingOf(cache, [...bystander.slices.values()])).toEqual([]);
        }
      }),
      { numRuns: propertyRuns(3) },
    );
  });

  test('changes step by step into what it changes at once: changes compose', () => {
    fc.assert(
      fc.property(chances, (start) => {
        const steps = deliver(events, start());
        const last = steps.reduce(take, emptyCache);
        let cache = emptyCache;
        let changes = diffEndpoints(cache, cache);
        for (const delivery of steps) {
          const next = take(cache, delivery);
          changes = composeChanges(changes, diffEndpoints(cache, next));
          cache = next;
        }
        expect(changes).toEqual(diffEndpoints(emptyCache, last));
      }),
      { numRuns: propertyRuns(3) },
    );
  });
});

/** Keeps the newest state of each slice, as somebody would who reads resourceVersions by hand. */
class Bystander {
  readonly slices = new Map<string, EndpointSliceLike>();
  readonly #seen = new Map<string, number>();

  take(delivery: Delivery): void {
    if (delivery.type === 'LIST') return;
    const { name, resourceVersion } = delivery.object.metadata ?? {};
    if (Number(resourceVersion) <= (this.#seen.get(name ?? '') ?? 0)) return;
    this.#seen.set(name ?? '', Number(resourceVersion));
    if (delivery.type === 'DELETED') this.slices.delete(name ?? '');
    else this.slices.set(name ?? '', delivery.object);
  }
}

/** The addresses that some slice lists as ready for a service port and that the cache does not list for it. */
function missingOf(cache: EndpointSliceCache, slices: readonly EndpointSliceLike[]): string[] {
  const listed = new Set(
    viewOf(cache).flatMap(({ servicePort, endpoints }) =>
      endpoints.map((endpoint) => `${servicePort.name} ${servicePort.port} ${textOf(endpoint)}`),
    ),
  );
  return slices.flatMap((slice) =>
    (slice.endpoints ?? [])
      .filter((endpoint) => endpoint.conditions?.ready !== false)
      .flatMap((endpoint) =>
        (slice.ports ?? []).map((port) => {
          const address = endpoint.addresses?.[0] ?? '';
          const service = slice.metadata?.labels?.['kubernetes.io/service-name'];
          const text = slice.addressType === 'IPv6' ? `[${address}]:${port.port}` : `${address}:${port.port}`;
          return `${service} ${port.name} ${text}`;
        }),
      )
      .filter((text) => !listed.has(text)),
  );
}
