import type { NodeLike, PodLike, ServiceLike } from 'endpointslice';

/** What a pod can be. A pod that is terminating still serves. */
export const podStates = ['absent', 'notReady', 'ready', 'terminating'] as const;
export type PodState = (typeof podStates)[number];

type ServicePorts = NonNullable<NonNullable<ServiceLike['spec']>['ports']>;

/** A small world: what is in it, and how much may happen. */
export interface World {
  readonly name: string;
  readonly podCount: number;
  readonly maxEndpointsPerSlice: number;
  /** The lists of ports that the Service may have; it starts with the first. */
  readonly ports: readonly ServicePorts[];
  /** The last number of each pod's address; its own where absent. */
  readonly addresses?: readonly number[];
  /** What the container port `web` of each pod is; 8080 where absent. */
  readonly webPorts?: readonly number[];
  /** Pods that are ready at the start; they came in this order, and the controller was quick. */
  readonly ready: readonly number[];
  /** Whether others delete and annotate slices, too. */
  readonly strangers?: boolean;
  /** How often pods, ports and strangers change something. */
  readonly steps: number;
  readonly faults: number;
}

/** The objects of a world. */
export interface WorldObjects {
  readonly nodes: readonly NodeLike[];
  service(ports: number): ServiceLike;
  /** The pods that exist, if their states are these. */
  pods(states: readonly PodState[]): PodLike[];
}

/** Makes the objects of a world. */
export function objectsOf({ ports, addresses, webPorts }: World): WorldObjects {
  const services = ports.map((list) => ({
    metadata: { namespace: 'ns', name: 'web', uid: 'service' },
    spec: { clusterIP: '10.96.0.1', ipFamilies: ['IPv4'], selector: { app: 'web' }, ports: list },
  }));
  const podOf = (index: number, state: PodState): PodLike => ({
    metadata: {
      namespace: 'ns',
      name: `p${index}`,
      uid: `pod-${index}`,
      labels: { app: 'web' },
      ...(state === 'terminating' ? { deletionTimestamp: '2026-01-01T00:00:00Z' } : {}),
    },
    spec: {
      nodeName: 'n',
      containers: [{ name: 'c', ports: [{ name: 'web', containerPort: webPorts?.[index] ?? 8080, protocol: 'TCP' }] }],
    },
    status: {
      phase: 'Running',
      podIPs: [{ ip: `10.0.0.${addresses?.[index] ?? index}` }],
      conditions: [{ type: 'Ready', status: state === 'notReady' ? 'False' : 'True' }],
    },
  });
  return {
    nodes: [{ metadata: { name: 'n' } }],
    service: (index) => services[index] as ServiceLike,
    pods: (states) => states.flatMap((state, index) => (state === 'absent' ? [] : [podOf(index, state)])),
  };
}

/** What a pod can become in one step. */
export function nextStates(state: PodState): readonly PodState[] {
  switch (state) {
    case 'absent':
      return ['notReady', 'ready'];
    case 'notReady':
      return ['ready', 'terminating', 'absent'];
    case 'ready':
      return ['notReady', 'terminating', 'absent'];
    case 'terminating':
      return ['absent'];
  }
}

/**
 * The endpoints that slices should list, as text, by plain counting: what the planner is judged by, so nothing of it is used.
 */
export function desiredEndpoints(
  { addresses, webPorts, ports }: World,
  states: readonly PodState[],
  portList: number,
): string[] {
  return states
    .flatMap((state, index) => {
      if (state === 'absent') return [];
      const numbers = (ports[portList] ?? []).map(({ name, targetPort }) => {
        const number = typeof targetPort === 'number' ? targetPort : (webPorts?.[index] ?? 8080);
        return `${name}:${number}`;
      });
      const isReady = state === 'ready';
      const isServing = isReady || state === 'terminating';
      const address = `10.0.0.${addresses?.[index] ?? index}`;
      return [endpointText(numbers, `p${index}`, address, [isReady, isServing, state === 'terminating'])];
    })
    .sort();
}

/** One endpoint as text; conditions are ready, serving, terminating. */
export function endpointText(
  ports: readonly string[],
  pod: string,
  address: string,
  conditions: readonly (boolean | undefined)[],
): string {
  return `${[...ports].sort().join(',')} ${pod} ${address} ${conditions.join('/')}`;
}
