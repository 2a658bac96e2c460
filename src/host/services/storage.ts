import type { JsonValue } from '../../../sdk/runtime-interface.ts';

/** A value, and which one of those that were ever stored under its key it is. */
export interface StoredValue {
  readonly value: JsonValue;
  readonly version: string;
}

/** One plugin's keys and values. */
export interface PluginStorage {
  get(key: string): Promise<JsonValue | undefined>;
  /** Reads a value with its version, which changes whenever the value is written. */
  read(key: string): Promise<StoredValue | undefined>;
  /** Refuses with a `HostCallError` `QUOTA_EXCEEDED` what does not fit any more. */
  set(key: string, value: JsonValue): Promise<void>;
  /**
   * Writes a value if nobody has written the key since it was read.
   *
   * @param version - What was read; `undefined` when there was nothing.
   * @returns Whether it was written.
   */
  replace(key: string, value: JsonValue, version: string | undefined): Promise<boolean>;
  delete(key: string): Promise<boolean>;
  /** The keys that begin with a prefix, sorted by UTF-16 code units. */
  keys(prefix: string): Promise<readonly string[]>;
}

/** Where plugins keep their values. */
export interface StorageService {
  /**
   * The same keys and values for the same name, each time.
   *
   * @param quotaBytes - How much may be kept from now on, keys and values as UTF-8 bytes of JSON; default: as before. A service may go
   *   by a quota of its own.
   */
  open(plugin: string, quotaBytes?: number): PluginStorage;
}
