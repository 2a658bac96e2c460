import type { JsonValue } from '../../../sdk/runtime-interface.ts';

/** One plugin's keys and values. */
export interface PluginStorage {
  get(key: string): Promise<JsonValue | undefined>;
  /** Refuses with a `HostCallError` `QUOTA_EXCEEDED` what does not fit any more. */
  set(key: string, value: JsonValue): Promise<void>;
  delete(key: string): Promise<boolean>;
  /** The keys that begin with a prefix, sorted by UTF-16 code units. */
  keys(prefix: string): Promise<readonly string[]>;
}

/** Where plugins keep their values. */
export interface StorageService {
  /** The same storage for the same name, each time. */
  open(plugin: string): PluginStorage;
}
