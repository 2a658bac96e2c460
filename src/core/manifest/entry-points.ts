import { PLUGIN_KINDS, isPluginKind, type KindDescription, type PluginKind } from './kinds.ts';
import type { Manifest } from './schema.ts';

/** One entry point of a plugin. */
export interface EntryPoint {
  /** As the manifest writes it: `src/index.ts` or `src/index.ts:Weather`. */
  readonly entry: string;
  readonly kind: PluginKind;
  /** Where the manifest writes it, as a JSON pointer. */
  readonly pointer: string;
}

/** Lists the entry points of a manifest that was checked, in the order in which it names them. */
export function listEntryPoints(manifest: Pick<Manifest, 'type' | 'entry_point' | 'entry_points'>): readonly EntryPoint[] {
  const { entry_point: entry, entry_points: groups = {} } = manifest;
  const grouped = Object.entries(groups).flatMap(([group, entries]) =>
    entries.map((each, index) => ({ entry: each, kind: kindOf(group), pointer: `/entry_points/${group}/${String(index)}` })),
  );
  return entry === undefined ? grouped : [{ entry, kind: findMainKind(manifest), pointer: '/entry_point' }, ...grouped];
}

// With several kinds, `entry_point` is of the first one that has no group of its own.
function findMainKind({ type = [], entry_points: groups = {} }: Pick<Manifest, 'type' | 'entry_points'>): PluginKind {
  const kinds = typeof type === 'string' ? [type] : type;
  const isGrouped = (kind: PluginKind): boolean => {
    const { entryGroup }: KindDescription = PLUGIN_KINDS[kind];
    return entryGroup !== undefined && Object.hasOwn(groups, entryGroup);
  };
  return kinds.find((kind) => !isGrouped(kind)) ?? kinds[0] ?? 'custom';
}

function kindOf(group: string): PluginKind {
  const found = Object.entries<KindDescription>(PLUGIN_KINDS).find(([, { entryGroup }]) => entryGroup === group)?.[0];
  return found !== undefined && isPluginKind(found) ? found : 'custom';
}
