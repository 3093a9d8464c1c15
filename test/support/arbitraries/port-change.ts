import fc from 'fast-check';
import {
  applyPlan,
  type EndpointSliceLike,
  type NodeLike,
  planService,
  type PodLike,
  type ServiceLike,
} from 'endpointslice';
import { weighted } from './weighted.ts';
import type { World } from './world.ts';

type ServicePort = NonNullable<NonNullable<ServiceLike['spec']>['ports']>[number];

/** What the ports of a Service are before and after: added, renamed, split, merged, moved, by name or number. */
const portLists: readonly (readonly ServicePort[])[] = [
  [{ name: 'http', protocol: 'TCP', port: 80, targetPort: 8080 }],
  [
    { name: 'http', protocol: 'TCP', port: 80, targetPort: 8080 },
    { name: 'metrics', protocol: 'TCP', port: 9090, targetPort: 9090 },
  ],
  [{ name: 'web', protocol: 'TCP', port: 80, targetPort: 8080 }],
  [{ name: 'http', protocol: 'TCP', port: 80, targetPort: 8081 }],
  [{ name: 'http', protocol: 'TCP', port: 80, targetPort: 8080, appProtocol: 'kubernetes.io/h2c' }],
  [{ name: 'http', protocol: 'TCP', port: 80, targetPort: 'web' }],
  [
    { name: 'http', protocol: 'TCP', port: 80, targetPort: 8080 },
    { name: 'admin', protocol: 'TCP', port: 81, targetPort: 'admin' },
  ],
  [
    { name: 'http', protocol: 'TCP', port: 80, targetPort: 'web' },
    { name: 'admin', protocol: 'SCTP', port: 81, targetPort: 'admin' },
  ],
  [],
];

interface PodGene {
  readonly ports: number;
  /** In which of the two worlds it is: 0 the first, 1 the second, more both. */
  readonly lives: number;
  readonly ready: boolean;
}

const nodes: readonly NodeLike[] = [{ metadata: { name: 'n1', labels: { 'topology.kubernetes.io/zone': 'a' } } }];

/** A slice as the API server has it. */
function asStored(slice: EndpointSliceLike, index: number): EndpointSliceLike {
  return {
    ...slice,
    metadata: { ...slice.metadata, uid: `slice-${index}`, resourceVersion: `${100 + index}`, generation: 1 },
  };
}

/** Named ports as pods of five versions have them. */
const containerPorts = [
  [{ name: 'web', containerPort: 8080 }],
  [{ name: 'web', containerPort: 8081 }],
  [
    { name: 'web', containerPort: 8080 },
    { name: 'admin', containerPort: 8443 },
  ],
  [{ name: 'admin', containerPort: 8443, protocol: 'SCTP' }],
  [],
];

/** `hosts`: on how many hosts the pods are, whose addresses they share; an own address for each if absent. */
function podOf({ ports, ready }: PodGene, index: number, hosts: number | undefined): PodLike {
  return {
    metadata: { namespace: 'ns', name: `web-${index}`, uid: `p${index}`, labels: { app: 'web' } },
    spec: { nodeName: 'n1', containers: [{ ports: containerPorts[ports % containerPorts.length] ?? [] }] },
    status: {
      podIPs: [{ ip: hosts === undefined ? `10.0.${index >> 8}.${index & 255}` : `192.168.0.${index % hosts}` }],
      conditions: [{ type: 'Ready', status: ready ? 'True' : 'False' }],
    },
  };
}

/**
 * Services whose ports change, with slices that this library wrote for the ports before, pods in an order other than that of
 * their addresses; pods come and go and change their readiness at the same time. Some slices are doubled, as a
 * stale cache leaves them, over-full, or of an earlier owner.
 */
export function portChangeWorlds(): fc.Arbitrary<World> {
  return fc
    .record({
      before: fc.constantFrom(...portLists),
      after: fc.constantFrom(...portLists),
      pods: fc.array(fc.record({ ports: fc.nat(9), lives: fc.nat(11), ready: fc.boolean() }), { maxLength: 24 }),
      crowd: weighted([96, 1], [4, 12]),
      arrivals: fc.integer({ min: 1, max: 4 }),
      maximum: weighted([4, 1], [8, 2], [8, 3], [4, 5], [2, 10], [1, 100]),
      maximumBefore: weighted<number | undefined>([8, undefined], [1, 7]),
      labels: fc.constantFrom({}, { app: 'x' }, { app: 'xy' }),
      doubled: weighted<number | undefined>([8, undefined], [1, 0], [1, 1]),
      earlier: weighted([9, false], [1, true]),
      dying: weighted([9, false], [1, true]),
      hosts: weighted<number | undefined>([8, undefined], [1, 2], [1, 5]),
    })
    .map((genes): World => {
      const service = (ports: readonly ServicePort[], uid: string): ServiceLike => ({
        metadata: {
          namespace: 'ns',
          name: 'web',
          uid,
          labels: genes.labels,
          ...(genes.dying ? { deletionTimestamp: '2026-03-01T00:00:00Z' } : {}),
        },
        spec: { clusterIP: '10.96.0.1', ipFamilies: ['IPv4'], selector: { app: 'web' }, ports },
      });
      const crowd = genes.pods.flatMap((gene) => Array.from({ length: genes.crowd }, () => gene));
      const pods = crowd.map((gene, index) => ({ gene, pod: podOf(gene, (index * 7919) % 4096, genes.hosts) }));
      const old = pods.filter(({ gene }) => gene.lives !== 1).map(({ pod }) => pod);
      let slices: readonly EndpointSliceLike[] = [];
      for (let arrival = 1; arrival <= genes.arrivals; arrival += 1) {
        const before = service(genes.before, genes.earlier ? 'earlier' : 'u');
        const { plan } = planService({
          service: { ...before, metadata: { ...before.metadata, deletionTimestamp: null } },
          pods: old.slice(0, Math.ceil((old.length * arrival) / genes.arrivals)),
          nodes,
          slices,
          maxEndpointsPerSlice: genes.maximumBefore ?? genes.maximum,
        });
        const named = slices;
        slices = applyPlan({ slices, plan, nameSlice: (_, index) => `web-${arrival}-${named.length + index}` });
      }
      const twin = slices[genes.doubled ?? slices.length];
      if (twin !== undefined) slices = [...slices, { ...twin, metadata: { ...twin.metadata, name: 'web-twin' } }];
      return {
        service: service(genes.after, 'u'),
        pods: pods
          .filter(({ gene }) => gene.lives !== 0)
          .map(({ gene, pod }) =>
            gene.lives === 2
              ? {
                  ...pod,
                  status: { ...pod.status, conditions: [{ type: 'Ready', status: gene.ready ? 'False' : 'True' }] },
                }
              : pod,
          ),
        nodes,
        slices: slices.map(asStored),
        maxEndpointsPerSlice: genes.maximum,
      };
    });
}
