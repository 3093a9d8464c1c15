/** Implements a persistent sorted map from text to values. */

import { isPlainObject } from './plain-object.ts';

/**
 * A persistent map from text to values: a change returns a new map that shares all but O(log n) nodes with the old one,
 * which stays valid. Iteration is in order of the keys (by UTF-16 code unit), whatever the order of insertion.
 *
 * The map is a weight-balanced tree; `undefined` is the empty map, so that an empty map is a plain value too.
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

/** Returns whether a value has the form of a sorted map, by its root. O(1). */
export function isSortedMap(value: unknown): boolean {
  if (value === undefined) return true;
  if (!isPlainObject(value)) return false;
  return typeof value['key'] === 'string' && Number.isSafeInteger(value['entryCount']);
}

/** Returns the number of entries of a map. O(1). */
export function sortedMapEntryCount(map: SortedMap<unknown>): number {
  return map === undefined ? 0 : map.entryCount;
}

/** Returns the value of a key, or `undefined` if the map lacks it. O(log n). */
export function sortedMapGet<Value>(map: SortedMap<Value>, key: string): Value | undefined {
  let node = map;
  while (node !== undefined) {
    if (key === node.key) return node.value;
    node = key < node.key ? node.left : node.right;
  }
  return undefined;
}

/** Returns the map with `key` set to `value`; the same map if it already held exactly that value. O(log n). */
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

/** Returns the map without `key`; the same map if it was not there. O(log n). */
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

/**
 * Changes many entries at once. `apply` takes the old value, if any, and the edit; it returns the new value, or `undefined`
 * to have no entry. `edits` must be in strict order of their keys.
 *
 * Returns the same map if no value changed. O(m log(n/m + 1)) for m edits, which is O(m) for an empty map.
 */
export function sortedMapEdit<Value, Edit extends { readonly key: string }>(
  map: SortedMap<Value>,
  edits: readonly Edit[],
  apply: (value: Value | undefined, edit: Edit) => Value | undefined,
): SortedMap<Value> {
  const editRange = (node: SortedMap<Value>, from: number, to: number): SortedMap<Value> => {
    if (from === to) return node;
    if (node === undefined) {
      const middle = (from + to) >>> 1;
      const edit = edits[middle] as Edit;
      const left = editRange(undefined, from, middle);
      const value = apply(undefined, edit);
      const right = editRange(undefined, middle + 1, to);
      return value === undefined ? concatenate(left, right) : link(edit.key, value, left, right);
    }
    const split = firstNotBefore(edits, node.key, from, to);
    const edit = split < to && (edits[split] as Edit).key === node.key ? edits[split] : undefined;
    const left = editRange(node.left, from, split);
    const value = edit === undefined ? node.value : apply(node.value, edit);
    const right = editRange(node.right, edit === undefined ? split : split + 1, to);
    if (value === undefined) return concatenate(left, right);
    if (left === node.left && right === node.right && Object.is(value, node.value)) return node;
    return link(node.key, value, left, right);
  };
  return editRange(map, 0, edits.length);
}

/**
 * Visits, in order of keys, every key whose value differs between two maps; an absent entry is `undefined`.
 *
 * Skips what the maps share without looking at it: O(m log n) for maps m edits apart, whatever their size.
 */
export function sortedMapDiff<Value>(
  before: SortedMap<Value>,
  after: SortedMap<Value>,
  visit: (key: string, before: Value | undefined, after: Value | undefined) => void,
): void {
  if (before === after) return;
  if (before === undefined) {
    sortedMapForEach(after, (value, key) => visit(key, undefined, value));
    return;
  }
  const parts = split(after, before.key);
  sortedMapDiff(before.left, parts.left, visit);
  if (!Object.is(before.value, parts.value)) visit(before.key, before.value, parts.value);
  sortedMapDiff(before.right, parts.right, visit);
}

/** Returns the entries before and after a key. Subtrees off the path to the key are shared. */
function split<Value>(
  map: SortedMap<Value>,
  key: string,
): { left: SortedMap<Value>; value: Value | undefined; right: SortedMap<Value> } {
  if (map === undefined) return { left: undefined, value: undefined, right: undefined };
  if (key === map.key) return { left: map.left, value: map.value, right: map.right };
  if (key < map.key) {
    const { left, value, right } = split(map.left, key);
    return { left, value, right: link(map.key, map.value, right, map.right) };
  }
  const { left, value, right } = split(map.right, key);
  return { left: link(map.key, map.value, map.left, left), value, right };
}

/** Returns one balanced map of an entry and the entries before and after it, however unequal in number. */
function link<Value>(key: string, value: Value, left: SortedMap<Value>, right: SortedMap<Value>): SortedMapNode<Value> {
  if (left !== undefined && weight(left) > DELTA * weight(right)) {
    return balance(left.key, left.value, left.left, link(key, value, left.right, right));
  }
  if (right !== undefined && weight(right) > DELTA * weight(left)) {
    return balance(right.key, right.value, link(key, value, left, right.left), right.right);
  }
  return join(key, value, left, right);
}

/** Returns one balanced map of two maps; all keys of `left` come before those of `right`. */
function concatenate<Value>(left: SortedMap<Value>, right: SortedMap<Value>): SortedMap<Value> {
  if (left === undefined) return right;
  if (right === undefined) return left;
  const next = firstNode(right);
  return link(next.key, next.value, left, sortedMapDelete(right, next.key));
}

/** Returns the index of the first edit whose key is not before `key`. */
function firstNotBefore(edits: readonly { readonly key: string }[], key: string, from: number, to: number): number {
  let low = from;
  let high = to;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((edits[middle] as { readonly key: string }).key < key) low = middle + 1;
    else high = middle;
  }
  return low;
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

/** The first entry in order of keys, if there is one. O(log n). */
export function sortedMapFirst<Value>(
  map: SortedMap<Value>,
): { readonly key: string; readonly value: Value } | undefined {
  return map === undefined ? undefined : firstNode(map);
}

/** Calls `visit` for every entry whose key begins with `prefix`, in order of keys. O(log n + k) for k such entries. */
export function sortedMapForEachWithPrefix<Value>(
  map: SortedMap<Value>,
  prefix: string,
  visit: (value: Value, key: string) => void,
): void {
  if (map === undefined) return;
  const isInside = map.key.startsWith(prefix);
  // What begins with the prefix comes after the prefix itself, and in one piece.
  if (isInside || map.key > prefix) sortedMapForEachWithPrefix(map.left, prefix, visit);
  if (isInside) visit(map.value, map.key);
  if (isInside || map.key < prefix) sortedMapForEachWithPrefix(map.right, prefix, visit);
}

/** The values in order of keys. O(n). */
export function sortedMapValues<Value>(map: SortedMap<Value>): Value[] {
  const values: Value[] = [];
  sortedMapForEach(map, (value) => values.push(value));
  return values;
}
