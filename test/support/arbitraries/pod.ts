import fc from 'fast-check';
import type { ContainerLike, PodLike } from 'endpointslice';
import { type AddressStyle, addressStyles, podAddresses } from './address.ts';
import { serviceName, serviceNamespace } from './service.ts';
import { rarely, weighted } from './weighted.ts';

/** What is drawn for one pod; `makePod` reads it. */
export interface PodGene {
  readonly addresses: AddressStyle;
  readonly phase: string | undefined;
  readonly ready: 'yes' | 'no' | 'unknown' | 'absent' | 'no-then-yes' | 'other-case';
  readonly terminating: boolean;
  /** Index of the node; 6 for a node that does not exist, 7 for none. */
  readonly node: number;
  readonly containers: keyof typeof containerSets;
  readonly hostname: 'none' | 'of-service' | 'elsewhere' | 'no-subdomain';
  readonly belongs: 'yes' | 'other-labels' | 'no-labels' | 'other-namespace' | 'other-track';
  /** Takes the name and the address of the first pod: no cluster has that, a careless caller may. */
  readonly twin: boolean;
  /** Where it is among the existing slices: 0 for nowhere, else counted among those of its ports. */
  readonly home: number;
  /** Whether a second slice of its ports lists it too, as a write from a stale cache leaves it. */
  readonly listedTwice: boolean;
  /** How what its slice says of it has fallen behind. */
  readonly drift: number;
  /** Whether what it lacks is `null`, as Go clients write it. */
  readonly nulls: boolean;
}

/** The nodes of pods: even over the six, some elsewhere. */
export const podNodes: fc.Arbitrary<number> = weighted(
  [16, 0],
  [16, 1],
  [16, 2],
  [16, 3],
  [15, 4],
  [15, 5],
  [4, 6],
  [2, 7],
);

/** Pods as they come and go: mostly running and ready, the rest in every state there is. */
export function podGenes(): fc.Arbitrary<PodGene> {
  return fc.record<PodGene>({
    addresses: addressStyles(),
    phase: weighted<string | undefined>(
      [90, 'Running'],
      [3, 'Pending'],
      [3, 'Succeeded'],
      [3, 'Failed'],
      [1, undefined],
    ),
    ready: weighted<PodGene['ready']>(
      [75, 'yes'],
      [15, 'no'],
      [3, 'unknown'],
      [4, 'absent'],
      [3, 'no-then-yes'],
      [2, 'other-case'],
    ),
    terminating: rarely(10),
    node: podNodes,
    containers: weighted<PodGene['containers']>(
      [60, 'http'],
      [18, 'other-number'],
      [6, 'none'],
      [4, 'sidecar'],
      [3, 'container-and-sidecar'],
      [3, 'plain-init'],
      [3, 'udp'],
      [2, 'no-protocol'],
      [1, 'unnamed'],
      [2, 'sctp'],
    ),
    hostname: weighted<PodGene['hostname']>([85, 'none'], [9, 'of-service'], [3, 'elsewhere'], [3, 'no-subdomain']),
    belongs: weighted<PodGene['belongs']>(
      [93, 'yes'],
      [2, 'other-labels'],
      [2, 'no-labels'],
      [2, 'other-namespace'],
      [1, 'other-track'],
    ),
    twin: fc.nat(199).map((value) => value === 199),
    home: fc.nat(12).map((value) => Math.max(0, value - 4)),
    listedTwice: rarely(4),
    drift: fc.nat(99),
    nulls: rarely(5),
  });
}

const containerSets = {
  http: {
    containers: [
      { ports: [{ name: 'http', containerPort: 8080, protocol: 'TCP' }] },
      { ports: [{ name: 'metrics', containerPort: 9100, protocol: 'TCP' }] },
    ],
  },
  'other-number': {
    containers: [
      {
        ports: [
          { name: 'metrics', containerPort: 9100, protocol: 'TCP' },
          { name: 'http', containerPort: 8081, protocol: 'TCP' },
        ],
      },
    ],
  },
  none: { containers: [{}] },
  sidecar: {
    containers: [{ ports: [{ name: 'admin', containerPort: 1, protocol: 'TCP' }] }],
    initContainers: [
      { ports: [{ name: 'http', containerPort: 7, protocol: 'TCP' }] },
      { restartPolicy: 'Always', ports: [{ name: 'http', containerPort: 15080, protocol: 'TCP' }] },
    ],
  },
  'container-and-sidecar': {
    containers: [{ ports: [{ name: 'http', containerPort: 8080, protocol: 'TCP' }] }],
    initContainers: [{ restartPolicy: 'Always', ports: [{ name: 'http', containerPort: 15080, protocol: 'TCP' }] }],
  },
  'plain-init': {
    containers: [{ ports: null }],
    initContainers: [{ ports: [{ name: 'http', containerPort: 7, protocol: 'TCP' }] }],
  },
  udp: {
    containers: [
      {
        ports: [
          { name: 'http', containerPort: 5353, protocol: 'UDP' },
          { name: '8080', containerPort: 8888, protocol: 'TCP' },
        ],
      },
    ],
  },
  'no-protocol': { containers: [{ ports: [{ name: 'http', containerPort: 8080 }] }] },
  unnamed: { containers: [{ ports: [{ containerPort: 3000, protocol: 'TCP' }] }] },
  sctp: {
    containers: [
      {
        ports: [
          { name: 'sctp', containerPort: 38412, protocol: 'SCTP' },
          { name: 'http', containerPort: 65535, protocol: 'TCP' },
        ],
      },
    ],
  },
} as const satisfies Record<
  string,
  { containers: readonly ContainerLike[]; initContainers?: readonly ContainerLike[] }
>;

const conditionSets: Readonly<
  Record<PodGene['ready'], readonly { type: string; status: string; lastTransitionTime?: string }[]>
> = {
  yes: [
    { type: 'Initialized', status: 'True' },
    { type: 'Ready', status: 'True', lastTransitionTime: '2026-01-02T00:00:00Z' },
  ],
  no: [{ type: 'Ready', status: 'False', lastTransitionTime: '2026-01-03T00:00:00Z' }],
  unknown: [{ type: 'Ready', status: 'Unknown' }],
  absent: [],
  'no-then-yes': [
    { type: 'Ready', status: 'False' },
    { type: 'Ready', status: 'True' },
  ],
  'other-case': [{ type: 'ready', status: 'True' }],
};

const labelSets: Readonly<Record<PodGene['belongs'], Readonly<Record<string, string>> | undefined>> = {
  yes: { app: 'web', track: 'stable' },
  'other-labels': { app: 'db' },
  'no-labels': undefined,
  'other-namespace': { app: 'web', track: 'stable' },
  'other-track': { app: 'web', track: 'canary' },
};

/** The pod of this number. */
export function makePod(gene: PodGene, number: number): PodLike {
  const identity = gene.twin ? 0 : number;
  const labels = labelSets[gene.belongs];
  const podIPs = podAddresses(gene.addresses, identity).map((ip) => ({ ip }));
  const podIP = gene.addresses === 'single-field-only' ? `10.0.0.${number & 255}` : (podIPs[0]?.ip ?? '');
  const nothing = (field: string): { readonly [field: string]: null } => (gene.nulls ? { [field]: null } : {});
  return {
    metadata: {
      namespace: gene.belongs === 'other-namespace' ? 'elsewhere' : serviceNamespace,
      name: `web-${identity}`,
      uid: `pod-uid-${number}`,
      resourceVersion: `${1000 + number}`,
      ...(labels === undefined ? nothing('labels') : { labels }),
      ...nothing('annotations'),
      ...(gene.terminating ? { deletionTimestamp: '2026-02-02T00:00:00Z' } : {}),
    },
    spec: {
      ...(gene.node === 7 ? nothing('nodeName') : { nodeName: gene.node === 6 ? 'node-gone' : `node-${gene.node}` }),
      ...containerSets[gene.containers],
      ...(gene.hostname === 'none' ? {} : { hostname: `web-${number}` }),
      ...(gene.hostname === 'of-service' ? { subdomain: serviceName } : {}),
      ...(gene.hostname === 'elsewhere' ? { subdomain: 'other' } : {}),
    },
    status: {
      ...(gene.phase === undefined ? {} : { phase: gene.phase }),
      ...(podIP === '' ? {} : { podIP }),
      ...(podIPs.length === 0 ? nothing('podIPs') : { podIPs }),
      conditions: conditionSets[gene.ready],
    },
  };
}

/** A few pods, each different. */
export function pods(): fc.Arbitrary<PodLike[]> {
  return fc.array(podGenes(), { maxLength: 12 }).map((genes) => genes.map(makePod));
}
