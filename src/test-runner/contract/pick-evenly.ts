/** Picks some of a list, from its first to its last, with equal gaps; all of it where it is no longer than that. */
export function pickEvenly<Item>(items: readonly Item[], most: number): readonly Item[] {
  if (items.length <= most) return items;
  const gap = (items.length - 1) / (most - 1);
  return Array.from({ length: most }, (_, index) => Math.round(index * gap)).flatMap((index) => items.slice(index, index + 1));
}
