import type { JsonValue } from '../../../sdk/runtime-interface.ts';
import type { StoredBackup } from '../services/backup-store.ts';
import { defineMethod } from './method.ts';
import { optional, text } from './parse-params.ts';

const id = text({ max: 100 });

/** A plugin's own backups. */
export const backupMethods = {
  'backups.create': defineMethod({ label: optional(text({ max: 100 })) }, async ({ label }, { backups, plugin }) => describe(await backups.create(plugin, label))),
  'backups.list': defineMethod({}, async (_, { backups, plugin }) => (await backups.list(plugin)).map(describe)),
  'backups.restore': defineMethod({ id }, async ({ id }, { backups, plugin }) => {
    await backups.restore(plugin, id);
    return null;
  }),
  'backups.delete': defineMethod({ id }, ({ id }, { backups, plugin }) => backups.delete(plugin, id)),
};

function describe({ id, label, size, backup }: StoredBackup): JsonValue {
  const version = backup.plugins[0]?.version ?? '';
  return { id, createdAt: backup.createdAt, version, size, ...(label !== undefined && { label }) };
}
