import { parseAddress } from '../address/parse.ts';
import { copyObjectReference } from '../endpoint/copy.ts';
import { endpointsEqualBeyondIdentity } from '../endpoint/equality.ts';
import { compareText } from '../internal/compare.ts';
import { ownField } from '../internal/plain-object.ts';
import type { CoreEndpointAddressLike, CoreEndpointSubsetLike, CoreEndpointsLike, ServiceLike } from '../model/core.ts';
import type { EndpointPort, EndpointSliceLike } from '../model/endpoint-slice.ts';
import { ANNOTATION_OVER_CAPACITY } from '../model/labels.ts';
import type { ObjectReference } from '../model/meta.ts';
import type { Notice } from '../model/notice.ts';
import { portMapKey, sortPorts } from '../ports/port-map-key.ts';
import { compareDetails } from './address-details.ts';
import { collectOptionsOf } from './build-core-endpoints.ts';
import { checkEndpoints } from './check-endpoints.ts';
import { checkSlices } from './check-slices.ts';
import { collectSubsets } from './collect-subsets.ts';
import { NO_PORT, readPorts } from './pack-subsets.ts';

/** An Endpoints object and what it is compared with. */
export interface CompareCoreEndpointsInput {
  readonly service: ServiceLike;
  readonly endpoints: CoreEndpointsLike;
  /** Slices of any Service and manager; those that name this Service are used. */
  readonly slices: readonly EndpointSliceLike[];
}

/** What one side says of an address. */
export interface AddressFacts {
  readonly ready: boolean;
  readonly hostname?: string;
  readonly nodeName?: string;
  readonly targetRef?: ObjectReference;
}

/** One address, on one port, of which Endpoints and slices do not say the same. */
export interface EndpointsDifference {
  readonly kind:
    | 'only-in-endpoints'
    | 'only-in-slices'
    /** Ready in one, not ready in the other; other facts may differ as well. */
    | 'readiness'
    /** Hostname, node or target differ. */
    | 'details';
  /** In canonical form, or as written if it is no IP address. */
  readonly address: string;
  /** Absent for an address that is listed without ports. */
  readonly port?: EndpointPort;
  readonly inEndpoints?: AddressFacts;
  readonly inSlices?: AddressFacts;
}

/** How Endpoints and the slices of a Service differ. */
export interface EndpointsComparison {
  readonly equal: boolean;
  /** In order of port, then address. */
  readonly differences: readonly EndpointsDifference[];
  /** The Endpoints say of themselves that they do not hold every address. */
  readonly truncated: boolean;
  /** What of the slices no Endpoints object can hold. */
  readonly notices: readonly Notice[];
}

/**
 * Where an Endpoints object and the slices of its Service disagree: by address, port and readiness.
 *
 * The order of subsets, slices and endpoints, and how they are divided, make no difference: on one port, an address that
 * is listed twice is not ready if it is so once, and the details count that say most. Of the slices, what the Endpoints of this Service would hold is compared
 * (see `buildCoreEndpoints`): for a Service with a selector its first family only, and never endpoints that are
 * terminating and not ready. An address is the same on both sides if its canonical text and its target's uid are. That it
 * is listed without ports counts only where it is not listed with ports too. Cost: O(n log n) for n addresses times ports.
 *
 * @throws TypeError if the Endpoints, the Service or a slice is not one
 * @see docs/laws.md comparison; field-notes 32; semantics 3.2
 * @example
 * const service = { metadata: { namespace: 'shop', name: 'db' }, spec: {} };
 * const endpoints = { subsets: [{ addresses: [{ ip: '10.0.0.1' }], ports: [{ port: 5432, protocol: 'TCP' }] }] };
 * compareCoreEndpoints({ service, endpoints, slices: [] }).differences
 * // => [{ kind: 'only-in-endpoints', address: '10.0.0.1', port: { name: '', protocol: 'TCP', port: 5432 }, inEndpoints: { ready: true } }]
 */
export function compareCoreEndpoints(input: CompareCoreEndpointsInput): EndpointsComparison {
  const caller = 'compareCoreEndpoints';
  const options = collectOptionsOf(input.service, caller);
  checkEndpoints(caller, input.endpoints);
  const { subsets, notices } = collectSubsets(checkSlices(input.slices, caller), options);
  const rows = new Map<string, Row>();
  const withPorts = {
    inEndpoints: addRows(rows, input.endpoints.subsets ?? [], 'inEndpoints'),
    inSlices: addRows(rows, subsets, 'inSlices'),
  };
  const differences = [...rows.values()]
    .sort((left, right) => compareText(left.portKey, right.portKey) || compareText(left.addressKey, right.addressKey))
    .flatMap(({ portKey, addressKey, ...row }): EndpointsDifference[] => {
      const kind = differenceOf(row);
      if (kind === undefined) return [];
      // An address listed with and without ports is as good as listed with them (3.2.4).
      if (portKey === '' && kind === 'only-in-endpoints' && withPorts.inEndpoints.has(addressKey)) return [];
      if (portKey === '' && kind === 'only-in-slices' && withPorts.inSlices.has(addressKey)) return [];
      return [{ kind, ...row }];
    });
  const annotations = input.endpoints.metadata?.annotations ?? {};
  return {
    equal: differences.length === 0,
    differences,
    truncated: (ownField(annotations, ANNOTATION_OVER_CAPACITY) ?? undefined) !== undefined,
    notices,
  };
}

type Side = 'inEndpoints' | 'inSlices';

/** One address on one port, as either side has it. */
interface Row {
  /** `''` for no port. */
  readonly portKey: string;
  readonly addressKey: string;
  readonly address: string;
  readonly port?: EndpointPort;
  inEndpoints?: AddressFacts;
  inSlices?: AddressFacts;
}

/** Adds what one side says; gives the keys of the addresses that it lists with ports. */
function addRows(rows: Map<string, Row>, subsets: readonly CoreEndpointSubsetLike[], side: Side): ReadonlySet<string> {
  const withPorts = new Set<string>();
  for (const subset of subsets) {
    for (const read of readPorts(subset)) {
      const [port] = read === NO_PORT ? [] : sortPorts([read]);
      const place = port === undefined ? { portKey: '' } : { portKey: portMapKey([port]), port };
      for (const address of subset.addresses ?? []) addRow(rows, { ...place, address, ready: true, side }, withPorts);
      for (const address of subset.notReadyAddresses ?? []) {
        addRow(rows, { ...place, address, ready: false, side }, withPorts);
      }
    }
  }
  return withPorts;
}

function addRow(
  rows: Map<string, Row>,
  entry: {
    readonly portKey: string;
    readonly port?: EndpointPort;
    readonly address: CoreEndpointAddressLike;
    readonly ready: boolean;
    readonly side: Side;
  },
  withPorts: Set<string>,
): void {
  const { portKey, port, side, ready } = entry;
  const address = parseAddress(entry.address.ip)?.text ?? entry.address.ip;
  const addressKey = JSON.stringify([address, entry.address.targetRef?.uid ?? '']);
  if (port !== undefined) withPorts.add(addressKey);
  const key = `${portKey} ${addressKey}`;
  const row = rows.get(key) ?? { portKey, addressKey, address, ...(port === undefined ? {} : { port: { ...port } }) };
  rows.set(key, row);
  const facts = row[side];
  if (facts === undefined) {
    row[side] = factsOf(entry.address, ready);
    return;
  }
  const counting = compareDetails(facts, entry.address) <= 0 ? facts : factsOf(entry.address, ready);
  row[side] = { ...counting, ready: facts.ready && ready };
}

function factsOf({ hostname, nodeName, targetRef }: CoreEndpointAddressLike, ready: boolean): AddressFacts {
  return {
    ready,
    ...((hostname ?? '') === '' ? {} : { hostname: hostname as string }),
    ...((nodeName ?? '') === '' ? {} : { nodeName: nodeName as string }),
    ...(targetRef === null || targetRef === undefined ? {} : { targetRef: copyObjectReference(targetRef) }),
  };
}

function differenceOf({ inEndpoints, inSlices }: Pick<Row, Side>): EndpointsDifference['kind'] | undefined {
  if (inSlices === undefined) return 'only-in-endpoints';
  if (inEndpoints === undefined) return 'only-in-slices';
  if (inEndpoints.ready !== inSlices.ready) return 'readiness';
  const isSame =
    inEndpoints.hostname === inSlices.hostname &&
    endpointsEqualBeyondIdentity({ addresses: [], ...inEndpoints }, { addresses: [], ...inSlices });
  return isSame ? undefined : 'details';
}
