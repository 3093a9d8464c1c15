import { compareText } from '../internal/compare-text.ts';
import type { CoreEndpointAddressLike, CoreEndpointSubsetLike } from '../model/core.ts';
import type { EndpointPortLike } from '../model/endpoint-slice.ts';
import { keyOfPorts, type PortMapKey } from '../ports/port-map-key.ts';
import { protocolOf } from '../ports/resolve-ports.ts';
import { compareDetails, detailsText } from './address-details.ts';

/** A port of a subset, with the default of every absent field. */
export interface SubsetPort {
  readonly name: string;
  readonly port: number;
  readonly protocol: string;
  readonly appProtocol?: string;
}

/**
 * One canonical subset, the only one with its ports. Addresses are the caller's own objects, each list ordered by IP text,
 * then by the target's uid.
 */
export interface PackedSubset {
  readonly ready: readonly CoreEndpointAddressLike[];
  readonly notReady: readonly CoreEndpointAddressLike[];
  readonly ports: readonly SubsetPort[];
  readonly portsKey: PortMapKey;
}

/** Canonical subsets, and the addresses that are in none of them. */
export interface PackedSubsets {
  /** In order of their ports, a portless one first. */
  readonly subsets: readonly PackedSubset[];
  /** Addresses that are listed with other details than those that win, each once; the caller's own objects, in order. */
  readonly conflicting: readonly CoreEndpointAddressLike[];
}

/** The mark for "no port" where ports are keys. */
export const NO_PORT: SubsetPort = { name: '', port: 0, protocol: '' };

/**
 * Returns canonical subsets: each port is in exactly one, with all its addresses; ports with the same addresses share one.
 *
 * Two addresses are the same if their IP texts and their targets' uids are equal. If one address has different details,
 * those win that name most of target, node and hostname, then those that are greatest as text. On one port, not ready wins
 * over ready. A port numbered 0 or less counts as no port. Subsets are ordered by their ports, a portless one first. Cost:
 * O(n log n) for n addresses, times the different lists of subsets a port is in.
 *
 * Differs from upstream: ports are compared by value, appProtocol included, and all ports that count as no port are the same
 * (ledger mirroring/app-protocol-by-value, ledger mirroring/port-zero-is-no-port); the winning details do not depend on the
 * order (ledger mirroring/conflicting-address).
 *
 * @see pkg/api/v1/endpoints RepackSubsets; docs/rules.md 3.2
 */
export function packSubsets(subsets: readonly CoreEndpointSubsetLike[]): PackedSubsets {
  const { addresses, members, conflicting } = rankAddresses(subsets);
  const packed = new Map<string, { ports: SubsetPort[]; marks: readonly number[] }>();
  for (const { ports, subsetIndexes } of portsBySubsets(subsets)) {
    const marks = markReadiness(subsetIndexes.map((index) => members[index] as Members));
    if (marks.length === 0) continue;
    const key = marks.join();
    const found = packed.get(key);
    if (found === undefined) packed.set(key, { ports: [...ports], marks });
    else for (const port of ports) found.ports.push(port);
  }
  return {
    subsets: [...packed.values()]
      .map(({ ports, marks }) => {
        const realPorts = ports.filter((port) => port !== NO_PORT);
        return { ...separate(marks, addresses), ports: realPorts, portsKey: keyOfPorts(realPorts) };
      })
      .sort((left, right) => compareText(left.portsKey, right.portsKey)),
    conflicting,
  };
}

/**
 * Returns the ports of a subset with defaults for absent fields: the protocol as by the API server, the rest as Go reads
 * JSON.
 */
export function readSubsetPorts({ ports }: CoreEndpointSubsetLike): readonly SubsetPort[] {
  return ports === null || ports === undefined || ports.length === 0 ? [NO_PORT] : ports.map(readPort);
}

function readPort(port: EndpointPortLike): SubsetPort {
  if ((port.port ?? 0) <= 0) return NO_PORT;
  const read = { name: port.name ?? '', port: port.port ?? 0, protocol: protocolOf(port) };
  return typeof port.appProtocol === 'string' ? { ...read, appProtocol: port.appProtocol } : read;
}

/** The addresses of one subset, each as its place among all addresses. */
interface Members {
  readonly ready: readonly number[];
  readonly notReady: readonly number[];
}

/**
 * Ranks all different addresses in canonical order. Returns each subset as places in that order, and the details that lost.
 */
function rankAddresses(subsets: readonly CoreEndpointSubsetLike[]): {
  readonly addresses: readonly CoreEndpointAddressLike[];
  readonly members: readonly Members[];
  readonly conflicting: readonly CoreEndpointAddressLike[];
} {
  const conflicts: { readonly number: number; readonly address: CoreEndpointAddressLike }[] = [];
  const found: CoreEndpointAddressLike[] = [];
  const byIp = new Map<string, number>();
  const byIpAndUid = new Map<string, number>();
  const numberOf = (address: CoreEndpointAddressLike): number => {
    const uid = address.targetRef?.uid ?? '';
    const numbers = uid === '' ? byIp : byIpAndUid;
    const key = uid === '' ? address.ip : `${uid.length} ${uid}${address.ip}`;
    const known = numbers.get(key);
    if (known !== undefined) {
      const held = found[known] as CoreEndpointAddressLike;
      const order = compareDetails(held, address);
      if (order !== 0) conflicts.push({ number: known, address: order < 0 ? address : held });
      if (order > 0) found[known] = address;
      return known;
    }
    const number = found.push(address) - 1;
    numbers.set(key, number);
    return number;
  };
  const numbered = subsets.map(({ addresses, notReadyAddresses }) => ({
    ready: (addresses ?? []).map(numberOf),
    notReady: (notReadyAddresses ?? []).map(numberOf),
  }));
  const order = found
    .map((address, number) => ({ address, number }))
    .sort((left, right) => compareCoreAddresses(left.address, right.address));
  const ranks = new Int32Array(found.length);
  order.forEach(({ number }, rank) => {
    ranks[number] = rank;
  });
  const toRank = (number: number): number => ranks[number] as number;
  return {
    addresses: order.map(({ address }) => address),
    members: numbered.map(({ ready, notReady }) => ({ ready: ready.map(toRank), notReady: notReady.map(toRank) })),
    conflicting: sortConflicts(conflicts.map(({ number, address }) => ({ rank: toRank(number), address }))),
  };
}

/** Sorts conflicts by address, then by how much they name; keeps one of each that have the same details. */
function sortConflicts(
  conflicts: readonly { readonly rank: number; readonly address: CoreEndpointAddressLike }[],
): CoreEndpointAddressLike[] {
  const different = new Map(
    conflicts.map((conflict) => [`${conflict.rank} ${detailsText(conflict.address)}`, conflict]),
  );
  return [...different.values()]
    .sort((left, right) => left.rank - right.rank || compareDetails(left.address, right.address))
    .map(({ address }) => address);
}

/**
 * Groups the ports by the subsets that list them. All ports of one group have the same addresses, so that addresses are read
 * once a group instead of once a port.
 */
function portsBySubsets(
  subsets: readonly CoreEndpointSubsetLike[],
): Iterable<{ readonly ports: readonly SubsetPort[]; readonly subsetIndexes: readonly number[] }> {
  const byPort = new Map<PortMapKey, { port: SubsetPort; subsetIndexes: number[] }>();
  subsets.forEach((subset, index) => {
    for (const port of readSubsetPorts(subset)) {
      const key = keyOfPorts([port]);
      const found = byPort.get(key);
      if (found === undefined) byPort.set(key, { port, subsetIndexes: [index] });
      else if (found.subsetIndexes.at(-1) !== index) found.subsetIndexes.push(index);
    }
  });
  const groups = new Map<string, { ports: SubsetPort[]; subsetIndexes: readonly number[] }>();
  for (const { port, subsetIndexes } of byPort.values()) {
    const key = subsetIndexes.join();
    const found = groups.get(key);
    if (found === undefined) groups.set(key, { ports: [port], subsetIndexes });
    else found.ports.push(port);
  }
  return groups.values();
}

/** Returns the addresses of some subsets as sorted numbers: twice the place, plus one if not ready. */
function markReadiness(subsets: readonly Members[]): readonly number[] {
  const readiness = new Map<number, number>();
  for (const { ready, notReady } of subsets) {
    for (const place of ready) if (!readiness.has(place)) readiness.set(place, 0);
    for (const place of notReady) readiness.set(place, 1);
  }
  const marks: number[] = [];
  for (const [place, mark] of readiness) marks.push(place * 2 + mark);
  return marks.sort((left, right) => left - right);
}

/** Reverses `markReadiness`. */
function separate(
  marks: readonly number[],
  addresses: readonly CoreEndpointAddressLike[],
): Pick<PackedSubset, 'ready' | 'notReady'> {
  const ready: CoreEndpointAddressLike[] = [];
  const notReady: CoreEndpointAddressLike[] = [];
  for (const mark of marks) (mark % 2 === 0 ? ready : notReady).push(addresses[mark >> 1] as CoreEndpointAddressLike);
  return { ready, notReady };
}

/** Orders by IP text, then by the target's uid, those without one first. */
function compareCoreAddresses(left: CoreEndpointAddressLike, right: CoreEndpointAddressLike): number {
  return compareText(left.ip, right.ip) || compareText(left.targetRef?.uid ?? '', right.targetRef?.uid ?? '');
}
