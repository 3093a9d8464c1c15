/** Divides items by a test that is asked once for each, both lists in the order given. */
export function partition<Item>(
  items: readonly Item[],
  isIn: (item: Item) => boolean,
): { readonly inside: Item[]; readonly outside: Item[] } {
  const inside: Item[] = [];
  const outside: Item[] = [];
  for (const item of items) (isIn(item) ? inside : outside).push(item);
  return { inside, outside };
}
