import { isDeepStrictEqual } from 'node:util';
import { type EndpointLike, type EndpointSliceLike, overloadedServices, planHints, zoneCapacity } from 'endpointslice';
import type { HintsResult } from 'endpointslice';
import type { HintsCase } from '../../support/arbitraries/hints.ts';
import { canonicalHints, eventsOf, listsOf, type ReportedEvent, type SliceLists, slicesOf } from './canonical.ts';

/** What the part `topology` answers. */
export interface TopologyOutput extends SliceLists {
  readonly events: readonly ReportedEvent[];
  readonly overloaded: readonly string[];
  readonly populated: boolean;
}

const serviceKey = 'ns/s';

/** Hints by capacity, against TopologyCache.AddHints. */
export const topologyPart = {
  part: 'topology',

  toReferenceInput({ nodes, plan, populated }: HintsCase): object {
    return {
      nodes,
      slices: { serviceKey, addressType: 'IPv4', ...listsOf(plan) },
      ...(populated ? { prior: { [serviceKey]: { IPv4: { 'zone-a': 1 } } } } : {}),
    };
  },

  ours({ nodes, plan, populated }: HintsCase): HintsResult {
    const memory = populated
      ? { IPv4: { strategy: 'proportional', reason: 'ZonesAllocated', endpointCountByZone: { 'zone-a': 1 } } as const }
      : {};
    return planHints({ plan, strategy: 'proportional', capacity: zoneCapacity(nodes), memory });
  },

  /**
   * Whether two answers are the same but for chance. When zones cannot give as much as planned, which of the receiving
   * zones go short is chance too: none may then be above its share by more than the rounding.
   */
  agrees(hintsCase: HintsCase, ours: HintsResult, reference: TopologyOutput): boolean {
    const { countByZone, ...rest } = canonicalHints(listsOf(ours.plan), eventsOf(ours.verdicts));
    const { countByZone: referenceCounts, ...referenceRest } = canonicalHints(reference, reference.events);
    if (!isDeepStrictEqual(rest, referenceRest)) return false;
    if (isDeepStrictEqual(countByZone, referenceCounts)) return agreesOnState(hintsCase, ours, reference);
    const verdict = ours.verdicts[0];
    return (
      verdict?.reason === 'ZonesAllocated' &&
      verdict.zones.every(
        ({ zone, endpointCount, desiredEndpointCount }) =>
          endpointCount <= Math.max(desiredEndpointCount + 0.5, referenceCounts[zone] ?? 0),
      )
    );
  },

  /** Entries of the ledger that account for a difference. */
  ledger({ nodes, plan }: HintsCase, ours: HintsResult, reference: TopologyOutput): string[] {
    const given = slicesOf(listsOf(plan)).flatMap(({ endpoints }) => endpoints ?? []);
    const ready = given.filter(({ conditions }) => conditions?.ready === true);
    const verdict = ours.verdicts[0];
    const capacity = zoneCapacity(nodes);
    const zones = new Set(capacity.zones.map(({ zone }) => zone));
    const written = slicesOf({ ...reference, unchanged: [] }).flatMap(({ endpoints }) => endpoints ?? []);
    const isReferenceOn = slicesOf(reference).some(hasZoneHint) && reference.populated;
    const entries: [string, boolean][] = [
      ['hints/ready-absent', given.some(({ conditions }) => conditions?.ready === undefined)],
      ['hints/leftover-hints', given.some(hasLeftovers)],
      [
        'hints/zone-without-nodes',
        isReferenceOn &&
          written.some(
            ({ conditions, zone }) => conditions?.ready === true && typeof zone === 'string' && !zones.has(zone),
          ),
      ],
      ['hints/minimum-not-reached', isReferenceOn && leavesMinimum(ours, reference)],
      ['hints/zone-not-examined', isReferenceOn && ready.some(({ zone }) => zone === undefined || zone === '')],
      ['hints/rewrite-without-zone', verdict?.reason === 'EndpointWithoutZone'],
      ['hints/one-zone-text', verdict?.reason === 'OneZone'],
    ];
    return entries.filter(([, applies]) => applies).map(([entry]) => entry);
  },
};

/** "Populated", and whether the Service is overloaded by what was just planned. */
function agreesOnState({ nodes }: HintsCase, { memory }: HintsResult, reference: TopologyOutput): boolean {
  const overloaded = overloadedServices([{ serviceKey, memory }], zoneCapacity(nodes)).map(
    (service) => service.serviceKey,
  );
  const populated = memory.IPv4?.endpointCountByZone !== undefined;
  return populated === reference.populated && isDeepStrictEqual(overloaded, reference.overloaded);
}

function hasZoneHint({ endpoints }: EndpointSliceLike): boolean {
  return (endpoints ?? []).some(({ hints }) => (hints?.forZones?.length ?? 0) > 0);
}

/** Hints that no strategy by capacity gives: several zones, nodes, an empty object, or any on an endpoint not ready. */
function hasLeftovers({ conditions, hints }: EndpointLike): boolean {
  if (hints === undefined || hints === null) return false;
  return conditions?.ready !== true || hints.forZones?.length !== 1 || (hints.forNodes?.length ?? 0) > 0;
}

/** Whether the reference ends with a zone below its minimum. */
function leavesMinimum(ours: HintsResult, reference: TopologyOutput): boolean {
  const verdict = ours.verdicts[0];
  if (verdict?.reason !== 'ZonesAllocated') return false;
  const { countByZone } = canonicalHints(reference, []);
  return verdict.zones.some(({ zone, minimumEndpointCount }) => (countByZone[zone] ?? 0) < minimumEndpointCount);
}
