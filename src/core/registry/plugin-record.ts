import type { NameOwner, VersionRecord } from './version-record.ts';
import type { Yank } from './yank.ts';

/** Everything a registry knows about one plugin. */
export interface PluginRecord {
  readonly name: string;
  readonly owner: NameOwner;
  /** Highest version first. */
  readonly versions: readonly VersionRecord[];
  readonly yanks: readonly Yank[];
}

/** The yank of a version, if there is one. */
export function findYank(plugin: PluginRecord, version: string): Yank | undefined {
  return plugin.yanks.find((yank) => yank.version === version);
}
