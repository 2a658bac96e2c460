import type { Storage } from 'plexi-plugin/sdk';

/** How many messages there were on one day. */
export interface Day {
  /** ISO 8601, UTC: `2026-01-31`. */
  readonly day: string;
  readonly messages: number;
}

type Counts = Readonly<Record<string, number>>;

const KEY = 'activity';
const DAY_MS = 86_400_000;

/** What the three entry points have in common: one number for each day, in the plugin’s storage. */
export class Activity {
  readonly #storage: Storage;

  constructor(storage: Storage) {
    this.#storage = storage;
  }

  async count(): Promise<void> {
    const [today = ''] = lastDays(1);
    await this.#storage.update<Counts>(KEY, (counts = {}) => ({ ...counts, [today]: (counts[today] ?? 0) + 1 }));
  }

  /** The last days, the oldest first; quiet ones are there, too. */
  async list(days: number): Promise<readonly Day[]> {
    const counts = (await this.#storage.get<Counts>(KEY)) ?? {};
    return lastDays(days).map((day) => ({ day, messages: counts[day] ?? 0 }));
  }

  /** Keeps the last days; 0 forgets all. */
  async forget(days: number): Promise<void> {
    const kept = new Set(lastDays(days));
    await this.#storage.update<Counts>(KEY, (counts = {}) => Object.fromEntries(Object.entries(counts).filter(([day]) => kept.has(day))));
  }
}

function lastDays(count: number): readonly string[] {
  const now = Date.now();
  return Array.from({ length: count }, (_, index) => new Date(now - (count - 1 - index) * DAY_MS).toISOString().slice(0, 10));
}
