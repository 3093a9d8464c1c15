import type { AddressType } from './endpoint-slice.ts';

/** The object that a notice is about. */
export interface NoticedObject {
  readonly kind: 'Service' | 'Pod' | 'Node' | 'Endpoints' | 'EndpointSlice';
  readonly namespace: string;
  readonly name: string;
}

/** What happened, with the facts that belong to it. */
export type NoticeDetails =
  /** The Service is of type ExternalName or has no selector: its slices are not planned (semantics 2.1). */
  | { readonly reason: 'ServiceNotSelecting' }
  /** The Service is being deleted: this many creates were left out (1.13.5). */
  | { readonly reason: 'ServiceTerminating'; readonly skippedCreateCount: number }
  /** The Service carries a label that belongs to the controller; it is not copied (1.12.2). */
  | { readonly reason: 'ReservedLabelIgnored'; readonly label: string }
  /** The pod has finished (1.2.1). */
  | { readonly reason: 'PodTerminal'; readonly phase: string }
  /** The pod has no address yet (1.2.1). */
  | { readonly reason: 'PodWithoutAddress' }
  /** The pod has addresses, but none of this type (1.2.3). */
  | { readonly reason: 'PodWithoutAddressOfType'; readonly addressType: AddressType }
  /** An address that cannot be parsed was left out (differs from 1.4.2, where it becomes `<nil>`). */
  | { readonly reason: 'InvalidAddress'; readonly address: string }
  /** The pod's node is not known: the pod was left out, plan again when the node is (1.5.1). */
  | { readonly reason: 'NodeNotFound'; readonly nodeName: string }
  /** The pod has no port of this name and protocol; that port was left out for it (1.3.5). */
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
  /** A slice of this Service is being deleted; it was planned as if it were gone (2.2). */
  | { readonly reason: 'SliceTerminating' };

/** Why something was skipped or is noteworthy. */
export type NoticeReason = NoticeDetails['reason'];

/** Something skipped or noteworthy, as data: what upstream logs, counts or emits as an Event. */
export type Notice = NoticeDetails & {
  readonly object: NoticedObject;
  /** One English sentence; for upstream's events, upstream's text. */
  readonly message: string;
  /** Whether planning again later may give another answer although no input of the caller's is wrong. */
  readonly retry: boolean;
};
