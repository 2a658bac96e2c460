import { logger } from '../capabilities/logger.ts';
import { storage } from '../capabilities/storage.ts';
import { parseDuration, type Duration } from '../duration.ts';
import { toJson } from '../json.ts';
import type { JsonValue } from '../runtime-interface.ts';
import { createStates, type AsyncMethodWrapper, type Method } from './method-decorator.ts';

/** How long results are kept, and where. */
export interface CacheOptions<Args extends readonly unknown[] = readonly unknown[]> {
  /** How long a result is as good as new, for example `5m`. */
  readonly ttl: Duration;
  /** Calls with the same key have the same result. Default: the arguments as JSON. */
  readonly key?: (...args: Args) => string;
  /**
   * The name under which the results are kept in the plugin's storage: they then outlive a reload, and must be JSON.
   * Default: they are kept in memory.
   */
  readonly storageKey?: string;
  /** So many results are kept, the oldest go first; default: 100. */
  readonly maxEntries?: number;
}

interface Entry {
  readonly value: unknown;
  readonly expiresAt: number;
}

interface Cache {
  readonly entries: Map<string, Entry>;
  /** Calls under way: whoever asks meanwhile waits for them. */
  readonly running: Map<string, Promise<unknown>>;
  loading: Promise<void> | undefined;
}

/**
 * Keeps what a method returned and returns it again instead of calling the method, until it is too old.
 *
 * Calls that come while one with the same key is under way wait for that one. A call that fails is not kept. Whoever
 * gets a result from memory gets the same object as everybody else.
 *
 * @param options - How long, by which key, and where.
 * @returns The decorator; called with a function, it returns that function with a cache.
 * @throws TypeError when an option makes no sense.
 *
 * @example
 * ```ts
 * import { cacheResult, MessageProcessor, type MessageEvent } from 'plexi-plugin/sdk';
 *
 * export default class Statistics extends MessageProcessor {
 *   override async onMessageReceived({ message }: MessageEvent): Promise<void> {
 *     if (message.content === '!busy') await this.messages.reply(message, await this.describe(message.channelId));
 *   }
 *
 *   @cacheResult({ ttl: '5m' })
 *   async describe(channelId: string): Promise<string> {
 *     const recent = await this.messages.list({ channelId, limit: 100 });
 *     return `${recent.length} messages lately`;
 *   }
 * }
 * ```
 */
export function cacheResult<Args extends readonly unknown[] = readonly unknown[]>(options: CacheOptions<Args>): AsyncMethodWrapper<Args> {
  const ttlMs = parseDuration(options.ttl, 'the ttl of cacheResult');
  const { maxEntries = 100, storageKey, key = (...args) => JSON.stringify(toJson(args, 'the arguments of a cached method')) } = options;
  if (!Number.isInteger(maxEntries) || maxEntries < 1) throw new TypeError(`cacheResult must keep 1 result or more, not ${String(maxEntries)}`);
  const cacheOf = createStates((): Cache => ({ entries: new Map(), running: new Map(), loading: undefined }));

  async function compute(cache: Cache, name: string, run: () => Promise<unknown>): Promise<unknown> {
    if (storageKey !== undefined) await (cache.loading ??= load(cache.entries, storageKey));
    const kept = cache.entries.get(name);
    if (kept !== undefined && kept.expiresAt > Date.now()) return kept.value;
    const value = await run();
    cache.entries.delete(name);
    cache.entries.set(name, { value, expiresAt: Date.now() + ttlMs });
    forget(cache.entries, maxEntries);
    if (storageKey !== undefined) await save(cache.entries, storageKey);
    return value;
  }

  return <This, Called extends readonly [...Args, ...unknown[]], Result>(method: Method<This, Called, Promise<Result>>) =>
    async function (this: This, ...args: Called): Promise<Result> {
      const cache = cacheOf(this);
      const name = key(...(args as unknown as Args));
      const running = cache.running.get(name) ?? compute(cache, name, () => Reflect.apply(method, this, args)).finally(() => cache.running.delete(name));
      cache.running.set(name, running);
      return (await running) as Result;
    };
}

// Every entry lives equally long, so the oldest are the first of the map.
function forget(entries: Map<string, Entry>, maxEntries: number): void {
  for (const [name, { expiresAt }] of entries) {
    if (entries.size <= maxEntries && expiresAt > Date.now()) return;
    entries.delete(name);
  }
}

async function load(entries: Map<string, Entry>, storageKey: string): Promise<void> {
  for (const [name, value, expiresAt] of (await storage.get<[string, JsonValue, number][]>(storageKey)) ?? []) entries.set(name, { value, expiresAt });
}

async function save(entries: ReadonlyMap<string, Entry>, storageKey: string): Promise<void> {
  // What cannot be kept is the mistake of whoever returned it, and told as such.
  for (const { value } of entries.values()) toJson(value, 'what a cached method returned', { attach: () => undefined });
  const kept = [...entries].map(([name, { value, expiresAt }]) => [name, value as JsonValue, expiresAt]);
  try {
    await storage.set(storageKey, kept);
  } catch (error) {
    // The result is there all the same: a cache that cannot be kept must not fail what it should help.
    logger.warn('the results of a cached method could not be kept', { storageKey, reason: String(error) });
  }
}
