import type { Controller, ControllerState, ControllerWrite, WatchedKind, WriteAnswer } from 'endpointslice/controller';
import { sortedMapForEach, sortedMapGet } from '../../src/internal/sorted-map.ts';
import type { ApiServer } from './api-server.ts';

/** The kinds that a controller watches in the simulation. */
export const KINDS: readonly WatchedKind[] = ['Service', 'Pod', 'Node', 'EndpointSlice', 'Endpoints', 'EndpointSource'];

/** A write that was sent, and what the controller knew when it planned it. */
export interface Request {
  readonly write: ControllerWrite;
  /** The state from which the write was planned. */
  readonly view: ControllerState;
  /** Whether that knew all slices of the Service as they were. */
  readonly wasCurrent: boolean;
}

/** A running program: a controller, its watches, its requests that are under way. */
export class Instance {
  controller: Controller;
  readonly #server: ApiServer;
  /** Up to which version each kind was delivered; absent before the first list. */
  readonly delivered = new Map<WatchedKind, number>();
  requests: Request[] = [];
  answers: { readonly id: number; readonly answer: WriteAnswer }[] = [];
  /** From what each Service's plan that is being written was made. */
  readonly #views = new Map<string, Pick<Request, 'view' | 'wasCurrent'>>();
  /** The Service of each write that is not answered. */
  readonly #underWay = new Map<number, string>();
  askAgainAt: number | undefined;
  readonly limit: number;
  eventCount = 0;
  noticeCount = 0;
  complaint: string | undefined;

  constructor(server: ApiServer, controller: Controller, limit: number) {
    this.#server = server;
    this.controller = controller;
    this.limit = limit;
  }

  /** Lists a kind, at first or anew. */
  list(kind: WatchedKind, now: number): void {
    const { objects, resourceVersion } = this.#server.list(kind);
    this.delivered.set(kind, Number(resourceVersion));
    this.eventCount += 1;
    // The objects are those of the kind.
    this.controller.receive({ type: 'RELIST', kind, objects, resourceVersion } as Parameters<Controller['receive']>[0]);
    this.work(now);
  }

  /** Delivers the next event of a kind; lists it if that is forgotten. Whether there was one. */
  deliver(kind: WatchedKind, now: number): boolean {
    const position = this.delivered.get(kind);
    const event = position === undefined ? 'gone' : this.#server.nextEvent(kind, position);
    if (event === undefined) return false;
    if (event === 'gone') {
      this.list(kind, now);
      return true;
    }
    this.delivered.set(kind, event.version);
    this.tell(kind, event.type, event.object, now);
    return true;
  }

  /** Tells of an object, whether it was told before or not. */
  tell(kind: WatchedKind, type: 'ADDED' | 'MODIFIED' | 'DELETED', object: unknown, now: number): void {
    this.eventCount += 1;
    this.controller.receive({ type, kind, object } as Parameters<Controller['receive']>[0]);
    this.work(now);
  }

  /** Somebody else has written a slice of the Service: the plan that is being written did not know of that. */
  spoil(serviceKey: string): void {
    for (const [key, view] of this.#views) {
      if (key.startsWith(`${serviceKey}/`)) this.#views.set(key, { ...view, wasCurrent: false });
    }
    this.requests = this.requests.map((request) => {
      const { namespace, name } = request.write.service;
      return `${namespace}/${name}` === serviceKey ? { ...request, wasCurrent: false } : request;
    });
  }

  answer(id: number, answer: WriteAnswer, now: number): void {
    this.eventCount += 1;
    this.#underWay.delete(id);
    this.controller.receive({ type: 'ANSWER', id, answer });
    this.work(now);
  }

  /** Takes what there is to do, as a program does after every event, and when it is time. */
  work(now: number): void {
    const before = this.controller.state;
    const { writes, notices, askAgainAt } = this.controller.take({ now, limit: this.limit });
    this.askAgainAt = askAgainAt;
    this.noticeCount += notices.length;
    for (const write of writes) {
      const key = `${write.service.namespace}/${write.service.name}/${write.controller}`;
      if (!isGoingOn(before, key)) this.#views.set(key, { view: before, wasCurrent: this.#isCurrent(write, before) });
      const view = this.#views.get(key) ?? { view: before, wasCurrent: false };
      const serviceKey = `${write.service.namespace}/${write.service.name}`;
      if ([...this.#underWay.values()].includes(serviceKey)) this.complaint = `two writes at once for ${serviceKey}`;
      this.#underWay.set(write.id, serviceKey);
      if (
        write.verb !== 'create' &&
        (write.preconditions.uid === undefined || write.preconditions.resourceVersion === undefined)
      ) {
        this.complaint = `a write without preconditions for ${key}`;
      }
      this.requests.push({ write, ...view });
    }
    if (this.#underWay.size > this.limit) this.complaint = 'more writes under way than allowed';
  }

  #isCurrent({ service }: ControllerWrite, { slicesByService }: ControllerState): boolean {
    const key = `${service.namespace}/${service.name}`;
    const known = new Set<string>();
    sortedMapForEach(sortedMapGet(slicesByService, key), ({ metadata }) => {
      known.add(`${metadata?.name} ${metadata?.resourceVersion}`);
    });
    const there = this.#server
      .all('EndpointSlice')
      .filter(({ metadata }) => `${metadata.namespace}/${metadata.labels?.['kubernetes.io/service-name']}` === key);
    return (
      there.length === known.size &&
      there.every(({ metadata }) => known.has(`${metadata.name} ${metadata.resourceVersion}`))
    );
  }
}

function isGoingOn({ work }: ControllerState, key: string): boolean {
  return (sortedMapGet(work.jobs, key)?.writes.length ?? 0) > 0;
}
