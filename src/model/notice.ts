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

/** Why Endpoints are not mirrored. */
export type NotMirroredReason =
  /** There is no such Endpoints object (any more). */
  | 'EndpointsMissing'
  /** The Endpoints carry the label `endpointslice.kubernetes.io/skip-mirror: "true"`. */
  | 'SkipMirrorLabel'
  /** The Endpoints are a leader election's lock. */
  | 'LeaderElection'
  /** There is no Service of the same name. */
  | 'ServiceMissing'
  /** The Service has a selector, even an empty one: its slices are made from Pods. */
  | 'ServiceHasSelector';

/** Why a removal was not taken over. */
export type StaleRemovalCause =
  /** This removal, or a later one, was seen before. */
  | 'SeenBefore'
  /** It is of an earlier slice of the same name. */
  | 'EarlierSlice';

/** Why endpoints carry no hints by zone capacity: the reason of the verdict, with the numbers that upstream names. */
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
 * What happened, with the facts that belong to it: all that its text says beside the object. Rules are those of docs/rules.md.
 *
 * Reasons are words in PascalCase, as Kubernetes writes the reasons of Events and conditions; those that it has keep its word.
 */
export type NoticeDetails =
  /** The Service is of type ExternalName or has no selector: its slices are not planned (rule 2.1). */
  | { readonly reason: 'ServiceNotSelecting' }
  /** The owner of the slices is being deleted: this many creates were left out (rules 1.13.5, 3.5.3). */
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
  /** A text that is no address of the type expected was left out (differs from 1.4.2, where it becomes `<nil>`). */
  | {
      readonly reason: 'InvalidAddress';
      readonly address: string;
      /** `IP` where either family would do. */
      readonly expected: IPAddressType | 'IP';
    }
  /** The pod's node is not known: the pod was left out, plan again when the node is (rule 1.5.1). */
  | { readonly reason: 'NodeNotFound'; readonly nodeName: string; readonly serviceName: string }
  /** The pod has no port of this name and protocol; that port was left out for it (rule 1.3.5). */
  | {
      readonly reason: 'PortNotFound';
      readonly portName: string;
      readonly targetPort: string;
      readonly protocol: string;
    }
  /** Two desired endpoints were the same endpoint; one was left out. */
  | { readonly reason: 'DuplicateEndpoint'; readonly addressType: AddressType; readonly address: string }
  /** A slice of this Service is written by somebody else; it was left alone. */
  | { readonly reason: 'SliceOfOtherManager'; readonly managedBy: string }
  /** A slice of this Service and manager belongs to another object; it was left alone. */
  | { readonly reason: 'SliceOfOtherOwner' }
  /** A slice of this Service is being deleted; it was planned as if it were gone (rule 2.2). */
  | { readonly reason: 'SliceTerminating' }
  /** A slice without the service-name label was kept aside: it belongs to no Service (rule 4.1.2). */
  | { readonly reason: 'ServiceNameMissing' }
  /** A slice of an address type without a meaning, such as FQDN, was kept aside (rule 4.1.1). */
  | { readonly reason: 'AddressTypeIgnored'; readonly addressType: string }
  /** An endpoint of a slice has no address; it was left out (rule 4.3.2). */
  | { readonly reason: 'EndpointWithoutAddress'; readonly endpointIndex: number }
  /** Only the first address of an endpoint has a meaning; the others were not looked at (rule 4.3.2). */
  | { readonly reason: 'ExtraAddressesIgnored'; readonly address: string; readonly ignoredCount: number }
  /** A port of a slice has no number, or none from 1 to 65535; it was left out (rule 4.3.1). */
  | { readonly reason: 'PortWithoutNumber'; readonly portName: string; readonly protocol: string }
  /** What was set is older than what the cache knows of the slice; it was not taken over. */
  | { readonly reason: 'StaleSlice'; readonly resourceVersion: string; readonly knownResourceVersion: string }
  /** What was removed is an earlier slice of the same name; the one that is there stays. */
  | {
      readonly reason: 'StaleRemoval';
      readonly cause: StaleRemovalCause;
      readonly resourceVersion: string;
      readonly knownResourceVersion: string;
    }
  /** The Endpoints are not mirrored; slices that were are deleted (rule 3.1.1). */
  | { readonly reason: 'EndpointsNotMirrored'; readonly cause: NotMirroredReason }
  /** These addresses of the Endpoints are no IP addresses and are not mirrored (rule 3.3.2). */
  | { readonly reason: 'InvalidIPAddress'; readonly skipped: readonly AddressesOfPorts[] }
  /** These addresses of the Endpoints are beyond the maximum and are not mirrored (rule 3.3.5). */
  | {
      readonly reason: 'TooManyAddressesToMirror';
      readonly maxAddressesPerSubset: number;
      /** As upstream counts: the invalid addresses too, which are not in `skipped`. */
      readonly skippedCount: number;
      readonly skipped: readonly AddressesOfPorts[];
    }
  /** An address is listed with different details (target, node, hostname); these are not the ones that count. */
  | { readonly reason: 'ConflictingAddress'; readonly ignored: CoreEndpointAddress }
  /** The slice is of a type that an Endpoints object cannot hold. */
  | { readonly reason: 'AddressTypeWithoutIPs'; readonly addressType: string }
  /** These addresses do not fit in an Endpoints object. */
  | { readonly reason: 'EndpointsOverCapacity'; readonly skipped: readonly AddressesOfPorts[] }
  /** Endpoints of this type have begun to carry hints by zone capacity (rule 1.15.12). */
  | { readonly reason: 'TopologyAwareHintsEnabled'; readonly addressType: AddressType }
  /** They cannot, or no longer (rules 1.15.3, 1.15.7, 1.14.3); the verdict says why. */
  | ({ readonly reason: 'TopologyAwareHintsDisabled'; readonly addressType: AddressType } & HintsDisabledCause);

/** Why something was skipped or is noteworthy. */
export type NoticeReason = NoticeDetails['reason'];

/** Something skipped or noteworthy, as data: what upstream logs, counts or emits as an Event. */
export type Notice = NoticeDetails & {
  readonly object: NoticedObject;
  /** One English sentence, made from object and details; for upstream's events, upstream's text. */
  readonly message: string;
  /** Whether planning again later may give another answer although no input of the caller's is wrong. */
  readonly retry: boolean;
};
