import { describe, expect, test } from 'vitest';
import {
  isSortedMap,
  type SortedMap,
  sortedMapDelete,
  sortedMapDiff,
  sortedMapEdit,
  sortedMapEntryCount,
  sortedMapForEach,
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

function keysOf(map: SortedMap<number>): string[] {
  const keys: string[] = [];
  sortedMapForEach(map, (_, key) => keys.push(key));
  return keys;
}

describe('a sorted map', () => {
  test('shares all but a path with the map it was made from', () => {
    const map = build(10_000);
    expect(newNodeCount(map, sortedMapSet(map, '005000', -1))).toBeLessThan(20);
    expect(newNodeCount(map, sortedMapDelete(map, '005000'))).toBeLessThan(20);
  });

  test('is the same map when nothing was changed', () => {
    const map = build(100);
    expect(sortedMapDelete(map, '')).toBe(map);
    for (let index = 0; index < 100; index += 1) {
      const key = String(index).padStart(6, '0');
      expect(sortedMapSet(map, key, index)).toBe(map);
      expect(sortedMapDelete(map, `${key} not there`)).toBe(map);
    }
  });

  test('makes no node where an entry at the end of a path goes', () => {
    const rightOnly = sortedMapSet(sortedMapSet(undefined, 'a', 1), 'b', 2);
    expect(sortedMapDelete(rightOnly, 'a')).toBe(rightOnly?.right);
    const leftOnly = sortedMapSet(sortedMapSet(undefined, 'b', 2), 'a', 1);
    expect(sortedMapDelete(leftOnly, 'b')).toBe(leftOnly?.left);
    const nothing = (): undefined => undefined;
    expect(sortedMapEdit(rightOnly, [{ key: 'a' }], nothing)).toBe(rightOnly?.right);
    expect(sortedMapEdit(leftOnly, [{ key: 'b' }], nothing)).toBe(leftOnly?.left);
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

/** Every balanced map of the keys from one to another, each of the number that it is. */
function everyMap(from: number, to: number): SortedMap<number>[] {
  const known = everyMaps.get(`${from} ${to}`);
  if (known !== undefined) return known;
  const maps: SortedMap<number>[] = from === to ? [undefined] : [];
  for (let root = from; root < to; root += 1) {
    const [before, behind] = [root - from + 1, to - root];
    if (before > 3 * behind || behind > 3 * before) continue;
    for (const left of everyMap(from, root)) {
      for (const right of everyMap(root + 1, to)) {
        maps.push({ key: keyOf(root), value: root, left, right, entryCount: to - from });
      }
    }
  }
  everyMaps.set(`${from} ${to}`, maps);
  return maps;
}

const everyMaps = new Map<string, SortedMap<number>[]>();

/** Keys with room between them, in order. */
function keyOf(index: number): string {
  return String(index).padStart(2, '0');
}

/** What is wrong with the form of a map, if anything. */
function faultOf(map: SortedMap<number>): string | undefined {
  if (map === undefined) return undefined;
  const { left, right, entryCount } = map;
  const [before, behind] = [sortedMapEntryCount(left), sortedMapEntryCount(right)];
  if (entryCount !== before + behind + 1) return `${entryCount} entries at ${map.key}`;
  if (before + 1 > 3 * (behind + 1) || behind + 1 > 3 * (before + 1)) return `${before} and ${behind} at ${map.key}`;
  return faultOf(left) ?? faultOf(right);
}

describe('every small balanced map', () => {
  const maps = [0, 1, 2, 3, 4, 5, 6, 7, 8].flatMap((count) => everyMap(0, count));
  const keys = Array.from({ length: 8 }, (_, index) => keyOf(index));
  const editsOf = (list: readonly string[]) => list.map((key) => ({ key }));

  test('stays balanced whatever is set or deleted', () => {
    expect(maps.length).toBeGreaterThan(200);
    for (const map of maps) {
      const held = keysOf(map);
      for (const key of [...held, '', ...held.map((other) => `${other}+`)]) {
        const more = sortedMapSet(map, key, -1);
        const fewer = sortedMapDelete(map, key);
        expect(faultOf(more) ?? faultOf(fewer)).toBeUndefined();
        expect(keysOf(more)).toEqual([...new Set([...held, key])].sort());
        expect(keysOf(fewer)).toEqual(held.filter((other) => other !== key));
      }
    }
  });

  test('stays balanced whatever is edited at once', () => {
    for (const map of maps) {
      const held = keysOf(map);
      for (let from = 0; from <= held.length; from += 1) {
        for (let to = from; to <= held.length; to += 1) {
          const range = held.slice(from, to);
          const fewer = sortedMapEdit(map, editsOf(range), () => undefined);
          const added = Array.from({ length: 3 * (to - from) }, (_, index) => `${held[from] ?? ''}+${keyOf(index)}`);
          const more = sortedMapEdit(map, editsOf(added), () => -1);
          const found = [faultOf(fewer), faultOf(more), keysOf(fewer).join(), keysOf(more).join()];
          const wanted = [held.filter((key) => !range.includes(key)).join(), [...held, ...added].sort().join()];
          if (found.join(';') !== `;;${wanted.join(';')}`) expect(found).toEqual([undefined, undefined, ...wanted]);
        }
      }
    }
  });

  test('keeps its form where only values change, and all nodes that are not on the path', () => {
    for (const map of maps) {
      for (const key of keysOf(map)) {
        const set = sortedMapSet(map, key, -1);
        const edited = sortedMapEdit(map, [{ key }], () => -1);
        expect(edited).toEqual(set);
        expect(newNodeCount(map, set)).toBe(pathLength(map, key));
        expect(newNodeCount(map, edited)).toBe(pathLength(map, key));
      }
    }
  });

  test('differs from another in the keys that only one of them holds', () => {
    const all = everyMap(0, keys.length);
    for (const map of maps) {
      for (const other of [all[0], all.at(-1), maps[10]]) {
        const visited: string[] = [];
        sortedMapDiff(map, other, (key) => visited.push(key));
        const [held, wanted] = [keysOf(map), keysOf(other)];
        expect(visited).toEqual(keys.filter((key) => held.includes(key) !== wanted.includes(key)));
      }
    }
  });
});

/** How many nodes there are from the root to a key. */
function pathLength(map: SortedMap<number>, key: string): number {
  if (map === undefined) return 0;
  return 1 + (key === map.key ? 0 : pathLength(key < map.key ? map.left : map.right, key));
}
