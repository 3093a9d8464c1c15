/**
 * Restores a heap after its first item has moved backwards. An array in order is a heap.
 *
 * `isBefore` says whether one item must come out before another. Cost: O(log n).
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
