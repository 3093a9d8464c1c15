import {
  buildCoreEndpoints,
  type EndpointSliceLike,
  type NodeLike,
  type PlannedWrite,
  type PodLike,
  type ServiceLike,
} from 'endpointslice';
import { findAffectedServices } from 'endpointslice/controller';
import { describe, expect, test } from 'vitest';
import { createLoop } from '../../docs/examples/controller-loop/main.ts';
import { readProjectFile } from '../repo/source-files.ts';
import { buildNode, buildPod, buildService } from '../support/build.ts';

interface SliceEvent {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED';
  readonly slice: EndpointSliceLike;
}

/** An API server of slices with informers that show a write only when its event is delivered, and the controller on it. */
class World {
  readonly services: ServiceLike[] = [buildService()];
  readonly pods: PodLike[] = [];
  readonly nodes: NodeLike[] = [buildNode()];
  /** What the server holds, and what the informer shows, by name. */
  readonly stored = new Map<string, EndpointSliceLike>();
  readonly shown = new Map<string, EndpointSliceLike>();
  readonly events: SliceEvent[] = [];
  readonly verbs: string[] = [];
  readonly errors: string[] = [];
  failing = 0;
  private version = 0;

  readonly controller = createLoop({
    list: () => ({
      services: this.services,
      pods: this.pods,
      nodes: this.nodes,
      slices: [...this.shown.values()],
    }),
    send: (write) => this.send(write),
  });

  /** Refuses what has moved on, as the API server does; keeps generation, uid and resourceVersion. */
  private async send(write: PlannedWrite): Promise<EndpointSliceLike> {
    await Promise.resolve();
    if (this.failing > 0) {
      this.failing -= 1;
      throw new Error('no answer');
    }
    this.verbs.push(write.verb);
    this.version += 1;
    const resourceVersion = String(this.version);
    if (write.verb === 'create') {
      const metadata = { ...write.slice.metadata, name: `${write.slice.metadata.generateName}${this.version}` };
      return this.store('ADDED', {
        ...write.slice,
        metadata: { ...metadata, uid: `s${this.version}`, generation: 1, resourceVersion },
      });
    }
    const name = write.verb === 'update' ? write.slice.metadata.name : write.name;
    const before = this.stored.get(name);
    if (before?.metadata?.uid !== write.preconditions.uid) throw new Error('409 uid');
    if (before?.metadata?.resourceVersion !== write.preconditions.resourceVersion) throw new Error('409 version');
    if (write.verb === 'update') {
      const generation = (before?.metadata?.generation ?? 0) + 1;
      return this.store('MODIFIED', {
        ...write.slice,
        metadata: { ...write.slice.metadata, generation, resourceVersion },
      });
    }
    const slice = { ...write.before, metadata: { ...write.before.metadata, resourceVersion } };
    this.stored.delete(name);
    this.events.push({ type: 'DELETED', slice });
    return slice;
  }

  private store(type: 'ADDED' | 'MODIFIED', slice: EndpointSliceLike): EndpointSliceLike {
    this.stored.set(slice.metadata?.name ?? '', slice);
    this.events.push({ type, slice });
    return slice;
  }

  async work(): Promise<void> {
    await this.controller.work((error) => this.errors.push(String(error)));
  }

  /** Delivers the events so far, the informer first. */
  deliver(): void {
    for (const { type, slice } of this.events.splice(0)) {
      const name = slice.metadata?.name ?? '';
      const before = this.shown.get(name);
      if (type === 'DELETED') this.shown.delete(name);
      else this.shown.set(name, slice);
      this.controller.onSlice(type, slice, before);
    }
  }

  addPods(from: number, to: number): void {
    for (let index = from; index < to; index += 1) {
      const after = buildPod({ name: `web-${index}`, ip: `10.0.0.${index}` });
      this.pods.push(after);
      findAffectedServices({ services: this.services, after }).forEach(this.controller.enqueue);
    }
  }

  /** The addresses that the server's slices list. */
  addresses(): string[] {
    return [...this.stored.values()].flatMap(({ endpoints }) => endpoints?.flatMap((one) => one.addresses ?? []) ?? []);
  }
}

describe('the controller loop of docs/examples', () => {
  test('is at most 70 lines long', () => {
    const lines = readProjectFile('docs/examples/controller-loop/main.ts').trimEnd().split('\n');
    expect(lines.length).toBeLessThanOrEqual(70);
  });

  test('writes the slices of the Services that pods concern, and nothing when asked again', async () => {
    const world = new World();
    world.addPods(1, 4);
    await world.work();
    expect(world.verbs).toEqual(['create']);
    expect(world.addresses()).toEqual(['10.0.0.1', '10.0.0.2', '10.0.0.3']);
    world.deliver();
    world.controller.enqueue(buildService());
    await world.work();
    expect(world.verbs).toEqual(['create']);
    expect(world.errors).toEqual([]);
  });

  test('waits while the informer does not show its own writes, then goes on', async () => {
    const world = new World();
    world.addPods(1, 2);
    await world.work();
    world.addPods(2, 3);
    await world.work();
    expect(world.verbs).toEqual(['create']);
    expect(world.errors).toEqual(['Error: shop/web: the informer does not show yet what was written']);
    world.deliver();
    await world.work();
    expect(world.verbs).toEqual(['create', 'update']);
    expect(world.addresses()).toEqual(['10.0.0.1', '10.0.0.2']);
  });

  test('plans again after a write that failed, and after a stranger deleted a slice', async () => {
    const world = new World();
    world.failing = 1;
    world.addPods(1, 2);
    await world.work();
    expect(world.errors).toEqual(['Error: no answer']);
    await world.work();
    expect(world.addresses()).toEqual(['10.0.0.1']);
    world.deliver();
    const [name = ''] = world.stored.keys();
    world.events.push({ type: 'DELETED', slice: world.stored.get(name) ?? ({} as EndpointSliceLike) });
    world.stored.delete(name);
    world.deliver();
    await world.work();
    expect(world.addresses()).toEqual(['10.0.0.1']);
    expect(world.verbs).toEqual(['create', 'create']);
  });

  test('comes back for a pod whose node is not known yet', async () => {
    const world = new World();
    const node = world.nodes.pop();
    world.addPods(1, 2);
    await world.work();
    expect(world.addresses()).toEqual([]);
    world.deliver();
    if (node !== undefined) world.nodes.push(node);
    await world.work();
    expect(world.addresses()).toEqual(['10.0.0.1']);
  });

  test('notes on its slices when the change happened', async () => {
    const world = new World();
    world.pods.push({
      ...buildPod({ name: 'web-1', ip: '10.0.0.1' }),
      status: {
        podIPs: [{ ip: '10.0.0.1' }],
        conditions: [{ type: 'Ready', status: 'True', lastTransitionTime: '2026-01-02T03:04:05Z' }],
      },
    });
    const [service = buildService()] = world.services;
    world.services[0] = {
      ...service,
      metadata: { ...service.metadata, creationTimestamp: '2026-01-01T00:00:00Z' },
    };
    world.controller.enqueue(service);
    await world.work();
    const triggers = () =>
      [...world.stored.values()].map(
        ({ metadata }) => metadata?.annotations?.['endpoints.kubernetes.io/last-change-trigger-time'],
      );
    expect(triggers()).toEqual(['2026-01-01T00:00:00Z']);
  });

  test('forgets a Service that is gone', async () => {
    const world = new World();
    world.addPods(1, 2);
    await world.work();
    // The new Service of the name does not wait for the slice of the old one, which never shows.
    const [service = buildService()] = world.services.splice(0);
    world.controller.enqueue(service);
    await world.work();
    world.stored.clear();
    world.services.push(service);
    world.controller.enqueue(service);
    await world.work();
    expect(world.errors).toEqual([]);
    expect(world.addresses()).toEqual(['10.0.0.1']);
  });

  test('takes the version of a new list as a bookmark, so that it does not wait for a slice that is gone', async () => {
    const world = new World();
    world.addPods(1, 2);
    await world.work();
    world.stored.clear();
    world.events.splice(0);
    const [service = buildService()] = world.services;
    world.controller.enqueue(service);
    await world.work();
    expect(world.errors).toHaveLength(1);
    world.controller.onSlice('BOOKMARK', { addressType: 'IPv4', metadata: { resourceVersion: '7' } });
    world.controller.enqueue(service);
    await world.work();
    expect(world.addresses()).toEqual(['10.0.0.1']);
    expect(buildCoreEndpoints({ service, slices: [...world.stored.values()] }).endpoints.subsets).toHaveLength(1);
  });
});
