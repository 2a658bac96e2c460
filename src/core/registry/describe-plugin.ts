import type { Digest } from '../archive/digest.ts';
import type { KeyId } from '../signing/key-id.ts';
import { describePermissions, type DescribedPermission } from './describe-permissions.ts';
import { findYank, type PluginRecord } from './plugin-record.ts';
import { parseRecordKey, type VersionRecord } from './version-record.ts';

/** When and why a version was yanked. */
export interface DescribedYank {
  readonly at: string;
  /** In the author's words; empty when none was given. */
  readonly reason: string;
}

/** One version in the list of all. */
export interface ListedVersion {
  readonly version: string;
  readonly digest: Digest;
  readonly publishedAt: string;
  /** Absent when it is not yanked. */
  readonly yanked?: DescribedYank;
}

/** Everything a registry says about a plugin: one version in full, and the list of all. */
export interface PluginDescription extends ListedVersion {
  readonly name: string;
  readonly description: string;
  readonly kinds: readonly string[];
  readonly tags: readonly string[];
  readonly permissions: readonly DescribedPermission[];
  /** Host versions it runs on; absent when its manifest does not say. */
  readonly hostRange?: string;
  readonly owner: {
    readonly keyId: KeyId;
    /** SPKI, PEM: what `keys trust` takes. */
    readonly publicKey: string;
    readonly since: string;
  };
  /** Highest first. */
  readonly versions: readonly ListedVersion[];
}

/**
 * Describes a plugin by one of its versions.
 *
 * @throws {@link PlexiError} `PLX5013` when the owner's public key is not the one that its key id names.
 */
export function describePlugin(plugin: PluginRecord, record: VersionRecord): PluginDescription {
  const { name, description, kinds, tags, permissions, hostRange } = record;
  // What is shown here is what people hand to `keys trust`: the key has to be the one that its id names.
  const { keyId, pem } = parseRecordKey(plugin.owner, `the owner of "${plugin.name}"`);
  return {
    name,
    ...listVersion(plugin, record),
    description,
    kinds,
    tags,
    permissions: describePermissions(permissions),
    ...(hostRange !== undefined && { hostRange }),
    owner: { keyId, publicKey: pem, since: plugin.owner.since },
    versions: plugin.versions.map((each) => listVersion(plugin, each)),
  };
}

function listVersion(plugin: PluginRecord, { version, manifest, publishedAt }: VersionRecord): ListedVersion {
  const yank = findYank(plugin, version);
  return { version, digest: manifest.digest, publishedAt, ...(yank && { yanked: { at: yank.yankedAt, reason: yank.reason } }) };
}
