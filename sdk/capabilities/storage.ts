import { callHost } from '../call-host.ts';
import { HostError } from '../errors.ts';
import type { JsonCompatible } from '../json.ts';
import type { JsonValue } from '../runtime-interface.ts';

/** A key and what is stored under it. */
export interface StorageEntry<Value = JsonValue> {
  readonly key: string;
  readonly value: Value;
}

/**
 * Keeps JSON values under keys, apart from every other plugin's. Needs no permission.
 *
 * @example
 * ```ts
 * import { MessageProcessor, type MessageEvent } from 'plexi-plugin/sdk';
 *
 * export default class Counter extends MessageProcessor {
 *   override async onMessageReceived({ message }: MessageEvent): Promise<void> {
 *     const count = await this.storage.update<number>(message.authorId, (before = 0) => before + 1);
 *     this.logger.info('counted', { author: message.authorId, count });
 *   }
 * }
 * ```
 */
export interface Storage {
  /**
   * Reads a value.
   *
   * @param key - 1 to 256 characters.
   * @returns A copy of the value, or `undefined` when there is none under this key. Its type is the author's word.
   * @throws {@link HostError} `INVALID_ARGUMENT`.
   */
  get<Value = JsonValue>(key: string): Promise<Value | undefined>;
  /**
   * Writes a value, over the old one where there is one.
   *
   * @param key - 1 to 256 characters.
   * @param value - Any JSON.
   * @throws {@link HostError} `QUOTA_EXCEEDED` when the plugin's storage is full; `INVALID_ARGUMENT`.
   */
  set<Value>(key: string, value: Value & JsonCompatible<Value>): Promise<void>;
  /**
   * Changes a value without losing what others write at the same time: hooks overlap, and of two that read a value and
   * then write it, one would be lost.
   *
   * @param key - 1 to 256 characters.
   * @param change - Gets a copy of the value, or `undefined` where there is none, and returns the new one. When somebody
   *   else has written the key meanwhile it runs again, so it should do nothing else.
   * @returns The new value.
   * @throws {@link HostError} `CONFLICT` when the key keeps changing; `QUOTA_EXCEEDED`; `INVALID_ARGUMENT`.
   */
  update<Value>(key: string, change: (value: Value | undefined) => (Value & JsonCompatible<Value>) | Promise<Value & JsonCompatible<Value>>): Promise<Value>;
  /**
   * Removes a value.
   *
   * @param key - 1 to 256 characters.
   * @returns Whether there was one.
   * @throws {@link HostError} `INVALID_ARGUMENT`.
   */
  delete(key: string): Promise<boolean>;
  /**
   * Lists the keys in use.
   *
   * @param prefix - Only keys that begin with it; default: all.
   * @returns The keys, sorted by UTF-16 code units.
   * @throws {@link HostError} `INVALID_ARGUMENT`.
   */
  keys(prefix?: string): Promise<readonly string[]>;
  /**
   * Lists keys with their values.
   *
   * @param prefix - Only keys that begin with it; default: all.
   * @returns The keys and copies of the values, sorted by key. Its type is the author's word.
   * @throws {@link HostError} `INVALID_ARGUMENT`.
   */
  list<Value = JsonValue>(prefix?: string): Promise<readonly StorageEntry<Value>[]>;
}

// One of those who change a key at the same time succeeds in each round, and a host has fewer calls in flight than this.
const MOST_ATTEMPTS = 200;

/** The storage that the host keeps for this plugin. */
export const storage: Storage = {
  async get<Value>(key: string) {
    const found = (await callHost('storage.get', { key })) as { readonly value?: Value };
    return found.value;
  },
  async set(key, value) {
    await callHost('storage.set', { key, value });
  },
  async delete(key) {
    return (await callHost('storage.delete', { key })) === true;
  },
  async keys(prefix) {
    return (await callHost('storage.keys', { prefix })) as readonly string[];
  },
  async update(key, change) {
    for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
      const { value, version } = (await callHost('storage.read', { key })) as { readonly value?: never; readonly version?: string };
      const next = await change(value);
      if ((await callHost('storage.replace', { key, value: next, version })) === true) return next;
    }
    throw new HostError('CONFLICT', `"${key}" keeps changing while it is being updated`, { method: 'storage.replace', details: { key } });
  },
  async list<Value>(prefix?: string) {
    const all: StorageEntry<Value>[] = [];
    for (;;) {
      const after = all.at(-1)?.key;
      const page = (await callHost('storage.list', { prefix, after })) as unknown as StoragePage<Value>;
      all.push(...page.entries);
      if (page.isLast) return all;
    }
  },
};

interface StoragePage<Value> {
  readonly entries: readonly StorageEntry<Value>[];
  readonly isLast: boolean;
}
