import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';

/** Where programs of a user keep their files. */
export interface SystemFolders {
  readonly config: string;
  readonly data: string;
  /** What can be made again. */
  readonly cache: string;
}

/** Says where a system wants the files of a user's programs (XDG Base Directory Specification 0.8; `Library`; `%APPDATA%`). */
export function locateSystemFolders(env: Readonly<Record<string, string | undefined>>, system: NodeJS.Platform): SystemFolders {
  const user = homedir();
  if (system === 'win32') {
    const local = env['LOCALAPPDATA'] ?? join(user, 'AppData', 'Local');
    return { config: env['APPDATA'] ?? join(user, 'AppData', 'Roaming'), data: local, cache: local };
  }
  if (system === 'darwin') {
    const support = join(user, 'Library', 'Application Support');
    return { config: support, data: support, cache: join(user, 'Library', 'Caches') };
  }
  return {
    config: absolute(env['XDG_CONFIG_HOME']) ?? join(user, '.config'),
    data: absolute(env['XDG_DATA_HOME']) ?? join(user, '.local', 'share'),
    cache: absolute(env['XDG_CACHE_HOME']) ?? join(user, '.cache'),
  };
}

// The XDG specification has relative paths ignored.
function absolute(path: string | undefined): string | undefined {
  return path !== undefined && isAbsolute(path) ? path : undefined;
}
