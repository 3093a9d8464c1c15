import fc from 'fast-check';
import { type HintsCase, hintsCase, hintsOddities } from '../../support/arbitraries/hints.ts';
import { updatesOf } from '../../support/writes.ts';
import { type Comparison, type Difference, definePart, type Mutation } from '../part.ts';
import {
  canonicalHints,
  eventsOf,
  listsOf,
  mapEndpoints,
  moveToUpdate,
  type ReportedEvent,
  type SliceLists,
  slicesOf,
} from './canonical.ts';
import { isPossible, zoneFreedom } from './zone-freedom.ts';
import type { Endpoint, EndpointSliceLike } from 'endpointslice';
import { type HintsResult, findOverloadedServices, planHints, measureZoneCapacity } from 'endpointslice/hints';
import { isDeepStrictEqual } from 'node:util';

/** What the part `topology` answers. */
interface TopologyOutput extends SliceLists {
  readonly events: readonly ReportedEvent[];
  readonly overloaded: readonly string[];
  readonly populated: boolean;
}

type TopologyComparison = Comparison<HintsCase, HintsResult>;

const serviceKey = 'ns/s';

/** Hints by capacity, beside TopologyCache.AddHints. */
export const topologyPart = definePart<HintsCase, HintsResult>({
  name: 'topology',
  arbitrary: fc.oneof(
    hintsCase([]),
    fc.subarray([...hintsOddities], { minLength: 1, maxLength: 1 }).chain((odd) => hintsCase(odd)),
  ),
  toReferenceInput: ({ nodes, plan, populated }) => ({
    nodes,
    slices: { serviceKey, addressType: 'IPv4', ...listsOf(plan) },
    ...(populated ? { prior: { [serviceKey]: { IPv4: { 'zone-a': 1 } } } } : {}),
  }),
  ours: ({ nodes, plan, populated }) => {
    const before = {
      strategy: 'TopologyAware',
      reason: 'ZonesAllocated',
      endpointCountByZone: { 'zone-a': 1 },
    } as const;
    return planHints({
      plan,
      strategy: 'TopologyAware',
      capacity: measureZoneCapacity(nodes),
      memory: populated ? { IPv4: before } : {},
    });
  },
  compare,
  rules: ['1.15.2', '1.15.3', '1.15.5', '1.15.6', '1.15.7', '1.15.9', '1.15.10', '1.15.12', '1.15.14'],
  rulesOf,
  ledger: [
    {
      id: 'hints/ready-absent',
      explains: ({ path }, comparison) => isAboutHints(path) && hasSilent(comparison.input) && isSound(comparison),
      amend: ({ nodes, plan, populated }) => amended({ nodes, plan: mapEndpoints(plan, asReady), populated }),
    },
    {
      id: 'hints/leftover-hints',
      explains: ({ path }, comparison) =>
        isAboutHints(path) && slicesOf(listsOf(comparison.input.plan)).some(hasLeftovers) && isSound(comparison),
      amend: ({ nodes, plan, populated }, { ours }) => {
        if (!slicesOf(listsOf(plan)).some(hasLeftovers)) return undefined;
        const written = new Set(updatesOf(ours.plan).map(({ before }) => before));
        const moved = moveToUpdate(plan, (slice) => written.has(slice));
        return amended(
          { nodes, plan: mapEndpoints({ ...moved, unchanged: [] }, withoutHints), populated },
          moved.unchanged,
        );
      },
    },
    {
      id: 'hints/zone-without-nodes',
      explains: ({ path }, comparison) => isAboutHints(path) && hasStrangers(comparison.input) && isSound(comparison),
    },
    {
      id: 'hints/minimum-not-reached',
      explains: ({ path }, comparison) => isAboutHints(path) && mayMissMinimum(comparison) && isSound(comparison),
    },
    {
      id: 'hints/rewrite-without-zone',
      explains: ({ path }, { input, ours, reference }) =>
        (path === 'updated' || path === 'unchanged') &&
        ours.verdicts[0]?.reason === 'EndpointWithoutZone' &&
        isStripped(input, ours) &&
        (reference.output as TopologyOutput | undefined)?.populated === false,
    },
    {
      id: 'hints/zone-not-examined',
      explains: ({ path }, { input, ours, reference }) =>
        path !== 'output' &&
        ours.verdicts[0]?.reason === 'EndpointWithoutZone' &&
        isStripped(input, ours) &&
        (reference.output as TopologyOutput | undefined)?.populated === true,
    },
    {
      id: 'hints/one-zone-text',
      explains: ({ path }, { ours }) =>
        path === 'events' &&
        ours.verdicts[0]?.reason === 'OneZone' &&
        ours.verdicts[0].event?.message === 'Nodes only ready in one zone, addressType: IPv4',
    },
  ],
  mutations: mutations(),
});

function compare({ input, reference, ours }: TopologyComparison): Difference[] {
  const output = reference.output as TopologyOutput | undefined;
  if (output === undefined) return [{ path: 'output', reference: undefined, ours: ours.plan }];
  const { countByZone, moved: _, ...own } = canonicalHints(listsOf(ours.plan), eventsOf(ours.verdicts));
  const { countByZone: referenceCounts, moved: __, ...theirs } = canonicalHints(output, output.events);
  const differences: Difference[] = (['updated', 'unchanged', 'events'] as const).flatMap((path) =>
    isDeepStrictEqual(own[path], theirs[path]) ? [] : [{ path, reference: theirs[path], ours: own[path] }],
  );
  const populated = ours.memory.IPv4?.endpointCountByZone !== undefined;
  if (populated !== output.populated)
    differences.push({ path: 'populated', reference: output.populated, ours: populated });
  const verdict = ours.verdicts[0];
  if (verdict?.reason !== 'ZonesAllocated' || differences.length > 0) {
    if (!isDeepStrictEqual(countByZone, referenceCounts))
      differences.push({ path: 'zones', reference: referenceCounts, ours: countByZone });
    return differences;
  }
  const freedom = zoneFreedom(output, verdict.zones);
  if (!isPossible(listsOf(ours.plan), freedom))
    differences.push({ path: 'zones', reference: referenceCounts, ours: countByZone });
  if (!isPossible(output, freedom))
    differences.push({ path: 'the model of chance', reference: referenceCounts, ours: freedom });
  if (isDeepStrictEqual(countByZone, referenceCounts)) {
    const overloaded = findOverloadedServices(
      [{ service: { namespace: 'ns', name: 's' }, memory: ours.memory }],
      measureZoneCapacity(input.nodes),
    ).map(({ service }) => `${service.namespace}/${service.name}`);
    if (!isDeepStrictEqual(overloaded, output.overloaded))
      differences.push({ path: 'overloaded', reference: output.overloaded, ours: overloaded });
  }
  return differences;
}

function amended(
  { nodes, plan, populated }: Omit<HintsCase, 'plan'> & { readonly plan: HintsCase['plan'] | undefined },
  unchanged?: readonly EndpointSliceLike[],
): HintsCase | undefined {
  return plan === undefined
    ? undefined
    : { nodes, populated, plan: unchanged === undefined ? plan : { ...plan, unchanged } };
}

function asReady(endpoint: Endpoint): Endpoint {
  return endpoint.conditions?.ready === undefined ? { ...endpoint, conditions: { ready: true } } : endpoint;
}

function withoutHints(endpoint: Endpoint): Endpoint {
  const { hints, ...rest } = endpoint;
  return hints === undefined ? endpoint : rest;
}

/** Whether a difference is about hints and where they are written, not about events. */
function isAboutHints(path: string): boolean {
  return (
    path === 'updated' ||
    path === 'unchanged' ||
    path === 'zones' ||
    path === 'overloaded' ||
    path === 'the model of chance'
  );
}

/** Whether an endpoint does not say whether it is ready. */
function hasSilent({ plan }: HintsCase): boolean {
  return slicesOf(listsOf(plan)).some(({ endpoints }) =>
    (endpoints ?? []).some(({ conditions }) => conditions?.ready === undefined),
  );
}

/** Hints that no strategy by capacity gives: several zones, nodes, an empty object, or any on an endpoint not ready. */
function hasLeftovers({ endpoints }: EndpointSliceLike): boolean {
  return (endpoints ?? []).some(
    ({ conditions, hints }) =>
      hints !== undefined &&
      (conditions?.ready === false || hints?.forZones?.length !== 1 || (hints.forNodes?.length ?? 0) > 0),
  );
}

/** Whether a ready endpoint is in a zone that has no capacity. */
function hasStrangers({ nodes, plan }: HintsCase): boolean {
  const zones = new Set(measureZoneCapacity(nodes).zones.map(({ zone }) => zone));
  return slicesOf(listsOf(plan)).some(({ endpoints }) =>
    (endpoints ?? []).some(({ conditions, zone }) => conditions?.ready !== false && !zones.has(zone ?? '')),
  );
}

/** Whether the reference, from where it started, may leave a zone below its minimum, or has done so. */
function mayMissMinimum({ reference, ours }: TopologyComparison): boolean {
  const verdict = ours.verdicts[0];
  if (verdict?.reason !== 'ZonesAllocated') return false;
  const output = reference.output as TopologyOutput | undefined;
  if (output === undefined) return false;
  const { countByZone } = canonicalHints(output, []);
  const isLow = verdict.zones.some(({ zone, minimumEndpointCount }) => (countByZone[zone] ?? 0) < minimumEndpointCount);
  return isLow || zoneFreedom(output, verdict.zones).mayMissMinimum;
}

/** Whether our answer is right by itself: one zone for each ready endpoint, as many as the verdict says, within bounds. */
function isSound({ input, ours }: TopologyComparison): boolean {
  const verdict = ours.verdicts[0];
  if (verdict?.reason !== 'ZonesAllocated') return false;
  const endpoints = slicesOf(listsOf(ours.plan)).flatMap((slice) => slice.endpoints ?? []);
  const areHintsRight = endpoints.every(({ conditions, hints }) =>
    conditions?.ready === false ? hints === undefined : hints?.forZones?.length === 1 && hints.forNodes === undefined,
  );
  const ready = endpoints.map((endpoint) => ({
    ...endpoint,
    conditions: { ready: endpoint.conditions?.ready !== false },
  }));
  const { countByZone, moved } = canonicalHints(
    { create: [{ addressType: 'IPv4', endpoints: ready }], update: [], unchanged: [] },
    [],
  );
  return (
    areHintsRight &&
    ours.plan.unchanged.every((slice) => input.plan.unchanged.includes(slice)) &&
    updatesOf(ours.plan).every(
      ({ slice, before, reasons }) => reasons[0] !== 'HintsChanged' || !isDeepStrictEqual(slice, before),
    ) &&
    moved.length === verdict.movedEndpointCount &&
    verdict.zones.every(({ zone, endpointCount, minimumEndpointCount, maximumEndpointCount }) => {
      const count = countByZone[zone] ?? 0;
      return count === endpointCount && count >= minimumEndpointCount && count <= maximumEndpointCount;
    })
  );
}

/** Whether our answer takes all hints away, and writes only what had any. */
function isStripped({ plan }: HintsCase, ours: HintsResult): boolean {
  const hasHints = ({ endpoints }: EndpointSliceLike): boolean =>
    (endpoints ?? []).some(({ hints }) => hints !== undefined);
  const written = updatesOf(ours.plan).map(({ before }) => before);
  return (
    ours.verdicts[0]?.event !== undefined &&
    !slicesOf(listsOf(ours.plan)).some(hasHints) &&
    plan.unchanged.every((slice) => written.includes(slice) === hasHints(slice))
  );
}

function mutations(): Mutation<HintsCase, HintsResult>[] {
  return [
    {
      name: 'a slice written for nothing',
      plant: ({ plan, ...rest }) => {
        const [first, ...unchanged] = plan.unchanged;
        if (first === undefined || first.endpoints?.length === 0) return undefined;
        return { ...rest, plan: { ...moveToUpdate({ ...plan, unchanged: [first] }, () => true), unchanged } };
      },
    },
    {
      name: 'an endpoint hinted for a zone that needs none',
      plant: ({ plan, ...rest }) => {
        const verdict = rest.verdicts[0];
        if (verdict?.reason !== 'ZonesAllocated') return undefined;
        let isDone = false;
        const mutated = mapEndpoints({ ...plan, unchanged: [] }, (endpoint) => {
          const name = endpoint.hints?.forZones?.[0]?.name;
          if (isDone || name === undefined || name !== endpoint.zone) return endpoint;
          const other = verdict.zones.find(({ zone }) => zone !== name);
          if (other === undefined) return endpoint;
          isDone = true;
          return { ...endpoint, hints: { forZones: [{ name: other.zone }] } };
        });
        return mutated === undefined ? undefined : { ...rest, plan: { ...mutated, unchanged: plan.unchanged } };
      },
    },
    {
      name: 'an event too many or too few',
      plant: ({ verdicts, ...rest }) => {
        const [first] = verdicts;
        if (first === undefined) return undefined;
        const { event, ...silent } = first;
        const loud = { type: 'Normal', reason: 'TopologyAwareHintsEnabled', message: 'x' } as const;
        return { ...rest, verdicts: [event === undefined ? { ...silent, event: loud } : silent] };
      },
    },
    {
      name: 'the mark "populated" turned round',
      plant: ({ memory, ...rest }) =>
        memory.IPv4 === undefined
          ? undefined
          : {
              ...rest,
              memory: {
                IPv4: {
                  strategy: memory.IPv4.strategy,
                  reason: memory.IPv4.reason,
                  ...(memory.IPv4.endpointCountByZone === undefined ? { endpointCountByZone: {} } : {}),
                },
              },
            },
    },
  ];
}

function* rulesOf({ input, ours, reference }: TopologyComparison): Generator<string> {
  const output = reference.output as TopologyOutput;
  const verdict = ours.verdicts[0];
  const [message = ''] = output.events.map((event) => event.message);
  if (message.startsWith('Insufficient Node information')) yield '1.15.2';
  if (message.startsWith('Insufficient number') || message.startsWith('Unable to allocate')) yield '1.15.3';
  if (message.startsWith('One or more endpoints')) yield '1.15.7';
  if (!output.populated || verdict?.reason !== 'ZonesAllocated') return;
  yield '1.15.5';
  if ((output.unchanged ?? []).length > 0 && (output.unchanged ?? []).length < input.plan.unchanged.length)
    yield '1.15.6';
  if (verdict.movedEndpointCount > 0) yield '1.15.9';
  if (canonicalHints({ ...output, unchanged: [] }, []).moved.length > 0) yield '1.15.10';
  if (output.events.length === 0) yield '1.15.12';
  if (output.overloaded.length > 0) yield '1.15.14';
}
