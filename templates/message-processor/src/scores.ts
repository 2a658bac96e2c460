import type { Storage } from 'plexi-plugin/sdk';

/** How often one person was thanked. */
export interface Score {
  readonly person: string;
  readonly count: number;
}

const PREFIX = 'thanks:';

/** Keeps one number per person in the plugin's storage. */
export class Scores {
  readonly #storage: Storage;

  constructor(storage: Storage) {
    this.#storage = storage;
  }

  /** Adds one, and returns the new count. */
  async add(person: string): Promise<number> {
    const count = (await this.#read(person)) + 1;
    await this.#storage.set(PREFIX + person, count);
    return count;
  }

  /** The people with the highest counts, highest first. */
  async leaders(limit: number): Promise<readonly Score[]> {
    const entries = await this.#storage.list<number>(PREFIX);
    const scores = entries.map(({ key, value }) => ({ person: key.slice(PREFIX.length), count: value }));
    return scores.sort((a, b) => b.count - a.count).slice(0, limit);
  }

  async #read(person: string): Promise<number> {
    return (await this.#storage.get<number>(PREFIX + person)) ?? 0;
  }
}
