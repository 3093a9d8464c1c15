import type { EndpointGroup } from '../plan-slices.ts';
import type { CoreEndpointsLike, NodeLike, PodLike, ServiceLike } from '../model/core.ts';
import type { AddressType, EndpointSliceLike } from '../model/endpoint-slice.ts';
import type { ObjectMetaLike, OwnerReferenceLike, StringMapLike, TimeLike } from '../model/meta.ts';
import type { ShardAssignment } from './shards.ts';

/** The endpoints that another source than pods and Endpoints wants for one Service: an object of the caller's own. */
export interface EndpointSourceLike {
  /** Namespace and name are those of the Service. A resourceVersion, if there is one, counts as for other kinds. */
  readonly metadata?: ObjectMetaLike | null | undefined;
  /** One of the option `sources`. */
  readonly managedBy: string;
  /** The object that the slices belong to. */
  readonly owner: Pick<OwnerReferenceLike, 'apiVersion' | 'kind' | 'name' | 'uid'>;
  /** All endpoints that should exist. */
  readonly groups: readonly EndpointGroup[];
  readonly labels?: StringMapLike | null | undefined;
  readonly headless?: boolean | undefined;
  readonly placeholders?: readonly AddressType[] | undefined;
  readonly ownerTerminating?: boolean | undefined;
  readonly triggerTime?: TimeLike | null | undefined;
}

/** The kinds of objects that a controller hears of, and what they look like. */
export interface WatchedObjects {
  readonly Service: ServiceLike;
  readonly Pod: PodLike;
  readonly Node: NodeLike;
  readonly EndpointSlice: EndpointSliceLike;
  readonly Endpoints: CoreEndpointsLike;
  /** Not a kind of Kubernetes: what the caller tells of endpoints from elsewhere. */
  readonly EndpointSource: EndpointSourceLike;
}

/** A kind of objects. */
export type WatchedKind = keyof WatchedObjects;

/** An object came, changed or went, as a watch says it. */
export type ObjectEvent = {
  readonly [Kind in WatchedKind]: {
    readonly type: 'ADDED' | 'MODIFIED' | 'DELETED';
    readonly kind: Kind;
    readonly object: WatchedObjects[Kind];
  };
}[WatchedKind];

/**
 * Everything of this kind up to a resourceVersion was delivered. With the annotation `k8s.io/initial-events-end`, as a
 * streaming list ends, the kind counts as listed.
 */
export interface BookmarkEvent {
  readonly type: 'BOOKMARK';
  readonly kind: WatchedKind;
  readonly object: { readonly metadata?: ObjectMetaLike | null | undefined };
}

/** All objects of a kind, as a list says it: at first, and after a watch has ended. */
export type RelistEvent = {
  readonly [Kind in WatchedKind]: {
    readonly type: 'RELIST';
    readonly kind: Kind;
    readonly objects: readonly WatchedObjects[Kind][];
    /** That of the list. Without it the list counts as newer than everything. */
    readonly resourceVersion?: string | null | undefined;
  };
}[WatchedKind];

/** What the server answered to a write. */
export type WriteAnswer =
  /** It is done; the slice as the server gave it back, which a create and an update must have. */
  | { readonly outcome: 'written'; readonly slice?: EndpointSliceLike | undefined }
  | {
      readonly outcome:
        | /** 409, reason Conflict: the slice is not what it was. */ 'conflict'
        | /** 404. */ 'notFound'
        | /** 409, reason AlreadyExists. */ 'alreadyExists'
        | /** 422, or 400. */ 'invalid'
        | /** Nobody knows whether it was applied: a time-out, a broken connection, a 5xx. */ 'noAnswer';
      readonly message?: string | undefined;
    }
  | {
      /** 403. */
      readonly outcome: 'forbidden';
      /** Whether the status has the cause NamespaceTerminating. */
      readonly namespaceTerminating?: boolean | undefined;
      readonly message?: string | undefined;
    }
  | {
      /** 429. */
      readonly outcome: 'tooManyRequests';
      /** Milliseconds that the server asks to wait (its `Retry-After` × 1000). */
      readonly delay?: number | undefined;
      readonly message?: string | undefined;
    };

/** The answer to one write that `take` gave out. */
export interface AnswerEvent {
  readonly type: 'ANSWER';
  /** The write's. An answer to a write that is not under way, such as a second one, changes nothing. */
  readonly id: number;
  readonly answer: WriteAnswer;
}

/** The shards of this instance have changed; absent: there are none, and every Service is this instance's. */
export interface ShardsEvent {
  readonly type: 'SHARDS';
  readonly shards?: ShardAssignment | undefined;
}

/** Everything that a controller is told. */
export type ControllerEvent = ObjectEvent | BookmarkEvent | RelistEvent | AnswerEvent | ShardsEvent;
