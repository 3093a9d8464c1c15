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

/** New numbers for slices, their generations and versions. */
export interface Renumbering {
  readonly slice: (slice: number) => number;
  readonly generation: (generation: number, slice: number) => number;
  readonly resourceVersion: (resourceVersion: number) => number;
}

const largest = 30;

/**
 * Gives slices, generations and versions the smallest numbers that keep their order: two states that differ in nothing else
 * are one, so that there are finitely many.
 */
export function renumber(state: State, mentions: Mentions): Renumbering {
  let slices = 0;
  let versions = 0;
  const generations: number[] = [];
  const noteVersion = (version: number): void => {
    if (version > largest) throw new RangeError('too many versions of slices');
    if (version > 0) versions |= 1 << version;
  };
  const noteGeneration = (slice: number, generation: number): void => {
    if (generation > largest) throw new RangeError('too many generations of a slice');
    generations[slice] = (generations[slice] ?? 0) | (1 << generation);
  };
  const noteSlice = (slice: number): void => {
    if (slice > largest) throw new RangeError('too many slices');
    if (slice >= 0) slices |= 1 << slice;
  };
  const noteCopy = ({ slice, generation, resourceVersion }: Copy): void => {
    noteSlice(slice);
    noteGeneration(slice, generation);
    noteVersion(resourceVersion);
  };
  for (const copy of state.slices) noteCopy(copy);
  for (const copy of state.sliceCache) noteCopy(copy);
  for (const event of state.sliceEvents) noteCopy(event);
  for (const { slice, resourceVersion } of state.pending) {
    noteSlice(slice);
    noteVersion(resourceVersion);
  }
  for (const slice of mentions.slices) noteSlice(slice);
  for (const version of mentions.resourceVersions) noteVersion(version);
  for (const both of mentions.generations) noteGeneration(both >> 6, both & 63);
  return {
    slice: (slice) => (slice < 0 ? slice : rankOf(slices, slice)),
    generation: (generation, slice) => 1 + rankOf(generations[slice] ?? 0, generation),
    resourceVersion: (version) => (version === 0 ? 0 : 1 + rankOf(versions, version)),
  };
}

/** How many smaller numbers are in a set of bits. */
function rankOf(bits: number, number: number): number {
  let rest = bits & ((1 << number) - 1);
  let count = 0;
  for (; rest !== 0; rest &= rest - 1) count += 1;
  return count;
}

/** Writes a state as text: equal for equal states. `decodeState` reads it. */
export function encodeState(state: State, { slice, generation, resourceVersion }: Renumbering, memory: number): string {
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
    ...state.pods,
    ...state.podCache,
  ];
  const pushCopy = (copy: Copy): void => {
    codes.push(
      slice(copy.slice),
      generation(copy.generation, copy.slice),
      resourceVersion(copy.resourceVersion),
      copy.content,
    );
  };
  codes.push(state.podEvents.length, ...state.podEvents, state.portEvents.length, ...state.portEvents);
  codes.push(state.slices.length);
  for (const copy of state.slices) pushCopy(copy);
  codes.push(state.sliceCache.length);
  for (const copy of state.sliceCache) pushCopy(copy);
  codes.push(state.sliceEvents.length);
  for (const event of state.sliceEvents) {
    pushCopy(event);
    codes.push(event.isDeletion ? 1 : 0);
  }
  for (const write of state.pending) {
    codes.push(
      verbs.indexOf(write.verb),
      slice(write.slice) + 1,
      resourceVersion(write.resourceVersion),
      write.content,
    );
  }
  return String.fromCharCode(...codes);
}

const verbs = ['create', 'update', 'delete'] as const;

/** Reads what `encodeState` wrote, of a world of so many pods. */
export function decodeState(text: string, podCount: number): State {
  let position = 0;
  const next = (): number => text.charCodeAt(position++);
  const many = <Item>(count: number, read: () => Item): Item[] => Array.from({ length: count }, read);
  const copy = (): Copy => ({ slice: next(), generation: next(), resourceVersion: next(), content: next() });
  const event = (): SliceEvent => ({ ...copy(), isDeletion: next() === 1 });
  const [steps, faults, ports, portCache, flags] = [next(), next(), next(), next(), next()];
  const lasting = next() | (next() << 15);
  const memory = next() | (next() << 15);
  const pods = many(podCount, next);
  const podCache = many(podCount, next);
  const podEvents = many(next(), next);
  const portEvents = many(next(), next);
  const slices = many(next(), copy);
  const sliceCache = many(next(), copy);
  const sliceEvents = many(next(), event);
  const pending: PendingWrite[] = [];
  while (position < text.length) {
    const verb = verbs[next()] as PendingWrite['verb'];
    pending.push({ verb, slice: next() - 1, resourceVersion: next(), content: next() });
  }
  return {
    steps,
    faults,
    ports,
    portCache,
    lasting,
    memory,
    pods,
    podCache,
    podEvents,
    portEvents,
    slices,
    sliceCache,
    sliceEvents,
    pending,
    isFresh: (flags & 1) !== 0,
    isQueued: (flags & 2) !== 0,
    isTroubled: (flags & 4) !== 0,
  };
}
