import type { EndpointLike } from 'endpointslice';
import type { ZoneVerdict } from 'endpointslice/hints';
import { type SliceLists, slicesOf } from './canonical.ts';

/** How many endpoints zones give and receive in the reference, as far as chance leaves it open. */
export interface ZoneFreedom {
  /** Endpoints that zones are to give in all. */
  readonly plannedCount: number;
  /** Those that are given: a zone among equals may be chosen that has nothing to move. */
  readonly movedCount: Range;
  readonly giving: ReadonlyMap<string, Range>;
  /** As planned; what is not given is received by nobody. */
  readonly receiving: ReadonlyMap<string, Range>;
  /** Whether a zone may end below its minimum. */
  readonly mayMissMinimum: boolean;
}

/** At least and at most. */
interface Range {
  readonly least: number;
  readonly most: number;
}

/**
 * The outcomes that the reference can come to from where it starts: zones are taken by how far they are from their share,
 * so that chance only decides among those that are equally far at the very end, and who goes short when a zone that is to
 * give has nothing to move.
 */
export function zoneFreedom(lists: SliceLists, zones: readonly ZoneVerdict[]): ZoneFreedom {
  const fixed = countBy(readyIn({ ...lists, create: [], update: [] }), ({ hints }) => hints?.forZones?.[0]?.name);
  const movable = countBy(readyIn({ ...lists, unchanged: [] }), ({ zone }) => zone ?? undefined);
  const counts = new Map(zones.map(({ zone }) => [zone, (fixed.get(zone) ?? 0) + (movable.get(zone) ?? 0)]));
  const surplus = picks(zones.map((one) => [one.zone, (counts.get(one.zone) ?? 0) - one.desiredEndpointCount]));
  const deficit = picks(zones.map((one) => [one.zone, one.desiredEndpointCount - (counts.get(one.zone) ?? 0)]));
  let planned = 0;
  for (; planned < Math.min(surplus.length, deficit.length); planned += 1) {
    const [give, receive] = [surplus[planned]?.rank ?? 0, deficit[planned]?.rank ?? 0];
    if (give < 0.5 || receive < 0.5 || (give < 1 && receive < 1)) break;
  }
  const gives = ranges(surplus, planned, zones);
  const giving = new Map(
    [...gives].map(([zone, { least, most }]) => {
      const limit = movable.get(zone) ?? 0;
      return [zone, { least: Math.min(least, limit), most: Math.min(most, limit) }];
    }),
  );
  const least = [...giving.values()].reduce((sum, range) => sum + range.least, 0);
  const unsure = planned - [...gives.values()].reduce((sum, range) => sum + range.least, 0);
  const tied = [...gives.values()].filter(isOpen).length;
  const able = [...giving.values()].filter(isOpen).length;
  const movedCount = { least: least + Math.max(0, unsure - (tied - able)), most: least + Math.min(unsure, able) };
  const receiving = ranges(deficit, planned, zones);
  const mayMissMinimum = zones.some(({ zone, minimumEndpointCount }) => {
    const lowest =
      (counts.get(zone) ?? 0) -
      (giving.get(zone)?.most ?? 0) +
      Math.max(0, (receiving.get(zone)?.least ?? 0) - planned + movedCount.least);
    return lowest < minimumEndpointCount;
  });
  return { plannedCount: planned, movedCount, giving, receiving, mayMissMinimum };
}

/** Whether an answer is one of those that the reference can come to. */
export function isPossible(lists: SliceLists, freedom: ZoneFreedom): boolean {
  const written = readyIn({ ...lists, unchanged: [] });
  const moved = written.filter((one) => one.hints?.forZones?.[0]?.name !== one.zone);
  const given = countBy(moved, ({ zone }) => zone ?? undefined);
  const received = countBy(moved, ({ hints }) => hints?.forZones?.[0]?.name);
  // Of each zone the first endpoints are given.
  const seen = new Set<string>();
  const areFirst = written.every((one) => {
    if (one.hints?.forZones?.[0]?.name === one.zone) seen.add(one.zone ?? '');
    else return !seen.has(one.zone ?? '');
    return true;
  });
  const { least, most } = freedom.movedCount;
  return (
    moved.length >= least &&
    moved.length <= most &&
    areFirst &&
    fits(given, freedom.giving, 0) &&
    fits(received, freedom.receiving, freedom.plannedCount - moved.length)
  );
}

/** Whether counts are within their ranges, of which `shortage` may be missing anywhere. */
function fits(counts: ReadonlyMap<string, number>, allowed: ReadonlyMap<string, Range>, shortage: number): boolean {
  if ([...counts.keys()].some((zone) => !allowed.has(zone))) return false;
  return [...allowed].every(([zone, { least, most }]) => {
    const count = counts.get(zone) ?? 0;
    return count >= least - shortage && count <= most;
  });
}

function isOpen({ least, most }: Range): boolean {
  return most > least;
}

interface Pick {
  readonly zone: string;
  readonly rank: number;
}

/** Every endpoint that a zone is away from its share by, the farthest first. */
function picks(distances: readonly (readonly [string, number])[]): Pick[] {
  return distances
    .flatMap(([zone, distance]) =>
      Array.from({ length: Math.max(0, Math.ceil(distance)) }, (_, index) => ({ zone, rank: distance - index })),
    )
    .sort((left, right) => right.rank - left.rank);
}

/** How often each zone is among the first picks, whatever the order of equals. */
function ranges(all: readonly Pick[], count: number, zones: readonly ZoneVerdict[]): Map<string, Range> {
  const last = all[count - 1]?.rank;
  const first = all.slice(0, count);
  const isCut = all.length > count && all[count]?.rank === last;
  return new Map(
    zones.map(({ zone }) => {
      const sure = first.filter((pick) => pick.zone === zone && !(isCut && pick.rank === last)).length;
      const most = sure + (isCut && all.some((pick) => pick.zone === zone && pick.rank === last) ? 1 : 0);
      return [zone, { least: sure, most }];
    }),
  );
}

function readyIn(lists: SliceLists): EndpointLike[] {
  return slicesOf(lists)
    .flatMap(({ endpoints }) => endpoints ?? [])
    .filter(({ conditions }) => conditions?.ready !== false);
}

function countBy(
  endpoints: readonly EndpointLike[],
  keyOf: (endpoint: EndpointLike) => string | undefined,
): Map<string, number> {
  const counts = new Map<string, number>();
  for (const endpoint of endpoints) {
    const key = keyOf(endpoint) ?? '';
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}
