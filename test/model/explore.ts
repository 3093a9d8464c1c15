import type { Controller } from './controller.ts';
import { type Fault, type FaultKind, Model } from './model.ts';
import type { World } from './world.ts';

/** A fault, how to get there in the fewest moves, and how often faults of its kind were found. */
export interface FoundFault extends Fault {
  readonly trace: readonly string[];
  readonly count: number;
}

/** What is found in a world. */
export interface Exploration {
  readonly stateCount: number;
  readonly transitionCount: number;
  /** The most writes, and the most plans, that it takes from any state to rest. */
  readonly maxWrites: number;
  readonly maxPlans: number;
  /** The most slices at rest beyond the fewest that would do. */
  readonly maxSurplus: number;
  /** Writes of plans made on old slices, after a fault, that took away for a while what stays. */
  readonly staleGapCount: number;
  /** The first of each kind. */
  readonly faults: readonly FoundFault[];
}

/** How far to explore. */
export interface ExploreOptions {
  /** Throws if there are more states; five million when absent. */
  readonly limit?: number;
  /** Stops when something is wrong, which is enough for a mutant. */
  readonly untilFault?: boolean;
}

/**
 * Visits every state that can be reached in a world, in order of the moves that it takes, and follows from each what happens
 * if nothing disturbs the controller any more: it must come to rest with the desired endpoints, and stay so.
 *
 * Cost: every state is expanded once; following takes a step for each state,
 * since what follows a state is a reachable state too.
 */
export function explore(
  world: World,
  controller: Controller,
  { limit = 5_000_000, untilFault = false }: ExploreOptions = {},
): Exploration {
  const model = new Model(world, controller);
  const found = new Map<FaultKind, { fault: Fault; state: number; last: string; count: number }>();
  const report = (fault: Fault, state: number, last: string): void => {
    const known = found.get(fault.kind);
    if (known === undefined) found.set(fault.kind, { fault, state, last, count: 1 });
    else known.count += 1;
  };

  const keys: string[] = [];
  const numbers = new Map<string, number>();
  const parents: number[] = [];
  /** What follows each state if nothing disturbs; -1 at rest. And what this costs: 1 for a plan, 1024 for a write. */
  const followers: number[] = [];
  const costs: number[] = [];
  const reach = (key: string, parent: number): number => {
    let number = numbers.get(key);
    if (number === undefined) {
      if (keys.length === limit) throw new RangeError(`${world.name}: more than ${limit} states`);
      number = keys.length;
      numbers.set(key, number);
      keys.push(key);
      parents.push(parent);
    }
    return number;
  };

  let transitionCount = 0;
  let staleGapCount = 0;
  let maxSurplus = 0;
  reach(model.keyOf(model.start()), -1);
  for (let number = 0; number < keys.length && !(untilFault && found.size > 0); number += 1) {
    const state = model.stateOf(keys[number] as string);
    let follower = -1;
    let cost = 0;
    for (const { name, next, kind, fault, isStaleGap } of model.moves(state)) {
      transitionCount += 1;
      const reached = reach(model.keyOf(next), number);
      if (follower === -1 && kind !== 'other' && next.faults === state.faults) {
        follower = reached;
        cost = kind === 'write' ? 1024 : kind === 'sync' ? 1 : 0;
      }
      if (fault !== undefined) report(fault, number, name);
      if (isStaleGap === true) staleGapCount += 1;
    }
    followers.push(follower);
    costs.push(cost);
    if (follower === -1) {
      for (const fault of model.faultsAtRest(state)) report(fault, number, 'nothing more');
      maxSurplus = Math.max(maxSurplus, model.surplusOf(state));
    }
  }

  const { maxWrites, maxPlans } = followToRest(followers, costs, (state) =>
    report({ kind: 'restless', text: 'the controller never comes to rest' }, state, 'and so on'),
  );
  const traceOf = (state: number, last: string): string[] => {
    const path: number[] = [];
    for (let at = state; at !== -1; at = parents[at] ?? -1) path.unshift(at);
    const names = path.slice(1).map((at, index) => {
      const before = model.stateOf(keys[path[index] as number] as string);
      return model.moves(before).find(({ next }) => model.keyOf(next) === keys[at])?.name ?? '?';
    });
    return [...names, last];
  };
  return {
    stateCount: keys.length,
    transitionCount,
    maxWrites,
    maxPlans,
    maxSurplus,
    staleGapCount,
    faults: [...found.values()].map(({ fault, state, last, count }) => ({
      ...fault,
      count,
      trace: traceOf(state, last),
    })),
  };
}

/** The most writes and plans on the way from any state to rest; tells of each circle, once. */
function followToRest(
  followers: readonly number[],
  costs: readonly number[],
  onCircle: (state: number) => void,
): { readonly maxWrites: number; readonly maxPlans: number } {
  const totals = new Int32Array(followers.length).fill(-1);
  const onPath = -2;
  let maxWrites = 0;
  let maxPlans = 0;
  for (const start of followers.keys()) {
    const path: number[] = [];
    let at = start;
    // States that were not expanded, as exploring stopped before, have no follower.
    while (at !== -1 && totals[at] === -1) {
      totals[at] = onPath;
      path.push(at);
      at = followers[at] ?? -1;
    }
    if (at !== -1 && totals[at] === onPath) onCircle(at);
    let total = at === -1 ? 0 : Math.max(0, totals[at] ?? 0);
    for (const state of path.reverse()) {
      total += costs[state] ?? 0;
      totals[state] = total;
      maxWrites = Math.max(maxWrites, total >> 10);
      maxPlans = Math.max(maxPlans, total & 1023);
    }
  }
  return { maxWrites, maxPlans };
}

/** A fault as text, with the moves that lead to it. */
export function formatFault({ kind, text, trace, count }: FoundFault): string {
  return `${kind} (${count}): ${text}\n${trace.map((name, index) => `  ${index + 1}. ${name}`).join('\n')}`;
}
