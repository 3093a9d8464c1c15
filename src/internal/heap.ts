/** Keeps a heap in an array. */

/**
 * Restores a heap after its first item has moved backwards. An array in order is a heap.
 *
 * `isBefore` returns whether one item must come out before another. Cost: O(log n).
 */
export function sinkFirst<Item>(heap: Item[], isBefore: (left: Item, right: Item) => boolean): void {
  const item = heap[0];
  if (item === undefined) return;
  let index = 0;
  for (;;) {
    let child = 2 * index + 1;
    if (child >= heap.length) break;
    if (child + 1 < heap.length && isBefore(heap[child + 1] as Item, heap[child] as Item)) child += 1;
    if (!isBefore(heap[child] as Item, item)) break;
    heap[index] = heap[child] as Item;
    index = child;
  }
  heap[index] = item;
}

/** Adds an item to a heap. Cost: O(log n). */
export function addToHeap<Item>(heap: Item[], item: Item, isBefore: (left: Item, right: Item) => boolean): void {
  let index = heap.length;
  while (index > 0) {
    const parent = (index - 1) >> 1;
    if (!isBefore(item, heap[parent] as Item)) break;
    heap[index] = heap[parent] as Item;
    index = parent;
  }
  heap[index] = item;
}

/** Removes the first item from a heap and returns it; returns `undefined` if the heap is empty. Cost: O(log n). */
export function takeFirst<Item>(heap: Item[], isBefore: (left: Item, right: Item) => boolean): Item | undefined {
  const first = heap[0];
  const last = heap.pop();
  if (last === undefined || heap.length === 0) return first;
  heap[0] = last;
  sinkFirst(heap, isBefore);
  return first;
}
