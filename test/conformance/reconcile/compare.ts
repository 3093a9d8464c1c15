import type { EndpointSliceLike, ServicePlan } from 'endpointslice';
import { generateNamePrefix } from '../../../src/slice/slice-template.ts';
import type { World } from '../../support/arbitraries/world.ts';
import type { Comparison, Difference } from '../part.ts';
import {
  endpointText,
  identityMetadataText,
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

/** What we answer to one world. */
export interface OurAnswer {
  readonly planned: ServicePlan;
  /** For a Service that is being deleted: the plan if it were not, of which the creates are looked at. */
  readonly living: ServicePlan | undefined;
}

/**
 * Compares what both sides write, modulo exactly what rule 1.17 leaves to the reference's map order:
 *
 * - which newcomer lands in which slice: only their union per group is compared, and how many land where;
 * - which of equally full slices is filled: how many endpoints which room takes is compared as a multiset, and a slice that
 *   only one side updates must be one that was as it should be and was filled up;
 * - which create takes the name of which delete: only the number, and that each name was free to take.
 *
 * Everything else must be the same: what is kept and where it stands, labels, annotations, owners, ports and their order,
 * sizes, numbers of writes, errors. Address types are compared one by one; the path of a difference begins with its type.
 */
export function compareReconcile({ input, reference, ours }: Comparison<World, OurAnswer>): readonly Difference[] {
  if (reference.panic !== undefined) return [{ path: 'panic', reference: reference.panic, ours: 'an answer' }];
  const differences: Difference[] = [];
  const theirs = outcomeOfReference(reference.output);
  const mine = outcomeOfPlan(ours.planned);
  const living = ours.living === undefined ? undefined : outcomeOfPlan(ours.living);
  if (!isSameList(theirs.errors, mine.errors)) {
    differences.push({ path: 'errors', reference: theirs.errors, ours: mine.errors });
  }
  const context = readContext(input);
  for (const type of addressTypesOf(context, [theirs, mine])) {
    compareType(
      {
        theirs: sortWrites(context, outcomeOfType(theirs, type, [...context.existing.values()]), 'reference'),
        mine: sortWrites(context, outcomeOfType(mine, type, [...context.existing.values()]), 'ours'),
        living:
          living === undefined
            ? undefined
            : sortWrites(context, outcomeOfType(living, type, [...context.existing.values()]), 'ours'),
      },
      (path, their, my) => {
        const same = Array.isArray(their) && Array.isArray(my) ? isSameList(their, my) : their === my;
        if (!same) differences.push({ path: `${type} ${path}`, reference: their, ours: my });
      },
    );
  }
  return differences;
}

function addressTypesOf({ existing }: Context, outcomes: readonly Outcome[]): ReadonlySet<string> {
  const written = outcomes.flatMap(({ creates, updates }) => [...creates, ...updates]);
  return new Set([...existing.values(), ...written].map(({ addressType }) => addressType));
}

type Differ = (path: string, theirs: unknown, mine: unknown) => void;

function compareType(
  sides: { readonly theirs: Writes; readonly mine: Writes; readonly living: Writes | undefined },
  differ: Differ,
): void {
  const { theirs, mine, living } = sides;
  differ('names deleted or recycled', theirs.freed, mine.freed);
  differ('recycled slices that are not owned', theirs.recycledNotOwned, mine.recycledNotOwned);
  differ('recycled slices', theirs.recycledCount, mine.recycledCount);
  differ('metadata of recycled slices that is not kept', [], mine.recycledAnew);

  for (const [name, update] of theirs.updates) {
    const other = mine.updates.get(name);
    if (other !== undefined) compareUpdates(name, update, other, differ);
    else if (!isFilledUp(update)) differ(`update of ${name}`, update.shape, 'none');
  }
  for (const [name, update] of mine.updates) {
    if (!theirs.updates.has(name) && !isFilledUp(update)) differ(`update of ${name}`, 'none', update.shape);
  }
  differ('what filled slices say', filledShapes(theirs.updates), filledShapes(mine.updates));
  differ('room that is filled', fillsOf(theirs.updates), fillsOf(mine.updates));

  if (living === undefined) {
    differ('created or recycled slices', theirs.newSlices, mine.newSlices);
    for (const group of new Set([...theirs.newcomers.keys(), ...mine.newcomers.keys()])) {
      differ(
        `newcomers of ${group}`,
        [...(theirs.newcomers.get(group) ?? [])].sort(),
        [...(mine.newcomers.get(group) ?? [])].sort(),
      );
    }
    return;
  }
  differ('creates', theirs.createCount, mine.createCount);
  for (const [side, writes] of [
    ['reference', theirs],
    ['ours', mine],
  ] as const) {
    differ(`recycled slices (${side}) that are none of the plan`, excess(writes.newSlices, living.newSlices), []);
    for (const [group, texts] of writes.newcomers) {
      differ(`newcomers (${side}) of ${group} out of nowhere`, excess(texts, living.newcomers.get(group) ?? []), []);
    }
  }
}

interface Context {
  readonly world: World;
  readonly existing: ReadonlyMap<string, EndpointSliceLike>;
  /** Identities of the endpoints of all owned slices of a group. */
  readonly known: ReadonlyMap<string, ReadonlySet<string>>;
}

interface Update {
  readonly name: string;
  readonly metadata: string;
  readonly kept: readonly string[];
  /** Whether nothing of what was there had to change. */
  readonly asItWas: boolean;
  readonly addedCount: number;
  /** Everything else that it says of itself, but for what differs from slice to slice anyway. */
  readonly shape: string;
  /** What decides which slices are filled, and how far. */
  readonly fill: string;
}

interface Writes {
  readonly freed: readonly string[];
  readonly recycledNotOwned: readonly string[];
  readonly recycledCount: number;
  /** Recycled slices of ours that do not keep their metadata (ledger planner/recycled-keeps-metadata). */
  readonly recycledAnew: readonly string[];
  readonly updates: ReadonlyMap<string, Update>;
  readonly newSlices: readonly string[];
  readonly newcomers: ReadonlyMap<string, readonly string[]>;
  readonly createCount: number;
}

function readContext(world: World): Context {
  const existing = new Map<string, EndpointSliceLike>();
  const known = new Map<string, Set<string>>();
  for (const slice of handToReconcile(world).slices) {
    existing.set(slice.metadata?.name ?? '', slice);
    if (!isOwned(slice, world.service)) continue;
    const identities = known.get(groupOf(slice)) ?? new Set<string>();
    for (const endpoint of slice.endpoints ?? []) identities.add(identityText(endpoint));
    known.set(groupOf(slice), identities);
  }
  return { world, existing, known };
}

function groupOf(slice: EndpointSliceLike): string {
  return `${slice.addressType} ${portGroupText(slice.ports)}`;
}

function sortWrites(context: Context, outcome: Outcome, side: 'reference' | 'ours'): Writes {
  const { world, existing, known } = context;
  const freed = [...outcome.deletes];
  const recycledNotOwned: string[] = [];
  const recycledAnew: string[] = [];
  let recycledCount = 0;
  const updates = new Map<string, Update>();
  const newSlices: string[] = [];
  const newcomers = new Map<string, string[]>();
  const addNewcomers = (slice: EndpointSliceLike, texts: readonly string[]): void => {
    const group = groupOf(slice);
    const list = newcomers.get(group);
    if (list === undefined) newcomers.set(group, [...texts]);
    else list.push(...texts);
  };
  const addNewSlice = (slice: EndpointSliceLike): void => {
    newSlices.push(newSliceText(slice));
    addNewcomers(
      slice,
      (slice.endpoints ?? []).map((endpoint) => endpointText(endpoint)),
    );
  };

  for (const slice of outcome.creates) addNewSlice(slice);
  for (const slice of outcome.updates) {
    const name = slice.metadata?.name ?? '';
    const before = existing.get(name);
    if (before !== undefined && !outcome.recycled.has(name)) {
      const update = readUpdate(slice, before, known.get(groupOf(slice)) ?? new Set());
      updates.set(name, update);
      addNewcomers(
        slice,
        (slice.endpoints ?? []).slice(update.kept.length).map((endpoint) => endpointText(endpoint)),
      );
      continue;
    }
    freed.push(name);
    if (before === undefined || !isOwned(before, world.service)) recycledNotOwned.push(name);
    recycledCount += 1;
    if (side === 'reference' || before === undefined) addNewSlice(slice);
    else {
      if (keptMetadataText(slice) !== keptMetadataText(before)) recycledAnew.push(name);
      addNewSlice(asNew(slice, world));
    }
  }
  return {
    freed: freed.sort(),
    recycledNotOwned,
    recycledCount,
    recycledAnew,
    updates,
    newSlices: newSlices.sort(),
    newcomers,
    createCount: outcome.creates.length,
  };
}

const triggerTime = 'endpoints.kubernetes.io/last-change-trigger-time';

/** What an update must not change, recycled or not. */
export function keptMetadataText(slice: EndpointSliceLike): string {
  const { [triggerTime]: _, ...annotations } = slice.metadata?.annotations ?? {};
  return JSON.stringify([identityMetadataText(slice), mapText(annotations)]);
}

/** A recycled slice of ours as the reference writes one: with nothing of the old metadata. */
function asNew(slice: EndpointSliceLike, { service }: World): EndpointSliceLike {
  const { name = '', uid = '' } = service.metadata ?? {};
  const time = slice.metadata?.annotations?.[triggerTime];
  const owner = { apiVersion: 'v1', kind: 'Service', name: name ?? '', uid: uid ?? '' };
  return {
    ...slice,
    metadata: {
      generateName: generateNamePrefix(name ?? ''),
      namespace: slice.metadata?.namespace,
      labels: slice.metadata?.labels,
      annotations: time === undefined ? {} : { [triggerTime]: time },
      ownerReferences: [{ ...owner, controller: true, blockOwnerDeletion: true }],
    },
  };
}

/** Everything of a new slice but its name and which of the newcomers are in it. */
function newSliceText(slice: EndpointSliceLike): string {
  const { metadata } = slice;
  return JSON.stringify([
    slice.addressType,
    portsText(slice.ports),
    slice.endpoints?.length ?? 0,
    identityMetadataText({ ...slice, metadata: { ...metadata, name: null } }),
    mapText(metadata?.labels),
    mapText(metadata?.annotations),
  ]);
}

function readUpdate(slice: EndpointSliceLike, before: EndpointSliceLike, known: ReadonlySet<string>): Update {
  const endpoints = slice.endpoints ?? [];
  let keptCount = 0;
  while (keptCount < endpoints.length) {
    const endpoint = endpoints[keptCount];
    if (endpoint === undefined || !known.has(identityText(endpoint))) break;
    keptCount += 1;
  }
  const kept = endpoints.slice(0, keptCount).map((endpoint) => endpointText(endpoint));
  const addedCount = endpoints.length - keptCount;
  const { 'endpoints.kubernetes.io/last-change-trigger-time': time, ...annotations } =
    slice.metadata?.annotations ?? {};
  const { 'endpoints.kubernetes.io/last-change-trigger-time': _, ...own } = before.metadata?.annotations ?? {};
  const beforeTexts = (before.endpoints ?? []).map((endpoint) => endpointText(endpoint, { hints: false }));
  const labels = mapText(slice.metadata?.labels);
  const group = groupOf(slice);
  const asItWas = labels === mapText(before.metadata?.labels) && isSameList(kept, beforeTexts);
  return {
    name: before.metadata?.name ?? '',
    metadata: JSON.stringify([
      identityMetadataText(slice),
      mapText(slice.metadata?.annotations),
      portsText(slice.ports),
    ]),
    kept,
    addedCount,
    asItWas,
    shape: JSON.stringify([
      group,
      portsText(slice.ports) === portsText(before.ports),
      labels,
      time ?? null,
      mapText(annotations) === mapText(own),
      identityMetadataText(slice) === identityMetadataText(before),
    ]),
    fill: JSON.stringify([group, asItWas, keptCount, addedCount]),
  };
}

/** A slice that was as it should be and took newcomers: which of equally full ones is free (step 3). */
function isFilledUp({ addedCount, asItWas }: Update): boolean {
  return addedCount > 0 && asItWas;
}

function compareUpdates(name: string, theirs: Update, mine: Update, differ: Differ): void {
  differ(`metadata of ${name}`, theirs.metadata, mine.metadata);
  differ(`endpoints kept in ${name}`, theirs.kept, mine.kept);
  differ(`labels and ports of ${name}`, theirs.shape, mine.shape);
}

function filledShapes(updates: ReadonlyMap<string, Update>): readonly string[] {
  return [...updates.values()]
    .filter(isFilledUp)
    .map(({ shape }) => shape)
    .sort();
}

/** Updates that only lose hints are no room: which of equals is filled decides whether there is one more of them. */
function fillsOf(updates: ReadonlyMap<string, Update>): readonly string[] {
  return [...updates.values()]
    .filter(({ asItWas, addedCount }) => !asItWas || addedCount > 0)
    .map(({ fill }) => fill)
    .sort();
}

function isSameList(left: readonly unknown[], right: readonly unknown[]): boolean {
  return left.length === right.length && left.every((text, index) => text === right[index]);
}

/** What is in the first list more often than in the second. */
function excess(some: readonly string[], all: readonly string[]): readonly string[] {
  const left = new Map<string, number>();
  for (const text of all) left.set(text, (left.get(text) ?? 0) + 1);
  return some.filter((text) => {
    const count = left.get(text) ?? 0;
    left.set(text, count - 1);
    return count < 1;
  });
}
