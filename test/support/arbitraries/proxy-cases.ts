import fc from 'fast-check';
import type { EndpointSliceLike, IPAddressType, ServiceLike } from 'endpointslice';
import { cachedSlices, sliceNames } from './cached-slices.ts';

/** What happens to one tracker: slices come, change and go, and now and then the changes are taken. */
export interface TrackerCase {
  readonly family: IPAddressType;
  readonly nodeName: string;
  readonly steps: readonly TrackerStep[];
}

export type TrackerStep =
  | { readonly op: 'update' | 'remove'; readonly slice: EndpointSliceLike }
  | { readonly op: 'apply' };

type DrawnStep =
  | { readonly op: 'update'; readonly slice: EndpointSliceLike }
  | { readonly op: 'rewrite' | 'remove' | 'relabel'; readonly name: string }
  | { readonly op: 'apply' };

const steps: fc.Arbitrary<DrawnStep> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ op: fc.constant('update' as const), slice: cachedSlices }) },
  {
    weight: 3,
    arbitrary: fc.record({ op: fc.constantFrom('rewrite', 'remove', 'relabel'), name: sliceNames }),
  },
  { weight: 4, arbitrary: fc.record({ op: fc.constant('apply' as const) }) },
);

/** Steps as an API server would send them: resourceVersions grow, and what is removed is what was there last. */
export const trackerCases: fc.Arbitrary<TrackerCase> = fc
  .record({
    family: fc.constantFrom('IPv4', 'IPv4', 'IPv6'),
    nodeName: fc.constantFrom('n1', 'n1', ''),
    drawn: fc.array(steps, { minLength: 1, maxLength: 12, size: 'max' }),
  })
  .map(({ family, nodeName, drawn }) => ({ family, nodeName, steps: [...sendSteps(drawn), { op: 'apply' }] }));

function sendSteps(drawn: readonly DrawnStep[]): TrackerStep[] {
  const known = new Map<string, EndpointSliceLike>();
  return drawn.flatMap((step, index): TrackerStep[] => {
    if (step.op === 'apply') return [step];
    const before = step.op === 'update' ? undefined : known.get(`ns/${step.name}`);
    const given = step.op === 'update' ? step.slice : before;
    if (given === undefined) return [];
    const labels = step.op === 'relabel' ? { 'kubernetes.io/service-name': 'db' } : given.metadata?.labels;
    const metadata = { ...given.metadata, uid: 'u1', resourceVersion: String(index + 1), labels };
    const key = `${metadata.namespace}/${metadata.name}`;
    // The address type of a slice is immutable.
    const addressType = known.get(key)?.addressType ?? given.addressType;
    const slice = { ...given, metadata, addressType };
    if (step.op === 'remove') known.delete(key);
    else known.set(key, slice);
    return [{ op: step.op === 'remove' ? 'remove' : 'update', slice }];
  });
}

/** One question to CategorizeEndpoints. */
export interface CategorizeCase {
  readonly endpoints: readonly CategorizedEndpoint[];
  readonly service: ServiceLike;
  readonly family: IPAddressType;
  readonly nodeName: string;
  readonly zone?: string | undefined;
}

export interface CategorizedEndpoint {
  readonly ip: string;
  readonly nodeName?: string | undefined;
  readonly ready: boolean;
  readonly serving: boolean;
  readonly terminating: boolean;
  readonly zoneHints: readonly string[];
  readonly nodeHints: readonly string[];
}

const hintNames = (...names: readonly string[]) =>
  fc.oneof(
    { weight: 3, arbitrary: fc.subarray([...names], { minLength: 1 }) },
    { weight: 1, arbitrary: fc.constant([]) },
  );

const categorizedEndpoints = fc.record({
  nodeName: fc.constantFrom('n1', 'n2', undefined),
  ready: fc.boolean(),
  serving: fc.boolean(),
  terminating: fc.boolean(),
  zoneHints: hintNames('a', 'b', ''),
  nodeHints: hintNames('n1', 'n2'),
});

const policies = fc.constantFrom('Cluster', 'Local', undefined);

const services: fc.Arbitrary<ServiceLike> = fc
  .record({
    type: fc.constantFrom('ClusterIP', 'NodePort', 'LoadBalancer'),
    internalTrafficPolicy: policies,
    externalTrafficPolicy: policies,
    nodePort: fc.constantFrom(0, 0, 30000),
    externalIPs: fc.subarray(['192.0.2.1', '2001:db8::1'], { maxLength: 1 }),
    ingress: fc.array(
      fc.record(
        { ip: fc.constantFrom('192.0.2.9', '2001:db8::9'), ipMode: fc.constantFrom('VIP', 'Proxy', undefined) },
        { requiredKeys: ['ip'] },
      ),
      { maxLength: 1 },
    ),
  })
  .map(({ nodePort, ingress, ...spec }) => ({
    metadata: { namespace: 'ns', name: 'web' },
    spec: {
      ...spec,
      clusterIP: '10.96.0.1',
      clusterIPs: ['10.96.0.1', 'fd00:96::1'],
      ipFamilies: ['IPv4', 'IPv6'],
      ports: [{ name: 'http', protocol: 'TCP', port: 80, nodePort }],
    },
    status: { loadBalancer: { ingress } },
  }));

export const categorizeCases: fc.Arbitrary<CategorizeCase> = fc
  .record({
    endpoints: fc.array(categorizedEndpoints, { maxLength: 6, size: 'max' }),
    isAnyReady: fc.boolean(),
    service: services,
    family: fc.constantFrom('IPv4', 'IPv6'),
    nodeName: fc.constantFrom('n1', 'n1', 'n3', ''),
    zone: fc.constantFrom('a', 'b', 'c', undefined),
  })
  .map(({ endpoints, isAnyReady, ...rest }) => ({
    ...rest,
    endpoints: endpoints.map((endpoint, index) => ({
      ...endpoint,
      ready: endpoint.ready && isAnyReady,
      ip: rest.family === 'IPv4' ? `10.0.0.${index + 1}` : `fd00::${index + 1}`,
    })),
  }));
