import fc from 'fast-check';
import { hintsCase, hintsOddities } from '../../support/arbitraries/hints.ts';
import { hintText } from '../../support/hint-text.ts';
import { updatesOf } from '../../support/writes.ts';
import { type Comparison, type Difference, definePart, type Mutation } from '../part.ts';
import { listsOf, mapEndpoints, moveToUpdate, type SliceLists } from './canonical.ts';
import type { Endpoint, EndpointLike, EndpointSlice, Plan } from 'endpointslice';
import { planHints } from 'endpointslice/hints';

/** A plan, and the traffic distribution it is hinted by; `null` removes hints. */
export interface TrafficDistributionCase {
  readonly plan: Plan;
  readonly mode: 'PreferClose' | 'PreferSameZone' | 'PreferSameNode' | null;
}

const plans = fc.subarray([...hintsOddities], { maxLength: 2 }).chain((odd) => hintsCase(odd).map(({ plan }) => plan));

/** Hints by traffic distribution, beside trafficdist.ReconcileHints: every hint of every endpoint. */
export const trafficDistributionPart = definePart<TrafficDistributionCase, SliceLists>({
  name: 'trafficdist',
  arbitrary: fc.record({
    plan: plans,
    mode: fc.constantFrom<TrafficDistributionCase['mode']>('PreferClose', 'PreferSameZone', 'PreferSameNode', null),
  }),
  toReferenceInput: ({ plan, mode }) => ({ mode, slices: listsOf(plan) }),
  ours: ({ plan, mode }) => listsOf(planHints({ plan, strategy: strategyOf(mode) }).plan),
  compare: compareLists,
  rules: ['1.14.7', '1.14.8', '1.14.9', '1.14.11'],
  rulesOf: ({ input: { plan, mode }, ours }) => rulesOf(plan, mode, ours),
  ledger: [
    {
      id: 'hints/ready-absent',
      amend: ({ plan, mode }) => {
        const amended = mapEndpoints(plan, (one) =>
          one.conditions?.ready === undefined ? { ...one, conditions: { ready: true } } : one,
        );
        return mode === null || amended === undefined
          ? undefined
          : { mode, plan: withoutLeftovers(amended) ?? amended };
      },
    },
    {
      id: 'hints/leftover-hints',
      amend: ({ plan, mode }) => {
        const amended = mode === null ? undefined : withoutLeftovers(plan);
        return amended === undefined ? undefined : { mode, plan: amended };
      },
    },
  ],
  mutations: listMutations(),
});

/** Hints beside RemoveHintsFromSlices. */
export const removeHintsPart = definePart<TrafficDistributionCase, SliceLists>({
  ...trafficDistributionPart,
  name: 'removeHints',
  arbitrary: fc.record({ plan: plans, mode: fc.constant(null) }),
  toReferenceInput: ({ plan }) => ({ slices: listsOf(plan) }),
  rules: ['1.14.4'],
  rulesOf: ({ ours }) => ((ours.update ?? []).length > 0 ? ['1.14.4'] : []),
  ledger: [],
  mutations: listMutations(),
});

function strategyOf(mode: TrafficDistributionCase['mode']): 'None' | 'PreferSameZone' | 'PreferSameNode' {
  if (mode === null) return 'None';
  return mode === 'PreferSameNode' ? 'PreferSameNode' : 'PreferSameZone';
}

/** The plan without hints that the reference passes over; slices that had them count as written. */
function withoutLeftovers(plan: Plan): Plan | undefined {
  const isLeftover = ({ conditions, hints, zone }: EndpointLike): boolean =>
    hints !== undefined && hints !== null && (conditions?.ready === false || zone === undefined);
  const moved = moveToUpdate(plan, ({ endpoints }) => (endpoints ?? []).some(isLeftover));
  return mapEndpoints(moved, (one) => (isLeftover(one) ? withoutHints(one) : one)) ?? undefined;
}

function withoutHints(endpoint: Endpoint): Endpoint {
  const { hints, ...rest } = endpoint;
  return hints === undefined ? endpoint : rest;
}

/** Differences slice by slice: in which list it is, and the hints of its endpoints, whatever their readiness. */
function compareLists({ reference, ours }: Comparison<unknown, SliceLists>): Difference[] {
  const output = reference.output as SliceLists | undefined;
  if (output === undefined) return [{ path: 'output', reference: undefined, ours }];
  const [theirs, own] = [linesOf(output), linesOf(ours)];
  return [...new Set([...theirs.keys(), ...own.keys()])].flatMap((path) => {
    const difference = { path, reference: theirs.get(path), ours: own.get(path) };
    return difference.reference === difference.ours ? [] : [difference];
  });
}

function linesOf(lists: SliceLists): Map<string, string> {
  const lines = new Map<string, string>();
  for (const list of ['create', 'update', 'unchanged'] as const) {
    for (const [index, slice] of (lists[list] ?? []).entries()) {
      lines.set(
        `${list === 'create' ? index : slice.metadata?.name}`,
        `${list} ${hintText(slice).replaceAll('?', '')}`,
      );
    }
  }
  return lines;
}

function listMutations(): Mutation<TrafficDistributionCase, SliceLists>[] {
  return [
    {
      name: 'a slice written for nothing',
      plant: ({ create, update, unchanged }) => {
        const [first, ...rest] = unchanged ?? [];
        return first === undefined ? undefined : { create, update: [...(update ?? []), first], unchanged: rest };
      },
    },
    {
      name: 'a hint lost or made up',
      plant: ({ create, ...lists }) => {
        const [first, ...rest] = (create ?? []) as readonly EndpointSlice[];
        const [endpoint, ...others] = first?.endpoints ?? [];
        if (first === undefined || endpoint === undefined) return undefined;
        const wrong =
          endpoint.hints === undefined ? { ...endpoint, hints: { forZones: [{ name: 'x' }] } } : withoutHints(endpoint);
        return { ...lists, create: [{ ...first, endpoints: [wrong, ...others] }, ...rest] };
      },
    },
  ];
}

function* rulesOf(plan: Plan, mode: TrafficDistributionCase['mode'], ours: SliceLists): Generator<string> {
  const given = [...(listsOf(plan).create ?? []), ...(listsOf(plan).update ?? []), ...plan.unchanged].flatMap(
    ({ endpoints }) => endpoints ?? [],
  );
  const isWritten = (ours.update ?? []).length > updatesOf(plan).length;
  if (mode === null) {
    if (isWritten) yield '1.14.11';
    return;
  }
  if (given.some(({ conditions }) => conditions?.ready === false)) yield '1.14.7';
  if (given.some(({ conditions, zone }) => conditions?.ready === true && zone !== undefined)) yield '1.14.8';
  if (isWritten) yield '1.14.9';
}
