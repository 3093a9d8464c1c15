/** A slice as the server or a cache has it, without its content, which is a number in the `ContentTable`. */
export interface Copy {
  /** Which slice it is: stands for both name and uid. Slices that were created later have greater numbers. */
  readonly slice: number;
  readonly generation: number;
  readonly resourceVersion: number;
  readonly content: number;
}

/** Something that happened to a slice, and the slice as it was then. */
export interface SliceEvent extends Copy {
  readonly isDeletion: boolean;
}

/** A write that is planned and not yet sent. */
export interface PendingWrite {
  readonly verb: 'create' | 'update' | 'delete';
  /** What is written over or deleted; -1 for a create. */
  readonly slice: number;
  /** What the slice must still be; 0 if it may be anything. */
  readonly resourceVersion: number;
  readonly content: number;
}

/** All there is at one moment: a plain value, never changed. */
export interface State {
  readonly steps: number;
  readonly faults: number;
  /** The state of each pod, as a place in `podStates`. */
  readonly pods: readonly number[];
  readonly ports: number;
  readonly slices: readonly Copy[];
  /** What the controller sees. */
  readonly podCache: readonly number[];
  readonly portCache: number;
  readonly sliceCache: readonly Copy[];
  /** What it does not yet see: pods as `pod * 4 + state`, numbers of port lists, and events. */
  readonly podEvents: readonly number[];
  readonly portEvents: readonly number[];
  readonly sliceEvents: readonly SliceEvent[];
  /** What it remembers: a number in the `MemoryTable`. */
  readonly memory: number;
  /** What it is about to write. */
  readonly pending: readonly PendingWrite[];
  /** What these writes must not take away, as bits of listings; and whether they were planned on what the server had. */
  readonly lasting: number;
  readonly isFresh: boolean;
  /** Whether the Service waits to be planned. */
  readonly isQueued: boolean;
  /** Whether anything has happened that a controller cannot know of: a fault, or a stranger's write. */
  readonly isTroubled: boolean;
}

/** What the memory mentions, for names that do not depend on what was before. */
export interface Mentions {
  readonly slices: readonly number[];
  /** Generations as `slice * 64 + generation`. */
  readonly generations: readonly number[];
  readonly resourceVersions: readonly number[];
}

const largest = 30;

/**
 * Gives slices, generations and versions the smallest numbers that keep their order: two states that differ in nothing else
 * are one, so that there are finitely many.
 */
export class Renumbering {
  #slices = 0;
  #versions = 0;
  readonly #generations: number[] = [];

  constructor({ slices, sliceCache, sliceEvents, pending }: State, mentions: Mentions) {
    for (const copy of slices) this.#noteCopy(copy);
    for (const copy of sliceCache) this.#noteCopy(copy);
    for (const event of sliceEvents) this.#noteCopy(event);
    for (const { slice, resourceVersion } of pending) {
      this.#noteSlice(slice);
      this.#noteVersion(resourceVersion);
    }
    for (const slice of mentions.slices) this.#noteSlice(slice);
    for (const version of mentions.resourceVersions) this.#noteVersion(version);
    for (const both of mentions.generations) this.#noteGeneration(both >> 6, both & 63);
  }

  slice(slice: number): number {
    return slice < 0 ? slice : rankOf(this.#slices, slice);
  }

  generation(generation: number, slice: number): number {
    return 1 + rankOf(this.#generations[slice] ?? 0, generation);
  }

  resourceVersion(version: number): number {
    return version === 0 ? 0 : 1 + rankOf(this.#versions, version);
  }

  #noteCopy({ slice, generation, resourceVersion }: Copy): void {
    this.#noteSlice(slice);
    this.#noteGeneration(slice, generation);
    this.#noteVersion(resourceVersion);
  }

  #noteSlice(slice: number): void {
    if (slice > largest) throw new RangeError('too many slices');
    if (slice >= 0) this.#slices |= 1 << slice;
  }

  #noteGeneration(slice: number, generation: number): void {
    if (generation > largest) throw new RangeError('too many generations of a slice');
    this.#generations[slice] = (this.#generations[slice] ?? 0) | (1 << generation);
  }

  #noteVersion(version: number): void {
    if (version > largest) throw new RangeError('too many versions of slices');
    if (version > 0) this.#versions |= 1 << version;
  }
}

/** How many smaller numbers are in a set of bits. */
function rankOf(bits: number, number: number): number {
  let rest = bits & ((1 << number) - 1);
  let count = 0;
  for (; rest !== 0; rest &= rest - 1) count += 1;
  return count;
}

const verbs = ['create', 'update', 'delete'] as const;

/** Writes a state as text: equal for equal states. `decodeState` reads it. `memory` is the number of the renumbered one. */
export function encodeState(state: State, renumbering: Renumbering, memory: number): string {
  const codes: number[] = [
    state.steps,
    state.faults,
    state.ports,
    state.portCache,
    (state.isFresh ? 1 : 0) | (state.isQueued ? 2 : 0) | (state.isTroubled ? 4 : 0),
    state.lasting & 0x7fff,
    state.lasting >> 15,
    memory & 0x7fff,
    memory >> 15,
  ];
  for (const pod of state.pods) codes.push(pod);
  for (const pod of state.podCache) codes.push(pod);
  codes.push(state.podEvents.length);
  for (const event of state.podEvents) codes.push(event);
  codes.push(state.portEvents.length);
  for (const event of state.portEvents) codes.push(event);
  codes.push(state.slices.length);
  for (const copy of state.slices) pushCopy(codes, copy, renumbering);
  codes.push(state.sliceCache.length);
  for (const copy of state.sliceCache) pushCopy(codes, copy, renumbering);
  codes.push(state.sliceEvents.length);
  for (const event of state.sliceEvents) {
    pushCopy(codes, event, renumbering);
    codes.push(event.isDeletion ? 1 : 0);
  }
  for (const { verb, slice, resourceVersion, content } of state.pending) {
    codes.push(
      verbs.indexOf(verb),
      renumbering.slice(slice) + 1,
      renumbering.resourceVersion(resourceVersion),
      content,
    );
  }
  return String.fromCharCode(...codes);
}

function pushCopy(codes: number[], copy: Copy, renumbering: Renumbering): void {
  const { slice, generation, resourceVersion, content } = copy;
  codes.push(
    renumbering.slice(slice),
    renumbering.generation(generation, slice),
    renumbering.resourceVersion(resourceVersion),
    content,
  );
}

/** Reads what `encodeState` wrote, of a world of so many pods. */
export function decodeState(text: string, podCount: number): State {
  const reader = new Reader(text);
  const [steps, faults, ports, portCache, flags] = reader.numbers(5) as [number, number, number, number, number];
  const [lowLasting, highLasting, lowMemory, highMemory] = reader.numbers(4) as [number, number, number, number];
  return {
    steps,
    faults,
    ports,
    portCache,
    lasting: lowLasting | (highLasting << 15),
    memory: lowMemory | (highMemory << 15),
    pods: reader.numbers(podCount),
    podCache: reader.numbers(podCount),
    podEvents: reader.numbers(reader.number()),
    portEvents: reader.numbers(reader.number()),
    slices: reader.copies(),
    sliceCache: reader.copies(),
    sliceEvents: reader.events(),
    pending: reader.pending(),
    isFresh: (flags & 1) !== 0,
    isQueued: (flags & 2) !== 0,
    isTroubled: (flags & 4) !== 0,
  };
}

/** Reads one number after the other, in the order in which they were written. */
class Reader {
  readonly #text: string;
  #position = 0;

  constructor(text: string) {
    this.#text = text;
  }

  number(): number {
    this.#position += 1;
    return this.#text.charCodeAt(this.#position - 1);
  }

  numbers(count: number): number[] {
    const numbers: number[] = [];
    while (numbers.length < count) numbers.push(this.number());
    return numbers;
  }

  copies(): Copy[] {
    const count = this.number();
    const copies: Copy[] = [];
    while (copies.length < count) copies.push(this.#copy());
    return copies;
  }

  events(): SliceEvent[] {
    const count = this.number();
    const events: SliceEvent[] = [];
    while (events.length < count) events.push({ ...this.#copy(), isDeletion: this.number() === 1 });
    return events;
  }

  /** The rest. */
  pending(): PendingWrite[] {
    const writes: PendingWrite[] = [];
    while (this.#position < this.#text.length) {
      const verb = verbs[this.number()] as PendingWrite['verb'];
      const slice = this.number() - 1;
      writes.push({ verb, slice, resourceVersion: this.number(), content: this.number() });
    }
    return writes;
  }

  #copy(): Copy {
    const slice = this.number();
    const generation = this.number();
    return { slice, generation, resourceVersion: this.number(), content: this.number() };
  }
}
