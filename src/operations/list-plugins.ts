import { resolve } from 'node:path';
import { readRelease } from '../archive/read-release.ts';
import { compareBytes } from '../core/archive/compare-bytes.ts';
import type { Diagnostic } from '../core/diagnostics/diagnostic.ts';
import { createDiagnostic, PlexiError } from '../core/diagnostics/plexi-error.ts';
import type { LockEntry } from '../core/registry/lockfile.ts';
import type { Platform } from '../platform/platform.ts';
import { checkInstalledFiles, type FileChange } from '../registry/install-folder/check-installed-files.ts';
import { findInstalled, openMarker } from '../registry/install-folder/install-marker.ts';
import { locateInstall, locatePlugin, type InstallLayout } from '../registry/install-folder/layout.ts';
import { readLockfile } from '../registry/install-folder/lockfile-file.ts';

/** Which folder to list, and whether to hash its files. */
export interface ListRequest {
  /** The folder of all plugins, relative to `platform.cwd`; default: `plugins`. */
  readonly to?: string | undefined;
  /** Hash every file and compare it with the signed list. */
  readonly check?: boolean | undefined;
}

/**
 * `installed`: as the lockfile says, files not looked at; `intact`: every file has its digest; `changed`: some have not;
 * `missing`: there is no folder; `mismatched`: the folder holds another version than the lockfile says.
 */
export type InstalledState = 'installed' | 'intact' | 'changed' | 'missing' | 'mismatched';

/** One installed plugin. */
export interface ListedPlugin extends LockEntry {
  readonly name: string;
  readonly state: InstalledState;
  /** The plugin's folder, absolute. */
  readonly path: string;
  /** With `check`: what differs from the signed list. */
  readonly changes?: readonly FileChange[];
}

/** What is installed in a folder. */
export interface ListReport {
  /** Absolute. */
  readonly folder: string;
  /** By name. */
  readonly plugins: readonly ListedPlugin[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Lists the plugins of a folder's lockfile, and compares each with its folder. */
export async function listPlugins(request: ListRequest, platform: Platform): Promise<ListReport> {
  const layout = locateInstall(resolve(platform.cwd, request.to ?? 'plugins'));
  const plugins: ListedPlugin[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const [name, entry] of [...(await readLockfile(layout))].sort(([a], [b]) => compareBytes(a, b))) {
    try {
      const plugin = await inspectPlugin(layout, name, entry, request.check === true);
      plugins.push(plugin);
      diagnostics.push(...describeProblem(plugin));
    } catch (error) {
      // What is in the place of one plugin, or its damaged note, must not hide the others.
      if (!(error instanceof PlexiError)) throw error;
      plugins.push({ ...entry, name, state: 'mismatched', path: locatePlugin(layout, name) });
      diagnostics.push(...error.diagnostics);
    }
  }
  return { folder: layout.root, plugins, diagnostics };
}

async function inspectPlugin(layout: InstallLayout, name: string, entry: LockEntry, check: boolean): Promise<ListedPlugin> {
  const path = locatePlugin(layout, name);
  const marker = await findInstalled(layout, name);
  const listed = { ...entry, name, path };
  if (marker === undefined) return { ...listed, state: 'missing' };
  if (marker.digest !== entry.digest) return { ...listed, state: 'mismatched' };
  if (!check) return { ...listed, state: 'installed' };
  // The strict reader again: from the locked digest to the list of files, so the note itself is proven.
  const release = await readRelease(openMarker(marker), { manifest: entry.digest });
  const changes = await checkInstalledFiles(path, release.config.files);
  return { ...listed, state: changes.length === 0 ? 'intact' : 'changed', changes };
}

const SHOWN = 5;

function describeProblem({ name, version, state, path, changes = [] }: ListedPlugin): readonly Diagnostic[] {
  if (state === 'missing' || state === 'mismatched') return [createDiagnostic('PLX5029', { name, version, path })];
  if (state !== 'changed') return [];
  const shown = changes.slice(0, SHOWN).map((file) => `${file.path} (${file.change})`);
  const more = changes.length > SHOWN ? ` and ${changes.length - SHOWN} more` : '';
  return [createDiagnostic('PLX5023', { name, version, files: `${shown.join(', ')}${more}` })];
}
