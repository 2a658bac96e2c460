import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fail } from '../core/diagnostics/plexi-error.ts';
import type { Platform } from '../platform/platform.ts';
import { openLocalRegistry } from './local-registry.ts';
import type { RegistryAccess, RegistryClient } from './registry-client.ts';

// Two letters at least: `C:` is a drive.
const PROTOCOL = /^([a-z][a-z0-9+.-]+):/i;

/**
 * Opens the registry a command is to use: the given one, else `PLEXI_REGISTRY`, else this user's own.
 *
 * @param location - A folder, relative to where the shell is, or a `file:` URL.
 * @throws {@link PlexiError} `PLX5002` for a protocol that is not spoken, `PLX5001` when there is no registry to read.
 */
export async function openRegistry(location: string | undefined, access: RegistryAccess, platform: Platform): Promise<RegistryClient> {
  const chosen = location ?? nonEmpty(platform.env['PLEXI_REGISTRY']);
  const folder = chosen === undefined ? platform.folders.registry : findFolder(chosen, platform.cwd);
  return openLocalRegistry(folder, access);
}

function findFolder(location: string, cwd: string): string {
  const protocol = PROTOCOL.exec(location)?.[1]?.toLowerCase();
  if (protocol === undefined) return resolve(cwd, location);
  if (protocol !== 'file') fail('PLX5002', { location });
  try {
    return fileURLToPath(location);
  } catch (error) {
    return fail('PLX5002', { location }, { cause: error });
  }
}

function nonEmpty(text: string | undefined): string | undefined {
  return text === '' ? undefined : text;
}
