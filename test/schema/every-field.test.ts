import {
  convertFromV1beta1,
  convertToV1beta1,
  defaultSlice,
  type EndpointSliceV1beta1Like,
  prepareForCreate,
  prepareForUpdate,
} from 'endpointslice/server';
import type { CoreEndpointsLike, EndpointSliceLike, NodeLike, PodLike, ServiceLike } from 'endpointslice';
import {
  parseEndpointSlice,
  parseEndpoints,
  parseNode,
  type ParseResult,
  parsePod,
  parseService,
} from 'endpointslice/schema';
import { describe, expect, test } from 'vitest';
import { formatPath } from '../../src/internal/invariant.ts';
import { pathsIn, valueAt, withValueAt } from '../support/value-paths.ts';

/**
 * A type in which no field may be missing, at any depth: the compiler refuses an object below as soon as its type has a
 * field that the object lacks, and the test fails as soon as a schema lacks it.
 */
type Complete<Value> = Value extends string | number | boolean
  ? Value
  : Value extends readonly (infer Item)[]
    ? readonly [Complete<NonNullable<Item>>, ...Complete<NonNullable<Item>>[]]
    : Value extends { toISOString(): string }
      ? Value
      : { readonly [Field in keyof Value]-?: Complete<NonNullable<Value[Field]>> };

const metadata = {
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

const targetRef = {
  apiVersion: 'v1',
  fieldPath: 'spec.containers{web}',
  kind: 'Pod',
  name: 'web-x',
  namespace: 'shop',
  resourceVersion: '9',
  uid: 'u-3',
} as const;

const port = { name: 'http', protocol: 'TCP', port: 80, appProtocol: 'kubernetes.io/h2c' } as const;

const slice = {
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

const sliceV1beta1 = {
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

const service = {
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

const pod = {
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

const node = {
  metadata,
  status: { allocatable: { cpu: '4' }, conditions: [{ type: 'Ready', status: 'True' }] },
} as const satisfies Complete<NodeLike>;

const address = { ip: '10.0.0.1', hostname: 'web-x', nodeName: 'node-1', targetRef } as const;

const endpoints = {
  metadata,
  subsets: [{ addresses: [address], notReadyAddresses: [address], ports: [port] }],
} as const satisfies Complete<CoreEndpointsLike>;

function acceptedValue(result: ParseResult<unknown>): unknown {
  if (!result.ok) throw new Error(JSON.stringify(result.issues));
  return result.value;
}

describe('every field of its type comes through', () => {
  test.each<readonly [string, (input: unknown) => ParseResult<unknown>, object]>([
    ['parseEndpointSlice', (input) => parseEndpointSlice(input, { mode: 'object', strict: true }), slice],
    ['parseService', parseService, service],
    ['parsePod', parsePod, pod],
    ['parseNode', parseNode, node],
    ['parseEndpoints', parseEndpoints, endpoints],
  ])('%s', (_, parse, complete) => {
    expect(acceptedValue(parse(complete))).toEqual(complete);
  });

  test('parseEndpointSlice, of v1beta1', () => {
    const value = acceptedValue(parseEndpointSlice(sliceV1beta1, { mode: 'object', strict: true }));
    expect(value).toEqual({ ...slice });
  });

  test('the functions of a request', () => {
    const { deprecatedTopology: _topology, ...endpoint } = slice.endpoints[0];
    expect(defaultSlice(slice)).toEqual(slice);
    expect(prepareForUpdate({ slice, before: slice })).toEqual(slice);
    expect(convertToV1beta1(slice)).toEqual(sliceV1beta1);
    expect(convertFromV1beta1(sliceV1beta1)).toEqual(slice);
    const { uid: _uid, creationTimestamp: _created, deletionTimestamp: _deleted, ...sent } = metadata;
    expect(prepareForCreate(slice)).toEqual({
      ...slice,
      metadata: { ...sent, generation: 1 },
      endpoints: [endpoint],
    });
  });
});

/** What a field must be, by the value that it has and, where that does not tell, by its name. */
function wantedOf(value: unknown, field: string | number): string {
  if (Array.isArray(value)) return 'must be a list';
  if (typeof value === 'object') return 'must be an object';
  if (typeof value === 'boolean') return 'must be true or false';
  if (field === 'generation' || field === 'deletionGracePeriodSeconds') return 'must be a whole number of 64 bits';
  if (typeof value === 'number') return 'must be a whole number of 32 bits';
  if (field === 'targetPort') return 'must be a whole number or a string';
  if (field === 'cpu') return 'must be a quantity';
  return /(Timestamp|Time|^time)$/.test(String(field)) ? 'must be an RFC 3339 time' : 'must be a string';
}

/** A slice with the fields that are checked, and that this library does not read. */
const wholeSlice = {
  ...slice,
  metadata: {
    ...metadata,
    selfLink: '/x',
    deletionGracePeriodSeconds: 30,
    finalizers: ['example.com/a'],
    managedFields: [
      {
        manager: 'kubectl',
        operation: 'Apply',
        apiVersion: 'v1',
        time: '2026-01-02T03:04:05Z',
        fieldsType: 'FieldsV1',
        subresource: 'status',
      },
    ],
  },
};

describe('every field has its type', () => {
  // With the fields and items that must be there; every other may be absent or `null`.
  test.each<readonly [string, (input: unknown) => ParseResult<unknown>, object, readonly string[]]>([
    ['parseEndpointSlice', (input) => parseEndpointSlice(input, { mode: 'object' }), wholeSlice, []],
    [
      'parseEndpointSlice, strict',
      (input) => parseEndpointSlice(input, { mode: 'object', strict: true }),
      wholeSlice,
      [],
    ],
    [
      'parseService',
      parseService,
      service,
      [
        'spec.ipFamilies[0]',
        'spec.ports[0]',
        'spec.ports[0].port',
        'spec.externalIPs[0]',
        'status.loadBalancer.ingress[0]',
      ],
    ],
    [
      'parsePod',
      parsePod,
      pod,
      [
        'spec.containers[0]',
        'spec.containers[0].ports[0]',
        'spec.containers[0].ports[0].containerPort',
        'spec.initContainers[0]',
        'spec.initContainers[0].ports[0]',
        'spec.initContainers[0].ports[0].containerPort',
        'status.podIPs[0]',
        'status.conditions[0]',
        'status.conditions[0].type',
        'status.conditions[0].status',
      ],
    ],
    [
      'parseNode',
      parseNode,
      node,
      ['status.conditions[0]', 'status.conditions[0].type', 'status.conditions[0].status'],
    ],
    [
      'parseEndpoints',
      parseEndpoints,
      endpoints,
      [
        'subsets[0]',
        'subsets[0].addresses[0]',
        'subsets[0].addresses[0].ip',
        'subsets[0].notReadyAddresses[0]',
        'subsets[0].notReadyAddresses[0].ip',
        'subsets[0].ports[0]',
      ],
    ],
  ])('%s', (_, parse, complete, mustBeThere) => {
    const missed: string[] = [];
    for (const path of pathsIn(complete)) {
      const value = valueAt(complete, path);
      const wanted = wantedOf(value, path.at(-1) ?? '');
      const wrong = Array.isArray(value) ? {} : [];
      const text = formatPath(path);
      const result = parse(withValueAt(complete, path, wrong));
      const got = Array.isArray(value) ? 'an object' : 'an array';
      expect(result.ok ? [] : result.issues.map((issue) => `${issue.path}: ${issue.detail}`), text).toContain(
        `${text}: ${wanted}, got ${got}`,
      );
      const without = parse(withValueAt(complete, path, null));
      if (without.ok) continue;
      missed.push(...without.issues.filter(({ detail }) => detail === wanted).map((issue) => issue.path));
    }
    expect(missed).toEqual(mustBeThere);
  });

  test('or is text for a number where a number may be', () => {
    const ports = [
      { port: 80, targetPort: 5 },
      { port: 80, targetPort: { value: 'a' } },
      { port: 80, targetPort: null },
    ];
    expect(parseService({ spec: { ports } }).ok).toBe(true);
    for (const targetPort of [1.5, {}, { value: 1.5 }, { value: null }, true]) {
      expect(parseService({ spec: { ports: [{ port: 80, targetPort }] } }).ok).toBe(false);
    }
    expect(parseNode({ status: { allocatable: { cpu: 4, memory: '1Gi', pods: null } } }).ok).toBe(true);
  });
});
