import { describePlugin, type PluginDescription } from '../core/registry/describe-plugin.ts';
import type { PluginRecord } from '../core/registry/plugin-record.ts';
import { parsePluginSpec } from '../core/registry/plugin-spec.ts';
import { findLatest, resolveVersion } from '../core/registry/resolve-version.ts';
import type { VersionRecord } from '../core/registry/version-record.ts';
import { findTrustedKey } from '../keyring/keyring.ts';
import { readKeyring } from '../keyring/read-keyring.ts';
import type { Platform } from '../platform/platform.ts';
import { openRegistry } from '../registry/open-registry.ts';
import { findPlugin } from './find-plugin.ts';

/** What to show, and from where. */
export interface ShowRequest {
  /** `NAME`, `NAME@VERSION` or `NAME@RANGE`. */
  readonly spec: string;
  readonly registry?: string | undefined;
}

/** Everything a registry says about a plugin, and what this machine thinks of its key. */
export interface ShowReport extends PluginDescription {
  readonly registry: string;
  /** Whether the keyring has the owner's key. */
  readonly trusted: boolean;
  /** The name this machine gave the owner's key. */
  readonly keyName?: string;
}

/**
 * Shows a plugin of a registry: one version in full, and the list of all.
 *
 * @throws {@link PlexiError} `PLX5005` when there is no such plugin, `PLX5006` when no version matches.
 */
export async function showPlugin(request: ShowRequest, platform: Platform): Promise<ShowReport> {
  const { name, range } = parsePluginSpec(request.spec);
  const registry = await openRegistry(request.registry, 'read', platform);
  const plugin = await findPlugin(registry, name);
  const key = findTrustedKey(await readKeyring(platform.folders.keys), plugin.owner.keyId);
  return {
    registry: registry.location,
    ...describePlugin(plugin, chooseVersion(plugin, range)),
    trusted: key !== undefined,
    ...(key && { keyName: key.name }),
  };
}

// What is yanked can still be looked at when it is asked for, or when there is nothing else.
function chooseVersion(plugin: PluginRecord, range: string): VersionRecord {
  const exact = plugin.versions.find(({ version }) => version === range);
  const latest = range === '*' ? (findLatest(plugin) ?? plugin.versions[0]) : undefined;
  return exact ?? latest ?? resolveVersion(plugin, range).record;
}
