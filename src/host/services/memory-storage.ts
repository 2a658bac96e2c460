import { createStorageService } from './plugin-storage.ts';
import type { StorageService } from './storage.ts';
import { createStoredValues } from './stored-values.ts';

/**
 * Makes a storage that lives as long as the host.
 *
 * @param options - `quotaBytes`: how much each plugin may keep; default: as its limits say, 5 MiB where nobody asks for more.
 */
export function createMemoryStorage({ quotaBytes }: { readonly quotaBytes?: number } = {}): StorageService {
  return createStorageService(() => Promise.resolve({ values: createStoredValues(), keep: () => Promise.resolve() }), quotaBytes);
}
