import { parseAddress } from '../address/parse-address.ts';
import { interpretConditions } from '../conditions/interpret-conditions.ts';
import type { Whole } from '../internal/field-table.ts';
import { ownField } from '../internal/plain-object.ts';
import type { CoreEndpointAddressLike, CoreEndpointSubsetLike } from '../model/core.ts';
import type { EndpointLike, EndpointSliceLike, IPAddressType } from '../model/endpoint-slice.ts';
import { LABEL_SERVICE_NAME } from '../model/labels.ts';
import type { Notice, NoticeDetails } from '../model/notice.ts';
import { noticeOf } from '../notice/notice-of.ts';
import { compareSlices } from '../slice/slice-order.ts';

/** Decides which endpoints of a Service's slices are collected. */
export interface CollectOptions {
  readonly namespace: string;
  readonly serviceName: string;
  readonly addressTypes: readonly IPAddressType[];
  /** Whether endpoints of slices without ports are collected. */
  readonly portless: boolean;
}

/** The slices of one Service as subsets of an Endpoints object, one for each slice, in order of slice names. */
export interface CollectedSubsets {
  readonly subsets: readonly CoreEndpointSubsetLike[];
  readonly notices: readonly Notice[];
}

/**
 * Collects the endpoints of a Service's slices in the form of Endpoints, before they are packed.
 *
 * Skips slices of other namespaces or Services. Leaves out an endpoint that is terminating and not ready, as the Endpoints
 * controller leaves out such a pod; any other is ready or not ready as its `ready` condition says. Takes only the first
 * address of an endpoint, as kube-proxy does. Cost: O(n).
 */
export function collectSubsets(slices: readonly EndpointSliceLike[], options: CollectOptions): CollectedSubsets {
  const notices: Notice[] = [];
  const own = slices
    .filter(
      ({ metadata }) =>
        (metadata?.namespace ?? '') === options.namespace &&
        ownField(metadata?.labels ?? {}, LABEL_SERVICE_NAME) === options.serviceName,
    )
    .sort(compareSlices);
  const subsets = own.flatMap((slice) => {
    const object = { kind: 'EndpointSlice', namespace: options.namespace, name: slice.metadata?.name ?? '' } as const;
    const note = (details: NoticeDetails): void => {
      notices.push(noticeOf(object, details));
    };
    const { addressType } = slice;
    if (addressType !== 'IPv4' && addressType !== 'IPv6') {
      note({ reason: 'AddressTypeWithoutIPs', addressType });
      return [];
    }
    const hasPort = (slice.ports ?? []).some(({ port }) => (port ?? 0) > 0);
    if (!options.addressTypes.includes(addressType) || (!hasPort && !options.portless)) return [];
    return [collectSlice(slice, addressType, note)];
  });
  return { subsets, notices };
}

function collectSlice(
  slice: EndpointSliceLike,
  expected: IPAddressType,
  note: (details: NoticeDetails) => void,
): CoreEndpointSubsetLike {
  const addresses: CoreEndpointAddressLike[] = [];
  const notReadyAddresses: CoreEndpointAddressLike[] = [];
  for (const [endpointIndex, endpoint] of (slice.endpoints ?? []).entries()) {
    const { ready, terminating } = interpretConditions(endpoint.conditions);
    if (terminating && !ready) continue;
    const [address, ...others] = endpoint.addresses ?? [];
    if (address === undefined) {
      note({ reason: 'EndpointWithoutAddress', endpointIndex });
      continue;
    }
    const parsed = parseAddress(address);
    if (parsed === undefined) {
      note({ reason: 'InvalidAddress', address, expected });
      continue;
    }
    if (others.length > 0) note({ reason: 'ExtraAddressesIgnored', address, ignoredCount: others.length });
    (ready ? addresses : notReadyAddresses).push(toCoreAddress(endpoint, parsed.text));
  }
  return { addresses, notReadyAddresses, ports: slice.ports };
}

function toCoreAddress({ hostname, nodeName, targetRef }: EndpointLike, ip: string): CoreEndpointAddressLike {
  return { ip, hostname, nodeName, targetRef } satisfies Whole<CoreEndpointAddressLike>;
}
