import { isDeepStrictEqual } from 'node:util';
import { type EndpointLike, type Plan, planHints } from 'endpointslice';
import { listsOf, type SliceLists, slicesOf } from './canonical.ts';

/** A plan, and the traffic distribution it is hinted by; `null` removes hints. */
export interface TrafficDistributionCase {
  readonly plan: Plan;
  readonly mode: 'PreferClose' | 'PreferSameZone' | 'PreferSameNode' | null;
}

/** Hints by traffic distribution, against trafficdist.ReconcileHints. */
export const trafficDistributionPart = {
  part: 'trafficdist',

  toReferenceInput({ plan, mode }: TrafficDistributionCase): object {
    return { mode, slices: listsOf(plan) };
  },

  ours({ plan, mode }: TrafficDistributionCase): SliceLists {
    const strategy = mode === null ? 'none' : mode === 'PreferSameNode' ? 'same-node' : 'same-zone';
    return listsOf(planHints({ plan, strategy }).plan);
  },

  /** Whether two answers are the same; nothing is left to chance. */
  agrees(_: TrafficDistributionCase, ours: SliceLists, reference: SliceLists): boolean {
    return isDeepStrictEqual(allHints(ours), allHints(reference));
  },

  /** Entries of the ledger that account for a difference. */
  ledger({ plan, mode }: TrafficDistributionCase): string[] {
    if (mode === null) return [];
    const given = slicesOf(listsOf(plan)).flatMap(({ endpoints }) => endpoints ?? []);
    const isLeftover = ({ conditions, hints, zone }: EndpointLike): boolean =>
      hints !== undefined && (conditions?.ready !== true || zone === undefined);
    const entries: [string, boolean][] = [
      ['hints/ready-absent', given.some(({ conditions }) => conditions?.ready === undefined)],
      ['hints/leftover-hints', given.some(isLeftover)],
    ];
    return entries.filter(([, applies]) => applies).map(([entry]) => entry);
  },
};

/** Hints against RemoveHintsFromSlices. */
export const removeHintsPart = {
  ...trafficDistributionPart,
  part: 'removeHints',
  toReferenceInput: ({ plan }: TrafficDistributionCase): object => ({ slices: listsOf(plan) }),
  ours: ({ plan }: TrafficDistributionCase): SliceLists => listsOf(planHints({ plan, strategy: 'none' }).plan),
  ledger: (): string[] => [],
};

/** The hints of every endpoint, list by list and slice by slice. */
function allHints(lists: SliceLists): unknown {
  return (['create', 'update', 'unchanged'] as const).map((list) =>
    (lists[list] ?? []).map(({ metadata, endpoints }) => [
      metadata?.name,
      (endpoints ?? []).map(({ addresses, hints }) => [
        addresses,
        hints?.forZones ?? [],
        hints?.forNodes ?? [],
        hints === undefined,
      ]),
    ]),
  );
}
