import { resolve } from 'node:path';
import { checkContents } from '../archive/check-contents.ts';
import { openArchive, type OpenArchive } from '../archive/open-archive.ts';
import type { Digest } from '../core/archive/digest.ts';
import type { Descriptor } from '../core/archive/release.ts';
import type { Diagnostic } from '../core/diagnostics/diagnostic.ts';
import { fail, failOnErrors } from '../core/diagnostics/plexi-error.ts';
import { checkImmutable, checkOwner, type PublishOutcome } from '../core/registry/publish-rules.ts';
import { readSummary } from '../core/registry/release-summary.ts';
import type { VersionRecord } from '../core/registry/version-record.ts';
import { describeVerdict } from '../core/signing/describe-verdict.ts';
import { judgeRelease } from '../core/signing/judge-release.ts';
import type { KeyId } from '../core/signing/key-id.ts';
import type { PublicKey } from '../core/signing/public-key.ts';
import { createTrustPolicy } from '../keyring/keyring.ts';
import { readKeyring } from '../keyring/read-keyring.ts';
import type { Platform } from '../platform/platform.ts';
import { openRegistry } from '../registry/open-registry.ts';
import type { RegistryClient } from '../registry/registry-client.ts';
import { readEnvironmentSigner } from './choose-signer.ts';
import type { PackReport } from './archive-plugin.ts';
import { packPlugin } from './pack-plugin.ts';
import { trackLayers } from './track-layers.ts';

/** What to publish, and where. */
export interface PublishRequest {
  /** The plugin's folder, absolute, which is packed when no file is given; default: `platform.cwd`. */
  readonly directory?: string | undefined;
  /** The archive; relative paths are relative to `platform.cwd`. */
  readonly file?: string | undefined;
  /** The name of the key to pack with. */
  readonly key?: string | undefined;
  /** A folder or a `file:` URL; default: `PLEXI_REGISTRY`, else this user's own registry. */
  readonly registry?: string | undefined;
}

/** What was published. */
export interface PublishReport {
  readonly outcome: PublishOutcome;
  readonly name: string;
  readonly version: string;
  /** Digest of the OCI manifest. */
  readonly digest: Digest;
  /** The archive, absolute. */
  readonly file: string;
  readonly keyId: KeyId;
  readonly registry: string;
  /** What was packed; absent when an archive was given. */
  readonly packed?: Omit<PackReport, 'diagnostics'>;
  /** Warnings of packing. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Publishes a plugin: packs it, unless an archive is given; verifies it strictly, stores its blobs, and writes its record last. Until that moment the
 * version does not exist; from then on it does not change.
 *
 * @throws {@link PlexiError} `PLX5008` when the version exists with other contents, `PLX5009` when the name belongs to
 *   another key, `PLX5010` and `PLX5011` when it is unsigned or its key unknown; the codes of `verify`.
 */
export async function publishPlugin(request: PublishRequest, platform: Platform): Promise<PublishReport> {
  const { file, diagnostics, packed } = await findArchive(request, platform);
  const archive = await openArchive(file);
  try {
    const key = await verifySigned(archive, platform);
    const registry = await openRegistry(request.registry, 'create', platform);
    const record = createRecord(archive, key, platform.now());
    const outcome = await store(archive, record, registry, platform);
    const { name, version, manifest, keyId } = record;
    return { outcome, name, version, digest: manifest.digest, file, keyId, registry: registry.location, ...(packed && { packed }), diagnostics };
  } finally {
    await archive.close();
  }
}

type FoundArchive = Pick<PublishReport, 'file' | 'packed' | 'diagnostics'>;

async function findArchive({ directory, file, key }: PublishRequest, platform: Platform): Promise<FoundArchive> {
  if (file === undefined) {
    const { diagnostics, ...packed } = await packPlugin({ directory: directory ?? platform.cwd, key }, platform);
    return { file: packed.file, packed, diagnostics };
  }
  if (key !== undefined) fail('PLX0002', { problem: '--key is for packing, and the archive that is given is packed already', command: 'publish' });
  return { file: resolve(platform.cwd, file), diagnostics: [] };
}

/** Verifies an archive to its last byte; answers the key that signed it. */
async function verifySigned(archive: OpenArchive, platform: Platform): Promise<PublicKey> {
  const { release, file } = archive;
  const policy = createTrustPolicy(await readKeyring(platform.folders.keys));
  const signer = readEnvironmentSigner(platform);
  const trusted = signer === undefined ? policy.trusted : [...policy.trusted, signer.publicKey];
  const verdict = judgeRelease(release, { ...policy, trusted });
  if (verdict.state === 'unsigned') fail('PLX5010', { file });
  const key = trusted.find(({ keyId }) => keyId === verdict.keyId);
  if (verdict.state === 'untrusted' || key === undefined) fail('PLX5011', { file, keyId: verdict.keyId ?? '' });
  failOnErrors(describeVerdict(verdict));
  await trackLayers('Verifying', release, platform, (options) => checkContents(archive, release, options));
  return key;
}

function createRecord({ release }: OpenArchive, key: PublicKey, now: Date): VersionRecord {
  const { name, version, reference, blobs, config } = release;
  const find = (digest: Digest | undefined): Descriptor =>
    blobs.find((blob) => blob.digest === digest) ?? fail('PLX2039', { digest: digest ?? 'of the signature' });
  return {
    schema: 1,
    name,
    version,
    manifest: find(reference.manifest),
    signature: find(reference.signature),
    keyId: key.keyId,
    publicKey: key.pem,
    ...readSummary(config.manifest),
    publishedAt: now.toISOString(),
  };
}

async function store(archive: OpenArchive, record: VersionRecord, registry: RegistryClient, platform: Platform): Promise<PublishOutcome> {
  const plugin = await registry.readPlugin(record.name);
  // The registry decides again at the end; here a refusal costs nothing.
  if (plugin !== undefined) checkOwner(plugin.owner, record);
  const published = plugin?.versions.find(({ version }) => version === record.version);
  if (published !== undefined) checkImmutable(published, record);
  const { blobs, name, version } = archive.release;
  const progress = platform.progress(`Publishing ${name} ${version}`);
  try {
    // Also when it is published already: that mends blobs that are missing or damaged.
    for (const [index, blob] of blobs.entries()) {
      platform.signal.throwIfAborted();
      await registry.writeBlob(blob, archive.open(blob.digest));
      progress.update((index + 1) / blobs.length);
    }
    return await registry.publishVersion(record);
  } finally {
    progress.end();
  }
}
