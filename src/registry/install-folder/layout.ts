import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import { fail } from '../../core/diagnostics/plexi-error.ts';
import { ignoreMissing } from '../../platform/durable-files.ts';

/** The note inside an installed plugin's folder. */
export const MARKER = '.plexi-install.json';

/** The lockfile beside the plugins. */
export const LOCKFILE = 'plexi.lock';

/** Where things are in a folder that plugins are installed into. */
export interface InstallLayout {
  readonly root: string;
  readonly lockfile: string;
  /** Values that processes share: who may change the folder. */
  readonly state: string;
  /** Plugins that are being unpacked. */
  readonly staging: string;
  /** Lock entries of installs that have begun to rename. */
  readonly pending: string;
  /** Plugins that were moved out of the way. */
  readonly replaced: string;
}

/** Says where things are in an install folder. */
export function locateInstall(root: string): InstallLayout {
  const own = join(root, '.plexi');
  return {
    root,
    lockfile: join(root, LOCKFILE),
    state: join(own, 'state'),
    staging: join(own, 'staging'),
    pending: join(own, 'pending'),
    replaced: join(own, 'replaced'),
  };
}

/** Where a plugin is installed. */
export function locatePlugin(layout: InstallLayout, name: string): string {
  return join(layout.root, ...name.split('/'));
}

/** A plugin's name as the name of one file: names have no `+`. */
export function fileNameOf(name: string): string {
  return name.replace('/', '+');
}

/** The plugin that {@link fileNameOf} names. */
export function pluginNameOf(fileName: string): string {
  return fileName.replace('+', '/');
}

/** Refuses links where this folder's own folders are: files would be moved and removed elsewhere. */
export async function refuseLinks(layout: InstallLayout): Promise<void> {
  for (const path of [join(layout.root, '.plexi'), layout.state, layout.staging, layout.pending, layout.replaced]) {
    const stats = await lstat(path).catch(ignoreMissing);
    if (stats !== undefined && !stats.isDirectory()) fail('PLX5025', { path });
  }
}
