import type { HostedPlugin } from './plugin-manager.ts';
import { parsePermissions } from '../core/permissions/parse-permissions.ts';
import { isPluginKind } from '../core/manifest/kinds.ts';
import type { PluginSlot } from './plugin-slot.ts';

/** Says what a plugin is at this moment. */
export function describePlugin({ version }: PluginSlot): HostedPlugin {
  const { manifest } = version.source;
  const { state, entries, fault } = version.runner;
  return {
    name: manifest.name,
    version: manifest.version,
    kinds: [...new Set(entries.map(({ kind }) => kind))].filter(isPluginKind),
    state,
    requested: [...version.requested],
    optional: parsePermissions(manifest).flatMap(({ permission, isOptional }) => (isOptional ? [permission] : [])),
    granted: [...version.allowed],
    definedPermissions: manifest.defines_permissions ?? [],
    limits: version.limits,
    config: version.config.shown,
    entries,
    ...(fault && { fault }),
  };
}
