import * as fc from 'fast-check';
import {
  type EndpointsShape,
  endpointsArbitrary,
  strayingSlices,
  tame,
  wild,
} from '../../support/arbitraries/core-endpoints.ts';
import { createsOf, deletesOf, updatesOf } from '../../support/writes.ts';
import { definePart, type LedgerEntry } from '../part.ts';
import { withDefaultProtocol, withOneDetail, withOnePortEach, withoutPortZero } from './amend-subsets.ts';
import {
  compareWrites,
  isBeginningOf,
  mayLoseCreate,
  type MirrorWrites,
  type OurWrites,
  readWrites,
  contentsOf,
} from './compare-writes.ts';
import { mirrorHistory } from './history.ts';
import { mirrorRules, rulesOfMirror } from './rules.ts';
import {
  type CoreEndpointsLike,
  type EndpointLike,
  type EndpointSliceLike,
  planMirror,
  type ServiceLike,
} from 'endpointslice';
import {
  ANNOTATION_LEADER,
  LABEL_MANAGED_BY,
  LABEL_SERVICE_NAME,
  LABEL_SKIP_MIRROR,
  MIRRORING_CONTROLLER,
} from 'endpointslice/well-known';

/** One sync of the mirroring controller. */
export interface MirrorCase {
  readonly endpoints: CoreEndpointsLike | null;
  readonly service: ServiceLike | null;
  readonly slices: readonly EndpointSliceLike[];
  readonly maxEndpointsPerSubset: number;
}

const deletionTimestamp = '2026-01-01T00:00:00Z';

/** Endpoints, their Service and slices of any state; slices that mirror earlier Endpoints are made by an own hand. */
function mirrorCases(shape: EndpointsShape): fc.Arbitrary<MirrorCase> {
  return fc
    .record({
      endpoints: endpointsArbitrary(shape),
      earlier: fc.oneof(endpointsArbitrary(shape), fc.constantFrom('nothing', 'the same', 'the same')),
      straying: strayingSlices,
      terminating: fc.constantFrom('', '', '', '', '', '', 'endpoints', 'slice'),
      excluded: fc.constantFrom('', '', '', '', '', '', '', '', 'missing', 'skip', 'leader', 'service', 'selector'),
      maxEndpointsPerSubset: fc.constantFrom(1, 2, 3, 5, 1000),
    })
    .map(({ endpoints, earlier, straying, terminating, excluded, maxEndpointsPerSubset }) => {
      const mirrored = earlier === 'the same' ? endpoints : earlier;
      const slices = [...(typeof mirrored === 'string' ? [] : mirrorByHand(mirrored)), ...straying].map(
        (slice, index) =>
          terminating === 'slice' && index === 0
            ? { ...slice, metadata: { ...slice.metadata, deletionTimestamp } }
            : slice,
      );
      const spec = excluded === 'selector' ? { selector: {} } : {};
      return {
        endpoints: excluded === 'missing' ? null : exclude(endpoints, excluded, terminating === 'endpoints'),
        service: excluded === 'service' ? null : { metadata: { namespace: 'ns', name: 'db', uid: 's' }, spec },
        slices,
        maxEndpointsPerSubset,
      };
    });
}

function exclude(endpoints: CoreEndpointsLike, excluded: string, terminating: boolean): CoreEndpointsLike {
  const { labels, annotations, ...metadata } = endpoints.metadata ?? {};
  return {
    ...endpoints,
    metadata: {
      ...metadata,
      labels: excluded === 'skip' ? { ...labels, [LABEL_SKIP_MIRROR]: 'true' } : labels,
      annotations: excluded === 'leader' ? { ...annotations, [ANNOTATION_LEADER]: '' } : annotations,
      ...(terminating ? { deletionTimestamp } : {}),
    },
  };
}

/** Slices such as mirroring leaves behind, one for each subset and family, without its finer rules. */
function mirrorByHand({ metadata, subsets }: CoreEndpointsLike): EndpointSliceLike[] {
  return (subsets ?? []).flatMap(({ addresses, notReadyAddresses, ports }, index) => {
    const endpointsOf = (isV6: boolean): EndpointLike[] =>
      [
        ...(addresses ?? []).map((address) => ({ ...address, ready: true })),
        ...(notReadyAddresses ?? []).map((address) => ({ ...address, ready: false })),
      ]
        .filter(({ ip }) => ip.includes(':') === isV6)
        .map(({ ip, ready, ...details }) => ({ addresses: [ip], conditions: { ready }, ...details }));
    return (['IPv4', 'IPv6'] as const).map((addressType) => ({
      addressType,
      metadata: {
        name: `a${index}-${addressType}`.toLowerCase(),
        namespace: 'ns',
        labels: { ...metadata?.labels, [LABEL_SERVICE_NAME]: 'db', [LABEL_MANAGED_BY]: MIRRORING_CONTROLLER },
        annotations: metadata?.annotations,
        ownerReferences: [{ apiVersion: 'v1', kind: 'Endpoints', name: 'db', uid: metadata?.uid ?? '' }],
      },
      endpoints: endpointsOf(addressType === 'IPv6'),
      ports: (ports ?? []).map((port) => ({ ...port, name: port.name ?? '', protocol: port.protocol ?? 'TCP' })),
    }));
  });
}

function amendSubsets(id: string, amend: typeof withOnePortEach): LedgerEntry<MirrorCase, OurWrites> {
  return {
    id,
    amend: (input) => {
      const subsets = amend(input.endpoints?.subsets ?? []);
      return subsets === undefined ? undefined : { ...input, endpoints: { ...input.endpoints, subsets } };
    },
  };
}

/** The differences that can be told from the case alone. */
const amendments: readonly LedgerEntry<MirrorCase, OurWrites>[] = [
  amendSubsets('mirroring/conflicting-address', withOneDetail),
  amendSubsets('mirroring/app-protocol-by-value', withOnePortEach),
  amendSubsets('mirroring/port-zero-is-no-port', withoutPortZero),
  amendSubsets('mirroring/protocol-default', withDefaultProtocol),
  { id: 'mirroring/reserved-labels-settle', amend: withoutReservedLabels },
  { id: 'mirroring/duplicate-hides-missing', amend: withoutDuplicates },
  { id: 'mirroring/terminating-slices', amend: withoutTerminatingSlices },
];

/** Wrong answers, each made from a right one where that can be done. */
const mutations: readonly { readonly name: string; plant(ours: OurWrites): OurWrites | undefined }[] = [
  {
    name: 'a create lost',
    plant: (ours) => (ours.creates.length > 0 ? { ...ours, creates: ours.creates.slice(1) } : undefined),
  },
  {
    name: 'a delete lost',
    plant: (ours) => (ours.deletes.length > 0 ? { ...ours, deletes: ours.deletes.slice(1) } : undefined),
  },
  {
    name: 'an event lost',
    plant: (ours) => (ours.events.length > 0 ? { ...ours, events: ours.events.slice(1) } : undefined),
  },
  {
    name: 'not ready instead of ready',
    plant: (ours) =>
      plantInWrites(ours, (slice) => {
        const endpoints = slice.endpoints ?? [];
        if (!endpoints.some(({ conditions }) => conditions?.ready === true)) return undefined;
        return { ...slice, endpoints: endpoints.map((endpoint) => ({ ...endpoint, conditions: { ready: false } })) };
      }),
  },
  {
    name: 'an endpoint lost',
    plant: (ours) =>
      plantInWrites(ours, (slice) =>
        (slice.endpoints ?? []).length > 1 ? { ...slice, endpoints: (slice.endpoints ?? []).slice(1) } : undefined,
      ),
  },
  {
    name: 'a label more',
    plant: (ours) =>
      plantInWrites(ours, (slice) => ({
        ...slice,
        metadata: { ...slice.metadata, labels: { ...slice.metadata?.labels, planted: 'x' } },
      })),
  },
  {
    name: 'the other family',
    plant: (ours) =>
      plantInWrites(ours, (slice) => ({ ...slice, addressType: slice.addressType === 'IPv4' ? 'IPv6' : 'IPv4' })),
  },
  {
    name: 'appProtocol or port lost',
    plant: (ours) =>
      plantInWrites(ours, (slice) => ((slice.ports ?? []).length > 0 ? { ...slice, ports: [] } : undefined)),
  },
];

/** The mirroring controller: the same writes but for order, for the pairing of recycled names and for endpoint order. */
export const mirrorPart = definePart<MirrorCase, OurWrites>({
  name: 'mirror',
  arbitrary: fc.oneof(mirrorCases(tame), mirrorCases(wild)),
  toReferenceInput: ({ endpoints, service, slices, maxEndpointsPerSubset }) => ({
    endpoints,
    service,
    // Which of several slices of the same ports the reference keeps is left to the order of its cache.
    existing: [...slices].sort((left, right) => ((left.metadata?.name ?? '') < (right.metadata?.name ?? '') ? -1 : 1)),
    maxEndpointsPerSubset,
    namespace: 'ns',
    name: 'db',
  }),
  ours: (input) => {
    const { deletionTimestamp: deleted, ...metadata } = input.endpoints?.metadata ?? {};
    if ((deleted ?? undefined) === undefined) return writesOf(input);
    return { ...writesOf(input), undeleted: writesOf({ ...input, endpoints: { ...input.endpoints, metadata } }) };
  },
  compare: ({ reference, ours }) => compareWrites(readWrites(reference.output), ours),
  rules: mirrorRules,
  rulesOf: rulesOfMirror,
  history: mirrorHistory,
  // A write that failed leaves nothing to compare.
  explainsCases: true,
  ledger: [
    {
      id: 'mirroring/recycling-loses-create',
      explains: ({ path }, { reference, ours }) => {
        const writes = readWrites(reference.output);
        return path !== 'events' && /already exists/.test(writes.error ?? '') && isBeginningOf(writes, ours);
      },
    },
    {
      id: 'planner/keep-the-partition',
      explains: (_, { reference, ours }) =>
        ours.undeleted === undefined && replacesSlices(readWrites(reference.output), ours),
    },
    {
      id: 'planner/terminating-keeps-endpoints',
      explains: (_, { input, ours }) =>
        ours.undeleted !== undefined &&
        ours.creates.length > 0 &&
        ours.creates.every((slice) => takesOver(slice, input)) &&
        isBeginningOf({ ...ours, updates: [], deletes: [] }, ours.undeleted),
    },
    ...amendments,
  ],
  mutations: mutations.map(({ name, plant }) => ({
    name,
    // Only where both sides are to say the same; elsewhere being wrong may be what the reference is.
    plant: (ours, input) => (mayLoseCreate(ours) || mayDiffer(input) ? undefined : plant(ours)),
  })),
});

function writesOf({ endpoints, service, slices, maxEndpointsPerSubset }: MirrorCase): MirrorWrites {
  const { plan, notices } = planMirror({
    endpoints,
    service,
    slices,
    maxAddressesPerSubset: maxEndpointsPerSubset,
    namespace: 'ns',
    name: 'db',
  });
  return {
    creates: createsOf(plan).map(({ slice }) => slice),
    // A slice that is reused, or that gets other ports, is a new object in the reference.
    updates: updatesOf(plan).map(({ slice, reasons }) =>
      reasons.includes('Recycled') || reasons.includes('PortsChanged')
        ? { ...slice, metadata: { ...slice.metadata, generateName: 'db-' } }
        : slice,
    ),
    deletes: deletesOf(plan).map(({ before }) => before.metadata?.name ?? ''),
    events: notices
      .filter(({ reason }) => reason === 'InvalidIPAddress' || reason === 'TooManyAddressesToMirror')
      .map(({ reason, message }) => ({ type: 'Warning', reason, message })),
    error: null,
  };
}

/** Whether we write what the reference writes, but some of its updates as a create and a delete. */
function replacesSlices(reference: MirrorWrites, ours: MirrorWrites): boolean {
  const count = ours.creates.length - reference.creates.length;
  return (
    count > 0 &&
    ours.deletes.length - reference.deletes.length === count &&
    reference.updates.length - ours.updates.length === count &&
    JSON.stringify(contentsOf(reference)) === JSON.stringify(contentsOf(ours))
  );
}

/** Whether a created slice holds an address that a slice of ours lists already. */
function takesOver({ endpoints }: EndpointSliceLike, { slices }: MirrorCase): boolean {
  const listed = new Set(
    slices.flatMap((slice) => (slice.endpoints ?? []).flatMap(({ addresses }) => addresses ?? [])),
  );
  return (endpoints ?? []).some(({ addresses }) => (addresses ?? []).some((address) => listed.has(address)));
}

function plantInWrites(
  ours: OurWrites,
  change: (slice: EndpointSliceLike) => EndpointSliceLike | undefined,
): OurWrites | undefined {
  for (const list of ['creates', 'updates'] as const) {
    for (const [index, slice] of ours[list].entries()) {
      const changed = change(slice);
      if (changed !== undefined) return { ...ours, [list]: ours[list].with(index, changed) };
    }
  }
  return undefined;
}

function mayDiffer(input: MirrorCase): boolean {
  const nothing = { input, reference: { output: undefined }, ours: writesOf({ ...input, endpoints: null }) };
  return amendments.some(({ amend }) => amend?.(input, nothing) !== undefined);
}

/** The Endpoints without the two labels that the controller sets over them. */
function withoutReservedLabels(input: MirrorCase): MirrorCase | undefined {
  const {
    [LABEL_SERVICE_NAME]: serviceName,
    [LABEL_MANAGED_BY]: managedBy,
    ...labels
  } = input.endpoints?.metadata?.labels ?? {};
  if (serviceName === undefined && managedBy === undefined) return undefined;
  return { ...input, endpoints: { ...input.endpoints, metadata: { ...input.endpoints?.metadata, labels } } };
}

/** Slices in which no endpoint is listed twice; where one was, a label makes the reference write the slice in any case. */
function withoutDuplicates(input: MirrorCase): MirrorCase | undefined {
  const slices = input.slices.map((slice) => {
    const texts = (slice.endpoints ?? []).map(({ addresses, hostname, targetRef }) =>
      JSON.stringify([addresses, hostname ?? '', targetRef?.namespace ?? '', targetRef?.name ?? '']),
    );
    if (new Set(texts).size === texts.length) return slice;
    return { ...slice, metadata: { ...slice.metadata, labels: { ...slice.metadata?.labels, duplicate: 'x' } } };
  });
  return slices.every((slice, index) => slice === input.slices[index]) ? undefined : { ...input, slices };
}

/** The slices without those being deleted. */
function withoutTerminatingSlices(input: MirrorCase): MirrorCase | undefined {
  const slices = input.slices.filter(({ metadata }) => (metadata?.deletionTimestamp ?? undefined) === undefined);
  return slices.length === input.slices.length ? undefined : { ...input, slices };
}
