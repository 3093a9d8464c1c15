import { expect, test } from 'vitest';
import { partition } from '../../src/internal/partition.ts';

test('partition divides items by a test that is asked once for each, and keeps their order', () => {
  const asked: number[] = [];
  const { inside, outside } = partition([5, 2, 8, 1, 4], (item) => {
    asked.push(item);
    return item % 2 === 0;
  });
  expect(inside).toEqual([2, 8, 4]);
  expect(outside).toEqual([5, 1]);
  expect(asked).toEqual([5, 2, 8, 1, 4]);
  expect(partition([], () => true)).toEqual({ inside: [], outside: [] });
});
