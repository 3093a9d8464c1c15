import type { CoreEndpointsLike, EndpointSliceLike, NodeLike, PodLike, ServiceLike } from 'endpointslice';
import type { EndpointSliceV1beta1Like } from 'endpointslice/server';

/** Objects of every kind in which every field of its type stands. */

/**
 * A type in which no field may be missing, at any depth: the compiler refuses an object below as soon as its type has a
 * field that the object lacks, and the tests that go through every field fail as soon as a function lacks it.
 */
export type Complete<Value> = Value extends string | number | boolean
  ? Value
  : Value extends readonly (infer Item)[]
    ? readonly [Complete<NonNullable<Item>>, ...Complete<NonNullable<Item>>[]]
    : Value extends { toISOString(): string }
      ? Value
      : { readonly [Field in keyof Value]-?: Complete<NonNullable<Value[Field]>> };

export const metadata = {
  name: 'web-1',
  generateName: 'web-',
  namespace: 'shop',
  uid: 'u-1',
  resourceVersion: '7',
  generation: 3,
  creationTimestamp: '2026-01-02T03:04:05Z',
  deletionTimestamp: '2026-01-02T03:04:06Z',
  labels: { app: 'web' },
  annotations: { note: 'text' },
  ownerReferences: [
    { apiVersion: 'v1', kind: 'Service', name: 'web', uid: 'u-2', controller: true, blockOwnerDeletion: true },
  ],
} as const satisfies Complete<EndpointSliceLike['metadata']>;

export const targetRef = {
  apiVersion: 'v1',
  fieldPath: 'spec.containers{web}',
  kind: 'Pod',
  name: 'web-x',
  namespace: 'shop',
  resourceVersion: '9',
  uid: 'u-3',
} as const;

export const port = { name: 'http', protocol: 'TCP', port: 80, appProtocol: 'kubernetes.io/h2c' } as const;

export const slice = {
  apiVersion: 'discovery.k8s.io/v1',
  kind: 'EndpointSlice',
  metadata,
  addressType: 'IPv4',
  endpoints: [
    {
      addresses: ['10.0.0.1'],
      conditions: { ready: true, serving: true, terminating: false },
      hostname: 'web-x',
      targetRef,
      deprecatedTopology: { rack: '7' },
      nodeName: 'node-1',
      zone: 'zone-a',
      hints: { forZones: [{ name: 'zone-a' }], forNodes: [{ name: 'node-1' }] },
    },
  ],
  ports: [port],
} as const satisfies Complete<EndpointSliceLike>;

export const sliceV1beta1 = {
  ...slice,
  apiVersion: 'discovery.k8s.io/v1beta1',
  endpoints: [
    {
      addresses: ['10.0.0.1'],
      conditions: { ready: true, serving: true, terminating: false },
      hostname: 'web-x',
      targetRef,
      nodeName: 'node-1',
      hints: { forZones: [{ name: 'zone-a' }], forNodes: [{ name: 'node-1' }] },
      topology: { rack: '7', 'topology.kubernetes.io/zone': 'zone-a', 'kubernetes.io/hostname': 'node-1' },
    },
  ],
} as const satisfies Complete<EndpointSliceV1beta1Like>;

export const service = {
  metadata,
  spec: {
    type: 'LoadBalancer',
    selector: { app: 'web' },
    clusterIP: '10.1.0.1',
    ipFamilies: ['IPv4'],
    ports: [{ ...port, targetPort: 'http', nodePort: 30080 }],
    publishNotReadyAddresses: true,
    trafficDistribution: 'PreferSameZone',
    internalTrafficPolicy: 'Local',
    externalTrafficPolicy: 'Local',
    externalIPs: ['192.0.2.1'],
  },
  status: { loadBalancer: { ingress: [{ ip: '192.0.2.2', hostname: 'lb.example.com', ipMode: 'Proxy' }] } },
} as const satisfies Complete<ServiceLike>;

const container = {
  name: 'web',
  ports: [{ name: 'http', containerPort: 8080, protocol: 'TCP' }],
  restartPolicy: 'Always',
} as const;

export const pod = {
  metadata,
  spec: {
    nodeName: 'node-1',
    hostname: 'web-x',
    subdomain: 'web',
    containers: [container],
    initContainers: [container],
  },
  status: {
    phase: 'Running',
    podIP: '10.0.0.1',
    podIPs: [{ ip: '10.0.0.1' }],
    conditions: [{ type: 'Ready', status: 'True', lastTransitionTime: '2026-01-02T03:04:05Z' }],
  },
} as const satisfies Complete<PodLike>;

export const node = {
  metadata,
  status: { allocatable: { cpu: '4' }, conditions: [{ type: 'Ready', status: 'True' }] },
} as const satisfies Complete<NodeLike>;

export const address = { ip: '10.0.0.1', hostname: 'web-x', nodeName: 'node-1', targetRef } as const;

export const endpoints = {
  metadata,
  subsets: [{ addresses: [address], notReadyAddresses: [address], ports: [port] }],
} as const satisfies Complete<CoreEndpointsLike>;
