import {
  categorizeEndpoints,
  diffEndpoints,
  type EndpointSliceCache,
  type EndpointSliceLike,
  emptyCache,
  listEndpoints,
  type RoutableEndpoint,
  replaceSlices,
  setSlice,
} from 'endpointslice';
import type { BenchCase, BenchWork } from './measure.ts';

const endpointsPerSlice = 100;
const servicePort = { namespace: 'shop', name: 'web', port: 'http', protocol: 'TCP' } as const;
/** The cases for one Service of so many endpoints, 100 a slice. The baseline is the naive full rebuild. */
export function cacheCases(endpointCounts: readonly number[]): BenchCase[] {
  return endpointCounts.flatMap((size) =>
    works.map(([name, work]) => ({ name, unit: 'endpoint', size, make: () => work(size) })),
  );
}

const works: readonly (readonly [name: string, work: (endpointCount: number) => BenchWork])[] = [
  ['cache build', build],
  ['cache build, slice by slice', buildFromEvents],
  ['cache update of one slice, and its difference', updateOneSlice],
  ['cache relist of the same slices', relist],
  ['cache difference, nothing shared', compareUnrelated],
  ['cache list', list],
  ['choice by zone', choose],
];

function build(endpointCount: number): BenchWork {
  const slices = readObjects(makeSlices(endpointCount));
  return {
    unitCount: endpointCount,
    run: () => replaceSlices(emptyCache, slices).cache,
    check: (cache) => expectCount(listEndpoints(cache as EndpointSliceCache, servicePort).endpoints, endpointCount),
    baseline: rebuilding(slices),
    reference: {
      part: 'proxy',
      input: { family: 'IPv4', steps: [...slices.map((slice) => ({ op: 'update', slice })), { op: 'apply' }] },
    },
  };
}

function buildFromEvents(endpointCount: number): BenchWork {
  const slices = readObjects(makeSlices(endpointCount));
  return {
    unitCount: endpointCount,
    run: () => slices.reduce<EndpointSliceCache>((cache, slice) => setSlice(cache, slice).cache, emptyCache),
    check: (cache) => expectCount(listEndpoints(cache as EndpointSliceCache, servicePort).endpoints, endpointCount),
    baseline: rebuilding(slices),
  };
}

/** One endpoint of one slice turns unready and ready again; every event is an object of its own. */
function updateOneSlice(endpointCount: number): BenchWork {
  const slices = readObjects(makeSlices(endpointCount));
  const middle = Math.floor(slices.length / 2);
  const states = [1, 0].map(
    (unreadyCount) => readObjects([makeSlice(middle, 0, unreadyCount)])[0] as EndpointSliceLike,
  );
  const before = rebuild(slices);
  let { cache } = replaceSlices(emptyCache, slices);
  let turn = 0;
  return {
    unitCount: endpointCount,
    run: () => {
      const state = states[turn % 2] as EndpointSliceLike;
      turn += 1;
      const metadata = { ...state.metadata, resourceVersion: String(endpointCount + turn) };
      const next = setSlice(cache, { ...state, metadata }).cache;
      const changes = diffEndpoints(cache, next);
      cache = next;
      return changes;
    },
    check: (changes) => expectCount((changes as ReturnType<typeof diffEndpoints>)[0]?.updated ?? [], 1),
    baseline: { name: 'naive full rebuild and difference', run: () => naiveDifference(before, rebuild(slices)) },
  };
}

function relist(endpointCount: number): BenchWork {
  const { cache } = replaceSlices(emptyCache, readObjects(makeSlices(endpointCount)));
  const slices = readObjects(makeSlices(endpointCount));
  return {
    unitCount: endpointCount,
    run: () => replaceSlices(cache, slices).cache,
    check: (next) => expectCount(diffEndpoints(cache, next as EndpointSliceCache), 0),
    baseline: rebuilding(slices),
  };
}

function compareUnrelated(endpointCount: number): BenchWork {
  const slices = readObjects(makeSlices(endpointCount));
  const before = replaceSlices(emptyCache, slices).cache;
  const after = replaceSlices(emptyCache, readObjects(makeSlices(endpointCount))).cache;
  const naiveBefore = rebuild(slices);
  return {
    unitCount: endpointCount,
    run: () => diffEndpoints(before, after),
    check: (changes) => expectCount(changes as unknown[], 0),
    baseline: { name: 'naive full rebuild and difference', run: () => naiveDifference(naiveBefore, rebuild(slices)) },
  };
}

function list(endpointCount: number): BenchWork {
  const slices = readObjects(makeSlices(endpointCount));
  const { cache } = replaceSlices(emptyCache, slices);
  return {
    unitCount: endpointCount,
    run: () => listEndpoints(cache, servicePort),
    check: (listed) => expectCount((listed as ReturnType<typeof listEndpoints>).endpoints, endpointCount),
    baseline: rebuilding(slices),
  };
}

function choose(endpointCount: number): BenchWork {
  const slices = readObjects(makeSlices(endpointCount));
  const { endpoints } = listEndpoints(replaceSlices(emptyCache, slices).cache, servicePort);
  const location = { nodeName: 'node-1', zone: 'zone-1' };
  return {
    unitCount: endpointCount,
    run: () => categorizeEndpoints({ endpoints, traffic: {}, from: location }),
    check: (choice) => expectCount((choice as ReturnType<typeof categorizeEndpoints>).allReachable, endpointCount / 4),
    baseline: rebuilding(slices),
  };
}

function rebuilding(slices: readonly EndpointSliceLike[]): BenchWork['baseline'] {
  return { name: 'naive full rebuild', run: () => rebuild(slices) };
}

/** Parsed JSON, as clients hold it: no object or text is shared between endpoints. */
export function readObjects(slices: readonly EndpointSliceLike[]): EndpointSliceLike[] {
  return JSON.parse(JSON.stringify(slices)) as EndpointSliceLike[];
}

export function makeSlices(endpointCount: number): EndpointSliceLike[] {
  return Array.from({ length: endpointCount / endpointsPerSlice }, (_, index) => makeSlice(index, index + 1, 0));
}

function makeSlice(sliceIndex: number, version: number, unreadyCount: number): EndpointSliceLike {
  return {
    metadata: {
      namespace: 'shop',
      name: `web-${sliceIndex}`,
      uid: `slice-${sliceIndex}`,
      resourceVersion: String(version),
      labels: { 'kubernetes.io/service-name': 'web' },
    },
    addressType: 'IPv4',
    endpoints: Array.from({ length: endpointsPerSlice }, (_, index) => {
      const number = sliceIndex * endpointsPerSlice + index;
      const name = `web-${number.toString(36).padStart(10, '0')}`;
      return {
        addresses: [`10.${number >> 16}.${(number >> 8) & 255}.${number & 255}`],
        conditions: { ready: index >= unreadyCount, serving: index >= unreadyCount, terminating: false },
        targetRef: { kind: 'Pod', namespace: 'shop', name, uid: `00000000-0000-4000-8000-${name.slice(4)}00` },
        nodeName: `node-${number % 500}`,
        zone: `zone-${number % 4}`,
        hints: { forZones: [{ name: `zone-${number % 4}` }] },
      };
    }),
    ports: [{ name: 'http', protocol: 'TCP', port: 8080 }],
  };
}

type NaiveEndpoint = Pick<
  RoutableEndpoint,
  'address' | 'port' | 'ready' | 'serving' | 'terminating' | 'nodeName' | 'zone'
>;

/** What a consumer without a cache does on every event: all slices again, one map, sorted; no targets, no losers. */
function rebuild(slices: readonly EndpointSliceLike[]): Map<string, NaiveEndpoint> {
  const found = new Map<string, NaiveEndpoint>();
  for (const { endpoints, ports } of slices) {
    for (const { port } of ports ?? []) {
      for (const { addresses, conditions, nodeName, zone } of endpoints ?? []) {
        const key = `${addresses?.[0]}:${port}`;
        const terminating = conditions?.terminating ?? false;
        if (found.has(key) && terminating) continue;
        found.set(key, {
          address: addresses?.[0] ?? '',
          port: port ?? 0,
          ready: conditions?.ready ?? true,
          serving: conditions?.serving ?? true,
          terminating,
          nodeName: nodeName ?? '',
          zone: zone ?? '',
        });
      }
    }
  }
  return new Map([...found].sort(([left], [right]) => (left < right ? -1 : left > right ? 1 : 0)));
}

function naiveDifference(before: Map<string, NaiveEndpoint>, after: Map<string, NaiveEndpoint>): string[] {
  const changed: string[] = [];
  for (const [key, endpoint] of after) {
    const known = before.get(key);
    if (known?.ready !== endpoint.ready || known.terminating !== endpoint.terminating) changed.push(key);
  }
  for (const key of before.keys()) if (!after.has(key)) changed.push(key);
  return changed;
}

function expectCount(list: readonly unknown[], count: number): void {
  if (list.length !== count) throw new Error(`expected ${count}, got ${list.length}`);
}
