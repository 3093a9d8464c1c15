import type { EndpointSliceLike } from 'endpointslice';
import { prepareForCreate, prepareForUpdate } from 'endpointslice/server';
import type { ControllerWrite, WatchedKind, WatchedObjects, WriteAnswer } from 'endpointslice/controller';

/** Metadata of an object that is stored. */
export interface StoredMeta {
  readonly namespace?: string;
  readonly name: string;
  readonly uid: string;
  readonly resourceVersion: string;
  readonly generation?: number;
  readonly labels?: { readonly [key: string]: string };
  readonly annotations?: { readonly [key: string]: string };
  readonly deletionTimestamp?: string;
  readonly creationTimestamp?: string;
  readonly finalizers?: readonly string[];
  readonly ownerReferences?: readonly { readonly uid: string }[];
}

/** An object that is stored: never changed, only replaced. */
export type Stored<Kind extends WatchedKind> = WatchedObjects[Kind] & { readonly metadata: StoredMeta };

/** An object that is to be stored; the server gives it what is absent here. */
export type Unstored<Kind extends WatchedKind> = WatchedObjects[Kind] & {
  readonly metadata: Partial<StoredMeta> & { readonly name: string };
};

/** What a watch says. */
export interface LoggedEvent {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED';
  readonly version: number;
  readonly object: Stored<WatchedKind>;
}

/** Who changed something. */
export type Author = 'controller' | 'user' | 'collector';

const ALL_KINDS = ['Service', 'Pod', 'Node', 'EndpointSlice', 'Endpoints', 'EndpointSource'] as const;
/** Events that a watch may still ask for. */
const LOG_LENGTH = 150;

/**
 * An API server in memory: optimistic concurrency, uids, resourceVersions and generations as the real one gives them,
 * finalizers, a log of events that forgets the oldest.
 */
export class ApiServer {
  readonly #stores = new Map<WatchedKind, Map<string, Stored<WatchedKind>>>(ALL_KINDS.map((kind) => [kind, new Map()]));
  readonly #logs = new Map<WatchedKind, LoggedEvent[]>(ALL_KINDS.map((kind) => [kind, []]));
  readonly #forgotten = new Map<WatchedKind, number>(ALL_KINDS.map((kind) => [kind, 0]));
  /** Namespaces in which nothing can be created any more. */
  readonly terminatingNamespaces = new Set<string>();
  /** Called after every change of an object. */
  onChange: (kind: WatchedKind, before: unknown, after: unknown, author: Author) => void = () => undefined;
  /** Writes of controllers that were applied. */
  appliedCount = 0;
  version = 1000;
  #uidCount = 0;

  get<Kind extends WatchedKind>(kind: Kind, key: string): Stored<Kind> | undefined {
    return this.#stores.get(kind)?.get(key) as Stored<Kind> | undefined;
  }

  all<Kind extends WatchedKind>(kind: Kind): Stored<Kind>[] {
    return [...(this.#stores.get(kind)?.values() ?? [])] as Stored<Kind>[];
  }

  /** All objects as they are, and the version of the list. */
  list<Kind extends WatchedKind>(kind: Kind): { readonly objects: Stored<Kind>[]; readonly resourceVersion: string } {
    return { objects: this.all(kind), resourceVersion: String(this.version) };
  }

  /** The next event after a version; `'gone'` if it is forgotten (410). */
  nextEvent(kind: WatchedKind, after: number): LoggedEvent | 'gone' | undefined {
    if (after < (this.#forgotten.get(kind) ?? 0)) return 'gone';
    const log = this.#logs.get(kind) ?? [];
    // Logs are short.
    return log.find(({ version }) => version > after);
  }

  /** Events up to a version that are still known: what a duplicate can repeat. */
  pastEvents(kind: WatchedKind, upTo: number): LoggedEvent[] {
    return (this.#logs.get(kind) ?? []).filter(({ version }) => version <= upTo);
  }

  /** Creates or replaces an object. */
  put<Kind extends WatchedKind>(kind: Kind, object: Unstored<Kind>, author: Author = 'user'): Stored<Kind> {
    const key = keyOfObject(kind, object);
    const before = this.get(kind, key);
    this.version += 1;
    const metadata: StoredMeta = {
      ...object.metadata,
      uid: before?.metadata.uid ?? object.metadata.uid ?? this.#nextUid(),
      resourceVersion: String(this.version),
    };
    const stored = { ...object, metadata } as unknown as Stored<Kind>;
    this.#stores.get(kind)?.set(key, stored as Stored<WatchedKind>);
    this.#log(kind, before === undefined ? 'ADDED' : 'MODIFIED', stored as Stored<WatchedKind>);
    this.onChange(kind, before, stored, author);
    return stored;
  }

  /** Removes an object, whatever holds it. */
  remove(kind: WatchedKind, key: string, author: Author = 'user'): void {
    const before = this.get(kind, key);
    if (before === undefined) return;
    this.version += 1;
    this.#stores.get(kind)?.delete(key);
    const last = { ...before, metadata: { ...before.metadata, resourceVersion: String(this.version) } };
    this.#log(kind, 'DELETED', last as Stored<WatchedKind>);
    this.onChange(kind, before, undefined, author);
  }

  /** Deletes an object: at once, or when its finalizers are gone. */
  delete(kind: WatchedKind, key: string, author: Author = 'user'): void {
    const before = this.get(kind, key);
    if (before === undefined) return;
    if ((before.metadata.finalizers ?? []).length === 0) {
      this.remove(kind, key, author);
      return;
    }
    if (before.metadata.deletionTimestamp !== undefined) return;
    this.put(kind, withMeta(before, { deletionTimestamp: '2026-01-01T00:00:00Z' }), author);
  }

  /** A slice as somebody wants it to be, through the rules of the API. */
  putSlice(slice: EndpointSliceLike, author: Author): Stored<'EndpointSlice'> {
    const before = this.get('EndpointSlice', `${slice.metadata?.namespace}/${slice.metadata?.name}`);
    const prepared = before === undefined ? prepareForCreate(slice) : prepareForUpdate({ slice, before });
    return this.put('EndpointSlice', prepared as unknown as Unstored<'EndpointSlice'>, author);
  }

  /** Does what a controller asks for, or refuses it. */
  serve(write: ControllerWrite): WriteAnswer {
    if (write.verb === 'create') {
      const { namespace, generateName } = write.slice.metadata;
      if (this.terminatingNamespaces.has(namespace)) return { outcome: 'forbidden', namespaceTerminating: true };
      this.#uidCount += 1;
      const name = `${generateName}${this.#uidCount.toString(36).padStart(5, '0')}`;
      const slice = { ...write.slice, metadata: { ...write.slice.metadata, name } };
      this.appliedCount += 1;
      return { outcome: 'written', slice: this.putSlice(slice, 'controller') };
    }
    const { namespace, name } = write.verb === 'update' ? write.slice.metadata : write;
    const before = this.get('EndpointSlice', `${namespace}/${name}`);
    if (before === undefined) return { outcome: 'notFound' };
    const { uid, resourceVersion } = write.preconditions;
    if (uid !== before.metadata.uid || resourceVersion !== before.metadata.resourceVersion) {
      return { outcome: 'conflict', message: 'the object has been modified' };
    }
    this.appliedCount += 1;
    if (write.verb === 'update') return { outcome: 'written', slice: this.putSlice(write.slice, 'controller') };
    this.delete('EndpointSlice', `${namespace}/${name}`, 'controller');
    return { outcome: 'written' };
  }

  /** Deletes what belongs to an owner that is no more; one object a call. Whether there was one. */
  collect(): boolean {
    const uids = new Set([...this.all('Service'), ...this.all('Endpoints')].map(({ metadata }) => metadata.uid));
    const orphan = this.all('EndpointSlice').find(
      ({ metadata }) =>
        metadata.deletionTimestamp === undefined &&
        (metadata.ownerReferences ?? []).length > 0 &&
        (metadata.ownerReferences ?? []).every(({ uid }) => !uids.has(uid) && !uid.startsWith('outside')),
    );
    if (orphan === undefined) return false;
    this.delete('EndpointSlice', keyOfObject('EndpointSlice', orphan), 'collector');
    return true;
  }

  #nextUid(): string {
    this.#uidCount += 1;
    return `uid-${this.#uidCount}`;
  }

  #log(kind: WatchedKind, type: LoggedEvent['type'], object: Stored<WatchedKind>): void {
    const log = this.#logs.get(kind) ?? [];
    log.push({ type, version: this.version, object });
    if (log.length <= LOG_LENGTH) return;
    const [first] = log.splice(0, LOG_LENGTH / 3).slice(-1);
    this.#forgotten.set(kind, first?.version ?? 0);
  }
}

/** The key under which an object is stored. */
export function keyOfObject(
  kind: WatchedKind,
  object: {
    readonly metadata?:
      | { readonly namespace?: string | null | undefined; readonly name?: string | null | undefined }
      | null
      | undefined;
  },
): string {
  const { namespace, name } = object.metadata ?? {};
  if (kind === 'Node') return `${name}`;
  const managedBy = kind === 'EndpointSource' ? `/${(object as { managedBy?: string }).managedBy}` : '';
  return `${namespace}/${name}${managedBy}`;
}

/** The object with some metadata replaced. */
export function withMeta<Kind extends WatchedKind>(object: Stored<Kind>, metadata: Partial<StoredMeta>): Stored<Kind> {
  return { ...object, metadata: { ...object.metadata, ...metadata } };
}
