import {
  findStaleness,
  emptySliceTracker,
  trackDeletion,
  forgetService,
  observeSliceDeletion,
  observeSlice,
  type SliceTracker,
  trackWrite,
} from 'endpointslice/controller';
import { type EndpointSliceLike, type PodLike, planService, type ServiceLike } from 'endpointslice';
import { expect } from 'vitest';
import { sortedMapEntryCount, sortedMapForEach } from '../../src/internal/sorted-map.ts';
import { buildPod, buildService } from './build.ts';

/** How a controller looks at its cache and at events. */
export interface Habits {
  /** Whether it hands the check only slices of the Service and of its own that are not being deleted. */
  readonly listsOwnOnly: boolean;
  /** Whether it knows what a slice was before an update. */
  readonly knowsBefore: boolean;
  /** The maximum of a slice. */
  readonly maximum: number;
}

/** One thing that happens. `slice` picks one of the live slices. */
export type Happening =
  | { readonly what: 'deliver' | 'collect' | 'relist' | 'restart' }
  | { readonly what: 'sync' | 'recreate' | 'drop'; readonly service: ServiceName }
  | { readonly what: 'scale'; readonly service: ServiceName; readonly podCount: number }
  | { readonly what: 'apply' | 'answer'; readonly service: ServiceName; readonly fails: boolean }
  | { readonly what: 'relabel'; readonly slice: number; readonly serviceName: string | null }
  | { readonly what: 'manage' | 'hold' | 'release' | 'remove' | 'touch'; readonly slice: number };

export const serviceNames: readonly string[] = ['web', 'other'];
type ServiceName = string;

const managedByLabel = 'endpointslice.kubernetes.io/managed-by';
const serviceNameLabel = 'kubernetes.io/service-name';
const ours = 'endpointslice-controller.k8s.io';

/** A slice as the server holds it. */
type Stored = EndpointSliceLike & {
  readonly metadata: NonNullable<EndpointSliceLike['metadata']> & { readonly finalizers?: readonly string[] };
};

interface WatchEvent {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED';
  readonly object: Stored;
}

interface Write {
  readonly verb: 'create' | 'update' | 'delete';
  readonly slice: EndpointSliceLike;
  /** The slice as it was when the write was planned. */
  readonly seen: Stored | undefined;
}

/** What the server said to a write, and not yet noted. `position` is the place of its event in the log. */
interface Answer {
  readonly verb: Write['verb'];
  readonly object: EndpointSliceLike;
  readonly position: number;
  readonly isSeenInGeneration: boolean;
}

interface Flight {
  readonly writes: Write[];
  answer: Answer | undefined;
}

/**
 * An API server of slices, a controller of two Services with a cache that lags behind, users, and a garbage collector.
 *
 * The controller is the smallest that follows the guide: a queue of Services, one sync of each at a time, writes one after
 * another with the version that it saw as precondition, a new attempt after a failure. It plans only what it was told to.
 */
export class TrackerWorld {
  tracker: SliceTracker = emptySliceTracker;
  private readonly habits: Habits;
  private readonly slices = new Map<string, Stored>();
  private readonly log: WatchEvent[] = [];
  private readonly services = new Map<ServiceName, ServiceLike | undefined>();
  private readonly podCounts = new Map<ServiceName, number>();
  private readonly cache = new Map<string, Stored>();
  private readonly queue = new Set<string>(serviceNames);
  private readonly flights = new Map<ServiceName, Flight>();
  private readonly noted: { service: string; owner: string | undefined; position: number }[] = [];
  private delivered = 0;
  private counter = 0;
  private version = 0;

  constructor(habits: Habits) {
    this.habits = habits;
    for (const name of serviceNames) this.recreate(name);
  }

  happen(happening: Happening): void {
    switch (happening.what) {
      case 'deliver':
        this.deliver();
        break;
      case 'collect':
        this.collect();
        break;
      case 'relist':
        this.relist();
        break;
      case 'restart':
        this.restart();
        break;
      case 'sync':
        this.sync(happening.service);
        break;
      case 'recreate':
        this.recreate(happening.service);
        break;
      case 'drop':
        this.services.set(happening.service, undefined);
        this.queue.add(happening.service);
        break;
      case 'scale':
        this.podCounts.set(happening.service, happening.podCount);
        this.queue.add(happening.service);
        break;
      case 'apply':
        this.apply(happening.service, happening.fails);
        break;
      case 'answer':
        this.answer(happening.service, happening.fails);
        break;
      default:
        this.edit(happening);
    }
  }

  /** Everything happens that has to, in a fair order, until nothing is left to do. */
  settle(): void {
    for (let round = 0; round < 60; round += 1) {
      for (const name of [...serviceNames, ...this.queue]) {
        this.sync(name);
        this.apply(name, false);
        this.answer(name, false);
      }
      this.collect();
      while (this.delivered < this.log.length) this.deliver();
      if (this.queue.size === 0 && this.flights.size === 0) return;
    }
    expect.fail(`never settles: ${[...this.queue].join()} ${JSON.stringify(this.tracker)}`);
  }

  /**
   * The law of a settled world. Without knowing what a slice was before, a controller cannot tell which Service a slice left
   * that it has not written itself; what it writes is then right only as far as it was told.
   */
  expectSettled(): void {
    for (const name of this.habits.knowsBefore ? serviceNames : []) {
      // A slice of a Service that is no more is the garbage collector's.
      if (this.services.get(name) === undefined) continue;
      const listed = [...this.slices.values()]
        .filter(({ metadata }) => isOf(metadata, name) && metadata.deletionTimestamp === undefined)
        .flatMap(({ endpoints }) => (endpoints ?? []).flatMap(({ addresses }) => addresses));
      const wanted = this.pods(name).flatMap(({ status }) => (status?.podIPs ?? []).map(({ ip }) => ip));
      expect(listed).toHaveLength(wanted.length);
      expect(new Set(listed)).toEqual(new Set(wanted));
    }
    expect([...this.trackedUids()].filter((uid) => !this.slices.has(uid))).toEqual([]);
  }

  /** The uids of all slices that the tracker remembers; its two maps must agree on them. */
  trackedUids(): ReadonlySet<string> {
    const uids = new Set<string>();
    sortedMapForEach(this.tracker.services, (slices, key) => {
      expect(slices).toBeDefined();
      sortedMapForEach(slices, ({ namespace, serviceName }, uid) => {
        expect(`${namespace}/${serviceName}`).toBe(key);
        uids.add(uid);
      });
    });
    const indexed = new Set<string>();
    sortedMapForEach(this.tracker.serviceKeys, (_, uid) => indexed.add(uid));
    expect(indexed).toEqual(uids);
    expect(sortedMapEntryCount(this.tracker.serviceKeys)).toBe(uids.size);
    return uids;
  }

  private deliver(): void {
    const event = this.log[this.delivered];
    if (event === undefined) return;
    this.delivered += 1;
    this.see(event);
  }

  private see({ type, object }: WatchEvent): void {
    const uid = object.metadata.uid ?? '';
    const before = this.habits.knowsBefore ? this.cache.get(uid) : undefined;
    if (type === 'DELETED') this.cache.delete(uid);
    else this.cache.set(uid, object);
    const { tracker, services } =
      type === 'DELETED' ? observeSliceDeletion(this.tracker, object) : observeSlice(this.tracker, object, before);
    this.tracker = tracker;
    for (const { name } of services) this.queue.add(name);
  }

  /** The watch broke: what happened meanwhile is seen as a difference, with deletions of objects as they were known. */
  private relist(): void {
    const missed = this.log.slice(this.delivered);
    const added = new Set(missed.filter(({ type }) => type === 'ADDED').map(({ object }) => object.metadata.uid));
    // A slice that comes and goes unseen leaves no trace: that is what forgetService is for.
    if (missed.some(({ type, object }) => type === 'DELETED' && added.has(object.metadata.uid))) return;
    this.delivered = this.log.length;
    for (const [uid, object] of this.slices) {
      const known = this.cache.get(uid);
      if (known === undefined) this.see({ type: 'ADDED', object });
      else if (known !== object) this.see({ type: 'MODIFIED', object });
    }
    for (const [uid, object] of this.cache) if (!this.slices.has(uid)) this.see({ type: 'DELETED', object });
  }

  /** The controller dies and starts again, with a new list. */
  private restart(): void {
    // Without knowing what was before, nobody can tell which Service a slice left that was written before the start.
    if (!this.habits.knowsBefore) return;
    this.tracker = emptySliceTracker;
    this.noted.length = 0;
    this.flights.clear();
    this.cache.clear();
    for (const [uid, object] of this.slices) this.cache.set(uid, object);
    this.delivered = this.log.length;
    for (const name of serviceNames) this.queue.add(name);
  }

  private sync(name: ServiceName): void {
    if (!this.queue.has(name) || this.flights.has(name)) return;
    this.queue.delete(name);
    const service = this.services.get(name);
    if (service === undefined) {
      this.tracker = forgetService(this.tracker, { namespace: 'shop', name });
      return;
    }
    const cached = [...this.cache.values()];
    const slices = this.habits.listsOwnOnly
      ? cached.filter(({ metadata }) => isOf(metadata, name) && metadata.deletionTimestamp === undefined)
      : cached;
    const { stale, tracker } = findStaleness(this.tracker, service, slices);
    this.tracker = tracker;
    if (stale) {
      this.queue.add(name);
      return;
    }
    this.expectFresh(name, service.metadata?.uid ?? '');
    const { plan } = planService({
      service,
      pods: serviceNames.flatMap((other) => this.pods(other)),
      nodes: new Map([['n1', '']]),
      slices,
      maxEndpointsPerSlice: this.habits.maximum,
    });
    const write = (verb: Write['verb'], slice: EndpointSliceLike): Write => ({
      verb,
      slice,
      seen: cached.find(({ metadata }) => metadata.name === slice.metadata?.name),
    });
    const writes = plan.writes.map((planned) =>
      write(planned.verb, planned.verb === 'delete' ? planned.before : planned.slice),
    );
    if (writes.length > 0) this.flights.set(name, { writes, answer: undefined });
  }

  /** The law of a plan: its cache shows every own write that was answered. */
  private expectFresh(name: ServiceName, owner: string): void {
    for (const write of this.noted) {
      if (write.service !== name || write.owner !== owner || write.position < this.delivered) continue;
      expect.fail(`planned ${name} without having seen an own write: ${JSON.stringify(this.log[write.position])}`);
    }
  }

  private apply(name: ServiceName, fails: boolean): void {
    const flight = this.flights.get(name);
    const write = flight?.writes[0];
    if (flight === undefined || write === undefined || flight.answer !== undefined) return;
    const answer = fails ? undefined : this.write(write);
    if (answer === undefined) this.abandon(name);
    else flight.answer = answer;
  }

  private answer(name: ServiceName, fails: boolean): void {
    const flight = this.flights.get(name);
    if (flight?.answer === undefined) return;
    if (fails) {
      this.abandon(name);
      return;
    }
    const { verb, object, position, isSeenInGeneration } = flight.answer;
    this.tracker = (verb === 'delete' ? trackDeletion : trackWrite)(this.tracker, object);
    if (isSeenInGeneration) {
      this.noted.push({ service: name, owner: object.metadata?.ownerReferences?.[0]?.uid, position });
    }
    flight.answer = undefined;
    flight.writes.shift();
    if (flight.writes.length === 0) this.flights.delete(name);
  }

  private abandon(name: ServiceName): void {
    this.flights.delete(name);
    this.queue.add(name);
  }

  /** What the server does with a write: nothing if the slice is not what the writer saw. */
  private write({ verb, slice, seen }: Write): Answer | undefined {
    const position = this.log.length;
    if (verb === 'create') {
      this.counter += 1;
      const number = String(this.counter).padStart(4, '0');
      const name = `${slice.metadata?.generateName}${number}`;
      const object = this.store('ADDED', {
        ...slice,
        metadata: { ...slice.metadata, name, uid: `s${number}`, generation: 1 },
      });
      return { verb, object, position, isSeenInGeneration: true };
    }
    const stored = this.slices.get(seen?.metadata.uid ?? '');
    if (stored === undefined || stored !== seen) return undefined;
    if (verb === 'delete') {
      this.remove(stored);
      return { verb, object: slice, position, isSeenInGeneration: true };
    }
    const { uid, deletionTimestamp, finalizers } = stored.metadata;
    const generation = (stored.metadata.generation ?? 0) + (sameContent(stored, slice) ? 0 : 1);
    const object = this.store('MODIFIED', {
      ...slice,
      metadata: { ...slice.metadata, uid, deletionTimestamp, finalizers: finalizers ?? [], generation },
    });
    return { verb, object, position, isSeenInGeneration: generation !== stored.metadata.generation };
  }

  private store(type: 'ADDED' | 'MODIFIED', slice: Stored): Stored {
    this.version += 1;
    const object = { ...slice, metadata: { ...slice.metadata, resourceVersion: String(this.version) } };
    this.slices.set(object.metadata.uid ?? '', object);
    this.log.push({ type, object });
    return object;
  }

  /** A delete by anybody: finalizers turn it into a mark. */
  private remove(stored: Stored): void {
    const { finalizers = [], deletionTimestamp, generation, uid } = stored.metadata;
    if (finalizers.length === 0) {
      this.version += 1;
      this.slices.delete(uid ?? '');
      const metadata = { ...stored.metadata, resourceVersion: String(this.version) };
      this.log.push({ type: 'DELETED', object: { ...stored, metadata } });
    } else if (deletionTimestamp === undefined) {
      const marked = { deletionTimestamp: '2026-01-01T00:00:00Z', generation: (generation ?? 0) + 1 };
      this.store('MODIFIED', { ...stored, metadata: { ...stored.metadata, ...marked } });
    }
  }

  /** What users do to slices. */
  private edit(happening: Extract<Happening, { readonly slice: number }>): void {
    const stored = [...this.slices.values()][happening.slice % Math.max(1, this.slices.size)];
    if (stored === undefined) return;
    const { metadata } = stored;
    const { [serviceNameLabel]: serviceName, ...labels } = metadata.labels ?? {};
    const withMetadata = (fields: object): void => {
      this.store('MODIFIED', { ...stored, metadata: { ...metadata, ...fields } });
    };
    switch (happening.what) {
      case 'relabel':
        if (happening.serviceName === serviceName) return;
        withMetadata({
          labels: happening.serviceName === null ? labels : { ...labels, [serviceNameLabel]: happening.serviceName },
        });
        break;
      case 'manage':
        withMetadata({
          labels: { ...metadata.labels, [managedByLabel]: metadata.labels?.[managedByLabel] === ours ? 'user' : ours },
        });
        break;
      case 'hold':
        if (metadata.deletionTimestamp === undefined) withMetadata({ finalizers: ['example.com/held'] });
        break;
      case 'release': {
        if ((metadata.finalizers ?? []).length === 0) return;
        withMetadata({ finalizers: [] });
        const released = this.slices.get(metadata.uid ?? '');
        if (released?.metadata.deletionTimestamp !== undefined) this.remove(released);
        break;
      }
      case 'touch':
        this.store('MODIFIED', {
          ...stored,
          endpoints: [],
          metadata: { ...metadata, generation: (metadata.generation ?? 0) + 1 },
        });
        break;
      default:
        this.remove(stored);
    }
  }

  private recreate(name: ServiceName): void {
    this.counter += 1;
    this.services.set(name, buildService({ name, uid: `u${this.counter}`, selector: { app: name } }));
    this.queue.add(name);
  }

  /** The garbage collector deletes what belongs to a Service that is no more. */
  private collect(): void {
    const uids = new Set([...this.services.values()].map((service) => service?.metadata?.uid));
    for (const stored of this.slices.values()) {
      if (!uids.has(stored.metadata.ownerReferences?.[0]?.uid)) this.remove(stored);
    }
  }

  private pods(name: ServiceName): PodLike[] {
    const network = 1 + serviceNames.indexOf(name);
    return Array.from({ length: this.podCounts.get(name) ?? 0 }, (_, index) =>
      buildPod({ name: `${name}-${index}`, labels: { app: name }, ip: `10.0.${network}.${index + 1}` }),
    );
  }
}

function isOf(metadata: Stored['metadata'], name: string): boolean {
  return metadata.labels?.[serviceNameLabel] === name && metadata.labels[managedByLabel] === ours;
}

function sameContent(left: EndpointSliceLike, right: EndpointSliceLike): boolean {
  return JSON.stringify([left.endpoints, left.ports]) === JSON.stringify([right.endpoints, right.ports]);
}
