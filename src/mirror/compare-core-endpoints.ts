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
import { collectOptionsOf } from './build-core-endpoints.ts';
import { checkEndpoints } from './check-endpoints.ts';
import { checkSlices } from './check-slices.ts';
import { collectSubsets } from './collect-subsets.ts';
import { packSubsets, type SubsetPort } from './pack-subsets.ts';

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
 * Both are read in canonical form, so that the order of subsets, slices and endpoints, and how they are divided, make no
 * difference. Of the slices, what the Endpoints of this Service would hold is compared (see `buildCoreEndpoints`): for a
 * Service with a selector its first family only, and never endpoints that are terminating and not ready. An address is the
 * same on both sides if its canonical text and its target's uid are. Cost: O(n log n) for n addresses times their ports.
 *
 * @throws TypeError if the Endpoints, the Service or a slice is not one
 * @see field-notes 32; semantics 3.2
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
  addRows(rows, input.endpoints.subsets ?? [], 'inEndpoints');
  addRows(rows, subsets, 'inSlices');
  const differences = [...rows]
    .sort(([left], [right]) => compareText(left, right))
    .flatMap(([, row]): EndpointsDifference[] => {
      const kind = differenceOf(row);
      return kind === undefined ? [] : [{ kind, ...row }];
    });
  const annotations = input.endpoints.metadata?.annotations ?? {};
  return {
    equal: differences.length === 0,
    differences,
    truncated: (ownField(annotations, ANNOTATION_OVER_CAPACITY) ?? undefined) !== undefined,
    notices,
  };
}

/** One address on one port, as either side has it. */
interface Row {
  readonly address: string;
  readonly port?: EndpointPort;
  inEndpoints?: AddressFacts;
  inSlices?: AddressFacts;
}

function addRows(
  rows: Map<string, Row>,
  subsets: readonly CoreEndpointSubsetLike[],
  side: 'inEndpoints' | 'inSlices',
): void {
  for (const { ready, notReady, ports } of packSubsets(subsets)) {
    for (const port of ports.length === 0 ? [undefined] : ports) {
      const portKey = port === undefined ? '' : portMapKey([port]);
      for (const address of ready) addRow(rows, { portKey, port, address, ready: true, side });
      for (const address of notReady) addRow(rows, { portKey, port, address, ready: false, side });
    }
  }
}

function addRow(
  rows: Map<string, Row>,
  entry: {
    readonly portKey: string;
    readonly port: SubsetPort | undefined;
    readonly address: CoreEndpointAddressLike;
    readonly ready: boolean;
    readonly side: 'inEndpoints' | 'inSlices';
  },
): void {
  const address = parseAddress(entry.address.ip)?.text ?? entry.address.ip;
  const key = JSON.stringify([entry.portKey, address, entry.address.targetRef?.uid ?? '']);
  let row = rows.get(key);
  if (row === undefined) {
    const [port] = entry.port === undefined ? [] : sortPorts([entry.port]);
    row = port === undefined ? { address } : { address, port };
    rows.set(key, row);
  }
  // Texts such as 10.0.0.1 and 010.0.0.1 meet here: not ready beats ready, as within a subset.
  if (row[entry.side]?.ready !== false) row[entry.side] = factsOf(entry.address, entry.ready);
}

function factsOf({ hostname, nodeName, targetRef }: CoreEndpointAddressLike, ready: boolean): AddressFacts {
  return {
    ready,
    ...((hostname ?? '') === '' ? {} : { hostname: hostname as string }),
    ...((nodeName ?? '') === '' ? {} : { nodeName: nodeName as string }),
    ...(targetRef === null || targetRef === undefined ? {} : { targetRef: copyObjectReference(targetRef) }),
  };
}

function differenceOf({ inEndpoints, inSlices }: Row): EndpointsDifference['kind'] | undefined {
  if (inSlices === undefined) return 'only-in-endpoints';
  if (inEndpoints === undefined) return 'only-in-slices';
  if (inEndpoints.ready !== inSlices.ready) return 'readiness';
  const isSame =
    inEndpoints.hostname === inSlices.hostname &&
    endpointsEqualBeyondIdentity({ addresses: [], ...inEndpoints }, { addresses: [], ...inSlices });
  return isSame ? undefined : 'details';
}
