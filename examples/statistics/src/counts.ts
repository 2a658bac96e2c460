import type { Database } from 'plexi-plugin/sdk';

/** How many messages one person wrote on one day. */
export interface DayCount {
  readonly day: string;
  readonly person: string;
  readonly messages: number;
}

const DAY_MS = 86_400_000;

/** The day, so many days ago, UTC. */
export function dayBefore(now: number, days: number): string {
  return new Date(now - days * DAY_MS).toISOString().slice(0, 10);
}

/** The counts in the plugin's database. Both entry points make one: the table is created once. */
export class Counts {
  readonly #database: Database;
  #isReady = false;

  constructor(database: Database) {
    this.#database = database;
  }

  async add(person: string, day: string): Promise<void> {
    await this.#prepare();
    await this.#database.run('INSERT INTO counts VALUES (?, ?, 1) ON CONFLICT DO UPDATE SET messages = messages + 1', day, person);
  }

  /** Who wrote most since a day, most first. */
  async top(since: string, limit: number): Promise<readonly Omit<DayCount, 'day'>[]> {
    await this.#prepare();
    return this.#database.query('SELECT person, sum(messages) AS messages FROM counts WHERE day >= ? GROUP BY person ORDER BY messages DESC, person LIMIT ?', since, limit);
  }

  /** The counts of one day, by person. */
  async *since(day: string): AsyncGenerator<DayCount> {
    await this.#prepare();
    // Day by day: an answer has at most 10,000 rows.
    const days = await this.#database.query<{ day: string }>('SELECT DISTINCT day FROM counts WHERE day >= ? ORDER BY day', day);
    for (const each of days) yield* await this.#database.query<DayCount>('SELECT day, person, messages FROM counts WHERE day = ? ORDER BY person', each.day);
  }

  // Not in `onLoad`: the plugin starts also where nobody has granted the database.
  async #prepare(): Promise<void> {
    if (this.#isReady) return;
    await this.#database.migrate(['CREATE TABLE counts (day TEXT, person TEXT, messages INTEGER NOT NULL, PRIMARY KEY (day, person)) WITHOUT ROWID']);
    this.#isReady = true;
  }
}
