import { identityOf, isSameEndpoint } from '../endpoint/endpoint-identity.ts';
import { orderSteps } from '../internal/acyclic-order.ts';
import type { EndpointLike, EndpointPortLike } from '../model/endpoint-slice.ts';
import type { PlannedCreate, PlannedDelete, PlannedUpdate, PlannedWrite } from '../model/plan.ts';
import { plannedCreate, plannedDelete } from '../slice/planned-write.ts';
import { compareSlices } from '../slice/slice-order.ts';

/**
 * Orders writes so that no endpoint is missing after any of them: creates as they are given, then updates by name, then
 * deletes by name.
 *
 * An update that lists an address for a service port anew comes before the updates that no longer list it. Where updates
 * wait for one another in a circle, one of them becomes a create and a delete: its slice gets another name (`generateName`),
 * so that it can be written first and the old one deleted last. Cost: O(n) for n endpoints in slices that are updated, plus
 * that of `orderSteps` for the endpoints that move from one to another.
 *
 * Law: no gap (docs/laws.md).
 */
export function orderWrites(writes: readonly PlannedWrite[], generateName: string): PlannedWrite[] {
  const creates: PlannedCreate[] = [];
  const updates: PlannedUpdate[] = [];
  const deletes: PlannedDelete[] = [];
  for (const write of writes) {
    if (write.verb === 'create') creates.push(write);
    else if (write.verb === 'update') updates.push(write);
    else deletes.push(write);
  }
  updates.sort((left, right) => compareSlices(left.before, right.before));
  const followers = findFollowers(updates);
  const { order, removed } =
    followers === undefined ? { order: [...updates.keys()], removed: [] } : orderSteps(followers);
  for (const index of removed) {
    const update = updates[index] as PlannedUpdate;
    creates.push(renamed(update, generateName));
    deletes.push(plannedDelete(update.before, 'Replaced'));
  }
  return [
    ...creates,
    ...order.map((index) => updates[index] as PlannedUpdate),
    ...deletes.sort((left, right) => compareSlices(left.before, right.before)),
  ];
}

/** Returns the content of an updated slice as a new slice. */
function renamed({ slice }: PlannedUpdate, generateName: string): PlannedCreate {
  const { namespace, labels, annotations, ownerReferences } = slice.metadata;
  const metadata = {
    generateName,
    namespace,
    ...(labels === undefined ? {} : { labels }),
    ...(annotations === undefined ? {} : { annotations }),
    ...(ownerReferences === undefined ? {} : { ownerReferences }),
  };
  return plannedCreate({ ...slice, metadata }, ['ReplacesSlice']);
}

/** Finds, for each update, the updates that must come after it; returns `undefined` if every order is safe. */
function findFollowers(updates: readonly PlannedUpdate[]): readonly (readonly number[])[] | undefined {
  const changes = updates.map(changesOf);
  const moving = movingAddresses(changes);
  if (moving.size === 0) return undefined;
  const losers = new Map<string, number[]>();
  const receivers = new Map<string, number[]>();
  changes.forEach(({ lost, gained }, index) => {
    addMoving(losers, lost, moving, index);
    addMoving(receivers, gained, moving, index);
  });
  const followers = updates.map(() => new Set<number>());
  for (const [listing, gaining] of receivers) {
    const losing = losers.get(listing) ?? [];
    // A slice that both loses and gains a listing has only moved it within itself.
    const receiving = without(gaining, new Set(losing));
    const handing = without(losing, new Set(gaining));
    // If very many slices have one listing, the first that takes it over stands for all, so that edges stay few.
    const isCrowd = receiving.length * handing.length > MOST_PAIRS;
    for (const receiver of isCrowd ? receiving.slice(0, 1) : receiving) {
      for (const loser of handing) followers[receiver]?.add(loser);
    }
  }
  return followers.map((set) => [...set]);
}

const MOST_PAIRS = 1024;

function without(indices: readonly number[], others: ReadonlySet<number>): readonly number[] {
  return indices.filter((index) => !others.has(index));
}

/**
 * Notes an update under each listing of an address that moves, and under that of its endpoint: pods of one host share an
 * address, and each of them must stay listed.
 */
function addMoving(
  lists: Map<string, number[]>,
  listings: readonly Listing[],
  moving: ReadonlySet<string>,
  index: number,
): void {
  for (const { endpoint, ports } of listings) {
    const addresses = (endpoint.addresses ?? []).filter((address) => moving.has(address));
    if (addresses.length === 0) continue;
    for (const name of [identityOf(endpoint), ...addresses]) {
      for (const port of ports) addTo(lists, `${name} ${port}`, index);
    }
  }
}

/** Returns the addresses that one update no longer lists for some port, and that another lists anew for some port. */
function movingAddresses(changes: readonly SliceChanges[]): ReadonlySet<string> {
  const lost = new Set<string>();
  for (const change of changes) {
    for (const { endpoint } of change.lost) for (const address of endpoint.addresses ?? []) lost.add(address);
  }
  const moving = new Set<string>();
  if (lost.size === 0) return moving;
  for (const { gained } of changes) {
    for (const { endpoint } of gained) {
      for (const address of endpoint.addresses ?? []) if (lost.has(address)) moving.add(address);
    }
  }
  return moving;
}

/** An endpoint, and the service ports for which a slice no longer lists it, or lists it anew. */
interface Listing {
  readonly endpoint: EndpointLike;
  readonly ports: readonly string[];
}

/** The listings that an update takes away and adds. */
interface SliceChanges {
  readonly lost: readonly Listing[];
  readonly gained: readonly Listing[];
}

/**
 * Finds what a slice no longer lists for its ports, and what it lists anew.
 *
 * Endpoints that stay in a slice keep their order, so one walk over both lists finds the others; where that does not hold,
 * an endpoint counts as both lost and gained.
 */
function changesOf({ before, slice }: PlannedUpdate): SliceChanges {
  const { portsBefore, portsAfter, portsLost, portsGained } = comparePorts(before.ports ?? [], slice.ports);
  const lost: Listing[] = [];
  const gained: Listing[] = [];
  const now = slice.endpoints;
  let position = 0;
  for (const endpoint of before.endpoints ?? []) {
    const same = now[position];
    if (same === undefined || !isSameEndpoint(endpoint, same)) {
      lost.push({ endpoint, ports: portsBefore });
      continue;
    }
    position += 1;
    if (portsLost.length > 0) lost.push({ endpoint, ports: portsLost });
    if (portsGained.length > 0) gained.push({ endpoint, ports: portsGained });
  }
  for (; position < now.length; position += 1) {
    gained.push({ endpoint: now[position] as EndpointLike, ports: portsAfter });
  }
  return { lost, gained };
}

/** The service ports of a slice before and after, as texts; a slice without ports lists its endpoints for the text `''`. */
interface PortChange {
  readonly portsBefore: readonly string[];
  readonly portsAfter: readonly string[];
  readonly portsLost: readonly string[];
  readonly portsGained: readonly string[];
}

function comparePorts(before: readonly EndpointPortLike[], after: readonly EndpointPortLike[]): PortChange {
  const portsBefore = servicePortTexts(before);
  const portsAfter = servicePortTexts(after);
  return {
    portsBefore,
    portsAfter,
    portsLost: lacking(portsAfter, portsBefore),
    portsGained: lacking(portsBefore, portsAfter),
  };
}

/** Returns the texts that are not in `present`. */
function lacking(present: readonly string[], texts: readonly string[]): readonly string[] {
  const known = new Set(present);
  return texts.filter((text) => !known.has(text));
}

function servicePortTexts(ports: readonly EndpointPortLike[]): readonly string[] {
  if (ports.length === 0) return [''];
  return ports.map(({ name, protocol, port }) => JSON.stringify([name ?? null, protocol ?? null, port ?? null]));
}

function addTo(lists: Map<string, number[]>, key: string, index: number): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [index]);
  else if (list.at(-1) !== index) list.push(index);
}
