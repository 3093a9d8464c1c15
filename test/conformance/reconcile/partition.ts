import type { World } from '../../support/arbitraries/world.ts';
import { gapsOf, listingsOf } from '../../support/listings.ts';
import type { Comparison } from '../part.ts';
import { keptMetadataText, type OurAnswer } from './compare.ts';
import { wantedLabelsText } from './labels.ts';
import {
  endpointText,
  identityText,
  mapText,
  type Outcome,
  outcomeOfPlan,
  outcomeOfReference,
  outcomeOfType,
  portGroupText,
  portsText,
} from './outcome.ts';
import { handToReconcile, isOwned } from './select.ts';
import type { EndpointSliceLike } from 'endpointslice';

/** One address type of one case, before and after each side has written. */
interface TypeOfCase {
  readonly world: World;
  readonly type: string;
  readonly before: readonly EndpointSliceLike[];
  readonly theirs: Outcome;
  readonly mine: Outcome;
  readonly theirSlices: readonly EndpointSliceLike[];
  readonly mySlices: readonly EndpointSliceLike[];
  /** For a Service that is being deleted: our slices if it were not. */
  readonly livingSlices: readonly EndpointSliceLike[] | undefined;
  readonly ours: OurAnswer;
}

/**
 * Whether the two sides differ in an address type only because endpoints get other ports: the reference spreads them anew,
 * we leave them where they are (ledger planner/keep-the-partition). Everything that does not depend on who is where must be
 * the same or better: who is listed with which ports, and what is said of it; labels, owners, ports and their order; no more
 * slices, no more writes but for slices that are replaced; and no endpoint is missing in between.
 */
export function keepsPartition(type: string, comparison: Comparison<World, OurAnswer>): boolean {
  const one = typeOfCase(type, comparison);
  if (one === undefined || one.livingSlices !== undefined) return false;
  if (!movesPorts(one, one.theirSlices) && replacedCount(one) === 0) return false;
  return (
    isSameText(contentsOf(one.mySlices), contentsOf(one.theirSlices)) &&
    one.mySlices.length <= one.theirSlices.length &&
    writeCount(one.mine) - replacedCount(one) <= writeCount(one.theirs) &&
    isWellWritten(one)
  );
}

/**
 * Whether the two sides differ in an address type of a Service that is being deleted because we create what takes endpoints
 * over from existing slices (ledger planner/terminating-keeps-endpoints): we list only what the Service would list if it
 * lived, and nothing that is listed, and would be then, goes.
 */
export function keepsEndpoints(type: string, comparison: Comparison<World, OurAnswer>): boolean {
  const one = typeOfCase(type, comparison);
  if (one?.livingSlices === undefined) return false;
  const { before, mySlices, livingSlices, mine } = one;
  const wanted = listingsOf(livingSlices);
  const listed = listingsOf(mySlices);
  const known = new Set(
    before.flatMap(({ endpoints }) => (endpoints ?? []).flatMap(({ addresses }) => addresses ?? [])),
  );
  const takesOver = ({ endpoints }: EndpointSliceLike): boolean =>
    (endpoints ?? []).some(({ addresses }) => (addresses ?? []).some((address) => known.has(address)));
  return (
    (mine.creates.length > 0 || movesPorts(one, livingSlices)) &&
    mine.creates.every(takesOver) &&
    isPartOf(contentsOf(mySlices), contentsOf(livingSlices)) &&
    [...listingsOf(before)].every((listing) => !wanted.has(listing) || listed.has(listing)) &&
    isWellWritten(one)
  );
}

function typeOfCase(type: string, { input, reference, ours }: Comparison<World, OurAnswer>): TypeOfCase | undefined {
  if (reference.panic !== undefined) return undefined;
  const before = handToReconcile(input).slices.filter(({ addressType }) => addressType === type);
  const theirs = outcomeOfType(outcomeOfReference(reference.output), type, before);
  const mine = outcomeOfType(outcomeOfPlan(ours.planned), type, before);
  const living = ours.living === undefined ? undefined : outcomeOfType(outcomeOfPlan(ours.living), type, before);
  return {
    world: input,
    type,
    before,
    theirs,
    mine,
    theirSlices: slicesAfter(before, theirs),
    mySlices: slicesAfter(before, mine),
    livingSlices: living === undefined ? undefined : slicesAfter(before, living),
    ours,
  };
}

function slicesAfter(before: readonly EndpointSliceLike[], outcome: Outcome): EndpointSliceLike[] {
  const byName = new Map(before.map((slice) => [slice.metadata?.name, slice]));
  for (const slice of outcome.updates) byName.set(slice.metadata?.name, slice);
  for (const name of outcome.deletes) byName.delete(name);
  return [...outcome.creates, ...byName.values()];
}

/** Whether an endpoint of a slice of the Service is listed afterwards, but with other ports. */
function movesPorts({ before, world }: TypeOfCase, after: readonly EndpointSliceLike[]): boolean {
  const groupsAfter = new Map<string, Set<string>>();
  for (const { endpoints, ports } of after) {
    for (const endpoint of endpoints ?? []) {
      const identity = identityText(endpoint);
      groupsAfter.set(identity, (groupsAfter.get(identity) ?? new Set()).add(portGroupText(ports)));
    }
  }
  return before
    .filter((slice) => isOwned(slice, world.service))
    .some(({ endpoints, ports }) =>
      (endpoints ?? []).some((endpoint) => {
        const groups = groupsAfter.get(identityText(endpoint));
        return groups !== undefined && !groups.has(portGroupText(ports));
      }),
    );
}

/** Every endpoint with its ports and all that is said of it. */
function contentsOf(slices: readonly EndpointSliceLike[]): string[] {
  return slices
    .flatMap(({ endpoints, ports }) =>
      (endpoints ?? []).map(
        (endpoint) =>
          `${portGroupText(ports)} ${endpointText({ ...endpoint, addresses: [...(endpoint.addresses ?? [])].sort() })}`,
      ),
    )
    .sort();
}

function writeCount({ creates, updates, deletes }: Outcome): number {
  return creates.length + updates.length + deletes.length;
}

function replacedCount({ ours, type }: TypeOfCase): number {
  return ours.planned.plan.writes.filter(
    (write) => write.verb === 'delete' && write.reasons.includes('Replaced') && write.before.addressType === type,
  ).length;
}

/** Whether each of our writes is a slice as this Service has them, and none takes an endpoint away that stays. */
function isWellWritten(one: TypeOfCase): boolean {
  const { world, before, mine, ours, type } = one;
  const old = new Map(before.map((slice) => [slice.metadata?.name, slice]));
  const written = [...mine.creates, ...mine.updates];
  const shapes = shapesOf([...one.theirs.creates, ...one.theirs.updates]);
  const isKept = (slice: EndpointSliceLike): boolean => {
    const known = old.get(slice.metadata?.name);
    // What is reused stands in the order of its addresses, though a twin of what it was may be in it.
    const isInOrder =
      mine.recycled.has(slice.metadata?.name ?? '') || (known !== undefined && keepsOrder(slice, known));
    return known !== undefined && keptMetadataText(slice) === keptMetadataText(known) && isInOrder;
  };
  const isSmall = ({ metadata, endpoints }: EndpointSliceLike): boolean =>
    (endpoints?.length ?? 0) <= Math.max(world.maxEndpointsPerSlice, old.get(metadata?.name)?.endpoints?.length ?? 0);
  const hasLabels = ({ metadata }: EndpointSliceLike): boolean => mapText(metadata?.labels) === wantedLabelsText(world);
  const plan = ours.planned.plan;
  const writes = plan.writes.filter(
    (write) => (write.verb === 'delete' ? write.before : write.slice).addressType === type,
  );
  return (
    mine.updates.every(isKept) &&
    written.every((slice) => isOwned(slice, world.service) && hasLabels(slice) && isSmall(slice)) &&
    [...shapesOf(written)].every(([group, shape]) => (shapes.get(group) ?? shape) === shape) &&
    gapsOf(before, { writes, unchanged: [] }).length === 0
  );
}

/** Labels, trigger time, and the order of ports where a slice has got them anew, by group; several if they differ. */
function shapesOf(slices: readonly EndpointSliceLike[]): ReadonlyMap<string, string> {
  const shapes = new Map<string, Set<string>>();
  for (const slice of slices) {
    const { labels, annotations } = slice.metadata ?? {};
    const time = annotations?.['endpoints.kubernetes.io/last-change-trigger-time'] ?? null;
    const group = portGroupText(slice.ports);
    shapes.set(
      group,
      (shapes.get(group) ?? new Set()).add(JSON.stringify([mapText(labels), time, portsText(slice.ports)])),
    );
  }
  return new Map([...shapes].map(([group, texts]) => [group, [...texts].sort().join()]));
}

/** Whether endpoints that stay in a slice stand in it as they stood. */
function keepsOrder(slice: EndpointSliceLike, before: EndpointSliceLike): boolean {
  const places = new Map<string, number>();
  for (const [place, endpoint] of (before.endpoints ?? []).entries()) {
    const identity = identityText(endpoint);
    // Of an endpoint that is listed twice the first one counts.
    if (!places.has(identity)) places.set(identity, place);
  }
  const kept = (slice.endpoints ?? []).map((endpoint) => places.get(identityText(endpoint)) ?? -1);
  const known = kept.filter((place) => place >= 0);
  return known.every((place, index) => index === 0 || place > (known[index - 1] as number));
}

function isSameText(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((text, index) => text === right[index]);
}

/** Whether every text of a sorted list is in another, as often. */
function isPartOf(part: readonly string[], whole: readonly string[]): boolean {
  const left = new Map<string, number>();
  for (const text of whole) left.set(text, (left.get(text) ?? 0) + 1);
  return part.every((text) => {
    const count = left.get(text) ?? 0;
    left.set(text, count - 1);
    return count > 0;
  });
}
