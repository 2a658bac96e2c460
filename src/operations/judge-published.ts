import { readRelease } from '../archive/read-release.ts';
import type { Release } from '../core/archive/release.ts';
import { fail, failOnErrors } from '../core/diagnostics/plexi-error.ts';
import { checkPin, type LockEntry, type PinCandidate } from '../core/registry/lockfile.ts';
import { parseRecordKey, type VersionRecord } from '../core/registry/version-record.ts';
import { describeVerdict } from '../core/signing/describe-verdict.ts';
import { judgeRelease } from '../core/signing/judge-release.ts';
import type { KeyId } from '../core/signing/key-id.ts';
import { createTrustPolicy, findTrustedKey } from '../keyring/keyring.ts';
import { readKeyring } from '../keyring/read-keyring.ts';
import type { Platform } from '../platform/platform.ts';
import type { RegistryClient } from '../registry/registry-client.ts';

/** A version in a registry, and what is known of whoever signed it. */
export interface SignerQuestion {
  readonly record: VersionRecord;
  readonly registry: RegistryClient;
  /** What the lockfile has of the plugin. */
  readonly pinned: LockEntry | undefined;
  /** The key that the person said to trust. */
  readonly accepted: KeyId | undefined;
  /** The version as it is held against pins. */
  readonly candidate: PinCandidate;
}

/**
 * Reads a published version strictly, and decides whether its signer may be believed. Layers are not read.
 *
 * Nothing the registry says counts: the names are compared with those in the signed manifest, and the public key of the
 * record is only tried once its key id is pinned, in the keyring, or accepted by the person.
 *
 * @throws {@link PlexiError} `PLX5015` when the signer is unknown, `PLX5016` and `PLX5017` when the lockfile pins another
 *   key or other contents, `PLX5013` when the record is of another release; the codes of `verify`.
 */
export async function judgePublished({ record, registry, pinned, accepted, candidate }: SignerQuestion, platform: Platform): Promise<Release> {
  const release = await readRelease(registry, { manifest: record.manifest.digest, signature: record.signature.digest });
  const what = `the record of ${record.name}@${record.version}`;
  if (release.name !== record.name || release.version !== record.version) {
    fail('PLX5013', { what, reason: `it leads to ${release.name}@${release.version}` });
  }
  const keyring = await readKeyring(platform.folders.keys);
  const policy = createTrustPolicy(keyring);
  const verdict = judgeRelease(release, { ...policy, trusted: [...policy.trusted, parseRecordKey(record, what)] });
  failOnErrors(describeVerdict(verdict));
  if (verdict.keyId !== record.keyId) fail('PLX5013', { what, reason: 'it names another key than the signature' });
  checkPin(pinned, candidate, accepted);
  const isKnown = [pinned?.keyId, accepted, findTrustedKey(keyring, record.keyId)?.keyId].includes(record.keyId);
  if (!isKnown) await askForTrust(candidate, platform);
  return release;
}

async function askForTrust({ name, version, keyId, trustCommand }: PinCandidate, platform: Platform): Promise<void> {
  const message = `${name}@${version} is signed with a key that is new here:\n  ${keyId}\nIs that the key its author gives elsewhere? Trust it for "${name}"`;
  if (platform.interactive && (await platform.prompts.confirm({ message, default: false }))) return;
  fail('PLX5015', { name, version, keyId, command: trustCommand });
}
