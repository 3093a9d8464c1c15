import { acceptBookmark, emptyCache, type EndpointSliceCache, replaceSlices } from 'endpointslice';
import { makeSlices, readObjects } from './cache.bench.ts';

/** Bytes of heap per endpoint of a cache, with and without the slices that it was made from. Run with `--expose-gc`. */
export function measureMemory(endpointCount: number): { readonly cacheBytes: number; readonly sliceBytes: number } {
  const collect = (globalThis as { gc?: () => void }).gc;
  if (collect === undefined) throw new Error('run with node --expose-gc');
  const heap = (): number => {
    collect();
    collect();
    return process.memoryUsage().heapUsed;
  };
  const start = heap();
  let slices: ReturnType<typeof readObjects> | undefined = readObjects(makeSlices(endpointCount));
  const withSlices = heap();
  const kept: EndpointSliceCache = replaceSlices(emptyCache, slices).cache;
  slices = undefined;
  const withCache = heap();
  // Keeps the cache alive beyond the measurement.
  acceptBookmark(kept, { resourceVersion: '1' });
  return { cacheBytes: (withCache - start) / endpointCount, sliceBytes: (withSlices - start) / endpointCount };
}
