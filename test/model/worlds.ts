import type { SmallWorlds } from './small-worlds.ts';
import type { World } from './world.ts';

const http = { name: 'http', protocol: 'TCP', port: 80, targetPort: 8080 } as const;
const metrics = { name: 'metrics', protocol: 'TCP', port: 9090, targetPort: 9090 } as const;
const moved = { ...http, targetPort: 9090 } as const;
const named = { ...http, targetPort: 'web' } as const;

type Kind = Omit<World, 'name' | 'steps' | 'faults'>;

const comeAndGo: Kind = { podCount: 2, maxEndpointsPerSlice: 1, ports: [[http]], ready: [] };
const fillSlices: Kind = { podCount: 3, maxEndpointsPerSlice: 2, ports: [[http]], ready: [] };
const addressReused: Kind = { podCount: 2, maxEndpointsPerSlice: 2, ports: [[http]], ready: [], addresses: [0, 0] };
const portAdded: Kind = { podCount: 2, maxEndpointsPerSlice: 1, ports: [[http], [http, metrics]], ready: [1, 0] };
const portAddedToThree: Kind = { ...portAdded, podCount: 3, maxEndpointsPerSlice: 2, ready: [1, 2, 0] };
const targetMoved: Kind = { ...portAdded, ports: [[http], [moved]] };
const targetMovedForThree: Kind = { ...portAddedToThree, ports: [[http], [moved]] };
const portSplit: Kind = {
  podCount: 3,
  maxEndpointsPerSlice: 2,
  ports: [[http], [named, metrics]],
  webPorts: [8080, 9090, 8080],
  ready: [0, 1, 2],
};
const strangers: Kind = { ...comeAndGo, ready: [0], strangers: true };

function world(name: string, kind: Kind, steps: number, faults: number): World {
  return { name, ...kind, steps, faults };
}

/** Worlds that `npm test` explores. */
export const smallWorlds: readonly World[] = [
  world('pods come and go', comeAndGo, 2, 1),
  world('slices are filled', fillSlices, 2, 1),
  world('an address is used again', addressReused, 2, 1),
  world('a port is added', portAdded, 2, 1),
  world('a port is added to three', portAddedToThree, 2, 1),
  world('a port is split', portSplit, 2, 1),
  world('strangers write', strangers, 2, 1),
  world('two faults happen', comeAndGo, 1, 2),
];

/** Worlds that `npm run model` explores. */
export const largeWorlds: readonly World[] = [
  world('pods come and go', comeAndGo, 3, 1),
  world('pods come and go', comeAndGo, 4, 1),
  world('pods come and go', comeAndGo, 3, 2),
  world('slices are filled', fillSlices, 3, 1),
  world('an address is used again', addressReused, 4, 1),
  world('a port is added', portAdded, 3, 1),
  world('a port is added to three', portAddedToThree, 3, 1),
  world('a target port is moved', targetMoved, 3, 1),
  world('a target port is moved for three', targetMovedForThree, 3, 1),
  world('a port is split', portSplit, 3, 1),
  world('strangers write', strangers, 3, 1),
];

/** How large the worlds are of which `npm run model` plans every one. */
export const plannedWorlds: readonly SmallWorlds[] = [
  { podCount: 4, sliceCount: 2, maximum: 3 },
  { podCount: 3, sliceCount: 3, maximum: 3 },
];

/** The largest, which take half an hour or more: only `npm run model -- --largest` plans every one. */
export const largestWorlds: SmallWorlds = { podCount: 4, sliceCount: 3, maximum: 3 };
