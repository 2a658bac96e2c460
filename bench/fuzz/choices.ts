import { createRandom } from '../../test/helpers/random.ts';

/** What one case decides by: the same seed decides the same. */
export interface Choices {
  /** 0 to `limit` - 1. */
  below(limit: number): number;
  /** True once in so many times. */
  once(inHowMany: number): boolean;
  pick<Item>(items: readonly Item[]): Item;
  /** Makes up to `most` items. */
  list<Item>(most: number, make: () => Item): Item[];
}

/** Makes the choices of one case. */
export function createChoices(seed: number): Choices {
  const random = createRandom(seed);
  return {
    below: random,
    once: (inHowMany) => random(inHowMany) === 0,
    pick: (items) => items[random(items.length)] as (typeof items)[number],
    list: (most, make) => Array.from({ length: random(most + 1) }, make),
  };
}

/** The seed of one case of a run: neighbours have nothing in common. */
export function seedOfCase(seed: number, index: number): number {
  const mixed = Math.imul(seed ^ Math.imul(index + 1, 0x9e3779b1), 0x85ebca6b);
  return (mixed ^ (mixed >>> 15)) >>> 0;
}
