import { defineEntry, type HookFunctions, type LifecycleFunctions, type PluginClass } from '../define-entry.ts';
import type { Kind } from '../kind.ts';
import { Plugin, type Awaitable } from '../plugin.ts';

/** The hooks of a storage plugin. */
export interface StorageHooks {
  /** See {@link StoragePlugin.put}. */
  put(key: string, bytes: Uint8Array): Awaitable<void>;
  /** See {@link StoragePlugin.get}. */
  get(key: string): Awaitable<Uint8Array | undefined>;
  /** See {@link StoragePlugin.delete}. */
  delete(key: string): Awaitable<boolean>;
  /** See {@link StoragePlugin.list}. */
  list(prefix: string): Awaitable<readonly string[]>;
}

const KIND = {
  name: 'storage',
  hooks: ['put', 'get', 'delete', 'list'] satisfies readonly (keyof StorageHooks)[],
} as const satisfies Kind;

/**
 * A plugin that keeps bytes for the host in another place. All four hooks are needed.
 *
 * @example
 * ```ts
 * import { StoragePlugin } from 'plexi-plugin/sdk';
 *
 * const SERVER = 'https://files.example.com/';
 *
 * export default class Remote extends StoragePlugin {
 *   override async put(key: string, bytes: Uint8Array): Promise<void> {
 *     await fetch(SERVER + encodeURIComponent(key), { method: 'PUT', body: bytes });
 *   }
 *   override async get(key: string): Promise<Uint8Array | undefined> {
 *     const response = await fetch(SERVER + encodeURIComponent(key));
 *     return response.ok ? new Uint8Array(await response.arrayBuffer()) : undefined;
 *   }
 *   override async delete(key: string): Promise<boolean> {
 *     return (await fetch(SERVER + encodeURIComponent(key), { method: 'DELETE' })).ok;
 *   }
 *   override async list(prefix: string): Promise<readonly string[]> {
 *     return (await fetch(`${SERVER}?prefix=${encodeURIComponent(prefix)}`)).json() as Promise<string[]>;
 *   }
 * }
 * ```
 */
export abstract class StoragePlugin extends Plugin {
  static readonly kind: Kind = KIND;

  /**
   * Keeps bytes under a key, in place of what was there.
   *
   * @param key - Up to 1,000 characters; slashes make folders of it where the place has any.
   * @param bytes - What to keep.
   */
  abstract put(key: string, bytes: Uint8Array): Awaitable<void>;
  /**
   * Reads what was kept.
   *
   * @param key - As it was put.
   * @returns The same bytes; nothing when there is nothing of that key.
   */
  abstract get(key: string): Awaitable<Uint8Array | undefined>;
  /**
   * Removes what was kept.
   *
   * @param key - As it was put.
   * @returns Whether something was there.
   */
  abstract delete(key: string): Awaitable<boolean>;
  /**
   * Lists what is kept.
   *
   * @param prefix - What keys begin with; empty for all.
   * @returns The keys, in any order.
   */
  abstract list(prefix: string): Awaitable<readonly string[]>;
}

/** The hooks of a storage plugin, as functions. */
export type StorageDefinition = Required<HookFunctions<StorageHooks>> & LifecycleFunctions;

/**
 * Makes a storage plugin from functions: the same as a class that extends {@link StoragePlugin}.
 *
 * @param hooks - All four hooks, and those of the lifecycle.
 * @returns The class to export from the entry point.
 * @throws TypeError when a name is no hook of storage plugins, or a hook is no function.
 *
 * @example
 * ```ts
 * import { defineStorage } from 'plexi-plugin/sdk';
 *
 * const kept = new Map<string, Uint8Array>();
 *
 * export const Forgetful = defineStorage({
 *   put: (key, bytes) => void kept.set(key, bytes),
 *   get: (key) => kept.get(key),
 *   delete: (key) => kept.delete(key),
 *   list: (prefix) => [...kept.keys()].filter((key) => key.startsWith(prefix)),
 * });
 * ```
 */
export function defineStorage(hooks: StorageDefinition): PluginClass {
  return defineEntry(StoragePlugin, hooks);
}
