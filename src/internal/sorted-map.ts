/**
 * A persistent map from text to values: changing it gives a new map that shares all but O(log n) nodes with the old one,
 * which stays valid. Iteration is in order of the keys (by UTF-16 code unit), whatever the order of insertion.
 *
 * A weight-balanced tree; `undefined` is the empty map, so that an empty map is a plain value too.
 */
export type SortedMap<Value> = SortedMapNode<Value> | undefined;

interface SortedMapNode<Value> {
  readonly key: string;
  readonly value: Value;
  readonly left: SortedMap<Value>;
  readonly right: SortedMap<Value>;
  readonly entryCount: number;
}

/** A subtree may be at most this many times as heavy as its sibling (Hirai and Yamamoto's proven parameters 3 and 2). */
const DELTA = 3;
const GAMMA = 2;

/** How many entries a map has. O(1). */
export function sortedMapEntryCount(map: SortedMap<unknown>): number {
  return map === undefined ? 0 : map.entryCount;
}

/** The value of a key, if it is there. O(log n). */
export function sortedMapGet<Value>(map: SortedMap<Value>, key: string): Value | undefined {
  let node = map;
  while (node !== undefined) {
    if (key === node.key) return node.value;
    node = key < node.key ? node.left : node.right;
  }
  return undefined;
}

/** The map with `key` set to `value`; the same map if it already held exactly that value. O(log n). */
export function sortedMapSet<Value>(map: SortedMap<Value>, key: string, value: Value): SortedMap<Value> {
  if (map === undefined) return { key, value, left: undefined, right: undefined, entryCount: 1 };
  if (key === map.key) {
    return Object.is(value, map.value) ? map : { ...map, value };
  }
  if (key < map.key) {
    const left = sortedMapSet(map.left, key, value);
    return left === map.left ? map : balance(map.key, map.value, left, map.right);
  }
  const right = sortedMapSet(map.right, key, value);
  return right === map.right ? map : balance(map.key, map.value, map.left, right);
}

/** The map without `key`; the same map if it was not there. O(log n). */
export function sortedMapDelete<Value>(map: SortedMap<Value>, key: string): SortedMap<Value> {
  if (map === undefined) return undefined;
  if (key < map.key) {
    const left = sortedMapDelete(map.left, key);
    return left === map.left ? map : balance(map.key, map.value, left, map.right);
  }
  if (key > map.key) {
    const right = sortedMapDelete(map.right, key);
    return right === map.right ? map : balance(map.key, map.value, map.left, right);
  }
  if (map.left === undefined) return map.right;
  if (map.right === undefined) return map.left;
  const next = firstNode(map.right);
  return balance(next.key, next.value, map.left, sortedMapDelete(map.right, next.key));
}

/** Calls `visit` for every entry in order of keys. O(n). */
export function sortedMapForEach<Value>(map: SortedMap<Value>, visit: (value: Value, key: string) => void): void {
  if (map === undefined) return;
  sortedMapForEach(map.left, visit);
  visit(map.value, map.key);
  sortedMapForEach(map.right, visit);
}

function firstNode<Value>(node: SortedMapNode<Value>): SortedMapNode<Value> {
  let first = node;
  while (first.left !== undefined) first = first.left;
  return first;
}

function join<Value>(key: string, value: Value, left: SortedMap<Value>, right: SortedMap<Value>): SortedMapNode<Value> {
  return { key, value, left, right, entryCount: sortedMapEntryCount(left) + sortedMapEntryCount(right) + 1 };
}

function weight(map: SortedMap<unknown>): number {
  return sortedMapEntryCount(map) + 1;
}

function balance<Value>(
  key: string,
  value: Value,
  left: SortedMap<Value>,
  right: SortedMap<Value>,
): SortedMapNode<Value> {
  if (right !== undefined && weight(right) > DELTA * weight(left)) {
    if (right.left !== undefined && weight(right.left) >= GAMMA * weight(right.right)) {
      const middle = right.left;
      return join(
        middle.key,
        middle.value,
        join(key, value, left, middle.left),
        join(right.key, right.value, middle.right, right.right),
      );
    }
    return join(right.key, right.value, join(key, value, left, right.left), right.right);
  }
  if (left !== undefined && weight(left) > DELTA * weight(right)) {
    if (left.right !== undefined && weight(left.right) >= GAMMA * weight(left.left)) {
      const middle = left.right;
      return join(
        middle.key,
        middle.value,
        join(left.key, left.value, left.left, middle.left),
        join(key, value, middle.right, right),
      );
    }
    return join(left.key, left.value, left.left, join(key, value, left.right, right));
  }
  return join(key, value, left, right);
}
