/** Divides items into two lists by a test that is called once for each; both lists keep the order. */
export function partition<Item>(
  items: readonly Item[],
  isIn: (item: Item) => boolean,
): { readonly inside: Item[]; readonly outside: Item[] } {
  const inside: Item[] = [];
  const outside: Item[] = [];
  for (const item of items) (isIn(item) ? inside : outside).push(item);
  return { inside, outside };
}
