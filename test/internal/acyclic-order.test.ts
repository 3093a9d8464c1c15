import { describe, expect, test } from 'vitest';
import { type AcyclicOrder, orderSteps } from '../../src/internal/acyclic-order.ts';
import { drawFrom } from '../support/draw.ts';

/** The graph of so many steps in which bit by bit each step waits for another. */
function graphOf(count: number, bits: number): number[][] {
  let position = 0;
  return Array.from({ length: count }, (_, step) =>
    Array.from({ length: count }, (__, follower) => follower).filter((follower) => {
      if (follower === step) return false;
      const isThere = ((bits >> position) & 1) === 1;
      position += 1;
      return isThere;
    }),
  );
}

/** Whether no step that stays waits for itself over others. */
function isAcyclic(followers: readonly (readonly number[])[], removed: number): boolean {
  const left = new Set([...followers.keys()].filter((step) => ((removed >> step) & 1) === 0));
  for (let size = -1; size !== left.size; ) {
    size = left.size;
    for (const step of left) if (!(followers[step] ?? []).some((follower) => left.has(follower))) left.delete(step);
  }
  return left.size === 0;
}

function countBits(bits: number): number {
  return bits === 0 ? 0 : (bits & 1) + countBits(bits >> 1);
}

function fewestRemoved(followers: readonly (readonly number[])[]): number {
  let fewest = followers.length;
  for (let removed = 0; removed < 1 << followers.length; removed += 1) {
    if (isAcyclic(followers, removed)) fewest = Math.min(fewest, countBits(removed));
  }
  return fewest;
}

/** What is wrong with the order of a graph, if anything. */
function faultOf(followers: readonly (readonly number[])[]): string | undefined {
  const { order, removed } = orderSteps(followers);
  const all = [...order, ...removed].sort((left, right) => left - right);
  if (JSON.stringify(all) !== JSON.stringify([...followers.keys()])) return `steps ${all.join()}`;
  const places = new Map(order.map((step, place) => [step, place]));
  for (const step of order) {
    for (const follower of followers[step] ?? []) {
      const place = places.get(follower);
      if (place !== undefined && place < (places.get(step) ?? 0)) return `${follower} before ${step}`;
    }
  }
  return undefined;
}

/** The steps that can be reached from a step. */
function reachedFrom(followers: readonly (readonly number[])[], start: number): Set<number> {
  const reached = new Set<number>();
  const pending = [start];
  for (let step = pending.pop(); step !== undefined; step = pending.pop()) {
    for (const follower of followers[step] ?? []) {
      if (reached.has(follower)) continue;
      reached.add(follower);
      pending.push(follower);
    }
  }
  return reached;
}

/** Every choice of so many items, the last items first. */
function choices(items: readonly number[], count: number): number[][] {
  if (count === 0) return [[]];
  return items
    .flatMap((item, place) => choices(items.slice(0, place), count - 1).map((choice) => [item, ...choice]))
    .sort((left, right) => {
      const place = left.findIndex((item, index) => item !== right[index]);
      return (right[place] ?? 0) - (left[place] ?? 0);
    });
}

/** What orderSteps gives, said a second time and slowly. */
function orderSlowly(followers: readonly (readonly number[])[]): AcyclicOrder {
  const steps = [...followers.keys()];
  const reached = steps.map((step) => reachedFrom(followers, step));
  const isOfCircle = (step: number, other: number): boolean =>
    reached[step]?.has(other) === true && reached[other]?.has(step) === true;
  const circles = steps
    .map((step) => steps.filter((other) => isOfCircle(step, other)))
    .filter(([first], step) => first === step);
  const removed = circles.flatMap((circle) => {
    if (circle.length > 8) return breakSlowly(circle, followers);
    const outside = steps.filter((step) => !circle.includes(step));
    const isBroken = (choice: readonly number[]): boolean =>
      isAcyclic(
        followers,
        [...outside, ...choice].reduce((bits, step) => bits | (1 << step), 0),
      );
    return circle.flatMap((_, fewer) => choices(circle, fewer + 1)).find(isBroken) ?? [];
  });
  const pending = new Set(steps.filter((step) => !removed.includes(step)));
  const order: number[] = [];
  while (pending.size > 0) {
    const isReady = (step: number): boolean => ![...pending].some((other) => followers[other]?.includes(step));
    const next = [...pending].find(isReady) ?? 0;
    order.push(next);
    pending.delete(next);
  }
  return { order, removed: removed.sort((left, right) => left - right) };
}

/** Takes out, again and again, the step with the most ways through it, the last of equals. */
function breakSlowly(circle: readonly number[], followers: readonly (readonly number[])[]): number[] {
  const left = new Set(circle);
  const waysThrough = (step: number): number =>
    [...left].filter((other) => followers[step]?.includes(other)).length *
    [...left].filter((other) => followers[other]?.includes(step)).length;
  const removed: number[] = [];
  for (;;) {
    for (let size = -1; size !== left.size; ) {
      size = left.size;
      for (const step of left) if (waysThrough(step) === 0) left.delete(step);
    }
    if (left.size === 0) return removed;
    const most = Math.max(...[...left].map(waysThrough));
    const best = Math.max(...[...left].filter((step) => waysThrough(step) === most));
    removed.push(best);
    left.delete(best);
  }
}

/** A graph of so many steps, of which each waits for about so many others. */
function drawGraph(seed: number, count: number, degree: number): number[][] {
  const draw = drawFrom(seed);
  return Array.from({ length: count }, (_, step) =>
    Array.from({ length: count }, (__, follower) => follower).filter(
      (follower) => draw(count) < degree && follower !== step,
    ),
  );
}

describe('orderSteps', () => {
  test.each([
    [5, 1],
    [6, 2],
    [8, 2],
    [9, 2],
    [12, 1],
    [12, 2],
    [14, 3],
    [20, 2],
  ])('of %i steps that wait for about %i others each, takes out those that its rule names', (count, degree) => {
    for (let seed = 1; seed <= 60; seed += 1) {
      const followers = drawGraph(seed, count, degree);
      expect(orderSteps(followers), `seed ${seed}`).toEqual(orderSlowly(followers));
    }
  });

  test('takes out fewer of a circle of eight than by the ways through each', () => {
    const followers = [[3, 5], [4], [3], [4], [0], [1, 7], [2], [6]];
    expect(breakSlowly([...followers.keys()], followers).length).toBeGreaterThan(fewestRemoved(followers));
    expect(orderSteps(followers).removed).toHaveLength(fewestRemoved(followers));
  });

  test.each([[0], [1], [2], [3], [4]])(
    'takes out the fewest of %i steps, however they wait for each other',
    (count) => {
      const faults: string[] = [];
      for (let bits = 0; bits < 2 ** (count * Math.max(0, count - 1)); bits += 1) {
        const followers = graphOf(count, bits);
        const fault = faultOf(followers);
        if (fault !== undefined) faults.push(`${bits}: ${fault}`);
        const { removed } = orderSteps(followers);
        const fewest = fewestRemoved(followers);
        if (removed.length !== fewest) faults.push(`${bits}: ${removed.length} instead of ${fewest}`);
      }
      expect(faults).toEqual([]);
    },
  );

  test('takes the smallest step that may come next', () => {
    expect(orderSteps([[], [0], [], []])).toEqual({ order: [1, 0, 2, 3], removed: [] });
    expect(orderSteps([[3], [], [0], []])).toEqual({ order: [1, 2, 0, 3], removed: [] });
  });

  test('takes out the last of equals', () => {
    expect(orderSteps([[1], [2], [0]])).toEqual({ order: [0, 1], removed: [2] });
    expect(orderSteps([[1], [0], [3], [2]])).toEqual({ order: [0, 2], removed: [1, 3] });
  });

  test('breaks two sets of steps that all wait for each other by taking out the smaller set', () => {
    const small = Array.from({ length: 20 }, (_, step) => step);
    const large = Array.from({ length: 50 }, (_, step) => step + 20);
    const { order, removed } = orderSteps([...small.map(() => large), ...large.map(() => small)]);
    expect(removed).toEqual(small);
    expect(order).toEqual(large);
  });

  test('leaves a step alone that only stands between two circles', () => {
    const followers = [[1], [0, 2], [3], [4], [3]];
    const { order, removed } = orderSteps(followers);
    expect(removed).toHaveLength(2);
    expect(order).toContain(2);
    expect(faultOf(followers)).toBeUndefined();
  });

  test('orders a long chain and a long circle without nesting calls', () => {
    const count = 200_000;
    const chain = Array.from({ length: count }, (_, step) => (step === 0 ? [] : [step - 1]));
    expect(orderSteps(chain).order[0]).toBe(count - 1);
    const circle = chain.map((list, step) => (step === 0 ? [count - 1] : list));
    expect(orderSteps(circle).removed).toEqual([count - 1]);
  });
});
