import type { Descriptor } from '../core/archive/release.ts';
import { describePermissions, type DescribedPermission } from '../core/registry/describe-permissions.ts';
import { findYank, type PluginRecord } from '../core/registry/plugin-record.ts';
import { parsePluginSpec } from '../core/registry/plugin-spec.ts';
import { findLatest, resolveVersion } from '../core/registry/resolve-version.ts';
import type { VersionRecord } from '../core/registry/version-record.ts';
import type { KeyId } from '../core/signing/key-id.ts';
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

/** One version in the list of all. */
export interface ListedVersion {
  readonly version: string;
  readonly digest: string;
  readonly publishedAt: string;
  /** Why it was yanked; absent when it was not. */
  readonly yanked?: { readonly at: string; readonly reason: string };
}

/** Everything a registry says about a plugin, and what this machine thinks of its key. */
export interface ShowReport {
  readonly registry: string;
  readonly name: string;
  readonly version: string;
  readonly digest: string;
  readonly manifest: Descriptor;
  readonly description: string;
  readonly kinds: readonly string[];
  readonly tags: readonly string[];
  readonly permissions: readonly DescribedPermission[];
  readonly hostRange?: string;
  readonly publishedAt: string;
  readonly yanked?: { readonly at: string; readonly reason: string };
  readonly owner: {
    readonly keyId: KeyId;
    /** SPKI, PEM: what `keys trust` takes. */
    readonly publicKey: string;
    readonly since: string;
    readonly trusted: boolean;
    /** The name this machine gave the key. */
    readonly keyName?: string;
  };
  /** Highest first. */
  readonly versions: readonly ListedVersion[];
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
  const record = chooseVersion(plugin, range);
  const key = findTrustedKey(await readKeyring(platform.folders.keys), plugin.owner.keyId);
  const { version, manifest, description, kinds, tags, hostRange, publishedAt } = record;
  const { keyId, publicKey, since } = plugin.owner;
  return {
    registry: registry.location,
    name,
    version,
    digest: manifest.digest,
    manifest,
    description,
    kinds,
    tags,
    permissions: describePermissions(record.permissions),
    ...(hostRange !== undefined && { hostRange }),
    publishedAt,
    ...describeYank(plugin, version),
    owner: { keyId, publicKey, since, trusted: key !== undefined, ...(key && { keyName: key.name }) },
    versions: plugin.versions.map((each) => ({
      version: each.version,
      digest: each.manifest.digest,
      publishedAt: each.publishedAt,
      ...describeYank(plugin, each.version),
    })),
  };
}

// What is yanked can still be looked at when it is asked for, or when there is nothing else.
function chooseVersion(plugin: PluginRecord, range: string): VersionRecord {
  const exact = plugin.versions.find(({ version }) => version === range);
  const latest = range === '*' ? (findLatest(plugin) ?? plugin.versions[0]) : undefined;
  return exact ?? latest ?? resolveVersion(plugin, range).record;
}

function describeYank(plugin: PluginRecord, version: string): Pick<ListedVersion, 'yanked'> {
  const yank = findYank(plugin, version);
  return yank === undefined ? {} : { yanked: { at: yank.yankedAt, reason: yank.reason } };
}
