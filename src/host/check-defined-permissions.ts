import { fail } from '../core/diagnostics/plexi-error.ts';
import type { Manifest } from '../core/manifest/schema.ts';
import { listDefined } from './extension-points/own-permissions.ts';

/**
 * Makes sure that nobody else defines the permissions that a plugin defines: whoever grants one to a user has read what one
 * plugin says about it.
 *
 * @throws {@link PlexiError} `PLX4308`.
 */
export function checkDefinedPermissions(manifest: Manifest, loaded: readonly Manifest[]): void {
  const own = listDefined(manifest);
  for (const other of loaded) {
    const shared = other.name === manifest.name ? undefined : listDefined(other).find((name) => own.includes(name));
    if (shared !== undefined) fail('PLX4308', { plugin: manifest.name, other: other.name, permission: shared });
  }
}
