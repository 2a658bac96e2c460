import { randomUUID } from 'node:crypto';
import { PlexiError } from '../core/diagnostics/plexi-error.ts';
import { HostCallError } from '../sandbox/engine.ts';
import { createLock, type Lock } from './create-lock.ts';
import type { Backups } from './extension-points/backups.ts';
import type { BackupStore, StoredBackup } from './services/backup-store.ts';

/** The backups that plugins make of their own data. */
export interface PluginBackups {
  /** Refuses with a {@link HostCallError} `NOT_ENABLED`, `BACKUP_FAILED` or `QUOTA_EXCEEDED`. */
  create(plugin: string, label?: string): Promise<StoredBackup>;
  /** Newest first. */
  list(plugin: string): Promise<readonly StoredBackup[]>;
  /** Refuses with a {@link HostCallError} `NOT_FOUND`, `NOT_ENABLED` or `BACKUP_FAILED`. */
  restore(plugin: string, id: string): Promise<void>;
  /** @returns Whether there was one. */
  delete(plugin: string, id: string): Promise<boolean>;
}

/** What the backups of plugins take. */
export interface PluginBackupsOptions {
  readonly backups: Backups;
  readonly store: BackupStore;
  /** Whether a plugin is enabled: only then it gives and takes all that belongs to it. */
  readonly isEnabled: (plugin: string) => boolean;
}

const MOST_KEPT = 10;
const MOST_BYTES = 32 * 1024 * 1024;

/** Makes the backups of plugins. */
export function createPluginBackups({ backups, store, isEnabled }: PluginBackupsOptions): PluginBackups {
  const locks = new Map<string, Lock>();

  // Two that add to the list at once would each lose the other's.
  function locked<Result>(plugin: string, work: () => Promise<Result>): Promise<Result> {
    const lock = locks.get(plugin) ?? createLock();
    locks.set(plugin, lock);
    return lock(work);
  }

  function checkEnabled(plugin: string): void {
    if (!isEnabled(plugin)) throw new HostCallError('NOT_ENABLED', `backups of "${plugin}" can be made and restored while it is enabled, and not before or after`);
  }

  return {
    create: (plugin, label) => locked(plugin, async () => {
      checkEnabled(plugin);
      const backup = await attempt(() => backups.create({ plugins: [plugin] }));
      const size = Buffer.byteLength(JSON.stringify(backup));
      if (size > MOST_BYTES) throw new HostCallError('QUOTA_EXCEEDED', `the backup has ${String(size)} bytes, and ${String(MOST_BYTES)} are allowed`);
      const stored = { id: randomUUID(), ...(label !== undefined && { label }), size, backup };
      await store.write(plugin, makeRoom([...(await store.read(plugin)), stored]));
      return stored;
    }),
    list: async (plugin) => [...(await store.read(plugin))].reverse(),
    restore: (plugin, id) => locked(plugin, async () => {
      checkEnabled(plugin);
      const found = (await store.read(plugin)).find((each) => each.id === id) ?? refuseUnknown(id);
      const [outcome] = await attempt(() => backups.restore(found.backup, { plugins: [plugin] }));
      if (outcome?.isRestored !== true) throw new HostCallError('BACKUP_FAILED', outcome?.reason ?? 'the backup is empty');
    }),
    delete: (plugin, id) => locked(plugin, async () => {
      const kept = await store.read(plugin);
      const rest = kept.filter((each) => each.id !== id);
      if (rest.length < kept.length) await store.write(plugin, rest);
      return rest.length < kept.length;
    }),
  };
}

function makeRoom(all: readonly StoredBackup[]): readonly StoredBackup[] {
  let bytes = 0;
  // From the newest one on, as many as fit.
  const kept = [...all].reverse().slice(0, MOST_KEPT).filter(({ size }) => (bytes += size) <= MOST_BYTES);
  return kept.reverse();
}

async function attempt<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof PlexiError)) throw error;
    throw new HostCallError('BACKUP_FAILED', error.diagnostics[0].message);
  }
}

function refuseUnknown(id: string): never {
  throw new HostCallError('NOT_FOUND', `there is no backup "${id}"`, { id });
}
