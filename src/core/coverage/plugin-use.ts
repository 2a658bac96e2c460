/** Something of a plugin that its host can call: a hook, an action, a command, a route, a task. */
export interface Offer {
  /** The entry point, as the manifest names it. */
  readonly entry: string;
  /** `hook`, or the type of the contribution. */
  readonly type: string;
  readonly name: string;
}

/** How often something was. */
export interface CountedOffer extends Offer {
  readonly calls: number;
}

/** How often a permission was needed. */
export interface PermissionUse {
  readonly permission: string;
  readonly allowed: number;
  readonly refused: number;
}

/** What tests have made of a plugin. It crosses from test processes as JSON. */
export interface PluginUse {
  /** What the counters of the bundle say. */
  readonly counts: readonly number[];
  readonly offers: readonly CountedOffer[];
  readonly permissions: readonly PermissionUse[];
}

/** Nothing was done yet. */
export const UNUSED: PluginUse = { counts: [], offers: [], permissions: [] };

/** Adds up what happened in different places. */
export function addUse(a: PluginUse, b: PluginUse): PluginUse {
  return {
    counts: addCounts([a.counts, b.counts], Math.max(a.counts.length, b.counts.length)),
    offers: merge([...a.offers, ...b.offers], nameOffer, (one, other) => ({ ...one, calls: one.calls + other.calls })),
    permissions: merge([...a.permissions, ...b.permissions], ({ permission }) => permission, (one, other) => ({
      ...one,
      allowed: one.allowed + other.allowed,
      refused: one.refused + other.refused,
    })),
  };
}

/** Adds up what several counters have counted. @param length - How many there are in each of the lists. */
export function addCounts(lists: readonly ArrayLike<number>[], length: number): readonly number[] {
  return Array.from({ length }, (_, at) => lists.reduce((sum, counts) => sum + (counts[at] ?? 0), 0));
}

/** The same for the same offer, and for no other. */
export function nameOffer({ entry, type, name }: Offer): string {
  return JSON.stringify([entry, type, name]);
}

function merge<Item>(items: readonly Item[], nameItem: (item: Item) => string, add: (one: Item, other: Item) => Item): readonly Item[] {
  const merged = new Map<string, Item>();
  for (const item of items) {
    const before = merged.get(nameItem(item));
    merged.set(nameItem(item), before === undefined ? item : add(before, item));
  }
  return [...merged.values()];
}
