import type { Clock, Timer } from '../clock.ts';
import type { AnalyticsService, EventCount } from './analytics.ts';
import type { PluginStorage } from './storage.ts';

/** What keeping counts takes. */
export interface StoredAnalyticsOptions {
  readonly clock: Clock;
  /** Keeps the counts of each source under its name. */
  readonly storage: PluginStorage;
}

type Count = Omit<EventCount, 'source' | 'name'>;
type Counts = Map<string, Count>;

const MOST_NAMES = 200;
const REST = '*';
// A count that is written at every event would cost more than what is counted.
const WRITE_AFTER_MS = 5_000;

/** Makes analytics that count, and keep the counts in a storage. Memory is bounded by the number of sources. */
export function createStoredAnalytics({ clock, storage }: StoredAnalyticsOptions): AnalyticsService {
  const sources = new Map<string, Counts>();
  const changed = new Set<string>();
  let loading: Promise<void> | undefined;
  let timer: Timer | undefined;

  const ready = (): Promise<void> => (loading ??= load());

  // What was counted before the rest was read is newer.
  async function load(): Promise<void> {
    for (const source of await storage.keys('')) {
      const kept = (await storage.get(source)) as unknown as Readonly<Record<string, Count>>;
      const counts = open(source);
      for (const [name, before] of Object.entries(kept)) {
        const { count = 0, lastAt = before.lastAt } = counts.get(name) ?? {};
        counts.set(name, { count: before.count + count, firstAt: before.firstAt, lastAt });
      }
    }
  }

  function open(source: string): Counts {
    const counts: Counts = sources.get(source) ?? new Map<string, Count>();
    sources.set(source, counts);
    return counts;
  }

  async function write(): Promise<void> {
    timer?.cancel();
    timer = undefined;
    if (changed.size === 0) return;
    await ready();
    for (const source of changed) {
      changed.delete(source);
      await storage.set(source, Object.fromEntries(open(source)));
    }
  }

  // Where they cannot be kept, counting goes on all the same: only what was counted until now is not known after a restart.
  const tryToWrite = (): Promise<void> => write().catch(() => undefined);

  return {
    record({ source, name, timestamp }) {
      const counts = open(source);
      const key = counts.has(name) || counts.size < MOST_NAMES ? name : REST;
      const { count = 0, firstAt = timestamp } = counts.get(key) ?? {};
      counts.set(key, { count: count + 1, firstAt, lastAt: timestamp });
      changed.add(source);
      timer ??= clock.setTimer(WRITE_AFTER_MS, () => void tryToWrite());
    },
    async counts({ source: wantedSource, name: wantedName } = {}) {
      await ready();
      return [...sources]
        .filter(([source]) => wantedSource === undefined || source === wantedSource)
        .flatMap(([source, counts]) => [...counts].map(([name, count]) => ({ source, name, ...count })))
        .filter(({ name }) => wantedName === undefined || name === wantedName)
        .sort((a, b) => compare(a.source, b.source) || compare(a.name, b.name));
    },
    close: tryToWrite,
  };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
