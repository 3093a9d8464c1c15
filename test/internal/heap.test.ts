import { describe, expect, test } from 'vitest';
import { addToHeap, sinkFirst, takeFirst } from '../../src/internal/heap.ts';

function isBefore(left: number, right: number): boolean {
  return left < right;
}

describe('sinkFirst', () => {
  test('leaves an empty heap and one of a single item as they are', () => {
    const empty: number[] = [];
    sinkFirst(empty, isBefore);
    expect(empty).toEqual([]);
    const single = [5];
    sinkFirst(single, isBefore);
    expect(single).toEqual([5]);
  });

  test('keeps the least item first, whatever is put there, in heaps of every small size', () => {
    const ascending = (left: number, right: number): number => left - right;
    for (let size = 1; size <= 9; size += 1) {
      for (let seed = 0; seed < 40; seed += 1) {
        const heap = Array.from({ length: size }, (_, index) => 10 * index);
        // Replaces the least item again and again by one further back.
        for (let step = 0; step < 20; step += 1) {
          const next = (heap[0] as number) + ((seed * 37 + step * 23) % 97);
          const items = [...heap.slice(1), next].sort(ascending);
          heap[0] = next;
          sinkFirst(heap, isBefore);
          const isHeap = heap.every((item, index) => index === 0 || (heap[(index - 1) >> 1] as number) <= item);
          if (!isHeap || String([...heap].sort(ascending)) !== String(items)) expect(heap).toEqual(items);
        }
      }
    }
  });

  test('asks of as many items as the heap is deep, not as it is long', () => {
    const heap = Array.from({ length: 1023 }, (_, index) => index);
    heap[0] = 5000;
    let asked = 0;
    sinkFirst(heap, (left, right) => {
      asked += 1;
      return left < right;
    });
    expect(heap[0]).toBe(1);
    expect(asked).toBeLessThanOrEqual(18);
  });
});

describe('addToHeap and takeFirst', () => {
  test('give items back in order, in whichever order they came', () => {
    for (let size = 0; size <= 20; size += 1) {
      for (let step = 1; step <= 19; step += 2) {
        const items = Array.from({ length: size }, (_, index) => (index * step) % 11);
        const heap: number[] = [];
        for (const item of items) addToHeap(heap, item, isBefore);
        const taken = items.map(() => takeFirst(heap, isBefore));
        expect(taken).toEqual([...items].sort((left, right) => left - right));
        expect(takeFirst(heap, isBefore)).toBeUndefined();
        expect(heap).toEqual([]);
      }
    }
  });

  test('ask of as many items as the heap is deep', () => {
    const heap = Array.from({ length: 1023 }, (_, index) => index);
    let asked = 0;
    const counting = (left: number, right: number): boolean => {
      asked += 1;
      return left < right;
    };
    addToHeap(heap, -1, counting);
    expect([heap[0], asked <= 10]).toEqual([-1, true]);
    asked = 0;
    addToHeap(heap, 5000, counting);
    expect(asked).toBe(1);
    asked = 0;
    expect(takeFirst(heap, counting)).toBe(-1);
    expect(asked).toBeLessThanOrEqual(20);
  });
});
