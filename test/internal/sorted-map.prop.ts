import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type SortedMap,
  sortedMapDelete,
  sortedMapDiff,
  sortedMapEdit,
  sortedMapEntryCount,
  sortedMapForEach,
  sortedMapGet,
  sortedMapSet,
} from '../../src/internal/sorted-map.ts';
import { propertyRuns } from '../support/property-settings.ts';

const keys = fc.integer({ min: 0, max: 60 }).map((number) => `k${number}`);
const edits = fc.array(fc.record({ key: keys, value: fc.option(fc.integer({ min: 0, max: 3 }), { nil: undefined }) }), {
  maxLength: 120,
});

function entriesOf(map: SortedMap<number>): [string, number][] {
  const entries: [string, number][] = [];
  sortedMapForEach(map, (value, key) => entries.push([key, value]));
  return entries;
}

function applyOneByOne(map: SortedMap<number>, list: readonly { key: string; value: number | undefined }[]) {
  let changed = map;
  for (const { key, value } of list) {
    changed = value === undefined ? sortedMapDelete(changed, key) : sortedMapSet(changed, key, value);
  }
  return changed;
}

function sortedOnce(list: readonly { key: string; value: number | undefined }[]) {
  const last = new Map(list.map((edit) => [edit.key, edit]));
  return [...last.values()].sort((left, right) => (left.key < right.key ? -1 : 1));
}

/** Throws unless every subtree is balanced and knows how many entries it has. */
function checkShape(map: SortedMap<number>): number {
  if (map === undefined) return 0;
  const left = checkShape(map.left);
  const right = checkShape(map.right);
  expect(map.entryCount).toBe(left + right + 1);
  expect(left + 1).toBeLessThanOrEqual(3 * (right + 1));
  expect(right + 1).toBeLessThanOrEqual(3 * (left + 1));
  return left + right + 1;
}

describe('a sorted map', () => {
  test('holds what a Map holds, in order, balanced, whatever is done to it: sorted map equals a Map', () => {
    fc.assert(
      fc.property(edits, (list) => {
        const model = new Map<string, number>();
        for (const { key, value } of list) {
          if (value === undefined) model.delete(key);
          else model.set(key, value);
        }
        const map = applyOneByOne(undefined, list);
        const wanted = [...model].sort(([left], [right]) => (left < right ? -1 : 1));
        expect(entriesOf(map)).toEqual(wanted);
        expect(sortedMapEntryCount(map)).toBe(model.size);
        for (const { key } of list) expect(sortedMapGet(map, key)).toBe(model.get(key));
        checkShape(map);
      }),
      { numRuns: propertyRuns(200) },
    );
  });

  test('edited at once is the map edited one by one, balanced: sorted map edits at once', () => {
    fc.assert(
      fc.property(edits, edits, (before, list) => {
        const map = applyOneByOne(undefined, before);
        const held = entriesOf(map);
        const once = sortedOnce(list);
        const edited = sortedMapEdit(map, once, (_, { value }) => value);
        expect(entriesOf(edited)).toEqual(entriesOf(applyOneByOne(map, list)));
        checkShape(edited);
        expect(entriesOf(map)).toEqual(held);
        expect(sortedMapEdit(map, once, (value) => value)).toBe(map);
      }),
      { numRuns: propertyRuns(300) },
    );
  });

  test('differs from another exactly where their values differ, in order: sorted map difference', () => {
    fc.assert(
      fc.property(edits, edits, fc.boolean(), (first, second, isDescendant) => {
        const before = applyOneByOne(undefined, first);
        const after = applyOneByOne(isDescendant ? before : undefined, second);
        const visited: [string, number | undefined, number | undefined][] = [];
        sortedMapDiff(before, after, (key, from, to) => visited.push([key, from, to]));
        const allKeys = [...new Set([...entriesOf(before), ...entriesOf(after)].map(([key]) => key))].sort();
        const wanted = allKeys
          .map((key) => [key, sortedMapGet(before, key), sortedMapGet(after, key)])
          .filter(([, from, to]) => from !== to);
        expect(visited).toEqual(wanted);
      }),
      { numRuns: propertyRuns(300) },
    );
  });
});
