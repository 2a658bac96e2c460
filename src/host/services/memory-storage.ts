import { createPluginStorage, createStorageService } from './plugin-storage.ts';
import { DEFAULT_QUOTA_BYTES, type StorageService } from './storage.ts';
import { createStoredValues } from './stored-values.ts';

/** Makes a storage that lives as long as the host. */
export function createMemoryStorage({ quotaBytes = DEFAULT_QUOTA_BYTES }: { readonly quotaBytes?: number } = {}): StorageService {
  return createStorageService(() => {
    const keeper = Promise.resolve({ values: createStoredValues(quotaBytes), keep: () => Promise.resolve() });
    return createPluginStorage(() => keeper);
  });
}
