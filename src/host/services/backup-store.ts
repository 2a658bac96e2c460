import type { Backup } from '../extension-points/backup-file.ts';

/** A backup that a plugin has asked for. */
export interface StoredBackup {
  readonly id: string;
  readonly label?: string;
  /** Bytes of the backup as JSON. */
  readonly size: number;
  readonly backup: Backup;
}

/** Where the backups are kept that plugins ask for. */
export interface BackupStore {
  /** Oldest first. */
  read(plugin: string): Promise<readonly StoredBackup[]>;
  /** Puts all backups of a plugin in place of those before. */
  write(plugin: string, backups: readonly StoredBackup[]): Promise<void>;
}

/** Makes a store that lives as long as the host. */
export function createMemoryBackups(): BackupStore {
  const kept = new Map<string, readonly StoredBackup[]>();
  return {
    read: (plugin) => Promise.resolve(kept.get(plugin) ?? []),
    write: (plugin, backups) => Promise.resolve(void kept.set(plugin, backups)),
  };
}
