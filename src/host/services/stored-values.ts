import type { JsonValue } from '../../../sdk/runtime-interface.ts';
import { HostCallError } from '../../sandbox/engine.ts';
import type { StoredValue } from './storage.ts';

/** One plugin's keys and values in memory. */
export interface StoredValues {
  read(key: string): StoredValue | undefined;
  /** Whether the key still has the version that was read; `undefined` means that there was nothing. */
  isCurrent(key: string, version: string | undefined): boolean;
  /** Refuses with `QUOTA_EXCEEDED`, and nothing has changed. */
  set(key: string, text: string, quotaBytes: number): void;
  delete(key: string): boolean;
  keys(prefix: string): readonly string[];
  /** Every key and its value as JSON text. */
  entries(): Iterable<readonly [key: string, text: string]>;
}

/**
 * Makes a set of values.
 *
 * @param kept - What is there already, whether or not it fits: a quota may have become smaller.
 */
export function createStoredValues(kept: Iterable<readonly [key: string, text: string]> = []): StoredValues {
  // Values are kept as text: nobody can change what is stored by changing what was read.
  const values = new Map<string, { readonly text: string; readonly version: string }>();
  let used = 0;
  let writes = 0;

  function put(key: string, text: string): void {
    used += countBytes(key, text) - countBytes(key, values.get(key)?.text);
    writes += 1;
    values.set(key, { text, version: String(writes) });
  }

  for (const [key, text] of kept) put(key, text);
  return {
    read(key) {
      const found = values.get(key);
      return found && { value: JSON.parse(found.text) as JsonValue, version: found.version };
    },
    isCurrent: (key, version) => values.get(key)?.version === version,
    set(key, text, quotaBytes) {
      const needed = used + countBytes(key, text) - countBytes(key, values.get(key)?.text);
      if (needed > quotaBytes) refuse(needed, quotaBytes);
      put(key, text);
    },
    delete(key) {
      used -= countBytes(key, values.get(key)?.text);
      return values.delete(key);
    },
    keys: (prefix) => [...values.keys()].filter((key) => key.startsWith(prefix)).sort(),
    *entries() {
      for (const [key, { text }] of values) yield [key, text] as const;
    },
  };
}

function countBytes(key: string, text: string | undefined): number {
  return text === undefined ? 0 : Buffer.byteLength(key) + Buffer.byteLength(text);
}

function refuse(needed: number, quota: number): never {
  throw new HostCallError('QUOTA_EXCEEDED', `the storage of the plugin would hold ${needed} bytes, and ${quota} are allowed`, { needed, quota });
}
