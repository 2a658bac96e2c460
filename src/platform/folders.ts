import { isAbsolute, join } from 'node:path';
import { fail } from '../core/diagnostics/plexi-error.ts';
import type { PlexiFolders } from './platform.ts';
import { locateSystemFolders } from './system-folders.ts';

/**
 * Says where plexi-plugin keeps its files: below `PLEXI_HOME` when it is set, else in the platform's
 * folders.
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
  const { config, data } = locateSystemFolders(env, system);
  return { keys: join(config, 'plexi-plugin', 'keys'), registry: join(data, 'plexi-plugin', 'registry') };
}
