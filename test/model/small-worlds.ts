import { type ClassicCounts, classicCounts } from '../support/classic-counts.ts';
import { gapsOf } from '../support/listings.ts';
import {
  type EndpointGroup,
  type EndpointLike,
  type EndpointPortLike,
  type EndpointSliceLike,
  formatPlan,
  formatSlice,
  planSlices,
  type PlanSlicesInput,
} from 'endpointslice';

const http: EndpointPortLike = { name: 'http', protocol: 'TCP', port: 8080 };
/** Port maps that share a Service port: the first two are wanted, all three are there. */
const portMaps: readonly (readonly EndpointPortLike[])[] = [
  [http],
  [http, { name: 'metrics', protocol: 'TCP', port: 9090 }],
  [http, { name: 'dns', protocol: 'UDP', port: 53 }],
];
const owner = { apiVersion: 'v1', kind: 'Service', name: 'web', uid: 'u' };
const metadata = {
  namespace: 'ns',
  labels: { 'kubernetes.io/service-name': 'web', 'endpointslice.kubernetes.io/managed-by': 'm' },
  ownerReferences: [{ ...owner, controller: true, blockOwnerDeletion: true }],
};

/** How large small worlds are. */
export interface SmallWorlds {
  readonly podCount: number;
  readonly sliceCount: number;
  readonly maximum: number;
}

/** What is found in all of them. */
export interface SmallWorldsResult {
  readonly worldCount: number;
  /** Plans that replace a slice, so that no endpoint is missing in between. */
  readonly replacingCount: number;
  /** Worlds in which the law is broken, each as text. */
  readonly faults: readonly string[];
}

function endpointOf(pod: number): EndpointLike {
  return { addresses: [`10.0.0.${pod}`], conditions: { ready: true, serving: true, terminating: false } };
}

function podsOf(bits: number, podCount: number): number[] {
  return Array.from({ length: podCount }, (_, pod) => pod).filter((pod) => ((bits >> pod) & 1) === 1);
}

/** All sets of at most so many slices: each of any port map, with any of the pods. */
function* sliceSets({ podCount, sliceCount }: SmallWorlds): Generator<EndpointSliceLike[]> {
  const kinds = portMaps.flatMap((ports) => Array.from({ length: 1 << podCount }, (_, bits) => ({ ports, bits })));
  function* choose(count: number, from: number): Generator<EndpointSliceLike[]> {
    yield [];
    if (count === 0) return;
    for (let position = from; position < kinds.length; position += 1) {
      const { ports, bits } = kinds[position] as (typeof kinds)[number];
      const name = `s${sliceCount - count}`;
      const slice: EndpointSliceLike = {
        apiVersion: 'discovery.k8s.io/v1',
        kind: 'EndpointSlice',
        metadata: { ...metadata, name },
        addressType: 'IPv4',
        endpoints: podsOf(bits, podCount).map(endpointOf),
        ports,
      };
      for (const others of choose(count - 1, position)) yield [slice, ...others];
    }
  }
  yield* choose(sliceCount, 0);
}

/** Every way to want pods: not at all, with the first port map, or with the second. */
function* wantedGroups({ podCount }: SmallWorlds): Generator<EndpointGroup[]> {
  for (let choice = 0; choice < 3 ** podCount; choice += 1) {
    const wanted = Array.from({ length: podCount }, (_, pod) => Math.floor(choice / 3 ** pod) % 3);
    yield [0, 1]
      .map((group) => ({
        addressType: 'IPv4' as const,
        ports: portMaps[group] ?? [],
        endpoints: wanted.flatMap((one, pod) => (one === group ? [endpointOf(pod)] : [])),
      }))
      .filter(({ endpoints }) => endpoints.length > 0);
  }
}

/** Plans every small world there is, and checks the laws *no gap* and *thrift* in each. */
export function exploreSmallWorlds(size: SmallWorlds): SmallWorldsResult {
  let worldCount = 0;
  let replacingCount = 0;
  const faults: string[] = [];
  for (const slices of sliceSets(size)) {
    for (const groups of wantedGroups(size)) {
      for (let maximum = 1; maximum <= size.maximum; maximum += 1) {
        worldCount += 1;
        const input: PlanSlicesInput = {
          service: { namespace: 'ns', name: 'web' },
          managedBy: 'm',
          owner,
          groups,
          slices,
          maxEndpointsPerSlice: maximum,
        };
        const { plan } = planSlices(input);
        const replaced = plan.writes.filter((write) => write.verb === 'delete' && write.reasons.includes('Replaced'));
        if (replaced.length > 0) replacingCount += 1;
        const found = [
          ...gapsOf(slices, plan),
          ...excess(input, {
            writeCount: plan.writes.length - replaced.length,
            sliceCount: plan.unchanged.length + plan.writes.filter(({ verb }) => verb !== 'delete').length,
          }),
        ];
        if (found.length > 0) faults.push([...slices.map(formatSlice), formatPlan(plan), ...found].join('\n'));
      }
    }
  }
  return { worldCount, replacingCount, faults };
}

/** A line if these are not as many writes as the plainest counting gives, or more slices. */
function excess(
  { groups, slices, maxEndpointsPerSlice = 100 }: PlanSlicesInput,
  { writeCount, sliceCount }: ClassicCounts,
): string[] {
  const names = (endpoints: readonly EndpointLike[]): string[] =>
    endpoints.map(({ addresses }) => (addresses ?? []).join());
  const textOf = (ports: readonly EndpointPortLike[]): string => ports.map(({ name }) => name).join();
  const counts = classicCounts(
    groups.map(({ ports, endpoints }) => ({ ports: textOf(ports), endpoints: new Set(names(endpoints)) })),
    slices.map(({ ports, endpoints }) => ({
      ports: textOf(ports ?? []),
      endpoints: names(endpoints ?? []),
      isStale: false,
    })),
    { maximum: maxEndpointsPerSlice, placeholder: false },
  );
  return [
    ...(writeCount === counts.writeCount ? [] : [`${writeCount} writes instead of ${counts.writeCount}`]),
    ...(sliceCount <= counts.sliceCount ? [] : [`${sliceCount} slices instead of ${counts.sliceCount}`]),
  ];
}
