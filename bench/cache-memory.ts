// Bytes of heap for each endpoint, of a cache and of the parsed slices that it was made from:
// npm run build && node --expose-gc --import tsx bench/cache-memory.ts
import {
  type EndpointSliceCache,
  type EndpointSliceLike,
  emptyCache,
  listServicePorts,
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

for (const endpointCount of [1_000, 10_000, 100_000]) {
  const held: Held = { slices: [], cache: emptyCache };
  const start = heapBytes();
  readSlices(held, endpointCount);
  const withSlices = heapBytes();
  readCache(held);
  const withBoth = heapBytes();
  held.slices = [];
  const withCache = heapBytes();
  const each = (from: number, to: number): number => Math.round((to - from) / endpointCount);
  console.log(
    `${endpointCount} endpoints: slices ${each(start, withSlices)}, cache beside them ${each(withSlices, withBoth)}, alone ${each(start, withCache)}`,
  );
  // Reading the cache here is what keeps it until it was measured.
  if (listServicePorts(held.cache).length !== 1) throw new Error('the cache is gone');
}
