// Bytes of heap that a cache takes, as docs/consumer.md gives them; test/cache/memory.test.ts holds the page to this:
// npm run build && node --expose-gc --import tsx bench/cache-memory.ts [endpoints...]
import {
  type EndpointSliceCache,
  type EndpointSliceLike,
  emptyCache,
  listServicePorts,
  removeSlice,
  replaceSlices,
} from 'endpointslice';
import { makeSlices, readObjects } from './cache.bench.ts';

const collect = (globalThis as { gc?: () => void }).gc;
if (collect === undefined) throw new Error('run with node --expose-gc');

function heapBytes(): number {
  collect?.();
  collect?.();
  return process.memoryUsage().heapUsed;
}

interface Held {
  slices: EndpointSliceLike[];
  cache: EndpointSliceCache;
}

// Functions of their own, so that nothing on the way is still referred to when the heap is measured.
function readSlices(held: Held, endpointCount: number): void {
  held.slices = readObjects(makeSlices(endpointCount));
}

function readCache(held: Held): void {
  held.cache = replaceSlices(emptyCache, held.slices).cache;
}

/** One small slice for each removal, of a Service of its own. */
function removeMany(held: Held, removalCount: number): void {
  for (let index = 0; index < removalCount; index += 1) {
    const metadata = {
      namespace: 'shop',
      name: `web-${index.toString(36).padStart(5, '0')}`,
      resourceVersion: '123456',
    };
    held.cache = removeSlice(held.cache, { metadata }).cache;
  }
}

/** Bytes for each endpoint, or removal. */
interface Measured {
  readonly slices: number;
  readonly cacheBesideSlices: number;
  readonly cache: number;
  readonly removal: number;
}

function measureMemory(count: number): Measured {
  const held: Held = { slices: [], cache: emptyCache };
  const start = heapBytes();
  readSlices(held, count);
  const withSlices = heapBytes();
  readCache(held);
  const withBoth = heapBytes();
  held.slices = [];
  const withCache = heapBytes();
  removeMany(held, count);
  const withRemovals = heapBytes();
  const each = (from: number, to: number): number => Math.round((to - from) / count);
  // Reading the cache here is what keeps it until it was measured.
  if (listServicePorts(held.cache).length !== 1) throw new Error('the cache is gone');
  return {
    slices: each(start, withSlices),
    cacheBesideSlices: each(withSlices, withBoth),
    cache: each(start, withCache),
    removal: each(withCache, withRemovals),
  };
}

// What the engine makes of the code itself is on the heap as well: it is made before anything is measured.
for (let round = 0; round < 3; round += 1) measureMemory(5_000);

const given = process.argv.slice(2).map(Number);
for (const count of given.length > 0 ? given : [10_000, 100_000]) {
  console.log(JSON.stringify({ count, ...measureMemory(count) }));
}
