import { callHost } from '../call-host.ts';
import type { JsonCompatible } from '../json.ts';
import type { JsonValue } from '../runtime-interface.ts';

/**
 * Keeps JSON values under keys, apart from every other plugin's. Needs no permission.
 *
 * @example
 * ```ts
 * import { MessageProcessor, type MessageEvent } from 'plexi-plugin/sdk';
 *
 * export default class Counter extends MessageProcessor {
 *   override async onMessageReceived({ message }: MessageEvent): Promise<void> {
 *     const count = (await this.storage.get<number>(message.authorId)) ?? 0;
 *     await this.storage.set(message.authorId, count + 1);
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
}

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
};
