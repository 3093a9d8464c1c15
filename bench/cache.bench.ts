import {
  chooseEndpoints,
  diffEndpoints,
  type EndpointSliceCache,
  type EndpointSliceLike,
  emptyCache,
  listEndpoints,
  type RoutableEndpoint,
  replaceSlices,
  setSlice,
} from 'endpointslice';

/** Something to time, and the plain way of doing it where there is one. */
export interface BenchCase {
  readonly name: string;
  readonly endpointCount: number;
  /** Throws unless the answer is right; called once, before anything is timed. */
  check(): void;
  run(): unknown;
  /** The naive full computation of the same answer. */
  readonly naive?: () => unknown;
}

const endpointsPerSlice = 100;
const servicePort = { namespace: 'shop', service: 'web', portName: 'http', protocol: 'TCP' } as const;
const location = { nodeName: 'node-1', zone: 'zone-1' };

/** The sizes at which every case is timed. */
export const endpointCounts: readonly number[] = [1_000, 10_000, 100_000];

/** The cases for one Service of so many endpoints, 100 a slice. */
export function cacheCases(endpointCount: number): BenchCase[] {
  const slices = readObjects(makeSlices(endpointCount));
  const relisted = readObjects(makeSlices(endpointCount));
  const built = replaceSlices(emptyCache, slices).cache;
  const builtApart = replaceSlices(emptyCache, relisted).cache;
  const middle = Math.floor(slices.length / 2);
  // Every state has its own objects, as a watch would hand them out.
  const states = [0, 1].map((state) => readObjects([makeSlice(middle, 1000 + state, state === 0 ? 0 : 1)])[0]);
  const changed = setSlice(built, states[1] as EndpointSliceLike).cache;
  const naiveView = rebuild(slices);
  let turn = 0;
  let cache = changed;
  const { endpoints } = listEndpoints(built, servicePort);
  return [
    {
      name: 'build',
      endpointCount,
      check: () => expectCount(listEndpoints(built, servicePort).endpoints, endpointCount),
      run: () => replaceSlices(emptyCache, slices),
      naive: () => rebuild(slices),
    },
    {
      name: 'build by events',
      endpointCount,
      check: () => expectCount(listEndpoints(buildByEvents(slices), servicePort).endpoints, endpointCount),
      run: () => buildByEvents(slices),
      naive: () => rebuild(slices),
    },
    {
      name: 'update of one slice, with its difference',
      endpointCount,
      check: () => expectCount(diffEndpoints(built, changed)[0]?.updated ?? [], 1),
      run: () => {
        turn += 1;
        const state = states[turn % 2] as EndpointSliceLike;
        const metadata = { ...state.metadata, resourceVersion: String(2000 + turn) };
        const next = setSlice(cache, { ...state, metadata }).cache;
        const changes = diffEndpoints(cache, next);
        cache = next;
        return changes;
      },
      naive: () => naiveDifference(naiveView, rebuild(slices)),
    },
    {
      name: 'relist of the same slices',
      endpointCount,
      check: () => expectCount(diffEndpoints(built, replaceSlices(built, relisted).cache), 0),
      run: () => replaceSlices(built, relisted),
      naive: () => rebuild(relisted),
    },
    {
      name: 'difference of two caches that share nothing',
      endpointCount,
      check: () => expectCount(diffEndpoints(builtApart, built), 0),
      run: () => diffEndpoints(builtApart, built),
      naive: () => naiveDifference(naiveView, rebuild(relisted)),
    },
    {
      name: 'list',
      endpointCount,
      check: () => expectCount(endpoints, endpointCount),
      run: () => listEndpoints(built, servicePort),
    },
    {
      name: 'choice',
      endpointCount,
      check: () => expectCount(choose(endpoints).allReachable, endpointCount / 4),
      run: () => choose(endpoints),
    },
  ];

  function choose(list: readonly RoutableEndpoint[]) {
    return chooseEndpoints({ endpoints: list, traffic: {}, location });
  }
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

function buildByEvents(slices: readonly EndpointSliceLike[]): EndpointSliceCache {
  return slices.reduce<EndpointSliceCache>((cache, slice) => setSlice(cache, slice).cache, emptyCache);
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
        const key = `${addresses[0]}:${port}`;
        const terminating = conditions?.terminating ?? false;
        if (found.has(key) && terminating) continue;
        found.set(key, {
          address: addresses[0] ?? '',
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
