import { addToHeap, takeFirst } from './heap.ts';

/** The result of `orderSteps`. */
export interface AcyclicOrder {
  /** The steps that stay, each after all that it waits for; of those that may come next, the smallest first. */
  readonly order: readonly number[];
  /** The steps that were taken out, in order, because they wait for one another in a circle. */
  readonly removed: readonly number[];
}

/** For each step the steps that wait for it, each once and never itself. */
type Followers = readonly (readonly number[])[];

/**
 * Orders steps so that each comes after those that it waits for, and takes out few steps where they wait for one another in
 * a circle.
 *
 * Steps are positions in `followers`. To take out the fewest is a hard problem (minimum feedback vertex set). For circles of
 * up to eight steps every choice is tried. From longer circles the step with the most ways through it is taken out first,
 * which gives the fewest for two sets of steps that wait for each other throughout. Cost: O((s + f) log s) for s steps and f
 * followers.
 */
export function orderSteps(followers: Followers): AcyclicOrder {
  const removed = findCircles(followers).flatMap((circle) =>
    circle.length > MOST_TRIED ? breakLongCircle(circle, followers) : breakShortCircle(circle, followers),
  );
  return { order: sortSteps(followers, new Set(removed)), removed: removed.sort((left, right) => left - right) };
}

/** Returns the sets of steps in which each step can be reached from every other (Tarjan); leaves out sets of one. */
function findCircles(followers: Followers): readonly (readonly number[])[] {
  const circles: number[][] = [];
  const numbers = new Int32Array(followers.length).fill(-1);
  const lowest = new Int32Array(followers.length);
  const isOpen = new Uint8Array(followers.length);
  const open: number[] = [];
  const trail: { readonly step: number; position: number }[] = [];
  let next = 0;
  const enter = (step: number): void => {
    numbers[step] = next;
    lowest[step] = next;
    next += 1;
    open.push(step);
    isOpen[step] = 1;
    trail.push({ step, position: 0 });
  };
  const lower = (step: number, value: number): void => {
    if (value < (lowest[step] as number)) lowest[step] = value;
  };
  for (let start = 0; start < followers.length; start += 1) {
    if (numbers[start] !== -1) continue;
    enter(start);
    for (let top = trail.at(-1); top !== undefined; top = trail.at(-1)) {
      const { step } = top;
      const follower = followers[step]?.[top.position];
      top.position += 1;
      if (follower === undefined) {
        trail.pop();
        const parent = trail.at(-1);
        if (parent !== undefined) lower(parent.step, lowest[step] as number);
        if (lowest[step] !== numbers[step]) continue;
        const circle = open.splice(open.lastIndexOf(step));
        for (const member of circle) isOpen[member] = 0;
        if (circle.length > 1) circles.push(circle.sort((left, right) => left - right));
      } else if (numbers[follower] === -1) enter(follower);
      else if (isOpen[follower] === 1) lower(step, numbers[follower] as number);
    }
  }
  return circles;
}

const MOST_TRIED = 8;

/** Returns the fewest steps to take out of a circle; of equally small choices, the last. */
function breakShortCircle(circle: readonly number[], followers: Followers): number[] {
  const inside = circle.map((step) => (followers[step] ?? []).filter((follower) => circle.includes(follower)));
  const isBroken = (removed: ReadonlySet<number>): boolean => {
    const left = new Set(circle.filter((step) => !removed.has(step)));
    for (let size = -1; size !== left.size; ) {
      size = left.size;
      circle.forEach((step, position) => {
        if (!(inside[position] ?? []).some((follower) => left.has(follower))) left.delete(step);
      });
    }
    return left.size === 0;
  };
  const choose = (count: number, end: number, chosen: readonly number[]): number[] | undefined => {
    if (count === 0) return isBroken(new Set(chosen)) ? [...chosen] : undefined;
    for (let position = end - 1; position >= count - 1; position -= 1) {
      const found = choose(count - 1, position, [...chosen, circle[position] as number]);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  let removed: number[] | undefined;
  for (let count = 1; removed === undefined; count += 1) removed = choose(count, circle.length, []);
  return removed;
}

/**
 * Returns the steps to take out of a long circle. Sets aside steps that nothing waits for, or that wait for nothing, as long
 * as there are any. Then takes out the step with the most pairs of one before and one behind it; of equals, the last.
 */
function breakLongCircle(circle: readonly number[], followers: Followers): number[] {
  const behind = new Map<number, Set<number>>(circle.map((step) => [step, new Set()]));
  const before = new Map<number, Set<number>>(circle.map((step) => [step, new Set()]));
  for (const step of circle) {
    for (const follower of followers[step] ?? []) {
      const waitsFor = before.get(follower);
      if (waitsFor === undefined) continue;
      waitsFor.add(step);
      behind.get(step)?.add(follower);
    }
  }
  const waysThrough = (step: number): number => (before.get(step)?.size ?? 0) * (behind.get(step)?.size ?? 0);
  const setAside = (first: number): void => {
    const pending = [first];
    for (let step = pending.pop(); step !== undefined; step = pending.pop()) {
      const neighbours = [...(before.get(step) ?? []), ...(behind.get(step) ?? [])];
      before.delete(step);
      behind.delete(step);
      for (const neighbour of neighbours) {
        before.get(neighbour)?.delete(step);
        behind.get(neighbour)?.delete(step);
        if (before.has(neighbour) && waysThrough(neighbour) === 0) pending.push(neighbour);
      }
    }
  };
  const candidates = circle.map((step) => ({ step, ways: waysThrough(step) })).sort(byWays);
  const isBefore = (left: Candidate, right: Candidate): boolean => byWays(left, right) < 0;
  const removed: number[] = [];
  for (let best = takeFirst(candidates, isBefore); best !== undefined; best = takeFirst(candidates, isBefore)) {
    const { step, ways } = best;
    if (!before.has(step)) continue;
    const waysNow = waysThrough(step);
    if (waysNow < ways) addToHeap(candidates, { step, ways: waysNow }, isBefore);
    else {
      removed.push(step);
      setAside(step);
    }
  }
  return removed;
}

/** A step that may be taken out, and its pairs of steps before and behind when they were last counted. */
interface Candidate {
  readonly step: number;
  readonly ways: number;
}

function byWays(left: Candidate, right: Candidate): number {
  return right.ways - left.ways || right.step - left.step;
}

/** Returns the steps that stay, in order. */
function sortSteps(followers: Followers, removed: ReadonlySet<number>): number[] {
  const waitCounts = new Int32Array(followers.length);
  followers.forEach((list, step) => {
    if (removed.has(step)) return;
    for (const follower of list) waitCounts[follower] = (waitCounts[follower] as number) + 1;
  });
  const isSmaller = (left: number, right: number): boolean => left < right;
  const ready = [...followers.keys()].filter((step) => waitCounts[step] === 0 && !removed.has(step));
  const order: number[] = [];
  for (let step = takeFirst(ready, isSmaller); step !== undefined; step = takeFirst(ready, isSmaller)) {
    order.push(step);
    for (const follower of followers[step] ?? []) {
      const waitCount = (waitCounts[follower] as number) - 1;
      waitCounts[follower] = waitCount;
      if (waitCount === 0 && !removed.has(follower)) addToHeap(ready, follower, isSmaller);
    }
  }
  return order;
}
