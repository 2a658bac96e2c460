import type { RuntimeContribution } from '../../sdk/runtime-interface.ts';
import { DEFAULT_PRIORITY } from '../core/dependencies/dependency-node.ts';
import { fail } from '../core/diagnostics/plexi-error.ts';
import { isPluginKind } from '../core/manifest/kinds.ts';
import type { PermissionName } from '../core/permissions/catalog.ts';
import { findContributionPermission } from '../core/permissions/methods.ts';
import type { Extension, Extensions } from './extensions.ts';
import type { PluginSlot } from './plugin-slot.ts';

/** Makes the extensions of a host. */
export function createExtensions(slots: ReadonlyMap<string, PluginSlot>, find: (name: string) => PluginSlot): Extensions {
  const invoke: Extensions['invoke'] = ({ plugin, entry, hook, timeoutMs }, args) => find(plugin).invoke(entry, hook, args, timeoutMs);
  return {
    list: ({ kind, contribution } = {}) =>
      [...slots.values()]
        .flatMap(listExtensions)
        .filter((extension) => kind === undefined || extension.kind === kind)
        .filter(({ contributions }) => contribution === undefined || contributions.some(({ type }) => type === contribution))
        .sort(compare),
    invoke,
    async run({ type, name, ...target }, args) {
      const { plugin } = target;
      // It may have been taken from the plugin since whoever runs this looked at what there is.
      const permission = findMissingPermission(type, find(plugin).version.allowed);
      if (permission !== undefined) fail('PLX4490', { plugin, type, name, permission });
      return invoke({ ...target, hook: 'runContribution' }, [type, name, ...args]);
    },
  };
}

function listExtensions({ version }: PluginSlot): readonly Extension[] {
  const { name: plugin, source, runner, allowed } = version;
  if (!runner.isWanted) return [];
  const priority = source.manifest.priority ?? DEFAULT_PRIORITY;
  const isUsable = ({ type }: RuntimeContribution): boolean => findMissingPermission(type, allowed) === undefined;
  return runner.entries.flatMap(({ entry, kind, hooks, contributions }) =>
    isPluginKind(kind) ? [{ plugin, entry, kind, priority, hooks, contributions: contributions.filter(isUsable), source, allowed }] : []);
}

function findMissingPermission(type: string, allowed: ReadonlySet<PermissionName>): PermissionName | undefined {
  const permission = findContributionPermission(type);
  return permission === undefined || allowed.has(permission) ? undefined : permission;
}

function compare(a: Extension, b: Extension): number {
  if (a.priority !== b.priority) return a.priority - b.priority;
  return a.plugin < b.plugin ? -1 : Number(a.plugin > b.plugin);
}
