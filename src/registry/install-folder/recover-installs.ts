import { readdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isReleaseName } from '../../core/archive/release-name.ts';
import type { Lockfile } from '../../core/registry/lockfile.ts';
import { ignoreMissing, removeFile, renameBusy } from '../../platform/durable-files.ts';
import { findInstalled, readMarker } from './install-marker.ts';
import { LOCKFILE, locatePlugin, pluginNameOf, type InstallLayout } from './layout.ts';
import { locatePending, readLockfile, readPending, writeLockfile } from './lockfile-file.ts';
import { removeAbandonedStaging } from './staging.ts';

/**
 * Ends what a killed install or uninstall began: forward where the new folder is in its place, back where it is not.
 *
 * Only whoever holds the folder's lease may call this.
 *
 * @returns The lockfile as it is then.
 */
export async function recoverInstalls(layout: InstallLayout): Promise<Lockfile> {
  const pending = await listPlugins(layout.pending);
  const replaced = await listPlugins(layout.replaced);
  const lockfile = await finishLockEntries(layout, pending);
  for (const name of replaced) {
    const isMissing = (await findInstalled(layout, name)) === undefined;
    // An install that began was to replace the folder; without one it was an uninstall, which the lock entry ends.
    const isWanted = isMissing && (pending.includes(name) || lockfile.has(name));
    if (isWanted && (await isOurs(layout, name))) await putBack(layout, name);
    else await rm(locateReplaced(layout, name), { recursive: true, force: true });
  }
  for (const name of pending) await removeFile(locatePending(layout, name));
  await removeTemporaryFiles(layout);
  await removeAbandonedStaging(layout);
  return lockfile;
}

/** Where a plugin's folder waits until its successor is in place. */
export function locateReplaced(layout: InstallLayout, name: string): string {
  return locatePending({ ...layout, pending: layout.replaced }, name);
}

async function finishLockEntries(layout: InstallLayout, pending: readonly string[]): Promise<Lockfile> {
  const lockfile = new Map(await readLockfile(layout));
  for (const name of pending) {
    const entry = await readPending(layout, name);
    const installed = await findInstalled(layout, name);
    if (entry !== undefined && installed?.digest === entry.digest) lockfile.set(name, entry);
  }
  if (pending.length > 0) await writeLockfile(layout, lockfile);
  return lockfile;
}

// Somebody else's folder, planted here, must not become a plugin.
async function isOurs(layout: InstallLayout, name: string): Promise<boolean> {
  return (await readMarker(locateReplaced(layout, name)))?.name === name;
}

async function putBack(layout: InstallLayout, name: string): Promise<void> {
  await renameBusy(locateReplaced(layout, name), locatePlugin(layout, name));
}

async function listPlugins(folder: string): Promise<readonly string[]> {
  const names = (await readdir(folder).catch(ignoreMissing)) ?? [];
  // A planted "..+x" would lead out of the folder.
  return names.filter((name) => !name.endsWith('.tmp')).map(pluginNameOf).filter(isReleaseName);
}

// Half-written files of killed processes: no living one writes here, because we hold the lease.
async function removeTemporaryFiles(layout: InstallLayout): Promise<void> {
  for (const folder of [dirname(layout.lockfile), layout.pending]) {
    const names = (await readdir(folder).catch(ignoreMissing)) ?? [];
    const isOurs = (name: string): boolean => name.endsWith('.tmp') && (folder === layout.pending || name.startsWith(`${LOCKFILE}.`));
    for (const name of names.filter(isOurs)) await removeFile(join(folder, name));
  }
}
