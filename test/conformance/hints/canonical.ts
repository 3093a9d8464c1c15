import { createsOf, planOf, updatesOf } from '../../support/writes.ts';
import type { Endpoint, EndpointSlice, EndpointSliceLike, Plan } from 'endpointslice';
import type { HintsVerdict } from 'endpointslice/hints';

/** The lists in which slices come back from the reference; a list that it leaves nil is null. */
export interface SliceLists {
  readonly create: readonly EndpointSliceLike[] | null;
  readonly update: readonly EndpointSliceLike[] | null;
  readonly unchanged: readonly EndpointSliceLike[] | null;
}

/** One Event, as both sides report it. */
export interface ReportedEvent {
  readonly type: string;
  readonly reason: string;
  readonly message: string;
}

/** What both sides must agree on, whatever the reference leaves to chance. */
export interface CanonicalHints {
  /** Names of slices that are written, and of those that are not. */
  readonly updated: readonly string[];
  readonly unchanged: readonly string[];
  /** Ready endpoints by the zone they are hinted for. */
  readonly countByZone: { readonly [zone: string]: number };
  /** Addresses of endpoints hinted for another zone than their own. */
  readonly moved: readonly string[];
  readonly events: readonly ReportedEvent[];
}

/** The plan as the reference would return it. */
export function listsOf(plan: Plan): SliceLists {
  return {
    create: createsOf(plan).map(({ slice }) => slice),
    update: updatesOf(plan).map(({ slice }) => slice),
    unchanged: plan.unchanged,
  };
}

/** What of an answer does not depend on chance. */
export function canonicalHints(lists: SliceLists, events: readonly ReportedEvent[]): CanonicalHints {
  const countByZone: { [zone: string]: number } = {};
  const moved: string[] = [];
  for (const slice of slicesOf(lists)) {
    for (const { addresses, conditions, zone, hints } of slice.endpoints ?? []) {
      if (conditions?.ready !== true) continue;
      for (const { name } of hints?.forZones ?? []) {
        countByZone[name] = (countByZone[name] ?? 0) + 1;
        if (name !== zone) moved.push(addresses?.[0] ?? '');
      }
    }
  }
  return {
    updated: namesOf(lists.update),
    unchanged: namesOf(lists.unchanged),
    countByZone: Object.fromEntries(Object.entries(countByZone).sort(([left], [right]) => (left < right ? -1 : 1))),
    moved: moved.sort(),
    events,
  };
}

/** The Events of verdicts. */
export function eventsOf(verdicts: readonly HintsVerdict[]): ReportedEvent[] {
  return verdicts.flatMap(({ event }) => (event === undefined ? [] : [event]));
}

/** All slices of an answer. */
export function slicesOf(lists: SliceLists): EndpointSliceLike[] {
  return [...(lists.create ?? []), ...(lists.update ?? []), ...(lists.unchanged ?? [])];
}

function namesOf(slices: readonly EndpointSliceLike[] | null): string[] {
  return (slices ?? []).map(({ metadata }) => metadata?.name ?? '').sort();
}

/** The plan with some of its unchanged slices among those that are written anyway. */
export function moveToUpdate(plan: Plan, isMoved: (slice: EndpointSliceLike) => boolean): Plan {
  const moved = plan.unchanged
    .filter(isMoved)
    .map((slice) => ({ slice: slice as EndpointSlice, before: slice, reasons: ['HintsChanged'] as const }));
  return planOf({
    create: createsOf(plan),
    update: [...updatesOf(plan), ...moved],
    unchanged: plan.unchanged.filter((slice) => !isMoved(slice)),
  });
}

/** The plan with other endpoints; `undefined` if none is changed. */
export function mapEndpoints(plan: Plan, change: (endpoint: Endpoint) => Endpoint): Plan | undefined {
  let isChanged = false;
  const changeSlice = (slice: EndpointSlice): EndpointSlice => {
    const endpoints = slice.endpoints.map(change);
    if (endpoints.every((endpoint, index) => endpoint === slice.endpoints[index])) return slice;
    isChanged = true;
    return { ...slice, endpoints };
  };
  const changed = {
    create: createsOf(plan).map((planned) => ({ ...planned, slice: changeSlice(planned.slice) })),
    update: updatesOf(plan).map((planned) => ({ ...planned, slice: changeSlice(planned.slice) })),
    unchanged: plan.unchanged.map((slice) => changeSlice(slice as EndpointSlice)),
  };
  return isChanged ? planOf(changed) : undefined;
}
