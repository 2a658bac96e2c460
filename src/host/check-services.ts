import { fail } from '../core/diagnostics/plexi-error.ts';
import { formatManifestLine } from '../core/permissions/parse-permissions.ts';
import type { PermissionName } from '../core/permissions/catalog.ts';
import { listServicePermissions } from '../core/permissions/methods.ts';
import type { SandboxEntry } from '../sandbox/engine.ts';
import { defineContributionType } from './extension-points/contribution.ts';
import { object } from './extension-points/shape.ts';

/** A service that a plugin says it works with. */
export const serviceType = defineContributionType({ type: 'service', options: object({}) });

/**
 * Makes sure that a plugin can use every service that it declares, once its permissions are granted.
 *
 * @throws {@link PlexiError} `PLX4293` when the manifest asks for no permission with which it could use one.
 */
export function checkServices(plugin: string, entries: readonly SandboxEntry[], requested: ReadonlySet<PermissionName>): void {
  for (const { contributions } of entries) {
    for (const { type, name: service } of contributions) {
      if (type !== serviceType.type) continue;
      const permissions = listServicePermissions(service);
      const [first] = permissions;
      if (first === undefined || permissions.some((permission) => requested.has(permission))) continue;
      fail('PLX4293', { plugin, service, permissions: permissions.map((permission) => `"${permission}"`).join(' or '), line: formatManifestLine(first) });
    }
  }
}
