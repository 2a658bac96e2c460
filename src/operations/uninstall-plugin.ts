import { resolve } from 'node:path';
import { findSimilar } from '../core/diagnostics/find-similar.ts';
import { parsePluginName } from '../core/registry/plugin-spec.ts';
import type { Platform } from '../platform/platform.ts';
import { removePlugin } from '../registry/install-folder/change-installs.ts';
import { locateInstall, locatePlugin } from '../registry/install-folder/layout.ts';

/** Which plugin to remove, and from which folder. */
export interface UninstallRequest {
  readonly name: string;
  /** The folder of all plugins, relative to `platform.cwd`; default: `plugins`. */
  readonly to?: string | undefined;
}

/** What was removed. */
export interface UninstallReport {
  readonly name: string;
  readonly version: string;
  /** Where it was, absolute. */
  readonly path: string;
}

/**
 * Removes a plugin's folder and its lock entry, and with it its pin and its grants.
 *
 * @throws {@link PlexiError} `PLX5022` when it is not installed, `PLX5018` when `install` did not make its folder.
 */
export async function uninstallPlugin(request: UninstallRequest, platform: Platform): Promise<UninstallReport> {
  const name = parsePluginName(request.name);
  const layout = locateInstall(resolve(platform.cwd, request.to ?? 'plugins'));
  const { version } = await removePlugin(layout, name, (lockfile) => {
    const similar = findSimilar(name, lockfile.keys());
    return similar === undefined ? 'see what is: plexi-plugin list' : `did you mean "${similar}"?`;
  });
  return { name, version, path: locatePlugin(layout, name) };
}
