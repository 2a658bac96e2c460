import { rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fail } from '../../core/diagnostics/plexi-error.ts';
import type { LockEntry, Lockfile } from '../../core/registry/lockfile.ts';
import { syncFolder } from '../../platform/durable.ts';
import { makeFolder, removeFile, renameBusy } from '../../platform/durable-files.ts';
import { createFileStore } from '../file-store/file-store.ts';
import { withLease } from '../lease.ts';
import { proveStore } from '../prove-store.ts';
import { findInstalled } from './install-marker.ts';
import { locatePlugin, refuseLinks, type InstallLayout } from './layout.ts';
import { locatePending, writeLockfile, writePending } from './lockfile-file.ts';
import { locateReplaced, recoverInstalls } from './recover-installs.ts';

/** An unpacked plugin that is to be put into its place. */
export interface StagedPlugin {
  readonly name: string;
  /** The unpacked folder with its note; it is moved. */
  readonly folder: string;
  readonly entry: LockEntry;
  /** Called with what is pinned at the last moment; throws to refuse. */
  readonly accept: (pinned: LockEntry | undefined) => void;
}

/**
 * Puts a plugin into its place, instead of what `install` put there before. A process may be killed between any two
 * steps: whoever changes the folder next ends what was begun.
 *
 * @throws {@link PlexiError} `PLX5018` when something else is in that place.
 */
export async function placePlugin(layout: InstallLayout, { name, folder, entry, accept }: StagedPlugin): Promise<void> {
  await changeFolder(layout, async (lockfile) => {
    accept(lockfile.get(name));
    const present = await findInstalled(layout, name);
    const target = locatePlugin(layout, name);
    await makeFolder(dirname(target));
    await writePending(layout, name, entry);
    if (present !== undefined) await renameBusy(target, locateReplaced(layout, name));
    await renameBusy(folder, target);
    await syncFolder(dirname(target));
    await writeLockfile(layout, new Map([...lockfile, [name, entry]]));
    await removeFile(locatePending(layout, name));
    await rm(locateReplaced(layout, name), { recursive: true, force: true });
  });
}

/**
 * Removes a plugin's folder and its lock entry.
 *
 * @returns What was removed.
 * @throws {@link PlexiError} `PLX5022` when there is neither, `PLX5018` when `install` did not make the folder.
 */
export async function removePlugin(layout: InstallLayout, name: string, suggest: (lockfile: Lockfile) => string): Promise<{ readonly version: string }> {
  return changeFolder(layout, async (lockfile) => {
    const present = await findInstalled(layout, name);
    const version = present?.version ?? lockfile.get(name)?.version;
    if (version === undefined) fail('PLX5022', { name, folder: layout.root, suggestion: suggest(lockfile) });
    if (present !== undefined) await renameBusy(locatePlugin(layout, name), locateReplaced(layout, name));
    await writeLockfile(layout, new Map([...lockfile].filter(([each]) => each !== name)));
    await rm(locateReplaced(layout, name), { recursive: true, force: true });
    return { version };
  });
}

// The lease protects renames only: plugins are fetched and unpacked before, side by side.
async function changeFolder<Result>(layout: InstallLayout, task: (lockfile: Lockfile) => Promise<Result>): Promise<Result> {
  await refuseLinks(layout);
  for (const folder of [layout.state, layout.pending, layout.replaced]) await makeFolder(folder);
  const store = createFileStore(layout.state);
  await proveStore(store, layout.root);
  return withLease({ store, key: 'lease', subject: layout.root }, async () => task(await recoverInstalls(layout)));
}
