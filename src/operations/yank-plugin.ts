import type { Digest } from '../core/archive/digest.ts';
import { fail } from '../core/diagnostics/plexi-error.ts';
import { parseVersionSpec } from '../core/registry/plugin-spec.ts';
import { findLatest } from '../core/registry/resolve-version.ts';
import { encodeYank, type YankOutcome } from '../core/registry/yank.ts';
import type { KeyId } from '../core/signing/key-id.ts';
import type { Signer } from '../core/signing/signer.ts';
import { readKeyring } from '../keyring/read-keyring.ts';
import { readSigner } from '../keyring/read-signer.ts';
import type { Platform } from '../platform/platform.ts';
import { openRegistry } from '../registry/open-registry.ts';
import { readEnvironmentSigner } from './choose-signer.ts';
import { findPlugin } from './find-plugin.ts';

/** Which version to yank, and why. */
export interface YankRequest {
  /** `NAME@VERSION`. */
  readonly spec: string;
  /** In the author's words, for whoever has the version. */
  readonly reason?: string | undefined;
  readonly registry?: string | undefined;
}

/** What was yanked. */
export interface YankReport {
  readonly outcome: YankOutcome;
  readonly name: string;
  readonly version: string;
  readonly digest: Digest;
  readonly registry: string;
}

/**
 * Keeps new installs from choosing a version. The version stays: folders whose lockfile has it still get it.
 *
 * @throws {@link PlexiError} `PLX5005` and `PLX5006` when there is no such version, `PLX5026` when the key that owns the
 *   name is not here.
 */
export async function yankPlugin(request: YankRequest, platform: Platform): Promise<YankReport> {
  const { name, version } = parseVersionSpec(request.spec);
  const registry = await openRegistry(request.registry, 'change', platform);
  const plugin = await findPlugin(registry, name);
  const record = plugin.versions.find((each) => each.version === version);
  if (record === undefined) {
    const versions = plugin.versions.map((each) => each.version).join(', ');
    fail('PLX5006', { name, range: version, versions: `there are ${versions}`, suggestion: `name one of them, such as ${name}@${findLatest(plugin)?.version ?? versions}` });
  }
  const signer = await findOwnerSigner(name, plugin.owner.keyId, platform);
  const { digest } = record.manifest;
  const yank = { name, version, digest, reason: request.reason ?? '', yankedAt: platform.now().toISOString() };
  const outcome = await registry.yankVersion(yank, encodeYank(yank, signer));
  return { outcome, name, version, digest, registry: registry.location };
}

async function findOwnerSigner(name: string, owner: KeyId, platform: Platform): Promise<Signer> {
  const fromEnvironment = readEnvironmentSigner(platform);
  if (fromEnvironment?.publicKey.keyId === owner) return fromEnvironment;
  const { own } = await readKeyring(platform.folders.keys);
  const key = own.find(({ keyId }) => keyId === owner) ?? fail('PLX5026', { name, owner });
  return readSigner(key);
}
