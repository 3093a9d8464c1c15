import { LABEL_SERVICE_NAME } from '../model/labels.ts';
import { MAX_CORE_ENDPOINTS_ADDRESSES } from '../model/limits.ts';
import type { AddressesOfPorts, HintsDisabledCause, Notice, NoticeDetails, NoticedObject } from '../model/notice.ts';

/**
 * Makes a notice. Nothing else does, so that one reason has one text.
 *
 * Only for a node that is not known yet can it help to try again: everything else stays until the caller's input changes.
 */
export function noticeOf({ kind, namespace, name }: NoticedObject, details: NoticeDetails): Notice {
  const object = { kind, namespace, name };
  return { ...details, object, message: messageOf(object, details), retry: details.reason === 'NodeNotFound' };
}

/**
 * Returns the text of a notice.
 *
 * @see k8s.io/endpointslice/topologycache event.go; pkg/controller/endpointslicemirroring events.go
 */
function messageOf({ namespace, name }: NoticedObject, details: NoticeDetails): string {
  switch (details.reason) {
    case 'ServiceNotSelecting':
      return 'Service has no selector or is an ExternalName; its slices are left alone';
    case 'OwnerTerminating':
      return `${details.owner.kind} ${details.owner.name} is being deleted; creates left out: ${details.skippedCreateCount}`;
    case 'ReservedLabelIgnored':
      return `label ${details.label} belongs to the controller and is not copied`;
    case 'PodTerminal':
      return `pod has finished (${details.phase})`;
    case 'PodWithoutAddress':
      return 'pod has no IP address yet';
    case 'PodWithoutAddressOfType':
      return `pod has no ${details.addressType} address`;
    case 'InvalidAddress':
      return `not an ${details.expected} address: ${JSON.stringify(details.address.slice(0, 64))}`;
    case 'NodeNotFound':
      return `skipping Pod ${name} for Service ${namespace}/${details.serviceName}: Node ${details.nodeName} Not Found`;
    case 'PortNotFound':
      return `no suitable port for ${details.portName || 'the unnamed port'}: no container port ${details.targetPort}/${details.protocol}`;
    case 'DuplicateEndpoint':
      return `${JSON.stringify(details.address)} is the same endpoint as another ${details.addressType} address of the same ports`;
    case 'SliceOfOtherManager':
      return `slice is managed by ${details.managedBy === '' ? 'nobody' : details.managedBy}; left alone`;
    case 'SliceOfOtherOwner':
      return 'slice belongs to another owner; left alone';
    case 'SliceTerminating':
      return 'slice is being deleted; planned as if it were gone';
    case 'ServiceNameMissing':
      return `the slice has no label ${LABEL_SERVICE_NAME}`;
    case 'AddressTypeIgnored':
      return `endpoints of address type ${details.addressType} are ignored`;
    case 'EndpointWithoutAddress':
      return `endpoint ${details.endpointIndex} has no address`;
    case 'ExtraAddressesIgnored':
      return `only the first of ${details.ignoredCount + 1} addresses of an endpoint is used: ${details.address}`;
    case 'PortWithoutNumber':
      return `port ${JSON.stringify(details.portName)} has no number from 1 to 65535`;
    case 'StaleSlice':
      return 'this state of the slice is older than what is known of it';
    case 'StaleRemoval':
      return details.cause === 'SeenBefore'
        ? 'this removal is not taken over: it was seen before'
        : 'this removal is not taken over: it is of an earlier slice of this name';
    case 'EndpointsNotMirrored':
      return `Endpoints are not mirrored: ${details.cause}; slices that mirrored them go`;
    case 'InvalidIPAddress':
      return `Skipped ${countAddresses(details.skipped)} invalid IP addresses when mirroring to EndpointSlices`;
    case 'TooManyAddressesToMirror':
      return `A max of ${details.maxAddressesPerSubset} addresses can be mirrored to EndpointSlices per Endpoints subset. ${details.skippedCount} addresses were skipped`;
    case 'ConflictingAddress': {
      const { ip, ...others } = details.ignored;
      const said = Object.keys(others).length === 0 ? 'none' : JSON.stringify(others);
      return `${JSON.stringify(ip)} is listed with different details; these do not count: ${said}`;
    }
    case 'AddressTypeWithoutIPs':
      return `Endpoints cannot hold addresses of type ${details.addressType}`;
    case 'EndpointsOverCapacity':
      return `Endpoints hold at most ${MAX_CORE_ENDPOINTS_ADDRESSES} addresses. ${countAddresses(details.skipped)} addresses were left out`;
    case 'TopologyAwareHintsEnabled':
    case 'TopologyAwareHintsDisabled':
      return hintsEventText(details);
  }
}

/** The details of upstream's two Events on hints. */
export type HintsEventDetails = Extract<
  NoticeDetails,
  { reason: 'TopologyAwareHintsEnabled' | 'TopologyAwareHintsDisabled' }
>;

/** Returns the text of upstream's Event on hints. */
export function hintsEventText(details: HintsEventDetails): string {
  const text =
    details.reason === 'TopologyAwareHintsEnabled' ? 'Topology Aware Hints has been enabled' : textOfCause(details);
  return `${text}, addressType: ${details.addressType}`;
}

function textOfCause(details: HintsDisabledCause): string {
  switch (details.cause) {
    case 'NodeWithoutZone':
    case 'NodeWithoutCPU':
    case 'NoUsableNode':
      return 'Insufficient Node information: allocatable CPU or zone not specified on one or more nodes';
    case 'OneZone':
      return 'Nodes only ready in one zone';
    case 'TooFewEndpoints':
      return `Insufficient number of endpoints (${details.readyEndpointCount} endpoints, ${details.zoneCount} zones)`;
    case 'MinimaExceedEndpoints':
      return `Unable to allocate minimum required endpoints to each zone without exceeding overload threshold (${details.readyEndpointCount} endpoints, ${details.zoneCount} zones)`;
    case 'EndpointWithoutZone':
      return 'One or more endpoints do not have a zone specified';
    case 'CapacityUnknown':
    case 'NotRequested':
    case 'TrafficDistribution':
    case 'CustomStrategy':
      return 'Topology Aware Hints has been disabled';
  }
}

/** Returns how many addresses were left out, on all ports together. */
export function countAddresses(skipped: readonly AddressesOfPorts[]): number {
  return skipped.reduce((count, { addresses }) => count + addresses.length, 0);
}
