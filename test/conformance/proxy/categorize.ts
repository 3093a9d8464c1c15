import type { Comparison, Difference, Part } from '../part.ts';
import { categorizeEndpoints, type CategorizedEndpoints, readTraffic, type RoutableEndpoint } from 'endpointslice';
import { type CategorizeCase, categorizeCases } from '../../support/arbitraries/proxy-cases.ts';

interface Categorized {
  readonly cluster: readonly string[] | null;
  readonly local: readonly string[] | null;
  readonly all: readonly string[] | null;
  readonly hasAny: boolean;
  readonly usesCluster: boolean;
}

/** CategorizeEndpoints, and the Service's part in it, beside `categorizeEndpoints`: rule 4.4. */
export const categorizePart: Part<CategorizeCase, CategorizedEndpoints> = {
  name: 'categorize',
  arbitrary: categorizeCases,
  toReferenceInput: ({ endpoints, service, family, nodeName, zone }: CategorizeCase): unknown => ({
    endpoints: endpoints.map(({ nodeName: node, ...endpoint }) => ({
      ...endpoint,
      port: 80,
      text: textOf(endpoint.ip),
      isLocal: nodeName !== '' && node === nodeName,
    })),
    service,
    port: 'http',
    protocol: 'TCP',
    family,
    nodeName,
    topologyLabels: zone === undefined ? {} : { 'topology.kubernetes.io/zone': zone },
  }),
  ours: ({ endpoints, service, family, nodeName, zone }: CategorizeCase): CategorizedEndpoints =>
    categorizeEndpoints({
      endpoints: endpoints.map(
        ({ ip, nodeName: node, zoneHints, nodeHints, ...conditions }): RoutableEndpoint => ({
          address: ip,
          addressType: family,
          port: 80,
          ...conditions,
          ...(node !== undefined && { nodeName: node }),
          ...(zoneHints.length > 0 && { zoneHints }),
          ...(nodeHints.length > 0 && { nodeHints }),
        }),
      ),
      traffic: readTraffic(service, { port: 'http', addressType: family }),
      from: { nodeName, zone },
    }),
  compare,
  rules: ['4.4.1', '4.4.2', '4.4.3', '4.4.4', '4.4.5', '4.4.6', '4.4.7', '4.4.8', '4.4.9'],
  rulesOf,
  ledger: [
    {
      id: 'route/no-endpoints-at-all',
      explains: ({ path, ours }: Difference, { input }: Comparison<CategorizeCase, CategorizedEndpoints>) =>
        path === 'cluster' && input.endpoints.length === 0 && String(ours) === '',
    },
  ],
  mutations: [
    {
      name: 'forgets that any node has one',
      plant: (choice: CategorizedEndpoints) => ({ ...choice, hasAny: !choice.hasAny }),
    },
    {
      name: 'falls back to terminating ones too soon',
      plant: (choice: CategorizedEndpoints) =>
        choice.draining.length === 0 || choice.cluster === undefined
          ? undefined
          : { ...choice, cluster: [...choice.cluster, ...choice.draining] },
    },
    {
      name: 'leaves out what is local',
      plant: (choice: CategorizedEndpoints) => {
        const { local, ...rest } = choice;
        return local === undefined ? undefined : rest;
      },
    },
  ],
};

function textOf(ip: string): string {
  return ip.includes(':') ? `[${ip}]:80` : `${ip}:80`;
}

function compare({ reference, ours }: Comparison<CategorizeCase, CategorizedEndpoints>): Difference[] {
  if (reference.output === undefined) return [{ path: 'answer', reference: reference.panic, ours: 'no panic' }];
  const theirs = reference.output as Categorized;
  const our = { cluster: textsOf(ours.cluster), local: textsOf(ours.local), all: textsOf(ours.allReachable) };
  const differences: Difference[] = [];
  // Only the order of the merged list is left to chance; ours is that of the input.
  const all = theirs.all === null ? [] : [...theirs.all].sort();
  if (String(theirs.cluster) !== String(our.cluster) || (theirs.cluster === null) !== (our.cluster === null)) {
    differences.push({ path: 'cluster', reference: theirs.cluster, ours: our.cluster });
  }
  if (JSON.stringify(theirs.local) !== JSON.stringify(our.local)) {
    differences.push({ path: 'local', reference: theirs.local, ours: our.local });
  }
  if (JSON.stringify(all) !== JSON.stringify([...(our.all ?? [])].sort())) {
    differences.push({ path: 'all', reference: theirs.all, ours: our.all });
  }
  if (theirs.hasAny !== ours.hasAny) {
    differences.push({ path: 'hasAny', reference: theirs.hasAny, ours: ours.hasAny });
  }
  return differences;
}

function textsOf(list: readonly RoutableEndpoint[] | undefined): string[] | null {
  return list === undefined ? null : list.map(({ address }) => textOf(address));
}

function rulesOf({ input, ours }: Comparison<CategorizeCase, CategorizedEndpoints>): string[] {
  const { endpoints } = input;
  return [
    ...(endpoints.length === 0 ? ['4.4.1'] : []),
    ...(ours.cluster === undefined ? ['4.4.2'] : []),
    ...(ours.mode !== 'None' ? ['4.4.3'] : []),
    ...(ours.clusterTier === 'terminating' ? ['4.4.4'] : []),
    ...(ours.cluster !== undefined && ours.localTier === 'none' ? ['4.4.5', '4.4.8'] : []),
    ...(ours.localTier === 'terminating' ? ['4.4.6'] : []),
    ...(ours.cluster !== undefined && ours.local !== undefined ? ['4.4.7'] : []),
    ...(endpoints.some(({ ready, terminating }) => ready && terminating) ? ['4.4.9'] : []),
  ];
}
