import { describe, expect, test } from 'vitest';
import {
  isSortedMap,
  type SortedMap,
  sortedMapDelete,
  sortedMapDiff,
  sortedMapEdit,
  sortedMapEntryCount,
  sortedMapGet,
  sortedMapSet,
} from '../../src/internal/sorted-map.ts';

function build(entryCount: number): SortedMap<number> {
  const edits = Array.from({ length: entryCount }, (_, index) => ({ key: String(index).padStart(6, '0'), index }));
  return sortedMapEdit<number, (typeof edits)[number]>(undefined, edits, (_, { index }) => index);
}

/** How many nodes of `after` are not nodes of `before`. */
function newNodeCount(before: SortedMap<number>, after: SortedMap<number>): number {
  const known = new Set<unknown>();
  const collect = (node: SortedMap<number>): void => {
    if (node === undefined) return;
    known.add(node);
    collect(node.left);
    collect(node.right);
  };
  collect(before);
  const count = (node: SortedMap<number>): number =>
    node === undefined || known.has(node) ? 0 : 1 + count(node.left) + count(node.right);
  return count(after);
}

describe('a sorted map', () => {
  test('shares all but a path with the map it was made from', () => {
    const map = build(10_000);
    expect(newNodeCount(map, sortedMapSet(map, '005000', -1))).toBeLessThan(20);
    expect(newNodeCount(map, sortedMapDelete(map, '005000'))).toBeLessThan(20);
  });

  test('is the same map when nothing was changed', () => {
    const map = build(100);
    expect(sortedMapSet(map, '000050', 50)).toBe(map);
    expect(sortedMapDelete(map, 'not there')).toBe(map);
  });

  test('is compared without looking at what is shared', () => {
    const map = build(1000);
    const trap = {
      entryCount: map?.left?.entryCount,
      get key(): string {
        throw new Error('looked at what is shared');
      },
    };
    const before = { ...map, left: trap } as unknown as SortedMap<number>;
    const visited: string[] = [];
    sortedMapDiff(before, sortedMapSet(before, '000999', -1), (key) => visited.push(key));
    expect(visited).toEqual(['000999']);
  });

  test('is known by its root', () => {
    expect(isSortedMap(undefined)).toBe(true);
    expect(isSortedMap(build(3))).toBe(true);
    for (const value of [null, 5, [], {}, { key: 'a' }, { entryCount: 1 }, { key: 1, entryCount: 1 }]) {
      expect(isSortedMap(value)).toBe(false);
    }
    expect(isSortedMap({ key: 'a', entryCount: 0.5 })).toBe(false);
  });

  test('counts its entries', () => {
    expect([0, 1, 2, 100].map((count) => sortedMapEntryCount(build(count)))).toEqual([0, 1, 2, 100]);
    expect(sortedMapEntryCount(sortedMapDelete(build(3), '000001'))).toBe(2);
  });

  test('takes any text as a key', () => {
    const map = sortedMapSet(sortedMapSet(undefined, '__proto__', 1), '', 2);
    expect(sortedMapGet(map, '__proto__')).toBe(1);
    expect(sortedMapGet(map, '')).toBe(2);
    expect(sortedMapGet(map, 'constructor')).toBeUndefined();
  });
});
