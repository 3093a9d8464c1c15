import type { EndpointSliceLike } from 'endpointslice';
import { gapsOf, slicesAfterEachWrite } from '../support/listings.ts';
import { ContentTable, letterOf } from './content-table.ts';
import type { Controller } from './controller.ts';
import { MemoryTable } from './memory-table.ts';
import {
  type Copy,
  decodeState,
  encodeState,
  type PendingWrite,
  Renumbering,
  type SliceEvent,
  type State,
} from './state.ts';
import { desiredEndpoints, nextStates, objectsOf, podStates, type World, type WorldObjects } from './world.ts';

/** What can be wrong in a world. */
export type FaultKind =
  /** An endpoint that stays is in no slice for a while, though the plan knew what the server had. */
  | 'gap'
  /** The server refused a write although nothing had happened but what the controller could know of. */
  | 'refused'
  /** The writes of a plan do not carry what the slice must still be. */
  | 'unguarded'
  /** The controller waits for slices that will never be listed. */
  | 'stuck'
  /** The controller writes for ever. */
  | 'restless'
  /** The slices do not list what they should when everything is delivered and written. */
  | 'wrong-end'
  /** Planning once more would write again. */
  | 'unstable-end';

/** Something that is wrong. */
export interface Fault {
  readonly kind: FaultKind;
  readonly text: string;
}

/** One thing that can happen in a state. */
export interface Move {
  readonly name: string;
  readonly next: State;
  readonly kind: 'deliver' | 'write' | 'sync' | 'other';
  readonly fault?: Fault | undefined;
  /** Whether a plan made on old slices took away what stays: nobody can prevent that. */
  readonly isStaleGap?: boolean;
}

/** A plan, by places of slices in the list that it was made for. */
interface KnownPlan {
  readonly writes: readonly PendingWrite[];
  /** What the slices list when all is written. */
  readonly end: number;
  readonly faults: readonly Fault[];
}

/** How a write ends: answered, or without an answer though it was or was not applied. */
type Ending = 'answered' | 'answer lost' | 'request lost';

/** A world with a controller in it: where it starts, and what can happen in each state. */
export class Model {
  readonly #world: World;
  readonly #controller: Controller;
  readonly #objects: WorldObjects;
  readonly #contents = new ContentTable();
  readonly #memories = new MemoryTable();
  readonly #emptyMemory: number;
  readonly #plans = new Map<string, KnownPlan>();
  readonly #judged = new Map<string, { readonly memory: number; readonly isStale: boolean }>();
  readonly #noticed = new Map<string, { readonly memory: number; readonly again: boolean }>();

  constructor(world: World, controller: Controller) {
    this.#world = world;
    this.#controller = controller;
    this.#objects = objectsOf(world);
    this.#emptyMemory = this.#memories.numberOf(controller.emptyMemory);
  }

  keyOf(state: State): string {
    const renumbering = new Renumbering(state, this.#memories.mentionsOf(state.memory));
    return encodeState(state, renumbering, this.#memories.renumber(state.memory, renumbering));
  }

  stateOf(key: string): State {
    return decodeState(key, this.#world.podCount);
  }

  /** The first state: pods have come in their order, each was planned and written. */
  start(): State {
    const { podCount, ready, steps, faults } = this.#world;
    const pods = Array.from({ length: podCount }, () => 0);
    let state: State = {
      steps: 0,
      faults: 0,
      pods,
      ports: 0,
      slices: [],
      podCache: pods,
      portCache: 0,
      sliceCache: [],
      podEvents: [],
      portEvents: [],
      sliceEvents: [],
      memory: this.#emptyMemory,
      pending: [],
      lasting: 0,
      isFresh: true,
      isQueued: true,
      isTroubled: false,
    };
    for (const pod of ready) state = this.#settle(this.#changePod(state, pod, podStates.indexOf('ready')));
    return { ...state, steps, faults };
  }

  /**
   * All that can happen. If the controller can go on by itself, the first is what it does when everything arrives in good
   * time: events are delivered, then what is planned is written, then the Service is planned.
   */
  moves(state: State): Move[] {
    return [...this.#progress(state), ...this.#refreshes(state), ...this.#steps(state), ...this.#faults(state)];
  }

  /** What is wrong with a state in which the controller does nothing more by itself. */
  faultsAtRest(state: State): Fault[] {
    if (state.isQueued) return [{ kind: 'stuck', text: `waits for ever with ${this.describe(state)}` }];
    const listed = state.slices.flatMap(({ content }) => this.#contents.endpointsOf(content)).sort();
    const states = state.pods.map((pod) => podStates[pod] ?? 'absent');
    const desired = desiredEndpoints(this.#world, states, state.ports);
    const faults: Fault[] = [];
    const fault = (kind: FaultKind, text: string): number => faults.push({ kind, text });
    if (listed.join('\n') !== desired.join('\n')) {
      fault('wrong-end', `lists ${listed.join('; ')} instead of ${desired.join('; ')}`);
    }
    if (state.slices.length === 0) fault('wrong-end', 'no slice stands for the Service');
    for (const { content } of state.slices) {
      const { length } = this.#contents.endpointsOf(content);
      if (length > this.#world.maxEndpointsPerSlice) fault('wrong-end', `a slice has ${length} endpoints`);
    }
    if (this.#judge(state).isStale) fault('unstable-end', 'the controller thinks that its slices are old');
    if (this.#plan(state).writes.length > 0) fault('unstable-end', `would write again with ${this.describe(state)}`);
    return faults;
  }

  /** How many slices there are beyond the fewest that hold the endpoints. */
  surplusOf({ slices, pods }: State): number {
    const count = pods.filter((pod) => pod !== 0).length;
    const { maxEndpointsPerSlice, webPorts } = this.#world;
    // With ports that differ per pod there is a slice for each at least; it is not worth counting.
    if (webPorts !== undefined) return 0;
    return slices.length - Math.max(1, Math.ceil(count / maxEndpointsPerSlice));
  }

  /** The slices of the server as text. */
  describe({ slices }: State): string {
    const texts = slices.map(
      ({ slice, content }) => `web-${letterOf(slice)} [${this.#contents.endpointsOf(content).join('; ')}]`,
    );
    return texts.join(', ') || 'no slice';
  }

  *#progress(state: State): Generator<Move> {
    const { sliceEvents, podEvents, portEvents, pending } = state;
    const [event, ...laterEvents] = sliceEvents;
    if (event !== undefined) {
      const next = this.#notice(
        { ...state, sliceEvents: laterEvents, sliceCache: withEvent(state.sliceCache, event) },
        [event],
      );
      yield { name: `the event about web-${letterOf(event.slice)} arrives`, kind: 'deliver', next };
    }
    const [podEvent, ...laterPods] = podEvents;
    if (podEvent !== undefined) {
      const podCache = withPod(state.podCache, podEvent >> 2, podEvent & 3);
      const next = { ...state, podEvents: laterPods, podCache, isQueued: true };
      yield { name: `the event about p${podEvent >> 2} arrives`, kind: 'deliver', next };
    }
    const [portCache, ...laterPorts] = portEvents;
    if (portCache !== undefined) {
      const next = { ...state, portEvents: laterPorts, portCache, isQueued: true };
      yield { name: 'the event about the Service arrives', kind: 'deliver', next };
    }
    if (pending.length > 0) yield this.#send(state, 'answered');
    if (pending.length === 0 && state.isQueued && !this.#judge(state).isStale) yield this.#sync(state);
  }

  /** Sieve's unobserved state: caches are filled anew, and nobody sees what was in between. */
  *#refreshes(state: State): Generator<Move> {
    if (state.sliceEvents.length > 1) {
      const next = this.#refreshSlices(state);
      yield { name: 'the cache of slices is filled anew', kind: 'other', next };
    }
    if (state.podEvents.length > 1) {
      const next = { ...state, podCache: state.pods, podEvents: [], isQueued: true };
      yield { name: 'the cache of pods is filled anew', kind: 'other', next };
    }
  }

  *#steps(state: State): Generator<Move> {
    if (state.steps === 0) return;
    const rest = { ...state, steps: state.steps - 1 };
    for (const [pod, before] of state.pods.entries()) {
      for (const after of nextStates(podStates[before] ?? 'absent')) {
        const next = this.#changePod(rest, pod, podStates.indexOf(after));
        yield { name: `p${pod} becomes ${after}`, kind: 'other', next };
      }
    }
    for (let ports = 0; ports < this.#world.ports.length; ports += 1) {
      if (ports === state.ports) continue;
      const next = { ...rest, ports, portEvents: [...state.portEvents, ports] };
      yield { name: `the Service gets its list of ports ${ports}`, kind: 'other', next };
    }
    if (this.#world.strangers !== true) return;
    for (const copy of state.slices) {
      const touched = { ...copy, resourceVersion: this.#nextVersion(state) };
      for (const isDeletion of [false, true]) {
        const changed = this.#change({ ...rest, isTroubled: true }, { ...touched, isDeletion });
        // A plan that is under way did not know of this.
        const next = { ...changed, isFresh: state.pending.length === 0 };
        yield {
          name: `a stranger ${isDeletion ? 'deletes' : 'annotates'} web-${letterOf(copy.slice)}`,
          kind: 'other',
          next,
        };
      }
    }
  }

  *#faults(state: State): Generator<Move> {
    if (state.faults === 0) return;
    const rest = { ...state, faults: state.faults - 1, isTroubled: true };
    if (state.pending.length > 0) {
      yield this.#send(rest, 'answer lost');
      yield this.#send(rest, 'request lost');
    }
    const crashed: State = { ...rest, memory: this.#emptyMemory, ...withoutPlan, isQueued: true };
    const fresh = {
      ...crashed,
      sliceCache: state.slices,
      sliceEvents: [],
      podCache: state.pods,
      podEvents: [],
      portCache: state.ports,
      portEvents: [],
    };
    yield {
      name: 'the controller starts again, with fresh caches',
      kind: 'other',
      next: this.#notice(fresh, fresh.sliceCache),
    };
    const isBehind = state.sliceEvents.length + state.podEvents.length + state.portEvents.length > 0;
    if (isBehind) {
      const next = this.#notice(crashed, crashed.sliceCache);
      yield { name: 'the controller starts again, with stale caches', kind: 'other', next };
    }
  }

  #changePod(state: State, pod: number, after: number): State {
    return { ...state, pods: withPod(state.pods, pod, after), podEvents: [...state.podEvents, pod * 4 + after] };
  }

  /** Lets the controller go on until it has nothing more to do. */
  #settle(state: State): State {
    let current = state;
    for (let count = 0; count < 100; count += 1) {
      const move = this.#progress(current).next();
      if (move.done === true) return this.stateOf(this.keyOf({ ...current, ...withoutPlan }));
      current = move.value.next;
    }
    throw new RangeError(`${this.#world.name}: the controller does not come to rest at the start`);
  }

  #sync(state: State): Move {
    const { writes, end, faults } = this.#plan(state);
    const pending = writes.map((write) => {
      const copy = state.sliceCache[write.slice];
      if (copy === undefined) return write;
      return { ...write, slice: copy.slice, resourceVersion: write.resourceVersion === 0 ? 0 : copy.resourceVersion };
    });
    const isFresh =
      state.sliceCache.length === state.slices.length &&
      state.sliceCache.every(({ resourceVersion }, index) => resourceVersion === state.slices[index]?.resourceVersion);
    const lasting = pending.length === 0 ? 0 : this.#listings(state.slices) & end;
    const { memory } = this.#judge(state);
    return {
      name: `the Service is planned: ${pending.map(({ verb }) => verb).join(', ') || 'nothing to write'}`,
      kind: 'sync',
      next: { ...state, memory, isQueued: false, pending, lasting, isFresh: pending.length === 0 || isFresh },
      fault: faults[0],
    };
  }

  #plan({ podCache, portCache, sliceCache }: State): KnownPlan {
    const key = `${podCache.join()};${portCache};${sliceCache.map(({ content }) => content).join()}`;
    let known = this.#plans.get(key);
    if (known === undefined) {
      known = this.#makePlan(podCache, portCache, sliceCache);
      this.#plans.set(key, known);
    }
    return known;
  }

  #makePlan(podCache: readonly number[], portCache: number, sliceCache: readonly Copy[]): KnownPlan {
    const objects = this.#objects;
    const slices = sliceCache.map(({ content }, index) => this.#contents.sliceOf(content, index, 1, index + 1));
    const plan = this.#controller.plan({
      service: objects.service(portCache),
      pods: objects.pods(podCache.map((pod) => podStates[pod] ?? 'absent')),
      nodes: objects.nodes,
      slices,
      maxEndpointsPerSlice: this.#world.maxEndpointsPerSlice,
    });
    const faults: Fault[] = gapsOf(slices, plan).map((text) => ({ kind: 'gap', text }));
    const writes = plan.writes.map((write): PendingWrite => {
      if (write.verb === 'create') {
        return { verb: 'create', slice: -1, resourceVersion: 0, content: this.#contents.numberOf(write.slice) };
      }
      const slice = slices.findIndex(({ metadata }) => metadata?.uid === write.before.metadata?.uid);
      const required =
        write.verb === 'update' ? write.slice.metadata.resourceVersion : write.preconditions.resourceVersion;
      const isGuarded = required === String(slice + 1) && write.preconditions.uid === slices[slice]?.metadata?.uid;
      if (!isGuarded) faults.push({ kind: 'unguarded', text: `${write.verb} without preconditions` });
      const content = write.verb === 'update' ? this.#contents.numberOf(write.slice) : 0;
      return { verb: write.verb, slice, resourceVersion: isGuarded ? slice + 1 : 0, content };
    });
    const after = slicesAfterEachWrite(slices, plan).at(-1) ?? [];
    return { writes, end: this.#contents.listingBits(after), faults };
  }

  /** Sends the first of the writes. What follows a failure is dropped, and the Service planned again. */
  #send(state: State, ending: Ending): Move {
    const [write, ...others] = state.pending as [PendingWrite, ...PendingWrite[]];
    const target = write.verb === 'create' ? 'a slice' : `web-${letterOf(write.slice)}`;
    const name = `${write.verb} ${target}${ending === 'answered' ? '' : `: ${ending}`}`;
    const failed: State = { ...state, ...withoutPlan, isQueued: true };
    const unanswered = this.#controller.withoutAnswer === 'again' ? failed : { ...state, ...planOf(state, others) };
    if (ending === 'request lost') return { name, kind: 'write', next: unanswered };
    const event = this.#answer(state, write);
    if (event === undefined) {
      const fault: Fault | undefined = state.isTroubled
        ? undefined
        : { kind: 'refused', text: `${name} is refused; the server has ${this.describe(state)}` };
      return { name: `${name}: refused`, kind: 'write', next: failed, fault };
    }
    const { slices, sliceEvents } = this.#change(state, event);
    const missing = state.lasting & ~this.#listings(slices);
    const gap = missing !== 0 && state.isFresh;
    const fault: Fault | undefined = gap
      ? { kind: 'gap', text: `after ${name} no slice has ${this.#contents.describeListings(missing).join('; ')}` }
      : undefined;
    const memory = this.#remember(state.memory, write.verb === 'delete' ? 'deleted' : 'written', event).memory;
    const next = ending === 'answered' ? { ...state, ...planOf(state, others), memory } : unanswered;
    return { name, kind: 'write', next: { ...next, slices, sliceEvents }, fault, isStaleGap: missing !== 0 && !gap };
  }

  /** What the server makes of a write; `undefined` if it refuses it. */
  #answer(state: State, { verb, slice, resourceVersion, content }: PendingWrite): SliceEvent | undefined {
    const version = this.#nextVersion(state);
    if (verb === 'create') {
      return { slice: this.#nextSlice(state), generation: 1, resourceVersion: version, content, isDeletion: false };
    }
    const found = state.slices.find((copy) => copy.slice === slice);
    if (found === undefined || (resourceVersion !== 0 && resourceVersion !== found.resourceVersion)) return undefined;
    if (verb === 'delete') return { ...found, resourceVersion: version, isDeletion: true };
    return { slice, generation: found.generation + 1, resourceVersion: version, content, isDeletion: false };
  }

  /** The server's slices after something happened to one, which is told to all who watch. */
  #change(state: State, event: SliceEvent): State {
    return { ...state, slices: withEvent(state.slices, event), sliceEvents: [...state.sliceEvents, event] };
  }

  #refreshSlices(state: State): State {
    const seen = state.slices.filter(
      ({ slice, resourceVersion }) =>
        !state.sliceCache.some((copy) => copy.slice === slice && copy.resourceVersion === resourceVersion),
    );
    const gone = state.sliceCache
      .filter(({ slice }) => !state.slices.some((copy) => copy.slice === slice))
      .map((copy) => ({ ...copy, isDeletion: true }));
    const listed = this.#notice({ ...state, sliceCache: state.slices, sliceEvents: [] }, [...seen, ...gone]);
    const before = this.#memories.memoryOf(listed.memory);
    const { memory, again } = this.#controller.refilled(before, String(this.#nextVersion(state) - 1));
    return { ...listed, memory: this.#memories.numberOf(memory), isQueued: listed.isQueued || again };
  }

  /** What the controller makes of events about slices. */
  #notice(state: State, events: readonly (Copy | SliceEvent)[]): State {
    let { memory, isQueued } = state;
    for (const event of events) {
      const noticed = this.#remember(memory, 'isDeletion' in event && event.isDeletion ? 'gone' : 'seen', event);
      memory = noticed.memory;
      isQueued ||= noticed.again;
    }
    return { ...state, memory, isQueued };
  }

  #remember(
    memory: number,
    step: 'written' | 'deleted' | 'seen' | 'gone',
    { slice, generation, resourceVersion, content }: Copy,
  ): { readonly memory: number; readonly again: boolean } {
    const key = `${memory} ${step} ${slice} ${generation} ${resourceVersion} ${content}`;
    let noticed = this.#noticed.get(key);
    if (noticed === undefined) {
      const before = this.#memories.memoryOf(memory);
      const object = this.#contents.sliceOf(content, slice, generation, resourceVersion);
      const answer =
        step === 'written' || step === 'deleted'
          ? { memory: this.#controller[step](before, object), again: false }
          : this.#controller[step](before, object);
      noticed = { memory: this.#memories.numberOf(answer.memory), again: answer.again };
      this.#noticed.set(key, noticed);
    }
    return noticed;
  }

  #judge({ memory, portCache, sliceCache }: State): { readonly memory: number; readonly isStale: boolean } {
    const listed = sliceCache.map((copy) => `${copy.slice} ${copy.generation} ${copy.resourceVersion}`);
    const key = `${memory};${listed.join()}`;
    let judged = this.#judged.get(key);
    if (judged === undefined) {
      const slices = sliceCache.map(
        ({ content, slice, generation, resourceVersion }): EndpointSliceLike =>
          this.#contents.sliceOf(content, slice, generation, resourceVersion),
      );
      const answer = this.#controller.judge(this.#memories.memoryOf(memory), this.#objects.service(portCache), slices);
      judged = { isStale: answer.isStale, memory: this.#memories.numberOf(answer.memory) };
      this.#judged.set(key, judged);
    }
    return judged;
  }

  #listings(slices: readonly Copy[]): number {
    return slices.reduce((bits, { content }) => bits | this.#contents.listingsOf(content), 0);
  }

  #nextVersion({ slices, sliceCache, sliceEvents, memory }: State): number {
    const mentioned = this.#memories.mentionsOf(memory).resourceVersions;
    const versions = [...slices, ...sliceCache, ...sliceEvents].map(({ resourceVersion }) => resourceVersion);
    return 1 + Math.max(0, ...versions, ...mentioned);
  }

  #nextSlice({ slices, sliceCache, sliceEvents, pending, memory }: State): number {
    const mentioned = this.#memories.mentionsOf(memory).slices;
    const numbers = [...slices, ...sliceCache, ...sliceEvents, ...pending].map(({ slice }) => slice);
    return 1 + Math.max(-1, ...numbers, ...mentioned);
  }
}

const withoutPlan = { pending: [], lasting: 0, isFresh: true } as const;

/** The rest of a plan; nothing of it is left behind when it is done. */
function planOf(state: State, pending: readonly PendingWrite[]): Pick<State, 'pending' | 'lasting' | 'isFresh'> {
  return pending.length === 0 ? withoutPlan : { pending, lasting: state.lasting, isFresh: state.isFresh };
}

function withPod(pods: readonly number[], pod: number, after: number): number[] {
  return pods.map((before, index) => (index === pod ? after : before));
}

/** The slices after an event, in order of their numbers. */
function withEvent(slices: readonly Copy[], { isDeletion, ...copy }: SliceEvent): Copy[] {
  const others = slices.filter(({ slice }) => slice !== copy.slice);
  return isDeletion ? others : [...others, copy].sort((left, right) => left.slice - right.slice);
}
