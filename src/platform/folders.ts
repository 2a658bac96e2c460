import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { fail } from '../core/diagnostics/plexi-error.ts';
import type { PlexiFolders } from './platform.ts';

/**
 * Says where plexi-plugin keeps its files: below `PLEXI_HOME` when it is set, else in the platform's
 * folders (XDG Base Directory Specification 0.8; `Application Support`; `%APPDATA%`).
 *
 * @throws {@link PlexiError} `PLX0010` when `PLEXI_HOME` is not absolute.
 */
export function locateFolders(
  env: Readonly<Record<string, string | undefined>>,
  system: NodeJS.Platform = process.platform,
): PlexiFolders {
  const home = env['PLEXI_HOME'];
  if (home !== undefined && home !== '') {
    if (!isAbsolute(home)) fail('PLX0010', { value: home });
    return { keys: join(home, 'keys'), registry: join(home, 'registry') };
  }
  const { config, data } = systemFolders(env, system);
  return { keys: join(config, 'plexi-plugin', 'keys'), registry: join(data, 'plexi-plugin', 'registry') };
}

function systemFolders(
  env: Readonly<Record<string, string | undefined>>,
  system: NodeJS.Platform,
): { readonly config: string; readonly data: string } {
  const user = homedir();
  if (system === 'win32') {
    const roaming = env['APPDATA'] ?? join(user, 'AppData', 'Roaming');
    return { config: roaming, data: env['LOCALAPPDATA'] ?? join(user, 'AppData', 'Local') };
  }
  if (system === 'darwin') {
    const support = join(user, 'Library', 'Application Support');
    return { config: support, data: support };
  }
  return {
    config: absolute(env['XDG_CONFIG_HOME']) ?? join(user, '.config'),
    data: absolute(env['XDG_DATA_HOME']) ?? join(user, '.local', 'share'),
  };
}

// The XDG specification has relative paths ignored.
function absolute(path: string | undefined): string | undefined {
  return path !== undefined && isAbsolute(path) ? path : undefined;
}
