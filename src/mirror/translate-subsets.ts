import { parseAddress } from '../address/parse-address.ts';
import { copyObjectReference } from '../endpoint/object-reference.ts';
import { checkedEndpointReader } from '../endpoint/endpoint-reader.ts';
import { isWhole } from '../internal/field-table.ts';
import { isPresent } from '../internal/field-types.ts';
import type { CoreEndpointAddress, CoreEndpointAddressLike } from '../model/core.ts';
import type { CheckedGroup } from '../model/desired.ts';
import type { Endpoint, EndpointPort, IPAddressType } from '../model/endpoint-slice.ts';
import type { AddressesOfPorts } from '../model/notice.ts';
import { portsInOrder } from '../ports/port-map-key.ts';
import { type AddressDetails, copyAddress } from './address-details.ts';
import type { PackedSubset, PackedSubsets } from './pack-subsets.ts';

/**
 * The result of `translateSubsets`. Every address is in a group or in one of the lists `invalid`, `overLimit` and
 * `duplicate`.
 */
export interface TranslatedSubsets {
  /** IPv4 before IPv6, then by ports. Groups without endpoints are left out. */
  readonly groups: readonly CheckedGroup<Endpoint>[];
  /** Addresses that are not IP addresses. */
  readonly invalid: readonly AddressesOfPorts[];
  /** Addresses beyond the maximum; nobody checked whether they are IP addresses. */
  readonly overLimit: readonly AddressesOfPorts[];
  /** Addresses that are the same endpoint as a later one, which replaced them. */
  readonly duplicate: readonly { readonly addressType: IPAddressType; readonly address: string }[];
  /** Addresses that are mirrored with other details than these. */
  readonly conflicting: readonly CoreEndpointAddress[];
}

/** Options of `translateSubsets`. */
export interface TranslationOptions {
  /** The most addresses taken from one subset, both families together. */
  readonly maxAddressesPerSubset: number;
  /** Whether `serving` and `terminating` are written too, instead of being left to their defaults. */
  readonly explicitConditions: boolean;
}

/**
 * Translates canonical subsets into desired endpoints by address type and port map.
 *
 * Each valid address becomes one endpoint with one canonical address. Ready ones come first, so that the limit spares them;
 * each list keeps its order. If two addresses become the same endpoint, the later one stays. Cost: O(n).
 *
 * @see pkg/controller/endpointslicemirroring reconcile, addressToEndpoint; docs/rules.md 3.3
 */
export function translateSubsets(packed: PackedSubsets, options: TranslationOptions): TranslatedSubsets {
  const groups: CheckedGroup<Endpoint>[] = [];
  const invalid: AddressesOfPorts[] = [];
  const overLimit: AddressesOfPorts[] = [];
  const duplicate: { readonly addressType: IPAddressType; readonly address: string }[] = [];
  for (const subset of packed.subsets) {
    const ports = portsInOrder(subset.ports);
    const skipped = { invalid: [] as string[], overLimit: [] as string[] };
    const endpoints = { IPv4: new Map<string, Mirrored>(), IPv6: new Map<string, Mirrored>() };
    let addedCount = 0;
    for (const { address, ready } of addressesOf(subset)) {
      if (addedCount >= options.maxAddressesPerSubset) {
        skipped.overLimit.push(address.ip);
        continue;
      }
      const parsed = parseAddress(address.ip);
      if (parsed === undefined) {
        skipped.invalid.push(address.ip);
        continue;
      }
      addedCount += 1;
      const endpoint = toEndpoint(address, parsed.text, ready, options.explicitConditions);
      const key = identityKey(endpoint);
      const replaced = endpoints[parsed.family].get(key);
      if (replaced !== undefined) duplicate.push({ addressType: parsed.family, address: replaced.ip });
      endpoints[parsed.family].set(key, { endpoint, ip: address.ip });
    }
    for (const addressType of ['IPv4', 'IPv6'] as const) {
      const items = [...endpoints[addressType].values()].map(({ endpoint }) => endpoint);
      if (items.length > 0) groups.push({ addressType, ports, items, reader: checkedEndpointReader });
    }
    addSkipped(invalid, ports, skipped.invalid);
    addSkipped(overLimit, ports, skipped.overLimit);
  }
  return {
    groups: [
      ...groups.filter(({ addressType }) => addressType === 'IPv4'),
      ...groups.filter(({ addressType }) => addressType === 'IPv6'),
    ],
    invalid,
    overLimit,
    duplicate,
    conflicting: packed.conflicting.map(copyAddress),
  };
}

/** An endpoint, and its address as it was written. */
interface Mirrored {
  readonly endpoint: Endpoint;
  readonly ip: string;
}

function* addressesOf({
  ready,
  notReady,
}: PackedSubset): Generator<{ readonly address: CoreEndpointAddressLike; readonly ready: boolean }> {
  for (const address of ready) yield { address, ready: true };
  for (const address of notReady) yield { address, ready: false };
}

function toEndpoint(
  address: CoreEndpointAddressLike,
  text: string,
  ready: boolean,
  explicitConditions: boolean,
): Endpoint {
  const { hostname, targetRef, nodeName } = address;
  isWhole<AddressDetails>({ hostname, targetRef, nodeName });
  const endpoint: Endpoint = {
    addresses: [text],
    conditions: explicitConditions ? { ready, serving: ready, terminating: false } : { ready },
  };
  if (isPresent(hostname) && hostname !== '') endpoint.hostname = hostname;
  if (isPresent(targetRef)) endpoint.targetRef = copyObjectReference(targetRef);
  if (isPresent(nodeName)) endpoint.nodeName = nodeName;
  return endpoint;
}

/** Returns one text for each identity (rule 1.6.2): the address alone for the many endpoints that have nothing else. */
function identityKey({ addresses: [address = ''], hostname = '', targetRef }: Endpoint): string {
  const name = targetRef?.name ?? '';
  const namespace = targetRef?.namespace ?? '';
  if (hostname === '' && name === '' && namespace === '') return address;
  return `${address} ${hostname.length} ${hostname}${namespace.length} ${namespace}${name}`;
}

function addSkipped(list: AddressesOfPorts[], ports: readonly EndpointPort[], addresses: readonly string[]): void {
  if (addresses.length > 0) list.push({ ports: ports.map((port) => ({ ...port })), addresses });
}
