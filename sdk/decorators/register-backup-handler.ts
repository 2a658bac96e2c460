import { addContribution, type Contributor } from '../contribution.ts';
import type { JsonValue } from '../runtime-interface.ts';
import type { Awaitable } from '../plugin.ts';
import { contributeMethod, type ContributionDecorator } from './contribute.ts';

/** What a plugin puts into a backup: JSON, with bytes where it likes. */
export type BackupData = JsonValue | Uint8Array | readonly BackupData[] | { readonly [key: string]: BackupData };

/** What a backup handler takes and returns. */
export interface BackupHandlers {
  /** Returns what the plugin wants to keep. */
  readonly backup: () => Awaitable<BackupData>;
  /** Takes what it returned once; the plugin may be a later version by now. */
  readonly restore: (data: never) => Awaitable<void>;
}

/**
 * Takes part in the host's backups: one method returns what to keep, another one brings it back. Needs no permission.
 *
 * The plugin's storage and settings are in every backup anyway.
 *
 * @param role - `backup` or `restore`.
 * @returns The decorator.
 *
 * @example
 * ```ts
 * import { MessageProcessor, registerBackupHandler } from 'plexi-plugin/sdk';
 *
 * export default class Drawing extends MessageProcessor {
 *   #picture: Uint8Array = new Uint8Array(4);
 *
 *   @registerBackupHandler('backup')
 *   keep(): { picture: Uint8Array } {
 *     return { picture: this.#picture };
 *   }
 *
 *   @registerBackupHandler('restore')
 *   bringBack({ picture }: { picture: Uint8Array }): void {
 *     this.#picture = picture;
 *   }
 * }
 * ```
 */
export function registerBackupHandler(role: 'backup'): ContributionDecorator<[], Awaitable<BackupData>>;
export function registerBackupHandler(role: 'restore'): ContributionDecorator<[data: never], Awaitable<void>>;
export function registerBackupHandler(role: keyof BackupHandlers): ContributionDecorator<never, unknown> {
  return contributeMethod(() => ({ type: 'backup', name: role, options: {} }));
}

/**
 * Lets a plugin take part in the host's backups: what {@link registerBackupHandler} does, without a decorator.
 *
 * @param plugin - The plugin that is being made.
 * @param handlers - Returns what to keep, and brings it back.
 *
 * @example
 * ```ts
 * import { addBackupHandlers, MessageProcessor } from 'plexi-plugin/sdk';
 *
 * export default class Counter extends MessageProcessor {
 *   #count = 0;
 *
 *   constructor() {
 *     super();
 *     addBackupHandlers(this, {
 *       backup: () => this.#count,
 *       restore: (count: number) => { this.#count = count; },
 *     });
 *   }
 * }
 * ```
 */
export function addBackupHandlers<Data extends BackupData>(
  plugin: Contributor,
  { backup, restore }: { readonly backup: () => Awaitable<Data>; readonly restore: (data: Data) => Awaitable<void> },
): void {
  addContribution(plugin, { type: 'backup', name: 'backup', options: {}, run: backup });
  addContribution(plugin, { type: 'backup', name: 'restore', options: {}, run: (data) => restore(data as Data) });
}
