import { parseAddress } from '../address/parse-address.ts';
import { copyObjectReference, isSameTarget } from '../endpoint/object-reference.ts';
import { compareText } from '../internal/compare-text.ts';
import { enter } from '../internal/door.ts';
import { expectObject } from '../internal/expect.ts';
import { type Every, isWhole } from '../internal/field-table.ts';
import { ownField } from '../internal/plain-object.ts';
import type { CoreEndpointAddressLike, CoreEndpointsLike, CoreEndpointSubsetLike, ServiceLike } from '../model/core.ts';
import type { EndpointPort, EndpointSliceLike } from '../model/endpoint-slice.ts';
import { ANNOTATION_OVER_CAPACITY } from '../model/labels.ts';
import type { ObjectReference } from '../model/meta.ts';
import type { Notice } from '../model/notice.ts';
import { keyOfPorts, portsInOrder } from '../ports/port-map-key.ts';
import { type AddressDetails, compareDetails } from './address-details.ts';
import { collectOptionsOf } from './build-core-endpoints.ts';
import { checkCoreEndpoints } from './check-core-endpoints.ts';
import { checkMirroredSlices } from './check-mirrored-slices.ts';
import { collectSubsets } from './collect-subsets.ts';
import { NO_PORT, readSubsetPorts, type SubsetPort } from './pack-subsets.ts';

/** Input of `compareCoreEndpoints`. */
export interface CompareCoreEndpointsInput {
  /** The Service that the Endpoints and the slices belong to. */
  readonly service: ServiceLike;
  readonly endpoints: CoreEndpointsLike;
  /** Slices of any Service and manager; those that name this Service are used. */
  readonly slices: readonly EndpointSliceLike[];
}

/** What one side says about an address. */
export interface AddressFacts {
  readonly ready: boolean;
  readonly hostname?: string;
  readonly nodeName?: string;
  readonly targetRef?: ObjectReference;
}

/** One address, on one port, about which Endpoints and slices disagree. */
export interface EndpointsDifference {
  /** How they disagree. */
  readonly kind:
    | 'OnlyInEndpoints'
    | 'OnlyInSlices'
    /** Ready in one, not ready in the other; other facts may differ too. */
    | 'Readiness'
    /** Hostname, node or target differ. */
    | 'Details';
  /** In canonical form, or as written if it is not an IP address. */
  readonly address: string;
  /** Absent for an address that is listed without ports. */
  readonly port?: EndpointPort;
  /** Absent if the Endpoints do not list the address on the port. */
  readonly inEndpoints?: AddressFacts;
  /** Absent if the slices do not list the address on the port. */
  readonly inSlices?: AddressFacts;
}

/** The differences between the Endpoints and the slices of a Service. */
export interface EndpointsComparison {
  /** Whether there is no difference. */
  readonly equal: boolean;
  /** In order of port, then address. */
  readonly differences: readonly EndpointsDifference[];
  /** Whether an annotation of the Endpoints says that they do not hold every address. */
  readonly truncated: boolean;
  /** Notices on what no Endpoints object can hold of the slices. */
  readonly notices: readonly Notice[];
}

/**
 * Compares an Endpoints object with the slices of its Service, by address, port and readiness.
 *
 * The order of subsets, slices and endpoints, and how they are divided, make no difference. If an address is listed twice on
 * one port, it is not ready if one of the two is not, and the details that name more are compared. Of the slices, only what
 * the Endpoints of this Service would hold is compared (see `buildCoreEndpoints`): for a Service with a selector its first
 * family only, and never endpoints that are terminating and not ready. An address is the same on both sides if its canonical
 * text and its target's uid are equal. An address that is listed both with and without ports counts as listed with ports.
 * Cost: O(n log n) for n addresses times ports.
 *
 * @throws TypeError if the Endpoints, the Service or a slice is invalid
 * @see docs/laws.md comparison; docs/rules.md 3.2, 9.12
 * @example
 * const service = { metadata: { namespace: 'shop', name: 'db' }, spec: {} };
 * const endpoints = { subsets: [{ addresses: [{ ip: '10.0.0.1' }], ports: [{ port: 5432, protocol: 'TCP' }] }] };
 * compareCoreEndpoints({ service, endpoints, slices: [] }).differences
 * // => [{ kind: 'OnlyInEndpoints', address: '10.0.0.1', port: { name: '', protocol: 'TCP', port: 5432 }, inEndpoints: { ready: true } }]
 */
export function compareCoreEndpoints(input: CompareCoreEndpointsInput): EndpointsComparison {
  return enter('compareCoreEndpoints', () => {
    const options = collectOptionsOf(expectObject(input, ['input']).service);
    checkCoreEndpoints(input.endpoints);
    const { subsets, notices } = collectSubsets(checkMirroredSlices(input.slices), options);
    const table: Table = { ports: new Map(), byText: new Map(), byTextAndUid: new Map() };
    addSide(table, input.endpoints.subsets ?? [], 'inEndpoints');
    addSide(table, subsets, 'inSlices');
    const differences = [...table.ports.values()]
      .sort((left, right) => compareText(left.key, right.key))
      .flatMap((rows) => differencesOf(rows));
    const annotations = input.endpoints.metadata?.annotations ?? {};
    return {
      equal: differences.length === 0,
      differences,
      truncated: (ownField(annotations, ANNOTATION_OVER_CAPACITY) ?? undefined) !== undefined,
      notices,
    };
  });
}

type Side = 'inEndpoints' | 'inSlices';

/** The addresses that both sides list. */
interface Table {
  /** By `keyOfPorts`; `''` for no port. */
  readonly ports: Map<string, PortRows>;
  readonly byText: Map<string, ListedAddress>;
  readonly byTextAndUid: Map<string, ListedAddress>;
}

/** One address that a side lists: a canonical text, and the uid of a target. */
interface ListedAddress {
  readonly text: string;
  readonly uid: string;
  /** Whether the side lists it with ports. */
  inEndpoints: boolean;
  inSlices: boolean;
}

/** One port, and the addresses that are listed on it. */
interface PortRows {
  readonly key: string;
  readonly port: EndpointPort | undefined;
  readonly byAddress: Map<ListedAddress, Row>;
}

/**
 * One address on one port, as each side lists it: with the details that name most, and ready only if it is ready every time.
 */
interface Row {
  inEndpoints: CoreEndpointAddressLike | undefined;
  inSlices: CoreEndpointAddressLike | undefined;
  isReadyInEndpoints: boolean;
  isReadyInSlices: boolean;
}

function addSide(table: Table, subsets: readonly CoreEndpointSubsetLike[], side: Side): void {
  for (const subset of subsets) {
    const read = readSubsetPorts(subset).map((port) => rowsOfPort(table, port));
    // A port that a subset lists twice counts once.
    const ports = read.length === 1 ? read : [...new Set(read)];
    addAddresses(table, { addresses: subset.addresses ?? [], isReady: true, ports, side });
    addAddresses(table, { addresses: subset.notReadyAddresses ?? [], isReady: false, ports, side });
  }
}

function addAddresses(
  table: Table,
  entry: {
    readonly addresses: readonly CoreEndpointAddressLike[];
    readonly isReady: boolean;
    readonly ports: readonly PortRows[];
    readonly side: Side;
  },
): void {
  const { addresses, isReady, ports, side } = entry;
  const isWithPorts = ports.some(({ port }) => port !== undefined);
  for (const address of addresses) {
    const listed = listAddress(table, address);
    if (isWithPorts) listed[side] = true;
    for (const { byAddress } of ports) {
      let row = byAddress.get(listed);
      if (row === undefined) {
        row = { inEndpoints: undefined, inSlices: undefined, isReadyInEndpoints: true, isReadyInSlices: true };
        byAddress.set(listed, row);
      }
      const counting = row[side];
      if (counting === undefined || compareDetails(counting, address) > 0) row[side] = address;
      if (isReady) continue;
      if (side === 'inEndpoints') row.isReadyInEndpoints = false;
      else row.isReadyInSlices = false;
    }
  }
}

function rowsOfPort({ ports }: Table, read: SubsetPort): PortRows {
  const key = read === NO_PORT ? '' : keyOfPorts([read]);
  const known = ports.get(key);
  if (known !== undefined) return known;
  const rows: PortRows = { key, port: read === NO_PORT ? undefined : portsInOrder([read])[0], byAddress: new Map() };
  ports.set(key, rows);
  return rows;
}

function listAddress(table: Table, { ip, targetRef }: CoreEndpointAddressLike): ListedAddress {
  const text = parseAddress(ip)?.text ?? ip;
  const uid = targetRef?.uid ?? '';
  const known = uid === '' ? table.byText : table.byTextAndUid;
  const key = uid === '' ? text : `${uid.length} ${uid}${text}`;
  const found = known.get(key);
  if (found !== undefined) return found;
  const listed = { text, uid, inEndpoints: false, inSlices: false };
  known.set(key, listed);
  return listed;
}

/** Returns the differences on one port, in order of the addresses. */
function differencesOf({ port, byAddress }: PortRows): EndpointsDifference[] {
  const found: { readonly listed: ListedAddress; readonly difference: EndpointsDifference }[] = [];
  for (const [listed, row] of byAddress) {
    const inEndpoints = row.inEndpoints && factsOf(row.inEndpoints, row.isReadyInEndpoints);
    const inSlices = row.inSlices && factsOf(row.inSlices, row.isReadyInSlices);
    const kind = differenceOf(inEndpoints, inSlices);
    if (kind === undefined) continue;
    // An address listed with and without ports counts as listed with them (rule 3.2.4).
    if (port === undefined && kind === 'OnlyInEndpoints' && listed.inEndpoints) continue;
    if (port === undefined && kind === 'OnlyInSlices' && listed.inSlices) continue;
    const difference: { -readonly [Field in keyof EndpointsDifference]: EndpointsDifference[Field] } = {
      kind,
      address: listed.text,
    };
    if (port !== undefined) difference.port = { ...port };
    if (inEndpoints !== undefined) difference.inEndpoints = inEndpoints;
    if (inSlices !== undefined) difference.inSlices = inSlices;
    found.push({ listed, difference });
  }
  return found
    .sort(
      ({ listed: left }, { listed: right }) => compareText(left.text, right.text) || compareText(left.uid, right.uid),
    )
    .map(({ difference }) => difference);
}

function factsOf({ hostname, nodeName, targetRef }: CoreEndpointAddressLike, ready: boolean): AddressFacts {
  isWhole<AddressDetails>({ hostname, nodeName, targetRef });
  const facts: { ready: boolean; hostname?: string; nodeName?: string; targetRef?: ObjectReference } = { ready };
  if (hostname !== null && hostname !== undefined && hostname !== '') facts.hostname = hostname;
  if (nodeName !== null && nodeName !== undefined && nodeName !== '') facts.nodeName = nodeName;
  if (targetRef !== null && targetRef !== undefined) facts.targetRef = copyObjectReference(targetRef);
  return facts;
}

function differenceOf(
  inEndpoints: AddressFacts | undefined,
  inSlices: AddressFacts | undefined,
): EndpointsDifference['kind'] | undefined {
  if (inSlices === undefined) return 'OnlyInEndpoints';
  if (inEndpoints === undefined) return 'OnlyInSlices';
  if (inEndpoints.ready !== inSlices.ready) return 'Readiness';
  const hostname = inEndpoints.hostname === inSlices.hostname;
  const nodeName = inEndpoints.nodeName === inSlices.nodeName;
  const targetRef = isSameTarget(inEndpoints.targetRef, inSlices.targetRef);
  const isSame = hostname && nodeName && targetRef;
  if (isSame && isWhole<Every<AddressDetails, true>>({ hostname, nodeName, targetRef })) return undefined;
  return 'Details';
}
