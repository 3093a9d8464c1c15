import { type EndpointSliceLike, matchesSelector, type PodLike, type ServiceLike } from 'endpointslice';
import {
  type Controller,
  type ControllerOptions,
  createController,
  restoreController,
  type SavedController,
  saveController,
} from 'endpointslice/controller';
import { sortedMapForEach, sortedMapValues } from '../../src/internal/sorted-map.ts';
import { drawFrom } from '../support/draw.ts';
import { ApiServer, type Author, type Stored } from './api-server.ts';
import { Instance, KINDS, type Request } from './instance.ts';
import { NaiveController } from './naive.ts';
import { readyEndpoints, type ServiceWorld, SOURCE_MANAGER, wantedEndpoints, writesOf } from './truth.ts';
import { type Draw, Workload } from './workload.ts';

/** One thing that happens in a story; what exactly, its seed draws. */
export interface Op {
  readonly name: OpName;
  readonly seed: number;
}

/** What can happen. */
export type OpName = (typeof OPS)[number][0];

/** With their weights: most of all, messages arrive. */
export const OPS = [
  ['deliver', 300],
  ['serve', 130],
  ['answer', 130],
  ['act', 110],
  ['tick', 30],
  ['repeat', 12],
  ['relist', 4],
  ['fail request', 14],
  ['lose answer', 10],
  ['crash', 1],
  ['save', 3],
  ['second instance', 1],
  ['shards', 1],
  ['settle', 3],
] as const;

/** What was found in a run. */
export interface Figures {
  stepCount: number;
  eventCount: number;
  writeCount: number;
  naiveWriteCount: number;
  settleCount: number;
  crashCount: number;
  failureCount: number;
  /** An endpoint was taken away because the writer had not heard yet that it is wanted again. */
  lateCount: number;
  /** It was taken away by a plan from slices of which some were older than others (docs/model.md, stale gaps). */
  staleGapCount: number;
  readonly violations: string[];
}

/** What a run is of, if not of the controller as it is: for tests that want to see a mistake found. */
export interface Setup {
  readonly options?: ControllerOptions;
  readonly makeController?: (options: ControllerOptions) => Controller;
}

const SETTLE_ROUNDS = 300;
/** Writes that a failed request, a crash or somebody else's write may cost in addition. */
const WRITES_PER_DISTURBANCE = 2;

/** A cluster, one or more controllers, and everything that is checked of them. */
export class Simulation {
  readonly server = new ApiServer();
  readonly workload = new Workload(this.server);
  readonly naive: NaiveController;
  instances: Instance[] = [];
  readonly story: string[] = [];
  readonly figures: Figures = {
    stepCount: 0,
    eventCount: 0,
    writeCount: 0,
    naiveWriteCount: 0,
    settleCount: 0,
    crashCount: 0,
    failureCount: 0,
    lateCount: 0,
    staleGapCount: 0,
    violations: [],
  };
  #now = 1_000_000;
  readonly #options: ControllerOptions;
  readonly #limit: number;
  readonly #maxEndpointsPerSlice: number;
  readonly #setup: Setup;
  /** The endpoints that are wanted, and that were listed at some time since they are, by Service. */
  readonly #listed = new Map<string, Set<string>>();
  readonly #wanted = new Map<string, Set<string>>();
  /** Services of which something changed since everything was at rest. */
  readonly #changed = new Set<string>();
  /** Services of which since then a request failed or somebody else wrote a slice; `*` for all. */
  readonly #disturbed = new Set<string>();
  #disturbanceCount = 0;
  /** Requests that arrive although nobody waits for the answer any more. */
  #ghosts: Request[] = [];
  /** The write that is being applied, and whose it is. */
  #writing: Request | undefined;
  #writer: Instance | undefined;

  constructor(seed: number, setup: Setup = {}) {
    const draw = drawFrom(seed);
    this.#setup = setup;
    this.#maxEndpointsPerSlice = 2 + draw(4);
    this.#limit = 1 + draw(5);
    this.#options = {
      maxEndpointsPerSlice: this.#maxEndpointsPerSlice,
      batchPeriod: draw(2) === 0 ? 0 : 50,
      sources: [SOURCE_MANAGER],
      longestRetryDelay: 10_000,
      ...setup.options,
    };
    this.naive = new NaiveController((key, slices) => this.#worldOf(key, slices));
    this.server.onChange = (kind, before, after, author) => this.#onChange(kind, before, after, author);
    this.workload.fill(draw);
    this.#start();
  }

  /** Lets one thing happen. */
  run({ name, seed }: Op): void {
    const draw = drawFrom(seed);
    this.#now += 1 + draw(20);
    this.figures.stepCount += 1;
    const instance = this.instances[draw(this.instances.length)];
    if (instance !== undefined) this.#do(name, instance, draw);
    for (const one of this.instances) {
      if (one.askAgainAt !== undefined && one.askAgainAt <= this.#now) one.work(this.#now);
      if (one.complaint !== undefined) this.#violate(one.complaint);
    }
  }

  #do(name: OpName, instance: Instance, draw: Draw): void {
    const kind = KINDS[draw(KINDS.length)] ?? 'Pod';
    switch (name) {
      case 'deliver':
        if (instance.delivered.has(kind)) {
          if (instance.deliver(kind, this.#now)) this.story.push(`${kind}: an event arrives`);
        } else this.#list(instance, kind);
        break;
      case 'serve':
        if (this.#ghosts.length > 0 && draw(4) === 0) this.#serveGhost();
        else this.#serve(instance, draw(Math.max(1, instance.requests.length)));
        break;
      case 'answer': {
        const [answer] = instance.answers.splice(draw(Math.max(1, instance.answers.length)), 1);
        if (answer === undefined) break;
        this.story.push(`answer ${answer.id}: ${answer.answer.outcome}`);
        instance.answer(answer.id, answer.answer, this.#now);
        break;
      }
      case 'act':
        this.story.push(this.workload.act(draw));
        break;
      case 'tick':
        this.#now += draw(3000);
        break;
      case 'repeat': {
        const past = this.server.pastEvents(kind, instance.delivered.get(kind) ?? 0);
        const event = past[draw(Math.max(1, past.length))];
        if (event === undefined) break;
        this.story.push(`${kind}: event ${event.version} arrives again`);
        instance.tell(kind, event.type, event.object, this.#now);
        break;
      }
      case 'relist':
        this.#list(instance, kind);
        break;
      case 'fail request':
        this.#failRequest(instance, draw);
        break;
      case 'lose answer': {
        const [lost] = instance.answers.splice(draw(Math.max(1, instance.answers.length)), 1);
        if (lost === undefined) break;
        this.figures.failureCount += 1;
        this.#disturb('*');
        this.story.push(`answer ${lost.id} is lost`);
        instance.answer(lost.id, { outcome: 'noAnswer', message: 'timeout' }, this.#now);
        break;
      }
      case 'crash':
        this.figures.crashCount += 1;
        this.#disturb('*');
        this.story.push('the program crashes and starts again');
        this.#ghosts.push(...instance.requests);
        this.#stop(instance);
        this.#start();
        break;
      case 'save': {
        this.story.push('the state is saved and restored');
        if (this.#setup.makeController !== undefined) break;
        const saved: unknown = JSON.parse(JSON.stringify(saveController(instance.controller.state)));
        const state = restoreController(saved as SavedController, this.#options);
        instance.controller = createController(this.#options, state);
        break;
      }
      case 'second instance':
        this.#disturb('*');
        if (this.instances.length > 1) {
          this.story.push('an instance stops');
          this.#stop(instance);
          this.#giveShards(this.instances.length > 1 ? this.instances.length : 0);
        } else {
          this.story.push('a second instance starts');
          this.#start();
        }
        break;
      case 'shards':
        this.#disturb('*');
        if (this.instances.length === 1) while (this.instances.length < 3) this.#start();
        this.story.push(`${this.instances.length} instances share the Services`);
        this.#giveShards(this.instances.length);
        break;
      case 'settle':
        this.settle();
        break;
    }
  }

  /** Everything that is under way arrives, and time passes, until nothing happens any more; then it must be right. */
  settle(): void {
    this.story.push('all arrives');
    this.figures.settleCount += 1;
    while (this.server.collect());
    for (let round = 0; round < SETTLE_ROUNDS; round += 1) {
      if (!this.#progress()) {
        this.#checkRest();
        return;
      }
    }
    this.#violate('does not settle');
  }

  /** What goes on by itself. Whether anything did. */
  #progress(): boolean {
    let isMoving = false;
    for (const instance of this.instances) {
      for (const kind of KINDS) {
        if (!instance.delivered.has(kind)) {
          this.#list(instance, kind);
          isMoving = true;
        }
        while (instance.deliver(kind, this.#now)) isMoving = true;
      }
      while (instance.requests.length > 0) {
        this.#serve(instance, 0);
        isMoving = true;
      }
      for (const { id, answer } of instance.answers.splice(0)) {
        instance.answer(id, answer, this.#now);
        isMoving = true;
      }
    }
    while (this.#ghosts.length > 0) {
      this.#serveGhost();
      isMoving = true;
    }
    while (this.server.collect()) isMoving = true;
    if (isMoving) return true;
    const times = this.instances.flatMap(({ askAgainAt }) => (askAgainAt === undefined ? [] : [askAgainAt]));
    if (times.length === 0) return false;
    this.#now = Math.max(this.#now + 1, Math.min(...times));
    for (const instance of this.instances) instance.work(this.#now);
    return true;
  }

  /** What must hold when nothing happens any more: slices are what planning wants, and nothing waits. */
  #checkRest(): void {
    for (const key of this.#keys()) {
      // What cannot be created cannot be waited for.
      if (this.server.terminatingNamespaces.has(key.split('/')[0] ?? '')) continue;
      const writes = writesOf(this.#worldOf(key)).filter((write) => !this.#mayDiffer(key, write));
      if (writes.length > 0) {
        const texts = writes.map((write) => `${write.verb} (${write.reasons.join(', ')})`);
        this.#violate(`${key} is at rest, but planning would ${texts.join('; ')}`);
      }
    }
    for (const instance of this.instances) {
      const waiting = sortedMapValues(instance.controller.state.work.jobs).filter(({ phase }) => phase !== 'idle');
      for (const { namespace, name, phase } of waiting) this.#violate(`${namespace}/${name} is ${phase} for ever`);
    }
    for (const instance of this.instances) this.#checkMemory(instance);
    this.#changed.clear();
    if (this.instances.length === 1) this.#disturbed.clear();
  }

  /** Nothing is remembered of Services and slices that are gone. */
  #checkMemory({ controller: { state } }: Instance): void {
    const keys = this.#keys();
    for (const { namespace, name, producer } of sortedMapValues(state.work.jobs)) {
      if (!keys.has(`${namespace}/${name}`)) this.#violate(`${producer} remembers ${namespace}/${name}, which is gone`);
    }
    const uids = new Set(this.server.all('EndpointSlice').map(({ metadata }) => metadata.uid));
    sortedMapForEach(state.trackers, ({ services }, producer) => {
      sortedMapForEach(services, (slices, service) => {
        sortedMapForEach(slices, (_, uid) => {
          if (!uids.has(uid)) this.#violate(`${producer} remembers a slice of ${service} that is gone`);
        });
      });
    });
    for (const [name, map] of Object.entries({
      fresh: state.work.fresh,
      schedule: state.work.schedule,
      awaiting: state.work.awaiting,
      sending: state.work.sending,
      busy: state.work.busy,
    })) {
      if (map !== undefined) this.#violate(`${name} is not empty at rest`);
    }
  }

  /** From now on, writes for the Service may be refused, and more may be needed. */
  #disturb(key: string): void {
    this.#disturbed.add(key);
    this.#disturbanceCount += 1;
  }

  /** Hints by capacity follow the nodes only where a zone would be overloaded, as in the reference. */
  #mayDiffer(key: string, { reasons }: { readonly reasons: readonly string[] }): boolean {
    return reasons.join() === 'HintsChanged' && hasCapacityHints(this.server.get('Service', key));
  }

  /** Every Service that there is or that slices, Endpoints or sources name. */
  #keys(): Set<string> {
    const keys = new Set<string>();
    for (const kind of ['Service', 'Endpoints', 'EndpointSource'] as const) {
      for (const { metadata } of this.server.all(kind)) keys.add(`${metadata.namespace}/${metadata.name}`);
    }
    for (const slice of this.server.all('EndpointSlice')) keys.add(keyOfSlice(slice));
    return keys;
  }

  #worldOf(key: string, slices?: readonly EndpointSliceLike[]): ServiceWorld {
    const [namespace = '', name = ''] = key.split('/');
    const service = this.server.get('Service', key);
    return {
      namespace,
      name,
      service,
      endpoints: this.server.get('Endpoints', key),
      source: this.server.get('EndpointSource', `${key}/${SOURCE_MANAGER}`),
      pods: this.server.all('Pod').filter(({ metadata }) => metadata.namespace === namespace),
      nodes: this.server.all('Node'),
      slices: slices ?? this.server.all('EndpointSlice').filter((slice) => keyOfSlice(slice) === key),
      maxEndpointsPerSlice: this.#maxEndpointsPerSlice,
    };
  }

  #start(): void {
    const controller = (this.#setup.makeController ?? createController)(this.#options);
    this.instances.push(new Instance(this.server, controller, this.#limit));
  }

  #stop(instance: Instance): void {
    this.#addUp(instance);
    this.instances = this.instances.filter((one) => one !== instance);
  }

  #giveShards(count: number): void {
    for (const [index, instance] of this.instances.entries()) {
      const shards = count === 0 ? undefined : { count, own: [index] };
      instance.controller.receive({ type: 'SHARDS', shards });
      instance.work(this.#now);
    }
  }

  #list(instance: Instance, kind: (typeof KINDS)[number]): void {
    this.story.push(`${kind}: listed`);
    instance.list(kind, this.#now);
  }

  #serve(instance: Instance, place: number): void {
    const [request] = instance.requests.splice(place, 1);
    if (request === undefined) return;
    const { write } = request;
    this.#writing = request;
    this.#writer = instance;
    const before = this.server.appliedCount;
    const answer = this.server.serve(write);
    this.#writing = undefined;
    this.#writer = undefined;
    const { namespace, name } = write.service;
    const applied = this.server.appliedCount > before;
    this.story.push(
      `${write.verb} ${write.id} for ${namespace}/${name} (${write.reasons.join(', ')}): ${answer.outcome}`,
    );
    if (applied && !this.#changed.has(`${namespace}/${name}`)) {
      this.#violate(`${write.verb} for ${namespace}/${name} (${write.controller}), of which nothing has changed`);
    }
    const isRefused = answer.outcome === 'conflict' || answer.outcome === 'notFound';
    if (isRefused && !this.#disturbed.has('*') && !this.#disturbed.has(`${namespace}/${name}`)) {
      this.#violate(
        `${write.verb} for ${namespace}/${name} was refused (${answer.outcome}), though nobody else had written`,
      );
    }
    instance.answers.push({ id: write.id, answer });
  }

  /** A request arrives late; it may be refused, and its answer is lost. */
  #serveGhost(): void {
    const request = this.#ghosts.shift();
    if (request === undefined) return;
    this.#writing = request;
    const { outcome } = this.server.serve(request.write);
    this.#writing = undefined;
    this.#disturb('*');
    const { namespace, name } = request.write.service;
    this.#changed.add(`${namespace}/${name}`);
    this.story.push(`late ${request.write.verb} ${request.write.id} for ${namespace}/${name}: ${outcome}`);
  }

  #failRequest(instance: Instance, draw: Draw): void {
    const [request] = instance.requests.splice(draw(Math.max(1, instance.requests.length)), 1);
    if (request === undefined) return;
    this.figures.failureCount += 1;
    const { id, service } = request.write;
    this.#disturb(`${service.namespace}/${service.name}`);
    if (draw(4) === 0) {
      this.story.push(`request ${id} is late`);
      this.#ghosts.push(request);
      this.#disturb('*');
      instance.answers.push({ id, answer: { outcome: 'noAnswer', message: 'timeout' } });
      return;
    }
    const answers = [
      { outcome: 'noAnswer', message: 'connection refused' },
      { outcome: 'tooManyRequests', delay: 1000 + draw(2000) },
      { outcome: 'forbidden', message: 'not yet' },
      { outcome: 'alreadyExists' },
    ] as const;
    const answer = answers[draw(answers.length)] ?? answers[0];
    this.story.push(`request ${id} fails: ${answer.outcome}`);
    instance.answers.push({ id, answer });
  }

  /** Keeps account of what every change of the cluster means. */
  #onChange(kind: string, before: unknown, after: unknown, author: Author): void {
    const affected = this.#affected(kind, before, after);
    if (author !== 'controller') {
      for (const key of affected) {
        this.#changed.add(key);
        if (kind === 'EndpointSlice') this.#disturb(key);
        if (kind === 'EndpointSlice') this.naive.repair(key);
        else this.naive.sync(key);
      }
    }
    for (const key of affected) {
      if (kind === 'EndpointSlice') for (const one of this.instances) if (one !== this.#writer) one.spoil(key);
      if (kind !== 'EndpointSlice') this.#wanted.set(key, this.#wantedOf(key));
      this.#checkListed(key, author);
    }
  }

  #wantedOf(key: string): Set<string> {
    return wantedEndpoints(this.#worldOf(key));
  }

  /** What was listed and is wanted must be listed. */
  #checkListed(key: string, author: Author): void {
    const slices = this.server.all('EndpointSlice').filter((slice) => keyOfSlice(slice) === key);
    const ready = readyEndpoints(slices);
    const wanted = this.#wanted.get(key) ?? new Set();
    const listed = this.#listed.get(key) ?? new Set();
    const now = new Set<string>();
    for (const endpoint of wanted) {
      if (ready.has(endpoint)) now.add(endpoint);
      else if (listed.has(endpoint) && author === 'controller') this.#judgeGap(key, endpoint);
    }
    this.#listed.set(key, now);
  }

  /** An endpoint that is wanted was taken away by a write: was that the best that its writer could know? */
  #judgeGap(key: string, endpoint: string): void {
    const request = this.#writing;
    if (request === undefined) return;
    const { caches } = request.view;
    let service: ServiceLike | undefined;
    for (const known of sortedMapValues(caches.Service.items)) {
      if (`${known.metadata?.namespace}/${known.metadata?.name}` === key) service = known;
    }
    const known = wantedEndpoints({
      service,
      pods: sortedMapValues(caches.Pod.items),
      nodes: sortedMapValues(caches.Node.items),
    });
    if (!known.has(endpoint)) this.figures.lateCount += 1;
    else if (!request.wasCurrent) this.figures.staleGapCount += 1;
    else this.#violate(`${endpoint} of ${key} was taken away by ${request.write.verb} ${request.write.id}`);
  }

  /** The Services that a change of an object concerns. */
  #affected(kind: string, before: unknown, after: unknown): Set<string> {
    const keys = new Set<string>();
    const objects = [before, after].filter((object) => object !== undefined);
    if (kind === 'Pod') {
      for (const pod of objects as PodLike[]) for (const key of this.#choosing(pod)) keys.add(key);
    } else if (kind === 'Node') {
      const [name] = (objects as Stored<'Node'>[]).map(({ metadata }) => metadata.name);
      for (const pod of this.server.all('Pod')) {
        if (pod.spec?.nodeName === name) for (const key of this.#choosing(pod)) keys.add(key);
      }
      for (const service of this.server.all('Service')) {
        if (hasCapacityHints(service)) keys.add(`${service.metadata.namespace}/${service.metadata.name}`);
      }
    } else if (kind === 'EndpointSlice') {
      for (const slice of objects as Stored<'EndpointSlice'>[]) keys.add(keyOfSlice(slice));
    } else {
      for (const { metadata } of objects as Stored<'Service'>[]) keys.add(`${metadata.namespace}/${metadata.name}`);
    }
    return keys;
  }

  #choosing(pod: PodLike): string[] {
    return this.server
      .all('Service')
      .filter(
        ({ metadata, spec }) =>
          metadata.namespace === pod.metadata?.namespace && matchesSelector(spec?.selector, pod.metadata?.labels),
      )
      .map(({ metadata }) => `${metadata.namespace}/${metadata.name}`);
  }

  #violate(text: string): void {
    if (this.figures.violations.includes(text)) return;
    this.figures.violations.push(text);
    this.story.push(`VIOLATION: ${text}`);
  }

  #addUp({ eventCount }: Instance): void {
    this.figures.eventCount += eventCount;
  }

  /** The figures at the end. */
  finish(): Figures {
    this.settle();
    for (const instance of this.instances) this.#addUp(instance);
    this.figures.writeCount = this.server.appliedCount;
    this.figures.naiveWriteCount = this.naive.writeCount;
    const most = this.naive.writeCount + WRITES_PER_DISTURBANCE * this.#disturbanceCount;
    if (this.figures.writeCount > most) this.#violate(`${this.figures.writeCount} writes, where ${most} are enough`);
    return this.figures;
  }
}

function hasCapacityHints(service: ServiceLike | undefined): boolean {
  return service?.metadata?.annotations?.['service.kubernetes.io/topology-mode'] === 'Auto';
}

function keyOfSlice({ metadata }: EndpointSliceLike): string {
  return `${metadata?.namespace}/${metadata?.labels?.['kubernetes.io/service-name']}`;
}

/** A story of so many things that happen. */
export function drawOps(seed: number, count: number): Op[] {
  const draw = drawFrom(seed ^ 0x5eed);
  const total = OPS.reduce((sum, [, weight]) => sum + weight, 0);
  return Array.from({ length: count }, () => {
    let place = draw(total);
    const found = OPS.find(([, weight]) => {
      place -= weight;
      return place < 0;
    });
    return { name: found?.[0] ?? 'deliver', seed: draw(2 ** 31) };
  });
}
