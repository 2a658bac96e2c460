import { callHost } from '../call-host.ts';

/** A backup that the host keeps for the plugin. */
export interface BackupInfo {
  readonly id: string;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  /** The version of the plugin that was running. */
  readonly version: string;
  readonly label?: string;
  /** Bytes. */
  readonly size: number;
}

/**
 * Makes backups of the plugin's own data, and brings it back to them. Needs no permission.
 *
 * A backup holds the storage of the plugin, its settings without secrets, and what it gives to backups itself, with
 * {@link registerBackupHandler} or {@link BackupPlugin}. The host keeps the last ten.
 *
 * @example
 * ```ts
 * import { backgroundTask, MessageProcessor, type MessageEvent } from 'plexi-plugin/sdk';
 *
 * export default class Ledger extends MessageProcessor {
 *   @backgroundTask({ cron: '0 2 * * *' })
 *   async nightly(): Promise<void> {
 *     await this.backups.create('nightly');
 *   }
 *
 *   override async onMessageReceived({ message }: MessageEvent): Promise<void> {
 *     const [last] = await this.backups.list();
 *     if (message.content === '!undo' && last) await this.backups.restore(last.id);
 *   }
 * }
 * ```
 */
export interface Backups {
  /**
   * Makes a backup. Where there are ten already, or too much is kept, the oldest ones make room.
   *
   * @param label - What people call it: at most 100 characters.
   * @returns The new backup.
   * @throws {@link HostError} `NOT_ENABLED` in `onLoad`, `onEnable`, `onDisable` and `onUnload`; `BACKUP_FAILED` when a backup handler
   *   fails; `QUOTA_EXCEEDED` when it alone is too large; `INVALID_ARGUMENT`.
   */
  create(label?: string): Promise<BackupInfo>;
  /**
   * Lists the backups of the plugin.
   *
   * @returns The backups, the newest first.
   */
  list(): Promise<readonly BackupInfo[]>;
  /**
   * Brings storage and settings back to what they were, then runs the restore handlers. Settings that change are told to
   * `onConfigChanged`, which therefore cannot restore anything itself.
   *
   * @param id - Which backup.
   * @throws {@link HostError} `NOT_FOUND`; `NOT_ENABLED` as in `create`; `BACKUP_FAILED` when a restore handler fails.
   */
  restore(id: string): Promise<void>;
  /**
   * Removes a backup.
   *
   * @param id - Which backup.
   * @returns Whether there was one.
   */
  delete(id: string): Promise<boolean>;
}

/** The backups of the host that runs this plugin. */
export const backups: Backups = {
  create: async (label) => (await callHost('backups.create', { label })) as unknown as BackupInfo,
  list: async () => (await callHost('backups.list', {})) as unknown as readonly BackupInfo[],
  async restore(id) {
    await callHost('backups.restore', { id });
  },
  delete: async (id) => (await callHost('backups.delete', { id })) === true,
};
