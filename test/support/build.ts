import type {
  Endpoint,
  EndpointPortLike,
  EndpointSliceLike,
  NodeLike,
  OwnerReference,
  OwnerReferenceLike,
  PodLike,
  ServiceLike,
  ServicePortLike,
  StringMapLike,
} from 'endpointslice';

/*
 * Builders of Kubernetes objects for tests: each call names only the fields that the test is about. What is not named is
 * the plainest valid value: a ready pod on node n1 that the Service shop/web (app=web) chooses.
 */

/** What a test may say of a Service. */
export interface ServiceFields {
  readonly name?: string;
  readonly namespace?: string;
  readonly uid?: string;
  readonly labels?: StringMapLike;
  readonly annotations?: StringMapLike;
  readonly deletionTimestamp?: string;
  readonly selector?: StringMapLike | null;
  readonly type?: string;
  readonly clusterIP?: string;
  readonly ipFamilies?: readonly string[];
  readonly ports?: readonly ServicePortLike[];
  readonly publishNotReadyAddresses?: boolean;
}

export function buildService(fields: ServiceFields = {}): ServiceLike {
  const { name = 'web', namespace = 'shop', uid = `${name}-uid`, labels, annotations, deletionTimestamp } = fields;
  const { selector = { app: 'web' }, type, publishNotReadyAddresses } = fields;
  const { clusterIP = '10.96.0.1', ipFamilies = ['IPv4'], ports = [httpPort] } = fields;
  return {
    metadata: { name, namespace, uid, labels, annotations, deletionTimestamp },
    spec: { type, selector, clusterIP, ipFamilies, ports, publishNotReadyAddresses },
  };
}

/** The only port of a Service, when a test does not care. */
export const httpPort: ServicePortLike = { name: 'http', protocol: 'TCP', port: 80, targetPort: 8080 };

/** The same port in a slice. */
export const httpEndpointPort: EndpointPortLike = { name: 'http', protocol: 'TCP', port: 8080 };

/** What a test may say of a pod. */
export interface PodFields {
  readonly name?: string;
  readonly namespace?: string;
  readonly uid?: string;
  readonly labels?: StringMapLike;
  /** `status.podIPs`, one or several. */
  readonly ip?: string | readonly string[];
  /** `status.podIP`, which is not the same. */
  readonly podIP?: string;
  readonly ready?: boolean;
  readonly terminating?: boolean;
  readonly phase?: string;
  readonly nodeName?: string;
  readonly hostname?: string;
  readonly subdomain?: string;
  /** Ports of its only container: name → number, all TCP. */
  readonly ports?: { readonly [name: string]: number };
}

export function buildPod(fields: PodFields = {}): PodLike {
  const { name = 'web-1', namespace = 'shop', uid = `${name}-uid`, labels = { app: 'web' }, terminating } = fields;
  const { ip = '10.0.0.1', podIP, ready = true, phase = 'Running', nodeName = 'n1', hostname, subdomain } = fields;
  const ports = Object.entries(fields.ports ?? {}).map(([portName, containerPort]) => ({
    name: portName,
    containerPort,
    protocol: 'TCP',
  }));
  return {
    metadata: {
      name,
      namespace,
      uid,
      labels,
      ...(terminating === true ? { deletionTimestamp: '2026-01-02T03:04:05Z' } : {}),
    },
    spec: { nodeName, hostname, subdomain, containers: [{ ports }] },
    status: {
      phase,
      podIP,
      podIPs: (typeof ip === 'string' ? [ip] : ip).map((text) => ({ ip: text })),
      conditions: [{ type: 'Ready', status: ready ? 'True' : 'False' }],
    },
  };
}

/** So many pods, `web-000` on, at 10.0.0.0 on, in the order of their names and addresses. */
export function buildPods(podCount: number, fields: PodFields = {}, first = 0): PodLike[] {
  return Array.from({ length: podCount }, (_, index) => {
    const number = first + index;
    return buildPod({ name: podName(number), ip: podAddress(number), ...fields });
  });
}

/** The name that `buildPods` gives. */
export function podName(number: number): string {
  return `web-${String(number).padStart(3, '0')}`;
}

/** The address that `buildPods` gives. */
export function podAddress(number: number): string {
  return `10.${(number >> 16) & 255}.${(number >> 8) & 255}.${number & 255}`;
}

export function buildNode(name = 'n1', zone?: string): NodeLike {
  return { metadata: zone === undefined ? { name } : { name, labels: { 'topology.kubernetes.io/zone': zone } } };
}

/** Labels that the slices of `buildService()` have. */
export const sliceLabelsOfWeb: StringMapLike = {
  'kubernetes.io/service-name': 'web',
  'endpointslice.kubernetes.io/managed-by': 'endpointslice-controller.k8s.io',
};

/** The owner reference that the slices of `buildService()` have. */
export const ownerWeb: OwnerReference = {
  apiVersion: 'v1',
  kind: 'Service',
  name: 'web',
  uid: 'web-uid',
  controller: true,
  blockOwnerDeletion: true,
};

/** What a test may say of an existing slice. */
export interface SliceFields {
  readonly name?: string;
  readonly namespace?: string;
  readonly addressType?: string;
  readonly labels?: StringMapLike;
  readonly annotations?: StringMapLike;
  readonly owner?: OwnerReferenceLike;
  readonly deletionTimestamp?: string;
  readonly ports?: readonly EndpointPortLike[] | null;
  readonly endpoints?: EndpointSliceLike['endpoints'];
}

/** A slice of `buildService()` as the control plane would have written it. */
export function buildSlice(fields: SliceFields = {}): EndpointSliceLike {
  const { name = 'web-a', namespace = 'shop', labels = sliceLabelsOfWeb, annotations, deletionTimestamp } = fields;
  const { addressType = 'IPv4', owner = ownerWeb, ports = [httpEndpointPort], endpoints = [] } = fields;
  return {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: {
      name,
      generateName: 'web-',
      namespace,
      uid: `${name}-uid`,
      resourceVersion: '7',
      generation: 1,
      labels,
      annotations,
      deletionTimestamp,
      ownerReferences: [owner],
    },
    addressType,
    endpoints,
    ports,
  };
}

/** What a test may say of an endpoint. */
export interface EndpointFields extends Partial<Endpoint> {
  /** Its pod; `null` for no target. */
  readonly pod?: string | null;
}

/** The endpoint of `buildPod()` as the control plane would have written it; the other fields replace or add to it. */
export function buildEndpoint({ pod = 'web-1', ...fields }: EndpointFields = {}): Endpoint {
  return {
    addresses: ['10.0.0.1'],
    conditions: { ready: true, serving: true, terminating: false },
    nodeName: 'n1',
    ...(pod === null ? {} : { targetRef: { kind: 'Pod', namespace: 'shop', name: pod, uid: `${pod}-uid` } }),
    ...fields,
  };
}

/** The endpoints of `buildPods(endpointCount, {}, first)`. */
export function buildEndpoints(endpointCount: number, first = 0): Endpoint[] {
  return Array.from({ length: endpointCount }, (_, index) =>
    buildEndpoint({ pod: podName(first + index), addresses: [podAddress(first + index)] }),
  );
}
