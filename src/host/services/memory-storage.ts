import type { JsonValue } from '../../../sdk/runtime-interface.ts';
import { HostCallError } from '../../sandbox/engine.ts';
import type { PluginStorage, StorageService } from './storage.ts';

/** How much a plugin may keep unless its host says otherwise: keys and values as UTF-8 bytes of JSON. */
const DEFAULT_QUOTA_BYTES = 5 * 1024 * 1024;

/** Makes a storage that lives as long as the host. */
export function createMemoryStorage({ quotaBytes = DEFAULT_QUOTA_BYTES }: { readonly quotaBytes?: number } = {}): StorageService {
  const storages = new Map<string, PluginStorage>();
  return {
    open(plugin) {
      const storage = storages.get(plugin) ?? createPluginStorage(quotaBytes);
      storages.set(plugin, storage);
      return storage;
    },
  };
}

function createPluginStorage(quotaBytes: number): PluginStorage {
  // Values are kept as text: nobody can change what is stored by changing what was read.
  const values = new Map<string, string>();
  let used = 0;
  return {
    get(key) {
      const text = values.get(key);
      return Promise.resolve(text === undefined ? undefined : (JSON.parse(text) as JsonValue));
    },
    set(key, value) {
      const text = JSON.stringify(value);
      const needed = used + countBytes(key, text) - countBytes(key, values.get(key));
      if (needed > quotaBytes) return Promise.reject(refuse(needed, quotaBytes));
      used = needed;
      values.set(key, text);
      return Promise.resolve();
    },
    delete(key) {
      used -= countBytes(key, values.get(key));
      return Promise.resolve(values.delete(key));
    },
    keys(prefix) {
      return Promise.resolve([...values.keys()].filter((key) => key.startsWith(prefix)).sort());
    },
  };
}

function countBytes(key: string, text: string | undefined): number {
  return text === undefined ? 0 : Buffer.byteLength(key) + Buffer.byteLength(text);
}

function refuse(needed: number, quota: number): HostCallError {
  return new HostCallError('QUOTA_EXCEEDED', `the storage of the plugin would hold ${needed} bytes, and ${quota} are allowed`, { needed, quota });
}
