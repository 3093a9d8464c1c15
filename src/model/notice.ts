/** Defines notices: what was skipped or is noteworthy, as data. */

import type { CoreEndpointAddress } from './core.ts';
import type { AddressType, EndpointPort, IPAddressType } from './endpoint-slice.ts';

/** The object that a notice is about. */
export interface NoticedObject {
  readonly kind: 'Service' | 'Pod' | 'Node' | 'Endpoints' | 'EndpointSlice';
  readonly namespace: string;
  readonly name: string;
}

/** Some addresses of an Endpoints object, as written there, with the ports that they are listed for. */
export interface AddressesOfPorts {
  readonly ports: readonly EndpointPort[];
  readonly addresses: readonly string[];
}

/** The reason why Endpoints are not mirrored. */
export type NotMirroredReason =
  /** The Endpoints object does not exist, or no longer exists. */
  | 'EndpointsMissing'
  /** The Endpoints carry the label `endpointslice.kubernetes.io/skip-mirror: "true"`. */
  | 'SkipMirrorLabel'
  /** The Endpoints are the lock of a leader election. */
  | 'LeaderElection'
  /** No Service has the same name. */
  | 'ServiceMissing'
  /** The Service has a selector, even an empty one: its slices are made from Pods. */
  | 'ServiceHasSelector';

/** The reason why a removal was ignored. */
export type StaleRemovalCause =
  /** This removal, or a later one, was seen before. */
  | 'SeenBefore'
  /** The removed slice is an earlier one of the same name. */
  | 'EarlierSlice';

/** The reason why endpoints carry no hints by zone capacity: that of the verdict, with the numbers that upstream names. */
export type HintsDisabledCause =
  | {
      readonly cause: 'TooFewEndpoints' | 'MinimaExceedEndpoints';
      readonly readyEndpointCount: number;
      readonly zoneCount: number;
    }
  | {
      readonly cause:
        | 'NodeWithoutZone'
        | 'NodeWithoutCPU'
        | 'NoUsableNode'
        | 'OneZone'
        | 'EndpointWithoutZone'
        | 'CapacityUnknown'
        | 'NotRequested'
        | 'TrafficDistribution'
        | 'CustomStrategy';
    };

/**
 * What happened, with the facts that belong to it: all that the text says besides the object. Rules are those of
 * docs/rules.md.
 *
 * A reason is a word in PascalCase, as Kubernetes writes the reasons of Events and conditions, and Kubernetes' own word if
 * it has one.
 */
export type NoticeDetails =
  /** The Service is of type ExternalName or has no selector: its slices are not planned (rule 2.1). */
  | { readonly reason: 'ServiceNotSelecting' }
  /** The owner of the slices is being deleted, so that this many creates were left out (rules 1.13.5, 3.5.3). */
  | {
      readonly reason: 'OwnerTerminating';
      readonly owner: { readonly kind: string; readonly name: string };
      readonly skippedCreateCount: number;
    }
  /** The Service carries a label that belongs to the controller; it is not copied (rule 1.12.2). */
  | { readonly reason: 'ReservedLabelIgnored'; readonly label: string }
  /** The pod has finished (rule 1.2.1). */
  | { readonly reason: 'PodTerminal'; readonly phase: string }
  /** The pod has no address yet (rule 1.2.1). */
  | { readonly reason: 'PodWithoutAddress' }
  /** The pod has addresses, but none of this type (rule 1.2.3). */
  | { readonly reason: 'PodWithoutAddressOfType'; readonly addressType: AddressType }
  /** A text that is not an address of the expected type was left out (differs from 1.4.2, where it becomes `<nil>`). */
  | {
      readonly reason: 'InvalidAddress';
      readonly address: string;
      /** `IP` if either family is allowed. */
      readonly expected: IPAddressType | 'IP';
    }
  /** The pod's node is unknown, so that the pod was left out; plan again when the node is known (rule 1.5.1). */
  | { readonly reason: 'NodeNotFound'; readonly nodeName: string; readonly serviceName: string }
  /** The pod has no port of this name and protocol; that port was left out for it (rule 1.3.5). */
  | {
      readonly reason: 'PortNotFound';
      readonly portName: string;
      readonly targetPort: string;
      readonly protocol: string;
    }
  /** Two desired endpoints have the same identity; one was left out. */
  | { readonly reason: 'DuplicateEndpoint'; readonly addressType: AddressType; readonly address: string }
  /** A slice of this Service has another manager; it was not touched. */
  | { readonly reason: 'SliceOfOtherManager'; readonly managedBy: string }
  /** A slice of this Service and manager belongs to another object; it was not touched. */
  | { readonly reason: 'SliceOfOtherOwner' }
  /** A slice of this Service is being deleted; it was planned as if it were gone (rule 2.2). */
  | { readonly reason: 'SliceTerminating' }
  /** A slice has no service-name label, so that it belongs to no Service; it was kept aside (rule 4.1.2). */
  | { readonly reason: 'ServiceNameMissing' }
  /** A slice has an address type without a meaning, such as FQDN; it was kept aside (rule 4.1.1). */
  | { readonly reason: 'AddressTypeIgnored'; readonly addressType: string }
  /** An endpoint of a slice has no address; it was left out (rule 4.3.2). */
  | { readonly reason: 'EndpointWithoutAddress'; readonly endpointIndex: number }
  /** An endpoint has several addresses; the first alone has a meaning, and the others were not read (rule 4.3.2). */
  | { readonly reason: 'ExtraAddressesIgnored'; readonly address: string; readonly ignoredCount: number }
  /** A port of a slice has no number from 1 to 65535; it was left out (rule 4.3.1). */
  | { readonly reason: 'PortWithoutNumber'; readonly portName: string; readonly protocol: string }
  /** The slice that was set is older than what the cache knows of it; it was ignored. */
  | { readonly reason: 'StaleSlice'; readonly resourceVersion: string; readonly knownResourceVersion: string }
  /** The removal is of an earlier slice of the same name, or was seen before; the slice in the cache stays. */
  | {
      readonly reason: 'StaleRemoval';
      readonly cause: StaleRemovalCause;
      readonly resourceVersion: string;
      readonly knownResourceVersion: string;
    }
  /** The Endpoints are not mirrored; slices that mirrored them are deleted (rule 3.1.1). */
  | { readonly reason: 'EndpointsNotMirrored'; readonly cause: NotMirroredReason }
  /** These addresses of the Endpoints are not IP addresses and are not mirrored (rule 3.3.2). */
  | { readonly reason: 'InvalidIPAddress'; readonly skipped: readonly AddressesOfPorts[] }
  /** These addresses of the Endpoints are beyond the maximum and are not mirrored (rule 3.3.5). */
  | {
      readonly reason: 'TooManyAddressesToMirror';
      readonly maxAddressesPerSubset: number;
      /** Counted as upstream counts: with the invalid addresses, which are not in `skipped`. */
      readonly skippedCount: number;
      readonly skipped: readonly AddressesOfPorts[];
    }
  /** An address is listed with different details (target, node, hostname); those in `ignored` were not used. */
  | { readonly reason: 'ConflictingAddress'; readonly ignored: CoreEndpointAddress }
  /** The slice has an address type that an Endpoints object cannot hold. */
  | { readonly reason: 'AddressTypeWithoutIPs'; readonly addressType: string }
  /** These addresses do not fit in an Endpoints object. */
  | { readonly reason: 'EndpointsOverCapacity'; readonly skipped: readonly AddressesOfPorts[] }
  /** Endpoints of this type have begun to carry hints by zone capacity (rule 1.15.12). */
  | { readonly reason: 'TopologyAwareHintsEnabled'; readonly addressType: AddressType }
  /**
   * Endpoints of this type cannot carry hints by zone capacity, or no longer can (rules 1.15.3, 1.15.7, 1.14.3); the verdict
   * says why.
   */
  | ({ readonly reason: 'TopologyAwareHintsDisabled'; readonly addressType: AddressType } & HintsDisabledCause);

/** The reason of a notice. */
export type NoticeReason = NoticeDetails['reason'];

/** Something skipped or noteworthy, as data: what upstream logs, counts or emits as an Event. */
export type Notice = NoticeDetails & {
  readonly object: NoticedObject;
  /** One English sentence, made from object and details; for upstream's Events, upstream's text. */
  readonly message: string;
  /** Whether planning again later may give another answer, although the input is correct. */
  readonly retry: boolean;
};
