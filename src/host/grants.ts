import { findSimilar } from '../core/diagnostics/find-similar.ts';
import { fail } from '../core/diagnostics/plexi-error.ts';
import type { Manifest } from '../core/manifest/schema.ts';
import type { PermissionName } from '../core/permissions/catalog.ts';
import { parsePermissions } from '../core/permissions/parse-permissions.ts';
import type { Reach } from './http/check-request.ts';

/** What a manifest asks for, also what the plugin can do without. */
export function listRequested(manifest: Manifest): ReadonlySet<PermissionName> {
  return new Set(parsePermissions(manifest).map(({ permission }) => permission));
}

/** What a manifest asks for without a choice: what is granted with `all`. */
export function listRequired(manifest: Manifest): ReadonlySet<PermissionName> {
  return new Set(parsePermissions(manifest).flatMap(({ permission, isOptional }) => (isOptional ? [] : [permission])));
}

/** What a manifest asks to reach of the internet. */
export function readReach(manifest: Manifest): Reach {
  const { hosts, methods } = parsePermissions(manifest).find(({ permission }) => permission === 'external.api') ?? {};
  return { hosts, methods };
}

/**
 * Reads what a person allows.
 *
 * @throws {@link PlexiError} `PLX4105` when the manifest does not ask for it.
 */
export function parseGrants(plugin: string, requested: ReadonlySet<PermissionName>, grants: readonly string[]): ReadonlySet<PermissionName> {
  return new Set(grants.map((grant) => [...requested].find((permission) => permission === grant) ?? refuse(plugin, requested, grant)));
}

function refuse(plugin: string, requested: ReadonlySet<PermissionName>, permission: string): never {
  const similar = findSimilar(permission, requested);
  fail('PLX4105', {
    plugin,
    permission,
    suggestion: similar === undefined ? '' : `; did you mean "${similar}"?`,
    requested: [...requested].join(', ') || 'nothing',
  });
}
