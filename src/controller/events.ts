/** Defines the events that a controller takes in. */

import type { CoreEndpointsLike, NodeLike, PodLike, ServiceLike } from '../model/core.ts';
import type { AddressType, EndpointSliceLike } from '../model/endpoint-slice.ts';
import type { ObjectMetaLike, OwnerReferenceLike, StringMapLike, TimeLike } from '../model/meta.ts';
import type { EndpointGroup } from '../plan-slices.ts';
import type { ShardAssignment } from './shards.ts';

/** The endpoints that a source other than pods and Endpoints wants for one Service; the caller makes this object. */
export interface EndpointSourceLike {
  /** The namespace and name of the Service. A resourceVersion, if present, counts as for other kinds. */
  readonly metadata?: ObjectMetaLike | null | undefined;
  /** One of the names in the option `sources`. */
  readonly managedBy: string;
  /** The object that the slices belong to. */
  readonly owner: Pick<OwnerReferenceLike, 'apiVersion' | 'kind' | 'name' | 'uid'>;
  /** All endpoints that should exist; all others of this source are removed. */
  readonly groups: readonly EndpointGroup[];
  /** Further labels of the slices. */
  readonly labels?: StringMapLike | null | undefined;
  /** Whether the Service is headless, default false. */
  readonly headless?: boolean | undefined;
  /** Address types that get an empty slice if they have no endpoint; default: none. */
  readonly placeholders?: readonly AddressType[] | undefined;
  /** Whether the owner is being deleted, default false; if so, nothing new is created. */
  readonly ownerTerminating?: boolean | undefined;
  /** The time of the change behind this object; every slice that is written for it carries it. */
  readonly triggerTime?: TimeLike | null | undefined;
}

/** The objects that a controller watches, by kind. A controller copies what it keeps of them. */
export interface WatchedObjects {
  readonly Service: ServiceLike;
  readonly Pod: PodLike;
  readonly Node: NodeLike;
  readonly EndpointSlice: EndpointSliceLike;
  readonly Endpoints: CoreEndpointsLike;
  /** An object that the caller makes, not a kind of Kubernetes: endpoints from another source. */
  readonly EndpointSource: EndpointSourceLike;
}

/** A kind of watched objects. */
export type WatchedKind = keyof WatchedObjects;

/** An event of a watch: an object was added, changed or deleted. */
export type ObjectEvent = {
  readonly [Kind in WatchedKind]: {
    readonly type: 'ADDED' | 'MODIFIED' | 'DELETED';
    readonly kind: Kind;
    readonly object: WatchedObjects[Kind];
  };
}[WatchedKind];

/**
 * A bookmark of a watch: all events of this kind up to a resourceVersion were delivered. The annotation
 * `k8s.io/initial-events-end` marks the end of a streaming list; the kind then counts as listed.
 */
export interface BookmarkEvent {
  readonly type: 'BOOKMARK';
  readonly kind: WatchedKind;
  /** Only the resourceVersion and the annotations are read. */
  readonly object: { readonly metadata?: ObjectMetaLike | null | undefined };
}

/** A list of all objects of a kind: at the start, and after a watch has ended. */
export type RelistEvent = {
  readonly [Kind in WatchedKind]: {
    readonly type: 'RELIST';
    readonly kind: Kind;
    /** Every object of the kind; a known object that is missing counts as deleted, unless it is newer than the list. */
    readonly objects: readonly WatchedObjects[Kind][];
    /** The resourceVersion of the list; if absent, the list counts as newer than everything. */
    readonly resourceVersion?: string | null | undefined;
  };
}[WatchedKind];

/** The answer of the server to a write. */
export type WriteAnswer =
  /** The write is done. `slice` is the slice as the server returned it; a create and an update must have it. */
  | { readonly outcome: 'written'; readonly slice?: EndpointSliceLike | undefined }
  | {
      readonly outcome:
        | /** 409, reason Conflict: the slice has changed since it was read. */ 'conflict'
        | /** 404. */ 'notFound'
        | /** 409, reason AlreadyExists. */ 'alreadyExists'
        | /** 422 or 400. */ 'invalid'
        | /** A time-out, a broken connection or a 5xx: the write may have been applied or not. */ 'noAnswer';
      /** The message of the server, for notices and reports. */
      readonly message?: string | undefined;
    }
  | {
      /** 403. */
      readonly outcome: 'forbidden';
      /** Whether the status has the cause NamespaceTerminating; default false. */
      readonly namespaceTerminating?: boolean | undefined;
      readonly message?: string | undefined;
    }
  | {
      /** 429. */
      readonly outcome: 'tooManyRequests';
      /** Milliseconds that the server asks the controller to wait (its `Retry-After` × 1000); default 0. */
      readonly delay?: number | undefined;
      readonly message?: string | undefined;
    };

/** The answer to one write that `take` gave out. */
export interface AnswerEvent {
  readonly type: 'ANSWER';
  /** The id of the write. An answer to a write that is not under way, such as a second answer, changes nothing. */
  readonly id: number;
  readonly answer: WriteAnswer;
}

/** A change of the shards that this instance looks after. */
export interface ShardsEvent {
  readonly type: 'SHARDS';
  /** The new shards; if absent, every Service belongs to this instance. */
  readonly shards?: ShardAssignment | undefined;
}

/** Any event that a controller takes in. */
export type ControllerEvent = ObjectEvent | BookmarkEvent | RelistEvent | AnswerEvent | ShardsEvent;
