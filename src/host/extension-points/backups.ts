import type { BoundaryValue, JsonValue } from '../../../sdk/runtime-interface.ts';
import { decodeKept, encodeKept } from '../../core/json/kept-bytes.ts';
import { PlexiError } from '../../core/diagnostics/plexi-error.ts';
import type { PluginArgument, PluginResult } from '../boundary.ts';
import type { Clock } from '../clock.ts';
import type { Extension, Extensions } from '../extensions.ts';
import type { SettingsService, SettingsValues } from '../services/settings.ts';
import type { StorageService } from '../services/storage.ts';
import type { Backup, BackupPart, PluginBackup } from './backup-file.ts';
import { defineContributionType } from './contribution.ts';
import { readResult } from './read-result.ts';
import { isStream, object, type Shape } from './shape.ts';

/** A part that a plugin has in backups: `backup` returns what to keep, `restore` brings it back. */
export const backupType = defineContributionType({ type: 'backup', name: /^(?:backup|restore)$/, options: object({}) });

/** What became of one plugin of a backup. */
export interface RestoredPlugin {
  readonly plugin: string;
  readonly isRestored: boolean;
  /** Why not. */
  readonly reason?: string;
}

/** Which plugins. */
export interface BackupSelection {
  /** Default: all that are enabled, or all of the backup. */
  readonly plugins?: readonly string[];
}

/** The backups of a host. */
export interface Backups {
  /**
   * Makes a backup: storage, settings without secrets, and what plugins give to it themselves.
   *
   * @throws {@link PlexiError} when a plugin cannot give its part: a backup with a hole in it is none.
   */
  create(selection?: BackupSelection): Promise<Backup>;
  /** Brings plugins back to what they were. A plugin that fails does not keep the others from it. */
  restore(backup: Backup, selection?: BackupSelection): Promise<readonly RestoredPlugin[]>;
}

interface LoadedPlugin {
  readonly name: string;
  readonly version: string;
  readonly state: string;
}

/** What making backups takes: a plugin manager. */
export interface BackupHost {
  readonly extensions: Extensions;
  readonly clock: Clock;
  readonly services: { readonly storage: StorageService; readonly settings: SettingsService };
  getPlugins(): readonly LoadedPlugin[];
  updateConfig(plugin: string, settings: SettingsValues): Promise<unknown>;
}

const TIMEOUT_MS = 300_000;

/** Makes the backups of a host. */
export function createBackups(manager: BackupHost): Backups {
  const { extensions, clock, services } = manager;
  const run = (extension: Extension, name: 'backup' | 'restore', args: readonly PluginArgument[]): Promise<PluginResult> =>
    extensions.run({ plugin: extension.plugin, entry: extension.entry, type: backupType.type, name, timeoutMs: TIMEOUT_MS }, args);
  const list = (plugin: string, name: string): readonly Extension[] =>
    extensions.list({ contribution: backupType.type }).filter((each) => each.plugin === plugin && each.contributions.some(({ type, name: role }) => type === backupType.type && role === name));

  async function createPart(extension: Extension): Promise<BackupPart> {
    const data = await run(extension, 'backup', []);
    return { entry: extension.entry, data: readResult(kept, data, { plugin: extension.plugin, hook: 'backup' }) };
  }

  async function backUp({ name, version }: LoadedPlugin): Promise<PluginBackup> {
    const storage = services.storage.open(name);
    const keys = await storage.keys('');
    const values = await Promise.all(keys.map(async (key) => [key, (await storage.get(key)) ?? null] as const));
    const parts = await Promise.all(list(name, 'backup').map(createPart));
    return { plugin: name, version, settings: await services.settings.read(name), storage: Object.fromEntries(values), parts };
  }

  async function bringBack({ plugin, settings, storage: values, parts }: PluginBackup): Promise<void> {
    const storage = services.storage.open(plugin);
    for (const key of await storage.keys('')) if (!Object.hasOwn(values, key)) await storage.delete(key);
    for (const [key, value] of Object.entries(values)) await storage.set(key, value);
    await manager.updateConfig(plugin, settings);
    for (const extension of list(plugin, 'restore')) {
      const part = parts.find(({ entry }) => entry === extension.entry);
      if (part !== undefined) await run(extension, 'restore', [decodeKept(part.data)]);
    }
  }

  async function restoreOne(backup: PluginBackup): Promise<RestoredPlugin> {
    const { plugin } = backup;
    const state = manager.getPlugins().find(({ name }) => name === plugin)?.state ?? 'not loaded';
    if (state !== 'enabled') return { plugin, isRestored: false, reason: `it is ${state}` };
    try {
      await bringBack(backup);
      return { plugin, isRestored: true };
    } catch (error) {
      if (!(error instanceof PlexiError)) throw error;
      return { plugin, isRestored: false, reason: error.diagnostics[0].message };
    }
  }

  return {
    async create({ plugins } = {}) {
      const chosen = manager.getPlugins().filter(({ name, state }) => (plugins === undefined ? state === 'enabled' : plugins.includes(name)));
      return { format: 1, createdAt: new Date(clock.now()).toISOString(), plugins: await Promise.all(chosen.map(backUp)) };
    },
    async restore(backup, { plugins } = {}) {
      const restored: RestoredPlugin[] = [];
      // One after another: a plugin may need what another one has brought back.
      for (const each of backup.plugins) if (plugins === undefined || plugins.includes(each.plugin)) restored.push(await restoreOne(each));
      return restored;
    },
  };
}

/** What a plugin keeps: JSON and bytes. */
const kept: Shape<JsonValue> = (value, place) =>
  value === undefined || holdsStream(value) ? place.refuse('it must be JSON or bytes') : encodeKept(value as BoundaryValue);

function holdsStream(value: PluginResult): boolean {
  if (isStream(value)) return true;
  return typeof value === 'object' && value !== null && !(value instanceof Uint8Array) && Object.values(value).some(holdsStream);
}
