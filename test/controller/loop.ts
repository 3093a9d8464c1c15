import type { EndpointSliceLike, NodeLike, PodLike, ServiceLike } from 'endpointslice';
import {
  type ControllerEvent,
  type ControllerNotice,
  type ControllerOptions,
  type ControllerState,
  type ControllerWrite,
  emptyControllerState,
  step,
  take,
  type TakenWork,
  type WatchedKind,
  type WriteAnswer,
} from 'endpointslice/controller';

/** A controller that a test talks to: events in, writes out, at times that the test says. */
export class Loop {
  state: ControllerState;
  now = 1000;
  readonly notices: ControllerNotice[] = [];
  #version = 100;

  constructor(options: ControllerOptions = {}) {
    this.state = emptyControllerState({ mirroring: false, ...options });
  }

  hear(...events: readonly ControllerEvent[]): this {
    for (const event of events) this.state = step(this.state, event);
    return this;
  }

  /** Lists every kind, most of them empty. */
  list(objects: Partial<{ readonly [Kind in WatchedKind]: readonly unknown[] }> = {}): this {
    for (const kind of ['Service', 'Pod', 'Node', 'EndpointSlice', 'Endpoints', 'EndpointSource'] as const) {
      const listed = (objects[kind] ?? []) as never[];
      this.hear({ type: 'RELIST', kind, objects: listed, resourceVersion: String(this.#version) });
    }
    return this;
  }

  take(limit = 10): TakenWork {
    const taken = take(this.state, { now: this.now, limit });
    this.state = taken.state;
    this.notices.push(...taken.notices);
    return taken;
  }

  /** Takes what there is after planning so many Services. */
  takeSome(planLimit: number): TakenWork {
    const taken = take(this.state, { now: this.now, limit: 10, planLimit });
    this.state = taken.state;
    return taken;
  }

  /** The next write; there must be exactly one. */
  write(): ControllerWrite {
    const { writes } = this.take();
    const [write] = writes;
    if (write === undefined || writes.length !== 1) throw new Error(`${writes.length} writes`);
    return write;
  }

  answer(write: ControllerWrite, answer: WriteAnswer): this {
    return this.hear({ type: 'ANSWER', id: write.id, answer });
  }

  /** Answers a create or update as the server does; what it has stored. */
  apply(write: ControllerWrite): EndpointSliceLike {
    const slice = this.stored(write);
    this.answer(write, { outcome: 'written', slice });
    return slice;
  }

  /** What the server stores for a create or update. */
  stored(write: ControllerWrite): EndpointSliceLike {
    if (write.verb === 'delete') throw new Error('nothing is stored for a delete');
    this.#version += 1;
    const { metadata } = write.slice;
    const name = metadata.name ?? `${metadata.generateName}${write.id}`;
    const generation = (metadata.generation ?? 0) + 1;
    const uid = metadata.uid ?? `uid-${name}`;
    return { ...write.slice, metadata: { ...metadata, name, uid, generation, resourceVersion: String(this.#version) } };
  }

  /** An event about an object, newer than all before. */
  object(type: 'ADDED' | 'MODIFIED' | 'DELETED', kind: WatchedKind, object: { readonly metadata?: unknown }): this {
    this.#version += 1;
    const metadata = { ...(object.metadata as object), resourceVersion: String(this.#version) };
    return this.hear({ type, kind, object: { ...object, metadata } } as ControllerEvent);
  }

  /** Writes and shows everything until nothing is left to do; the slices that there are then, by name. */
  settle(slices = new Map<string, EndpointSliceLike>()): Map<string, EndpointSliceLike> {
    for (let round = 0; round < 100; round += 1) {
      const { writes, askAgainAt } = this.take();
      for (const write of writes) {
        if (write.verb === 'delete') {
          const before = slices.get(write.name);
          slices.delete(write.name);
          this.answer(write, { outcome: 'written' });
          if (before !== undefined) this.object('DELETED', 'EndpointSlice', before);
          continue;
        }
        const slice = this.apply(write);
        slices.set(slice.metadata?.name ?? '', slice);
        this.hear({ type: write.verb === 'create' ? 'ADDED' : 'MODIFIED', kind: 'EndpointSlice', object: slice });
      }
      if (writes.length > 0) continue;
      if (askAgainAt === undefined) return slices;
      this.now = Math.max(this.now, askAgainAt);
    }
    throw new Error('does not settle');
  }
}

/** A Service that chooses the pods of its app. */
export function aService(name = 'web', spec: ServiceLike['spec'] = {}): ServiceLike & { readonly metadata: object } {
  return {
    metadata: { namespace: 'shop', name, uid: `uid-of-${name}`, resourceVersion: '10' },
    spec: {
      clusterIP: '10.96.0.1',
      ipFamilies: ['IPv4'],
      selector: { app: name },
      ports: [{ name: 'http', port: 80, targetPort: 8080, protocol: 'TCP' }],
      ...spec,
    },
  };
}

/** A pod of an app, on node n1; ready unless it is said that it is not. */
export function aPod(
  number: number,
  app = 'web',
  isReady = true,
  nodeName = 'n1',
): PodLike & { readonly metadata: object } {
  return {
    metadata: {
      namespace: 'shop',
      name: `${app}-${number}`,
      uid: `uid-of-${app}-${number}`,
      resourceVersion: '20',
      labels: { app },
    },
    spec: { nodeName },
    status: {
      phase: 'Running',
      podIPs: [{ ip: `10.0.0.${number}` }],
      conditions: [{ type: 'Ready', status: isReady ? 'True' : 'False' }],
    },
  };
}

/** A node in a zone. */
export function aNode(name = 'n1', zone = 'a'): NodeLike & { readonly metadata: object } {
  return {
    metadata: { name, resourceVersion: '5', labels: { 'topology.kubernetes.io/zone': zone } },
    status: { allocatable: { cpu: '4' }, conditions: [{ type: 'Ready', status: 'True' }] },
  };
}

/** The addresses of the endpoints that a write would leave. */
export function addressesOf(write: ControllerWrite): string[] {
  return write.verb === 'delete' ? [] : write.slice.endpoints.flatMap(({ addresses }) => addresses).sort();
}
