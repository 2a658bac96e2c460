import { fail } from '../diagnostics/plexi-error.ts';
import type { Manifest } from '../manifest/schema.ts';
import { isPermissionName, type PermissionName } from './catalog.ts';
import { parseHostPattern, type HostPattern } from './host-pattern.ts';

/** One permission a manifest asks for. */
export interface RequestedPermission {
  readonly permission: PermissionName;
  /** The only hosts `external.api` is asked for; absent means every host. */
  readonly hosts?: readonly HostPattern[];
  /** The only methods `external.api` is asked for; absent means all. */
  readonly methods?: readonly string[];
  /** The author's reason, for the person who decides. */
  readonly reason?: string;
  /** Whether the plugin can do without it, and asks for it while it runs. */
  readonly isOptional: boolean;
  /** Where the manifest asks: a JSON pointer. */
  readonly pointer: string;
}

/**
 * Reads what a plugin asks to be allowed to do.
 *
 * @param manifest - A manifest that passed its checks.
 * @returns One item per permission; what every plugin may do anyway (`plugin:read`) is left out.
 * @throws {@link PlexiError} `PLX1201`, `PLX1203` or `PLX1204` when the manifest was not checked.
 */
export function parsePermissions(manifest: Pick<Manifest, 'permissions' | 'optional_permissions'>): readonly RequestedPermission[] {
  return [...parseList(manifest, 'permissions'), ...parseList(manifest, 'optional_permissions')];
}

function parseList<Key extends 'permissions' | 'optional_permissions'>(manifest: Pick<Manifest, Key>, key: Key): readonly RequestedPermission[] {
  return (manifest[key] ?? []).flatMap((item, index) => {
    const { permission: text, hosts, methods, reason } = typeof item === 'string' ? { permission: item } : item;
    const permission = normalizePermission(text);
    if (isOwnDataPermission(permission)) return [];
    if (!isPermissionName(permission)) fail('PLX1201', { permission: text, suggestion: '' });
    return [{
      permission,
      ...(hosts && { hosts: hosts.map((host) => parseHostPattern(host)) }),
      ...(methods && { methods }),
      ...(reason !== undefined && { reason }),
      isOptional: key === 'optional_permissions',
      pointer: `/${key}/${String(index)}`,
    }];
  });
}

/** `messages:read` is another way to write `messages.read`. */
export function normalizePermission(text: string): string {
  return text.replaceAll(':', '.');
}

/** Whether a permission asks for a plugin's own data, which every plugin has: `plugin:read`, `plugin:write`. */
export function isOwnDataPermission(text: string): boolean {
  return text === 'plugin.read' || text === 'plugin.write';
}

/**
 * The line of the manifest that asks for a permission.
 *
 * @param hosts - For `external.api`: the hosts to name.
 */
export function formatManifestLine(permission: PermissionName, hosts: readonly string[] = []): string {
  const item = hosts.length === 0 ? JSON.stringify(permission) : `{ "permission": ${JSON.stringify(permission)}, "hosts": ${JSON.stringify(hosts)} }`;
  return `"permissions": [..., ${item}]`;
}
