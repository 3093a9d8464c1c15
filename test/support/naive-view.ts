import {
  type DuplicatePolicy,
  type EndpointChanges,
  type EndpointSliceLike,
  parseAddress,
  type RoutableEndpoint,
  type ServicePortName,
} from 'endpointslice';

/** A slice as it was set. */
export interface SetSlice {
  readonly slice: EndpointSliceLike;
  readonly cluster?: string | undefined;
  readonly sequence?: number | undefined;
}

/** Every service port of a set of slices, with its endpoints, computed from nothing but the slices. */
export type NaiveView = readonly {
  readonly servicePort: ServicePortName;
  readonly endpoints: readonly RoutableEndpoint[];
}[];

interface NaiveCandidate extends SetSlice {
  readonly text: string;
  readonly endpoint: RoutableEndpoint;
  readonly identity: string;
}

/** The whole view, the slow and plain way: what the cache must say for the slices it holds, in whatever order they came. */
export function computeView(slices: readonly SetSlice[], policy: DuplicatePolicy): NaiveView {
  const grouped = new Map<string, { servicePort: ServicePortName; candidates: NaiveCandidate[] }>();
  const inOrder = [...slices].sort((left, right) => compare(nameOf(left), nameOf(right)));
  for (const set of inOrder) {
    const { slice } = set;
    const service = slice.metadata?.labels?.['kubernetes.io/service-name'] ?? '';
    if (service === '' || (slice.addressType !== 'IPv4' && slice.addressType !== 'IPv6')) continue;
    for (const port of slice.ports ?? []) {
      if (!port.port || port.port < 1 || port.port > 65535) continue;
      const servicePort = {
        namespace: slice.metadata?.namespace ?? '',
        name: service,
        port: port.name ?? '',
        protocol: port.protocol ?? 'TCP',
      };
      const key = JSON.stringify(Object.values(servicePort));
      const group = grouped.get(key) ?? { servicePort, candidates: [] };
      grouped.set(key, group);
      group.candidates.push(...candidatesOf(set, { port: port.port, appProtocol: port.appProtocol ?? undefined }));
    }
  }
  return [...grouped]
    .sort(([left], [right]) => compare(left, right))
    .map(([, { servicePort, candidates }]) => {
      const texts = [...new Set(candidates.map(({ text }) => text))].sort(compare);
      const listed = texts.map((text) => candidates.filter((candidate) => candidate.text === text));
      return { servicePort, endpoints: listed.map((list) => decide(list, policy).endpoint) };
    });
}

/** What changed between two views, the slow and plain way. */
export function computeChanges(before: NaiveView, after: NaiveView): EndpointChanges {
  const servicePorts = new Map(
    [...before, ...after].map(({ servicePort }) => [JSON.stringify(Object.values(servicePort)), servicePort]),
  );
  return [...servicePorts]
    .sort(([left], [right]) => compare(left, right))
    .flatMap(([, servicePort]) => {
      const from = endpointsByText(before, servicePort);
      const to = endpointsByText(after, servicePort);
      const texts = [...new Set([...from.keys(), ...to.keys()])].sort(compare);
      const pairs = texts.map((text) => ({ before: from.get(text), after: to.get(text) }));
      const added = pairs.flatMap((pair) => (pair.before === undefined && pair.after ? [pair.after] : []));
      const removed = pairs.flatMap((pair) => (pair.after === undefined && pair.before ? [pair.before] : []));
      const updated = pairs.flatMap((pair) =>
        pair.before && pair.after && canonical(pair.before) !== canonical(pair.after)
          ? [{ before: pair.before, after: pair.after }]
          : [],
      );
      return added.length + removed.length + updated.length === 0 ? [] : [{ servicePort, added, removed, updated }];
    });
}

/** `address:port`, IPv6 in brackets. */
export function textOf({ address, addressType, port }: RoutableEndpoint): string {
  return addressType === 'IPv4' ? `${address}:${port}` : `[${address}]:${port}`;
}

function endpointsByText(view: NaiveView, { name: service, ...rest }: ServicePortName): Map<string, RoutableEndpoint> {
  const wanted = JSON.stringify({ ...rest, service });
  const port = view.find(({ servicePort: { name: other, ...others } }) => {
    return JSON.stringify({ ...others, service: other }) === wanted;
  });
  return new Map(port?.endpoints.map((endpoint) => [textOf(endpoint), endpoint]));
}

function candidatesOf(set: SetSlice, port: { port: number; appProtocol: string | undefined }): NaiveCandidate[] {
  return (set.slice.endpoints ?? []).flatMap((listed) => {
    const parsed = parseAddress(listed.addresses?.[0] ?? '');
    if (parsed === undefined || parsed.family !== set.slice.addressType) return [];
    const target = listed.targetRef ?? undefined;
    const zoneHints = [...new Set(listed.hints?.forZones?.map(({ name }) => name))].sort();
    const nodeHints = [...new Set(listed.hints?.forNodes?.map(({ name }) => name))].sort();
    const endpoint: RoutableEndpoint = JSON.parse(
      JSON.stringify({
        address: parsed.text,
        addressType: parsed.family,
        ...port,
        ready: listed.conditions?.ready ?? true,
        serving: listed.conditions?.serving ?? true,
        terminating: listed.conditions?.terminating ?? false,
        nodeName: listed.nodeName ?? undefined,
        zone: listed.zone ?? undefined,
        hostname: listed.hostname ?? undefined,
        target: target && {
          kind: target.kind ?? '',
          namespace: target.namespace ?? '',
          name: target.name ?? '',
          uid: target.uid ?? undefined,
        },
        zoneHints: zoneHints.length > 0 ? zoneHints : undefined,
        nodeHints: nodeHints.length > 0 ? nodeHints : undefined,
        cluster: set.cluster,
      }),
    ) as RoutableEndpoint;
    const identity = target
      ? [set.cluster, target.kind ?? '', target.namespace ?? '', target.name ?? ''].join('|')
      : `none|${set.cluster}`;
    return [{ ...set, text: textOf(endpoint), endpoint, identity }];
  });
}

/** Sorts by everything at once instead of running a tournament. Candidates come in order of slices and positions. */
function decide(candidates: readonly NaiveCandidate[], policy: DuplicatePolicy): NaiveCandidate {
  if (policy === 'kube-proxy') {
    return (candidates.findLast(({ endpoint }) => !endpoint.terminating) ?? candidates[0]) as NaiveCandidate;
  }
  const byAge = [...candidates].sort(
    (left, right) => ageOf(left) - ageOf(right) || sequenceOf(left) - sequenceOf(right),
  );
  const champions = [...new Map(byAge.map((candidate) => [candidate.identity, candidate])).values()].sort(
    (left, right) => byAge.indexOf(left) - byAge.indexOf(right),
  );
  const standing = ({ endpoint }: NaiveCandidate) =>
    `${endpoint.terminating ? 0 : 1}${endpoint.ready ? 1 : 0}${endpoint.serving ? 1 : 0}`;
  const best = champions.map(standing).sort().at(-1);
  const live = champions.filter((candidate) => standing(candidate) === best);
  const ofClusters = [...new Map(live.map((candidate) => [candidate.cluster ?? '', candidate])).values()];
  return ofClusters
    .sort((left, right) => compare(left.cluster ?? '', right.cluster ?? ''))
    .sort((left, right) => sequenceOf(left) - sequenceOf(right))
    .at(-1) as NaiveCandidate;
}

function ageOf({ slice }: SetSlice): number {
  const version = slice.metadata?.resourceVersion ?? '';
  return /^[1-9]\d*$/.test(version) ? Number(version) : -1;
}

function sequenceOf({ sequence }: SetSlice): number {
  return sequence ?? Number.MIN_SAFE_INTEGER;
}

function nameOf({ slice, cluster }: SetSlice): string {
  return JSON.stringify([cluster ?? '', slice.metadata?.namespace, slice.metadata?.name]);
}

function canonical(endpoint: RoutableEndpoint): string {
  return JSON.stringify(endpoint, [...new Set([...Object.keys(endpoint), 'kind', 'namespace', 'name', 'uid'])].sort());
}

function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
