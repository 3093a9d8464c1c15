import { compareText } from '../internal/compare-text.ts';
import { enter } from '../internal/door.ts';
import { type Every, fieldNames, isWhole } from '../internal/field-table.ts';
import { isPresent } from '../internal/field-types.ts';
import { fnv128a } from '../internal/fnv128.ts';
import type {
  CoreEndpointAddressLike,
  CoreEndpointPort,
  CoreEndpointSubset,
  CoreEndpointSubsetLike,
} from '../model/core.ts';
import type { EndpointPortLike, Protocol } from '../model/endpoint-slice.ts';
import type { ObjectReferenceLike } from '../model/meta.ts';
import { copyAddress } from './address-details.ts';
import { checkSubsets } from './check-core-endpoints.ts';
import { type PackedSubset, packSubsets, type SubsetPort } from './pack-subsets.ts';

/**
 * Returns the canonical form of the subsets of an Endpoints object, in the order in which the reference writes them.
 *
 * Every port is in exactly one subset, with all its addresses; ports with the same addresses share one. The same IP text
 * with the same target uid is one address; its details are those that name most, and not ready wins over ready. Ports
 * numbered 0 or less are dropped. Addresses are ordered by IP text, then target uid; ports and subsets by the reference's
 * hash, which has no meaning but makes both implementations write the same bytes. Repacking packed subsets changes nothing.
 * Shares nothing with the input. Cost: O(n log n) for n addresses, and hashing if there are several subsets.
 *
 * Differs from upstream: ports are compared by value, appProtocol included, and all ports numbered 0 or less are the same
 * (ledger mirroring/app-protocol-by-value, ledger mirroring/port-zero-is-no-port); the details of an address do not depend
 * on the order (ledger mirroring/conflicting-address).
 *
 * @throws TypeError if the subsets do not have the form of core/v1
 * @see pkg/api/v1/endpoints RepackSubsets, SortSubsets; docs/rules.md 3.2
 * @example
 * repackSubsets([
 *   { addresses: [{ ip: '10.0.0.2' }], ports: [{ name: 'a', port: 80 }] },
 *   { addresses: [{ ip: '10.0.0.1' }], notReadyAddresses: [{ ip: '10.0.0.2' }], ports: [{ name: 'a', port: 80 }] },
 * ])
 *   .map(({ addresses, notReadyAddresses }) => [addresses, notReadyAddresses])
 * // => [[[{ ip: '10.0.0.1' }], [{ ip: '10.0.0.2' }]]]
 */
export function repackSubsets(subsets: readonly CoreEndpointSubsetLike[] | null | undefined): CoreEndpointSubset[] {
  return enter('repackSubsets', () => {
    checkSubsets(subsets, ['subsets']);
    return sortSubsets(packSubsets(subsets ?? []).subsets);
  });
}

/** Returns packed subsets as core/v1 objects in the order of the reference. */
export function sortSubsets(packed: readonly PackedSubset[]): CoreEndpointSubset[] {
  const sorted = packed.map((subset) => ({ subset, ports: sortSubsetPorts(subset.ports) }));
  if (sorted.length > 1) {
    const hashed = sorted.map((entry) => ({ ...entry, hash: fnv128a(subsetText(entry.subset, entry.ports)) }));
    return hashed
      .sort((left, right) => compareText(left.hash, right.hash))
      .map(({ subset, ports }) => toCoreSubset(subset, ports));
  }
  return sorted.map(({ subset, ports }) => toCoreSubset(subset, ports));
}

function sortSubsetPorts(ports: readonly SubsetPort[]): readonly SubsetPort[] {
  return ports.length < 2
    ? ports
    : ports
        .map((port) => ({ port, hash: fnv128a(`(v1.EndpointPort)${subsetPortText(port)}`) }))
        .sort((left, right) => compareText(left.hash, right.hash))
        .map(({ port }) => port);
}

function toCoreSubset({ ready, notReady }: PackedSubset, ports: readonly SubsetPort[]): CoreEndpointSubset {
  const subset: CoreEndpointSubset = {};
  if (ready.length > 0) subset.addresses = ready.map(copyAddress);
  if (notReady.length > 0) subset.notReadyAddresses = notReady.map(copyAddress);
  if (ports.length > 0) subset.ports = ports.map(toCorePort);
  return subset;
}

function toCorePort({ name, port, protocol, appProtocol }: SubsetPort): CoreEndpointPort {
  isWhole<Every<CoreEndpointPort, unknown>>({ name, port, protocol, appProtocol });
  const copy: CoreEndpointPort = name === '' ? { port } : { name, port };
  copy.protocol = protocol as Protocol;
  if (appProtocol !== undefined) copy.appProtocol = appProtocol;
  return copy;
}

/** Returns a subset as upstream prints it before hashing it. */
function subsetText({ ready, notReady }: PackedSubset, ports: readonly SubsetPort[]): string {
  return `(v1.EndpointSubset){Addresses:([]v1.EndpointAddress)${listText(ready, addressText)} NotReadyAddresses:([]v1.EndpointAddress)${listText(notReady, addressText)} Ports:([]v1.EndpointPort)${listText(ports, subsetPortText)}}`;
}

function listText<Item>(items: readonly Item[], text: (item: Item) => string): string {
  return items.length === 0 ? '<nil>' : `[${items.map(text).join(' ')}]`;
}

function subsetPortText({ name, port, protocol, appProtocol }: SubsetPort): string {
  isWhole<Every<EndpointPortLike, unknown>>({ name, port, protocol, appProtocol });
  return `{Name:(string)${name} Port:(int32)${port} Protocol:(v1.Protocol)${protocol} AppProtocol:(*string)${appProtocol ?? '<nil>'}}`;
}

function addressText({ ip, hostname, nodeName, targetRef }: CoreEndpointAddressLike): string {
  isWhole<CoreEndpointAddressLike>({ ip, hostname, nodeName, targetRef });
  const target = isPresent(targetRef) ? referenceText(targetRef) : '<nil>';
  return `{IP:(string)${ip} Hostname:(string)${hostname ?? ''} NodeName:(*string)${nodeName ?? '<nil>'} TargetRef:(*v1.ObjectReference)${target}}`;
}

/** The name and type in Go of each field of a reference, in the order in which Go prints them. */
const GO_FIELDS: Every<ObjectReferenceLike, string> = {
  kind: 'Kind:(string)',
  namespace: 'Namespace:(string)',
  name: 'Name:(string)',
  uid: 'UID:(types.UID)',
  apiVersion: 'APIVersion:(string)',
  resourceVersion: 'ResourceVersion:(string)',
  fieldPath: 'FieldPath:(string)',
};
const REFERENCE_FIELDS = fieldNames(GO_FIELDS);

function referenceText(reference: ObjectReferenceLike): string {
  return `{${REFERENCE_FIELDS.map((field) => `${GO_FIELDS[field]}${reference[field] ?? ''}`).join(' ')}}`;
}
