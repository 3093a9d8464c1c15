import {
  endpointFromPod,
  type EndpointLike,
  type EndpointSliceLike,
  type NodeLike,
  type PodLike,
  type ServiceLike,
} from 'endpointslice';
import { LABEL_MANAGED_BY, LABEL_SERVICE_NAME, LABEL_ZONE } from 'endpointslice/well-known';
import type { World } from './arbitraries/world.ts';

/** What happens to a Service of a given size. */
export type Scenario =
  /** Pods are there, slices are not. */
  | 'create'
  /** Slices say what they should. */
  | 'nothing-changed'
  | 'one-flips'
  | 'tenth-replaced'
  /** Slices are there, but of other pods: all is written from scratch under their names. */
  | 'all-replaced'
  /** In the midst of a rolling update: a quarter of the pods is new, a quarter of the old ones terminates. */
  | 'rolling-update'
  /** `create` with addresses of both families. */
  | 'dual-stack'
  /** `nothing-changed` with addresses of both families. */
  | 'dual-stack-settled';

export const scenarios: readonly Scenario[] = [
  'create',
  'nothing-changed',
  'one-flips',
  'tenth-replaced',
  'all-replaced',
  'rolling-update',
  'dual-stack',
  'dual-stack-settled',
];

/** How large a world is. */
export interface WorldSize {
  readonly podCount: number;
  readonly nodeCount: number;
  /** 100 when absent. */
  readonly maxEndpointsPerSlice?: number;
}

/** The two sample cases of KEP-752, and three sizes to compare by. */
export const worldSizes: Readonly<Record<string, WorldSize>> = {
  'small-service': { podCount: 20, nodeCount: 10 },
  'large-service': { podCount: 20_000, nodeCount: 5_000 },
  '1000-pods': { podCount: 1_000, nodeCount: 100 },
  '10000-pods': { podCount: 10_000, nodeCount: 1_000 },
  '100000-pods': { podCount: 100_000, nodeCount: 5_000 },
};

/** A world that is the same on every call. Nodes are spread over three zones, pods over the nodes. */
export function namedWorld(size: WorldSize, scenario: Scenario): World {
  const { podCount, nodeCount } = size;
  const maxEndpointsPerSlice = size.maxEndpointsPerSlice ?? 100;
  const dual = scenario === 'dual-stack' || scenario === 'dual-stack-settled';
  const service = namedService(dual);
  const nodes = Array.from({ length: nodeCount }, (_, index) => namedNode(index));
  const numbers = Array.from({ length: podCount }, (_, index) => index);
  const settled = numbers.map((number) => namedPod(number, nodeCount, dual));
  const world = (pods: readonly PodLike[], slices: readonly EndpointSliceLike[]): World => ({
    service,
    pods,
    nodes,
    slices,
    maxEndpointsPerSlice,
  });
  const slices = (): readonly EndpointSliceLike[] =>
    settledSlices({ service, pods: settled, nodeCount, maxEndpointsPerSlice, dual });
  switch (scenario) {
    case 'create':
    case 'dual-stack':
      return world(settled, []);
    case 'nothing-changed':
    case 'dual-stack-settled':
      return world(settled, slices());
    case 'one-flips':
      return world(
        settled.map((pod, index) => (index === podCount >> 1 ? unready(pod) : pod)),
        slices(),
      );
    case 'tenth-replaced':
      return world(
        settled.map((pod, index) => (index % 10 === 3 ? namedPod(podCount + index, nodeCount, dual) : pod)),
        slices(),
      );
    case 'all-replaced':
      return world(
        settled.map((_, index) => namedPod(podCount + index, nodeCount, dual)),
        slices(),
      );
    case 'rolling-update':
      return world(
        settled.flatMap((pod, index) => {
          if (index % 4 !== 0) return [pod];
          return [terminating(pod), namedPod(podCount + index, nodeCount, dual)];
        }),
        slices(),
      );
  }
}

function namedService(dual: boolean): ServiceLike {
  return {
    metadata: { namespace: 'shop', name: 'web', uid: 'service-uid', labels: { app: 'web' } },
    spec: {
      type: 'ClusterIP',
      clusterIP: '10.96.0.1',
      ipFamilies: dual ? ['IPv4', 'IPv6'] : ['IPv4'],
      selector: { app: 'web' },
      ports: [{ name: 'http', protocol: 'TCP', port: 80, targetPort: 'http' }],
    },
  };
}

function namedNode(index: number): NodeLike {
  return {
    metadata: { name: `node-${index}`, labels: { [LABEL_ZONE]: zoneOfNode(index) } },
    status: { allocatable: { cpu: '4' }, conditions: [{ type: 'Ready', status: 'True' }] },
  };
}

function zoneOfNode(index: number): string {
  return `zone-${'abc'.charAt(index % 3)}`;
}

function namedPod(number: number, nodeCount: number, dual: boolean): PodLike {
  const ip = `10.${(number >> 16) & 255}.${(number >> 8) & 255}.${number & 255}`;
  const podIPs = [
    { ip },
    ...(dual ? [{ ip: `fd00::1:${(number >> 16).toString(16)}:${(number & 0xffff).toString(16)}` }] : []),
  ];
  return {
    metadata: {
      namespace: 'shop',
      name: `web-${number}`,
      uid: `pod-uid-${number}`,
      resourceVersion: `${1000 + number}`,
      labels: { app: 'web', 'pod-template-hash': '5d9c7b9f6c' },
    },
    spec: {
      nodeName: `node-${number % nodeCount}`,
      containers: [{ ports: [{ name: 'http', containerPort: 8080, protocol: 'TCP' }] }],
    },
    status: {
      phase: 'Running',
      podIP: ip,
      podIPs,
      conditions: [
        { type: 'Initialized', status: 'True' },
        { type: 'Ready', status: 'True', lastTransitionTime: '2026-01-01T00:00:00Z' },
      ],
    },
  };
}

function unready(pod: PodLike): PodLike {
  return {
    ...pod,
    status: {
      ...pod.status,
      conditions: [{ type: 'Ready', status: 'False', lastTransitionTime: '2026-01-02T00:00:00Z' }],
    },
  };
}

function terminating(pod: PodLike): PodLike {
  return { ...pod, metadata: { ...pod.metadata, deletionTimestamp: '2026-01-02T00:00:30Z' } };
}

interface SettledInput {
  readonly service: ServiceLike;
  readonly pods: readonly PodLike[];
  readonly nodeCount: number;
  readonly maxEndpointsPerSlice: number;
  readonly dual: boolean;
}

function settledSlices(input: SettledInput): EndpointSliceLike[] {
  const { service, pods, nodeCount, maxEndpointsPerSlice, dual } = input;
  const slices: EndpointSliceLike[] = [];
  for (const addressType of dual ? (['IPv4', 'IPv6'] as const) : (['IPv4'] as const)) {
    const endpoints: EndpointLike[] = [];
    pods.forEach((pod, index) => {
      const endpoint = endpointFromPod({ pod, service, addressType, zone: zoneOfNode(index % nodeCount) });
      if (endpoint !== undefined) endpoints.push(endpoint);
    });
    for (let start = 0; start < endpoints.length; start += maxEndpointsPerSlice) {
      slices.push({
        apiVersion: 'discovery.k8s.io/v1',
        kind: 'EndpointSlice',
        metadata: {
          name: `web-${addressType.toLowerCase()}-${String(slices.length).padStart(5, '0')}`,
          generateName: 'web-',
          namespace: 'shop',
          uid: `slice-uid-${slices.length}`,
          resourceVersion: `${slices.length + 1}`,
          generation: 1,
          labels: {
            app: 'web',
            [LABEL_SERVICE_NAME]: 'web',
            [LABEL_MANAGED_BY]: 'endpointslice-controller.k8s.io',
          },
          ownerReferences: [
            {
              apiVersion: 'v1',
              kind: 'Service',
              name: 'web',
              uid: 'service-uid',
              controller: true,
              blockOwnerDeletion: true,
            },
          ],
        },
        addressType,
        endpoints: endpoints.slice(start, start + maxEndpointsPerSlice),
        ports: [{ name: 'http', protocol: 'TCP', port: 8080 }],
      });
    }
  }
  return slices;
}
