import { addBackupHandlers, type BackupData } from '../decorators/register-backup-handler.ts';
import { defineEntry, type LifecycleFunctions, type PluginClass } from '../define-entry.ts';
import type { Kind } from '../kind.ts';
import { Plugin, type Awaitable, type PluginContext } from '../plugin.ts';

const KIND: Kind = {
  name: 'backup',
  hooks: [],
  contributions(plugin) {
    const { backup, restore } = plugin as Plugin & Pick<BackupPlugin, 'backup' | 'restore'>;
    addBackupHandlers<BackupData>(plugin, {
      backup: () => Reflect.apply(backup, plugin, []),
      restore: (data) => Reflect.apply(restore, plugin, [data as never]),
    });
    return [];
  },
};

/**
 * A plugin that gives something to the backups of the host, and takes it back: what lies outside of its storage and its
 * settings, which hosts keep anyway.
 *
 * @example
 * ```ts
 * import { BackupPlugin, type Message } from 'plexi-plugin/sdk';
 *
 * export default class General extends BackupPlugin {
 *   override async backup(): Promise<readonly string[]> {
 *     const messages = await this.messages.list({ channelId: 'general', limit: 100 });
 *     return messages.map(({ content }: Message) => content);
 *   }
 *
 *   override async restore(contents: readonly string[]): Promise<void> {
 *     for (const content of contents) await this.messages.send({ channelId: 'general', content });
 *   }
 * }
 * ```
 */
export abstract class BackupPlugin extends Plugin {
  static readonly kind: Kind = KIND;

  /**
   * Gives what is to be kept. When it throws, there is no backup.
   *
   * @returns JSON, bytes, or both inside of each other.
   */
  abstract backup(): Awaitable<BackupData>;
  /**
   * Takes back what `backup` returned once; the plugin may be a later version by now.
   *
   * @param data - The same.
   */
  abstract restore(data: never): Awaitable<void>;
}

/** A backup plugin as an object: both functions, and hooks of the lifecycle. */
export interface BackupDefinition extends LifecycleFunctions {
  /** As {@link BackupPlugin.backup}, with the capabilities as the last argument. */
  readonly backup: (context: PluginContext) => Awaitable<BackupData>;
  /** As {@link BackupPlugin.restore}, with the capabilities as the last argument. */
  readonly restore: (data: never, context: PluginContext) => Awaitable<void>;
}

/**
 * Makes a backup plugin from functions: the same as a class that extends {@link BackupPlugin}.
 *
 * @param definition - Both functions, and hooks of the lifecycle.
 * @returns The class to export from the entry point.
 * @throws TypeError when a name is no hook of backup plugins, or a hook is no function.
 *
 * @example
 * ```ts
 * import { defineBackup } from 'plexi-plugin/sdk';
 *
 * const kept = new Map<string, string>();
 *
 * export const Notes = defineBackup({
 *   backup: () => [...kept],
 *   restore(entries: readonly (readonly [string, string])[]) {
 *     for (const [key, note] of entries) kept.set(key, note);
 *   },
 * });
 * ```
 */
export function defineBackup({ backup, restore, ...definition }: BackupDefinition): PluginClass {
  return defineEntry(BackupPlugin, definition, {
    backup(this: Plugin) {
      return backup(this);
    },
    restore(this: Plugin, data: BackupData) {
      return restore(data as never, this);
    },
  });
}
