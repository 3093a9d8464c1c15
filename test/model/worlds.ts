import type { World } from './world.ts';

const http = { name: 'http', protocol: 'TCP', port: 80, targetPort: 8080 } as const;
const metrics = { name: 'metrics', protocol: 'TCP', port: 9090, targetPort: 9090 } as const;
const moved = { ...http, targetPort: 9090 } as const;
const named = { ...http, targetPort: 'web' } as const;

/** Worlds that `npm test` explores. */
export const smallWorlds: readonly World[] = [
  { name: 'pods come and go', podCount: 2, maxEndpointsPerSlice: 1, ports: [[http]], ready: [], steps: 2, faults: 1 },
];

/** Worlds that `npm run model` explores. */
export const largeWorlds: readonly World[] = [
  { name: '2 pods × 1, 3 steps', podCount: 2, maxEndpointsPerSlice: 1, ports: [[http]], ready: [], steps: 3, faults: 1 },
  { name: '2 pods × 1, 4 steps', podCount: 2, maxEndpointsPerSlice: 1, ports: [[http]], ready: [], steps: 4, faults: 1 },
  { name: '3 pods × 2, 3 steps', podCount: 3, maxEndpointsPerSlice: 2, ports: [[http]], ready: [], steps: 3, faults: 1 },
  { name: 'a port is added 2x1, 2', podCount: 2, maxEndpointsPerSlice: 1, ports: [[http], [http, metrics]], ready: [1, 0], steps: 2, faults: 1 },
  { name: 'a port is moved', podCount: 2, maxEndpointsPerSlice: 1, ports: [[http], [moved]], ready: [1, 0], steps: 2, faults: 1 },
  { name: 'split 3x2', podCount: 3, maxEndpointsPerSlice: 2, ports: [[http], [named]], webPorts: [8080, 9090, 8080], ready: [0, 1, 2], steps: 2, faults: 1 },
];
