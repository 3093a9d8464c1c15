import fc from 'fast-check';
import {
  listAddressTypes,
  type Endpoint,
  endpointFromPod,
  type EndpointLike,
  type EndpointPortLike,
  type EndpointSliceLike,
  isHeadless,
  type NodeLike,
  type PodLike,
  portMapKey,
  resolvePorts,
  type ServiceLike,
} from 'endpointslice';
import { LABEL_ZONE } from 'endpointslice/well-known';
import { sliceLabels } from '../../../src/slice/slice-labels.ts';
import { portsInOrder } from '../../../src/ports/port-map-key.ts';
import type { PodGene } from './pod.ts';
import { serviceNamespace } from './service.ts';
import { rarely, weighted } from './weighted.ts';

/** What is drawn for one existing slice; `makeSlices` reads it. */
export interface SliceGene {
  readonly type: 'first' | 'last' | 'IPv4' | 'IPv6' | 'FQDN';
  /** Which of the port maps that the pods have; beyond them none at all, then ports that no pod has. */
  readonly ports: number;
  readonly owner: 'service' | 'earlier' | 'none' | 'service-second' | 'other-kind' | 'other-version';
  readonly manager: 'ours' | 'other' | 'absent';
  readonly otherService: boolean;
  readonly terminating: boolean;
  readonly labels:
    | 'right'
    | 'missing'
    | 'extra'
    | 'changed'
    | 'headless'
    | 'headless-value'
    | 'empty-extra'
    | 'without-empty';
  readonly annotations: 'none' | 'own' | 'trigger-time' | 'both';
  /** Whether all that it says of its endpoints is right. */
  readonly clean: boolean;
  readonly strangers: number;
  readonly strangersFirst: boolean;
  readonly duplicates: number;
  readonly hints: 'none' | 'zone' | 'some' | 'empty' | 'wrong';
  readonly reversed: boolean;
  /** Ports and addresses in another order than the controller writes them in. */
  readonly unsorted: boolean;
  readonly name: number;
}

/** Existing slices in every state that controllers, upgrades and people leave them in. */
export function sliceGenes(): fc.Arbitrary<SliceGene> {
  return fc.record<SliceGene>({
    type: weighted<SliceGene['type']>([60, 'first'], [30, 'last'], [4, 'IPv4'], [4, 'IPv6'], [2, 'FQDN']),
    ports: weighted([56, 0], [20, 1], [8, 2], [10, 98], [6, 99]),
    owner: weighted<SliceGene['owner']>(
      [89, 'service'],
      [5, 'earlier'],
      [2, 'none'],
      [2, 'service-second'],
      [1, 'other-kind'],
      [1, 'other-version'],
    ),
    manager: weighted<SliceGene['manager']>([96, 'ours'], [3, 'other'], [1, 'absent']),
    otherService: rarely(2),
    terminating: rarely(3),
    labels: weighted<SliceGene['labels']>(
      [80, 'right'],
      [4, 'missing'],
      [4, 'extra'],
      [4, 'changed'],
      [4, 'headless'],
      [4, 'headless-value'],
      [3, 'empty-extra'],
      [4, 'without-empty'],
    ),
    annotations: weighted<SliceGene['annotations']>([70, 'none'], [10, 'own'], [15, 'trigger-time'], [5, 'both']),
    clean: weighted([70, true], [30, false]),
    strangers: weighted([75, 0], [12, 1], [8, 2], [3, 5], [2, 9]),
    strangersFirst: rarely(30),
    duplicates: weighted([90, 0], [7, 1], [3, 2]),
    hints: weighted<SliceGene['hints']>([84, 'none'], [6, 'zone'], [4, 'some'], [3, 'empty'], [3, 'wrong']),
    reversed: rarely(30),
    unsorted: rarely(6),
    name: fc.nat(25),
  });
}

/** What existing slices are made of. */
export interface SlicesInput {
  readonly service: ServiceLike;
  readonly pods: readonly PodLike[];
  readonly podGenes: readonly PodGene[];
  readonly nodes: readonly NodeLike[];
  readonly genes: readonly SliceGene[];
}

const strangePorts: readonly EndpointPortLike[] = [{ name: 'old', protocol: 'TCP', port: 70 }];

/** Slices that hold pods where their genes say, with the ports that those pods have, and whatever else their genes say. */
export function makeSlices(input: SlicesInput): EndpointSliceLike[] {
  const { service, genes } = input;
  const families: readonly string[] = listAddressTypes(service);
  const portSets = podPortSets(input);
  const shells = genes.map((gene) => {
    const type = gene.type === 'first' ? families[0] : gene.type === 'last' ? families[families.length - 1] : gene.type;
    const ports =
      gene.ports === 99 ? strangePorts : gene.ports === 98 ? [] : (portSets.list[gene.ports] ?? portSets.list[0] ?? []);
    return { gene, addressType: type ?? 'IPv4', ports, key: portMapKey(ports), endpoints: [] as EndpointLike[] };
  });
  for (const addressType of new Set(shells.map((shell) => shell.addressType))) {
    if (addressType !== 'IPv4' && addressType !== 'IPv6') continue;
    input.pods.forEach((pod, index) => {
      const gene = input.podGenes[index];
      if (gene === undefined || gene.home === 0) return;
      const homes = shells.filter((shell) => shell.addressType === addressType && shell.key === portSets.keys[index]);
      const home = homes[(gene.home - 1) % Math.max(homes.length, 1)];
      if (home === undefined) return;
      const endpoint = endpointFromPod({ pod, service, addressType, zone: zoneOf(pod, input.nodes) });
      if (endpoint === undefined) return;
      home.endpoints.push(home.gene.clean ? endpoint : drifted(endpoint, gene.drift));
      const second = homes[gene.home % homes.length];
      if (gene.listedTwice && second !== undefined && second !== home) second.endpoints.push(endpoint);
    });
  }
  const slices = shells.map((shell, index) => finishSlice(service, shell, index));
  const isDying = (service.metadata?.deletionTimestamp ?? undefined) !== undefined;
  if (!isDying) return slices;
  // Which new endpoints an empty slice of a dying Service takes is chance, and the reference's answer does not show it.
  return slices.filter(
    ({ endpoints, ports }) => (endpoints ?? []).length > 0 || !portSets.keys.includes(portMapKey(ports)),
  );
}

function podPortSets({ service, pods }: SlicesInput): {
  list: readonly (readonly EndpointPortLike[])[];
  keys: string[];
} {
  const sets = new Map<string, readonly EndpointPortLike[]>();
  const known = new Map<unknown, string>();
  const keys = pods.map((pod) => {
    // Pods of one set of containers have the same ports.
    const containers = pod.spec?.containers;
    let key = known.get(containers);
    if (key === undefined) {
      const { ports } = resolvePorts(service, pod);
      key = portMapKey(ports);
      sets.set(key, ports);
      known.set(containers, key);
    }
    return key;
  });
  return { list: [...sets.values()], keys };
}

function zoneOf(pod: PodLike, nodes: readonly NodeLike[]): string | undefined {
  const node = nodes.find(({ metadata }) => metadata?.name === pod.spec?.nodeName);
  return node?.metadata?.labels?.[LABEL_ZONE] ?? undefined;
}

/** What a slice says of a pod when it has fallen behind, or was written by an older release. */
function drifted(endpoint: Endpoint, drift: number): EndpointLike {
  const { conditions, targetRef } = endpoint;
  if (drift < 50) return endpoint;
  if (drift < 65) return { ...endpoint, conditions: { ...conditions, ready: conditions?.ready !== true } };
  if (drift < 70)
    return { ...endpoint, conditions: conditions?.ready === undefined ? {} : { ready: conditions.ready } };
  if (drift < 73) return { ...endpoint, conditions: { ...conditions, terminating: conditions?.terminating !== true } };
  if (drift < 76) return { ...endpoint, nodeName: 'node-9' };
  if (drift < 79) return { ...endpoint, zone: null };
  if (drift < 81) return { ...endpoint, zone: 'zone-z' };
  if (drift < 84) return { ...endpoint, targetRef: { ...targetRef, uid: 'earlier-uid' } };
  if (drift < 86) return { ...endpoint, targetRef: { ...targetRef, resourceVersion: '7' } };
  if (drift < 88) return { ...endpoint, targetRef: { ...targetRef, apiVersion: 'v1' } };
  if (drift < 90) return { ...endpoint, targetRef: null };
  if (drift < 92) return { ...endpoint, hostname: 'earlier' };
  if (drift < 93) return { ...endpoint, hostname: endpoint.hostname ?? '' };
  if (drift < 95) return { ...endpoint, addresses: [...endpoint.addresses].reverse() };
  if (drift < 97) return { ...endpoint, deprecatedTopology: { 'example.com/rack': 'r1' } };
  if (drift < 98) return { ...endpoint, conditions: null };
  if (drift < 99) return { ...endpoint, targetRef: { ...targetRef, fieldPath: 'spec' } };
  return { ...endpoint, nodeName: null };
}

interface Shell {
  readonly gene: SliceGene;
  readonly addressType: string;
  readonly ports: readonly EndpointPortLike[];
  readonly endpoints: EndpointLike[];
}

function finishSlice(service: ServiceLike, shell: Shell, index: number): EndpointSliceLike {
  const { gene, addressType } = shell;
  const endpoints = gene.reversed ? [...shell.endpoints].reverse() : [...shell.endpoints];
  for (let count = 0; count < gene.duplicates; count += 1) {
    const again = endpoints[count];
    if (again !== undefined) endpoints.push(again);
  }
  for (let count = 0; count < gene.strangers; count += 1) {
    const stranger = strangerOf(addressType, index * 16 + count);
    if (gene.strangersFirst) endpoints.unshift(stranger);
    else endpoints.push(stranger);
  }
  const annotations = annotationsOf(gene);
  return {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: {
      name: `web-${String.fromCharCode(97 + gene.name)}${index}`,
      generateName: 'web-',
      namespace: serviceNamespace,
      uid: `slice-uid-${index}`,
      resourceVersion: `${100 + index}`,
      generation: 1 + index,
      labels: labelsOf(service, gene),
      ...(annotations === undefined ? {} : { annotations }),
      ...(gene.owner === 'none' ? {} : { ownerReferences: ownersOf(service, gene) }),
      ...(gene.terminating ? { deletionTimestamp: '2026-02-03T00:00:00Z' } : {}),
    },
    addressType,
    endpoints: endpoints.map((endpoint, position) =>
      hinted(gene.unsorted ? turned(endpoint) : endpoint, gene, position),
    ),
    ports:
      gene.ports === 98 && gene.reversed
        ? null
        : gene.unsorted
          ? portsInOrder(shell.ports).reverse()
          : portsInOrder(shell.ports),
  };
}

function strangerOf(addressType: string, number: number): EndpointLike {
  const address =
    addressType === 'IPv4'
      ? `10.9.0.${number & 255}`
      : addressType === 'IPv6'
        ? `fd09::${number.toString(16)}`
        : `h${number}.example.com`;
  // Now and then one that has lost its address, as Go clients and others write it.
  const addresses = number % 11 === 3 ? { addresses: null } : number % 11 === 7 ? {} : { addresses: [address] };
  return {
    ...addresses,
    conditions: { ready: true, serving: true, terminating: false },
    nodeName: 'node-0',
    targetRef: { kind: 'Pod', namespace: serviceNamespace, name: `gone-${number}`, uid: `gone-uid-${number}` },
  };
}

/** The same endpoint, its addresses the other way round. */
function turned(endpoint: EndpointLike): EndpointLike {
  return (endpoint.addresses?.length ?? 0) < 2
    ? endpoint
    : { ...endpoint, addresses: [...(endpoint.addresses ?? [])].reverse() };
}

function hinted(endpoint: EndpointLike, { hints }: SliceGene, position: number): EndpointLike {
  switch (hints) {
    case 'none':
      return endpoint;
    case 'zone':
      return { ...endpoint, hints: { forZones: [{ name: endpoint.zone ?? 'zone-a' }] } };
    case 'some':
      return position % 2 === 0
        ? endpoint
        : { ...endpoint, hints: { forZones: [{ name: 'zone-b' }], forNodes: [{ name: 'node-1' }] } };
    case 'empty':
      return { ...endpoint, hints: {} };
    case 'wrong':
      return { ...endpoint, hints: { forZones: [{ name: 'zone-q' }, { name: 'zone-a' }] } };
  }
}

function labelsOf(service: ServiceLike, gene: SliceGene): Readonly<Record<string, string>> {
  const serviceLabels: Record<string, string> = {};
  for (const [key, value] of Object.entries(service.metadata?.labels ?? {})) serviceLabels[key] = value ?? '';
  const right = sliceLabels({
    labels: serviceLabels,
    serviceName: gene.otherService ? 'other' : (service.metadata?.name ?? ''),
    managedBy: gene.manager === 'other' ? 'somebody.example.com' : 'endpointslice-controller.k8s.io',
    headless: isHeadless(service) !== (gene.labels === 'headless'),
  });
  if (gene.manager === 'absent') delete right['endpointslice.kubernetes.io/managed-by'];
  if (gene.labels === 'missing') delete right['app'];
  if (gene.labels === 'extra') right['left-over'] = 'x';
  if (gene.labels === 'changed' && right['app'] !== undefined) right['app'] = 'earlier';
  if (gene.labels === 'empty-extra') right['left-over'] = '';
  if (gene.labels === 'without-empty') delete right['empty'];
  if (gene.labels === 'headless-value') right['service.kubernetes.io/headless'] = 'true';
  return right;
}

function annotationsOf({ annotations }: SliceGene): Readonly<Record<string, string>> | undefined {
  if (annotations === 'none') return undefined;
  return {
    ...(annotations === 'trigger-time' ? {} : { 'example.com/note': 'kept' }),
    ...(annotations === 'own' ? {} : { 'endpoints.kubernetes.io/last-change-trigger-time': '2025-12-31T00:00:00Z' }),
  };
}

function ownersOf(
  service: ServiceLike,
  { owner }: SliceGene,
): NonNullable<NonNullable<EndpointSliceLike['metadata']>['ownerReferences']> {
  const right = {
    apiVersion: 'v1',
    kind: 'Service',
    name: service.metadata?.name ?? '',
    uid: 'service-uid',
    controller: true,
    blockOwnerDeletion: true,
  };
  switch (owner) {
    case 'service-second':
      return [
        { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web', uid: 'deployment-uid' },
        { ...right, controller: null },
      ];
    case 'earlier':
      return [{ ...right, uid: 'earlier-service-uid' }];
    case 'other-kind':
      return [{ ...right, kind: 'Pod' }];
    case 'other-version':
      return [{ ...right, apiVersion: 'v2' }];
    default:
      return [right];
  }
}
