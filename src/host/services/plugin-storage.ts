import { DEFAULT_LIMITS } from '../../core/limits/plugin-limits.ts';
import type { PluginStorage, StorageService } from './storage.ts';
import type { StoredValues } from './stored-values.ts';

/** One change of a plugin's values: the value as JSON text, or nothing where it was deleted. */
export interface StorageChange {
  readonly key: string;
  readonly text: string | undefined;
}

/** The values of one plugin, and what makes a change last. */
export interface ValueKeeper {
  readonly values: StoredValues;
  /** Called right after the change was made; the plugin is answered when it settles. */
  keep(change: StorageChange): Promise<void>;
}

/** Makes the storage of one plugin. Between looking at values and changing them nothing else can happen. */
function createPluginStorage(open: () => Promise<ValueKeeper>, readQuota: () => number): PluginStorage {
  function write(keeper: ValueKeeper, change: StorageChange): Promise<void> {
    if (change.text === undefined) keeper.values.delete(change.key);
    else keeper.values.set(change.key, change.text, readQuota());
    return keeper.keep(change);
  }

  return {
    get: async (key) => (await open()).values.read(key)?.value,
    read: async (key) => (await open()).values.read(key),
    async set(key, value) {
      const text = JSON.stringify(value);
      await write(await open(), { key, text });
    },
    async replace(key, value, version) {
      const text = JSON.stringify(value);
      const keeper = await open();
      if (!keeper.values.isCurrent(key, version)) return false;
      await write(keeper, { key, text });
      return true;
    },
    async delete(key) {
      const keeper = await open();
      if (keeper.values.read(key) === undefined) return false;
      await write(keeper, { key, text: undefined });
      return true;
    },
    keys: async (prefix) => (await open()).values.keys(prefix),
  };
}

/**
 * Gives the same values for the same name, opened when they are first used.
 *
 * @param quotaBytes - How much every plugin may keep, whatever it is opened with.
 */
export function createStorageService(open: (plugin: string) => Promise<ValueKeeper>, quotaBytes: number | undefined): StorageService {
  const keepers = new Map<string, Promise<ValueKeeper>>();
  const quotas = new Map<string, number>();

  function find(plugin: string): Promise<ValueKeeper> {
    const keeper = keepers.get(plugin) ?? open(plugin);
    keepers.set(plugin, keeper);
    return keeper;
  }

  return {
    open(plugin, asked) {
      if (asked !== undefined) quotas.set(plugin, asked);
      return createPluginStorage(() => find(plugin), () => quotaBytes ?? quotas.get(plugin) ?? DEFAULT_LIMITS.storageBytes);
    },
  };
}
