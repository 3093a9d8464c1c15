import type { Comparison, Difference, Part } from '../part.ts';
import {
  countLocalReadyEndpoints,
  diffEndpoints,
  emptyCache,
  type EndpointLike,
  type EndpointPortLike,
  type EndpointSliceLike,
  listEndpoints,
  listServicePorts,
  parseAddress,
  removeSlice,
  type RoutableEndpoint,
  setSlice,
} from 'endpointslice';
import { type TrackerCase, trackerCases, type TrackerStep } from '../../support/arbitraries/proxy-cases.ts';

/** One endpoint as both sides report it. */
interface ReportedEndpoint {
  readonly text: string;
  readonly isLocal: boolean;
  readonly ready: boolean;
  readonly serving: boolean;
  readonly terminating: boolean;
  readonly zoneHints: readonly string[];
  readonly nodeHints: readonly string[];
}

/** What is known after the changes were taken. */
interface Applied {
  readonly updatedServices: readonly string[];
  readonly endpoints: { readonly [servicePort: string]: readonly ReportedEndpoint[] };
  readonly localReady: { readonly [service: string]: number };
}

/** kube-proxy's tracker beside a cache under the kube-proxy policy: rules 4.1 to 4.3. */
export const trackerPart: Part<TrackerCase, readonly Applied[]> = {
  name: 'proxy',
  arbitrary: trackerCases,
  toReferenceInput: ({ family, nodeName, steps }: TrackerCase): unknown => ({ family, nodeName, steps }),
  ours,
  compare,
  rules: ['4.1.1', '4.1.2', '4.2.1', '4.3.1', '4.3.3', '4.3.5', '4.3.6', '4.3.7', '4.3.8'],
  rulesOf,
  ledger: [
    { id: 'cache/relabelled-slice', amend: (input: TrackerCase) => amend(input, removeBeforeRelabel) },
    { id: 'cache/unusable-address', amend: (input: TrackerCase) => amend(input, mapSlice(withoutUnusableAddresses)) },
    { id: 'cache/absent-port-fields', amend: (input: TrackerCase) => amend(input, mapSlice(withDefaultedPorts)) },
    { id: 'cache/port-out-of-range', amend: (input: TrackerCase) => amend(input, mapSlice(withoutUnusablePorts)) },
    {
      id: 'cache/metadata-only-writes',
      explains: ({ path }: Difference) => path.endsWith(' updated without a change'),
    },
  ],
  mutations: [
    {
      name: 'loses an endpoint',
      plant: (applied, input) => mutate(applied, input, (endpoint, index) => (index === 0 ? [] : [endpoint])),
    },
    {
      name: 'takes serving for ready',
      plant: (applied, input) => mutate(applied, input, (endpoint) => [{ ...endpoint, ready: endpoint.serving }]),
    },
    {
      name: 'takes everything for local',
      plant: (applied, input) => mutate(applied, input, (endpoint) => [{ ...endpoint, isLocal: true }]),
    },
    {
      name: 'forgets the hints for zones',
      plant: (applied, input) => mutate(applied, input, (endpoint) => [{ ...endpoint, zoneHints: [] }]),
    },
    {
      name: 'counts an address too many',
      plant: (applied) => {
        const counted = applied.map((one) => ({
          ...one,
          localReady: Object.fromEntries(
            Object.entries(one.localReady).map(([service, count]) => [service, count + 1]),
          ),
        }));
        return JSON.stringify(counted) === JSON.stringify(applied) ? undefined : counted;
      },
    },
  ],
};

function ours({ family, nodeName, steps }: TrackerCase): Applied[] {
  let cache = emptyCache;
  let taken = emptyCache;
  const results: Applied[] = [];
  for (const step of steps) {
    if (step.op === 'update') cache = setSlice(cache, step.slice).cache;
    else if (step.op === 'remove') cache = removeSlice(cache, step.slice).cache;
    else {
      const changes = diffEndpoints(taken, cache, { policy: 'kube-proxy' }).filter(({ added, removed, updated }) =>
        [...added, ...removed, ...updated.map(({ after }) => after)].some(({ addressType }) => addressType === family),
      );
      taken = cache;
      const options = { policy: 'kube-proxy', addressType: family } as const;
      const counts = nodeName === '' ? [] : countLocalReadyEndpoints(cache, { nodeName, ...options });
      results.push({
        updatedServices: [...new Set(changes.map(({ servicePort }) => `${servicePort.namespace}/${servicePort.name}`))],
        endpoints: Object.fromEntries(
          listServicePorts(cache).map((servicePort) => {
            const { namespace, name, port, protocol } = servicePort;
            const key = `${namespace}/${name}${port === '' ? '' : ':'}${port}/${protocol}`;
            return [key, listEndpoints(cache, servicePort, options).endpoints.map((one) => report(one, nodeName))];
          }),
        ),
        localReady: Object.fromEntries(
          counts.map(({ namespace, name, readyAddressCount }) => [`${namespace}/${name}`, readyAddressCount]),
        ),
      });
    }
  }
  return results;
}

function report(endpoint: RoutableEndpoint, nodeName: string): ReportedEndpoint {
  const { address, addressType, port, ready, serving, terminating, zoneHints = [], nodeHints = [] } = endpoint;
  return {
    text: addressType === 'IPv4' ? `${address}:${port}` : `[${address}]:${port}`,
    isLocal: nodeName !== '' && endpoint.nodeName === nodeName,
    ready,
    serving,
    terminating,
    zoneHints,
    nodeHints,
  };
}

function compare({ input, reference, ours: applied }: Comparison<TrackerCase, readonly Applied[]>): Difference[] {
  if (reference.output === undefined) return [{ path: 'answer', reference: reference.panic, ours: 'no panic' }];
  const outputs = (reference.output as readonly object[]).filter((one) => 'endpoints' in one) as unknown as Applied[];
  const differences: Difference[] = [];
  const differ = (path: string, theirs: unknown, our: unknown): void => {
    differences.push({ path, reference: theirs, ours: our });
  };
  const states = statesAtApply(input);
  outputs.forEach((theirs, index) => {
    const our = applied[index] as Applied;
    for (const servicePort of new Set([...Object.keys(theirs.endpoints), ...Object.keys(our.endpoints)])) {
      const theirList = theirs.endpoints[servicePort];
      const ourList = our.endpoints[servicePort];
      // A service port that only slices of the other family have is one of the cache's, and none of the tracker's.
      if (theirList === undefined && ourList?.length === 0) continue;
      const path = `apply ${index} ${servicePort}`;
      if (theirList === undefined || ourList === undefined) {
        differ(path, theirList, ourList);
        continue;
      }
      if (textsOf(theirList) !== textsOf(ourList)) {
        differ(path, textsOf(theirList), textsOf(ourList));
        continue;
      }
      theirList.forEach((endpoint, position) => {
        const ourEndpoint = ourList[position] as ReportedEndpoint;
        if (canonical(endpoint) === canonical(ourEndpoint)) return;
        const possible = possibleWinners(states[index] ?? [], input, servicePort, endpoint.text);
        if (possible.has(canonical(endpoint)) && possible.has(canonical(ourEndpoint))) return;
        differ(`${path} ${endpoint.text}`, endpoint, ourEndpoint);
      });
    }
    // The counts follow from the endpoints, so that chance in the one is no excuse for the other.
    const theirCounts = canonicalCounts(countLocalReady(theirs));
    if (canonicalCounts(theirs.localReady) !== theirCounts)
      differ(`apply ${index} reference's counts`, theirs, theirCounts);
    const ourCounts = canonicalCounts(countLocalReady(our));
    if (canonicalCounts(our.localReady) !== ourCounts) differ(`apply ${index} local ready`, ourCounts, our.localReady);
    for (const service of our.updatedServices) {
      if (!theirs.updatedServices.includes(service)) differ(`apply ${index} ${service} updated`, false, true);
    }
    for (const service of theirs.updatedServices) {
      if (!our.updatedServices.includes(service)) {
        differ(`apply ${index} ${service} updated without a change`, true, false);
      }
    }
  });
  return differences;
}

/** Distinct addresses per Service that are ready and local, by the lists of endpoints. */
function countLocalReady({ endpoints }: Applied): { [service: string]: number } {
  const addresses = new Map<string, Set<string>>();
  for (const [servicePort, list] of Object.entries(endpoints)) {
    const service = servicePort.replace(/\/[A-Z]+$/, '').replace(/:.*$/, '');
    for (const { text, isLocal, ready } of list) {
      if (!isLocal || !ready) continue;
      addresses.set(service, (addresses.get(service) ?? new Set()).add(text.replace(/:\d+$/, '')));
    }
  }
  return Object.fromEntries([...addresses].map(([service, { size }]) => [service, size]));
}

function canonicalCounts(counts: Applied['localReady']): string {
  return Object.keys(counts)
    .sort()
    .map((service) => `${service} ${counts[service]}`)
    .join();
}

function textsOf(list: readonly ReportedEndpoint[]): string {
  return list.map(({ text }) => text).join(' ');
}

function canonical({ isLocal, ready, serving, terminating, zoneHints, nodeHints }: ReportedEndpoint): string {
  return JSON.stringify([
    isLocal,
    ready,
    serving,
    terminating,
    [...(zoneHints ?? [])].sort(),
    [...(nodeHints ?? [])].sort(),
  ]);
}

/** The slices that are there whenever changes are taken. */
function statesAtApply({ steps }: TrackerCase): EndpointSliceLike[][] {
  const slices = new Map<string, EndpointSliceLike>();
  const states: EndpointSliceLike[][] = [];
  for (const step of steps) {
    if (step.op === 'apply') states.push([...slices.values()]);
    else if (step.op === 'remove') slices.delete(keyOf(step.slice));
    else slices.set(keyOf(step.slice), step.slice);
  }
  return states;
}

function keyOf({ metadata }: EndpointSliceLike): string {
  return `${metadata?.namespace}/${metadata?.name}`;
}

/** Every endpoint that some order of visiting the slices makes win, for one address and port: kube-proxy's freedom. */
function possibleWinners(
  slices: readonly EndpointSliceLike[],
  { family, nodeName }: TrackerCase,
  servicePort: string,
  text: string,
): Set<string> {
  const perSlice = slices
    .filter((slice) => slice.addressType === family)
    .map((slice) => listedFor(slice, servicePort, text, nodeName))
    .filter((listed) => listed.length > 0);
  const live = perSlice.filter((listed) => listed.some(({ terminating }) => !terminating));
  const winners =
    live.length > 0
      ? live.map((listed) => listed.findLast(({ terminating }) => !terminating))
      : perSlice.map((listed) => listed[0]);
  return new Set(winners.flatMap((winner) => (winner === undefined ? [] : [canonical(winner)])));
}

/** Whether some address is listed more than once. */
function isContested(slices: readonly EndpointSliceLike[], input: TrackerCase): boolean {
  const addresses = slices
    .filter((slice) => slice.addressType === input.family)
    .flatMap((slice) => (slice.endpoints ?? []).map(({ addresses }) => parseAddress(addresses?.[0] ?? '')?.text))
    .filter((address) => address !== undefined);
  return new Set(addresses).size < addresses.length;
}

function listedFor(slice: EndpointSliceLike, servicePort: string, text: string, nodeName: string): ReportedEndpoint[] {
  const service = slice.metadata?.labels?.['kubernetes.io/service-name'];
  return (slice.ports ?? []).flatMap((port) => {
    const name = port.name ? `:${port.name}` : '';
    if (`${slice.metadata?.namespace}/${service}${name}/${port.protocol ?? 'TCP'}` !== servicePort) return [];
    return (slice.endpoints ?? []).flatMap((endpoint) => {
      const parsed = parseAddress(endpoint.addresses?.[0] ?? '');
      if (parsed === undefined) return [];
      const endpointText = parsed.family === 'IPv4' ? `${parsed.text}:${port.port}` : `[${parsed.text}]:${port.port}`;
      if (endpointText !== text) return [];
      return [
        {
          text,
          isLocal: nodeName !== '' && endpoint.nodeName === nodeName,
          ready: endpoint.conditions?.ready ?? true,
          serving: endpoint.conditions?.serving ?? true,
          terminating: endpoint.conditions?.terminating ?? false,
          zoneHints: [...new Set(endpoint.hints?.forZones?.map((hint) => hint.name))],
          nodeHints: [...new Set(endpoint.hints?.forNodes?.map((hint) => hint.name))],
        },
      ];
    });
  });
}

/** The rules that a case reaches. */
function rulesOf({ input, ours: applied }: Comparison<TrackerCase, readonly Applied[]>): string[] {
  const slices = input.steps.flatMap((step) => (step.op === 'apply' ? [] : [step.slice]));
  const endpoints = slices.flatMap((slice) => slice.endpoints ?? []);
  const ports = slices.flatMap((slice) => slice.ports ?? []);
  const listed = applied.flatMap((one) => Object.values(one.endpoints));
  return [
    ...(slices.some(({ addressType }) => addressType !== input.family) ? ['4.1.1'] : []),
    ...(slices.some(({ metadata }) => !metadata?.labels?.['kubernetes.io/service-name']) ? ['4.1.2'] : []),
    ...(applied.length > 1 ? ['4.2.1'] : []),
    ...(ports.some(({ port }) => !port) ? ['4.3.1'] : []),
    ...(endpoints.some(({ conditions }) => conditions?.ready === undefined) ? ['4.3.3'] : []),
    ...(statesAtApply(input).some((state) => isContested(state, input)) ? ['4.3.5', '4.3.6'] : []),
    ...(listed.some((list) => list.length > 1) ? ['4.3.7'] : []),
    ...(applied.some(({ localReady }) => Object.keys(localReady).length > 0) ? ['4.3.8'] : []),
  ];
}

/** Our answer with other endpoints, unless some address is won by chance: then another endpoint may be as right. */
function mutate(
  applied: readonly Applied[],
  input: TrackerCase,
  change: (endpoint: ReportedEndpoint, index: number) => ReportedEndpoint[],
): Applied[] | undefined {
  if (statesAtApply(input).some((state) => isContested(state, input))) return undefined;
  const changed = applied.map((one) => ({
    ...one,
    endpoints: Object.fromEntries(
      Object.entries(one.endpoints).map(([servicePort, list]) => [servicePort, list.flatMap(change)]),
    ),
  }));
  return JSON.stringify(changed) === JSON.stringify(applied) ? undefined : changed;
}

/** The case with other steps, or nothing if they are the same. */
function amend(input: TrackerCase, change: (steps: readonly TrackerStep[]) => TrackerStep[]): TrackerCase | undefined {
  const steps = change(input.steps);
  return JSON.stringify(steps) === JSON.stringify(input.steps) ? undefined : { ...input, steps };
}

/** What a consumer of kube-proxy's tracker would have to do: take a slice away from its old Service by hand. */
function removeBeforeRelabel(steps: readonly TrackerStep[]): TrackerStep[] {
  const known = new Map<string, EndpointSliceLike>();
  return steps.flatMap((step): TrackerStep[] => {
    if (step.op === 'apply') return [step];
    const before = known.get(keyOf(step.slice));
    if (step.op === 'remove') {
      known.delete(keyOf(step.slice));
      return [{ op: 'remove', slice: before ?? step.slice }];
    }
    known.set(keyOf(step.slice), step.slice);
    if (before === undefined || serviceOf(before) === serviceOf(step.slice)) return [step];
    return [{ op: 'remove', slice: before }, step];
  });
}

function serviceOf({ metadata }: EndpointSliceLike): string {
  return metadata?.labels?.['kubernetes.io/service-name'] ?? '';
}

function mapSlice(change: (slice: EndpointSliceLike) => EndpointSliceLike) {
  return (steps: readonly TrackerStep[]): TrackerStep[] =>
    steps.map((step) => (step.op === 'apply' ? step : { ...step, slice: change(step.slice) }));
}

function withoutUnusableAddresses(slice: EndpointSliceLike): EndpointSliceLike {
  const isUsable = ({ addresses }: EndpointLike): boolean => {
    const first = addresses?.[0];
    return first === undefined || parseAddress(first)?.family === slice.addressType;
  };
  return { ...slice, endpoints: (slice.endpoints ?? []).filter(isUsable) };
}

function withDefaultedPorts(slice: EndpointSliceLike): EndpointSliceLike {
  const withDefaults = (port: EndpointPortLike): EndpointPortLike => ({
    ...port,
    name: port.name ?? '',
    protocol: port.protocol ?? 'TCP',
  });
  return { ...slice, ports: (slice.ports ?? []).map(withDefaults) };
}

function withoutUnusablePorts(slice: EndpointSliceLike): EndpointSliceLike {
  return { ...slice, ports: (slice.ports ?? []).filter(({ port }) => (port ?? 0) >= 0 && (port ?? 0) <= 65535) };
}
