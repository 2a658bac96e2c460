/** Items that wait in lanes. Taking one closes its lane until it is opened again. */
export interface Lanes<Item extends { readonly lane: string }> {
  add(item: Item): void;
  /** The first item of the lane that has been open longest; `undefined` when every lane is closed or empty. */
  take(): Item | undefined;
  open(lane: string): void;
  /** Takes every item out, and leaves closed lanes closed. */
  clear(): readonly Item[];
}

/** Makes empty lanes, all open. */
export function createLanes<Item extends { readonly lane: string }>(): Lanes<Item> {
  const waiting = new Map<string, Item[]>();
  const closed = new Set<string>();
  // Open lanes in which somebody waits, in the order in which they came to be so.
  const ready = new Set<string>();
  return {
    add(item) {
      const items = waiting.get(item.lane);
      if (items === undefined) waiting.set(item.lane, [item]);
      else items.push(item);
      if (!closed.has(item.lane)) ready.add(item.lane);
    },
    take() {
      const [lane] = ready;
      if (lane === undefined) return undefined;
      const items = waiting.get(lane) ?? [];
      ready.delete(lane);
      closed.add(lane);
      if (items.length === 1) waiting.delete(lane);
      return items.shift();
    },
    open(lane) {
      closed.delete(lane);
      if (waiting.has(lane)) ready.add(lane);
    },
    clear() {
      const items = [...waiting.values()].flat();
      waiting.clear();
      ready.clear();
      return items;
    },
  };
}
