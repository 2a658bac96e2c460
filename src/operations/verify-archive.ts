import { resolve } from 'node:path';
import { checkContents } from '../archive/check-contents.ts';
import { openArchive, type OpenArchive } from '../archive/open-archive.ts';
import type { Digest } from '../core/archive/digest.ts';
import type { Diagnostic } from '../core/diagnostics/diagnostic.ts';
import { PlexiError } from '../core/diagnostics/plexi-error.ts';
import { describeVerdict, stateOfProblem } from '../core/signing/describe-verdict.ts';
import { judgeRelease } from '../core/signing/judge-release.ts';
import type { KeyId } from '../core/signing/key-id.ts';
import { parsePublicKey } from '../core/signing/public-key.ts';
import type { ArchiveState, TrustPolicy } from '../core/signing/verdict.ts';
import { readKeyFile } from '../keyring/key-files.ts';
import { createTrustPolicy, findTrustedKey, type Keyring } from '../keyring/keyring.ts';
import { readKeyring } from '../keyring/read-keyring.ts';
import type { Platform } from '../platform/platform.ts';
import { trackLayers } from './track-layers.ts';

/** Which archive to verify, and against which key. */
export interface VerifyRequest {
  /** The archive; relative paths are relative to `platform.cwd`. */
  readonly file: string;
  /** A public key file that alone is trusted, instead of the keyring. */
  readonly key?: string | undefined;
}

/** What is known of an archive. Nothing but `state`, `file` and `diagnostics` is there when it is malformed or tampered with. */
export interface VerifyReport {
  readonly state: ArchiveState;
  /** Absolute. */
  readonly file: string;
  readonly size?: number;
  readonly name?: string;
  readonly version?: string;
  readonly digest?: Digest;
  /** The key that signed, as the signature names it: proven only when the state is `trusted`. */
  readonly keyId?: KeyId;
  /** The name this machine gave the key. */
  readonly keyName?: string;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Verifies an archive: its structure, every digest, the signature, and whether the key is trusted.
 *
 * @throws {@link PlexiError} only when there is nothing to verify: no such file, no such key.
 */
export async function verifyArchive(request: VerifyRequest, platform: Platform): Promise<VerifyReport> {
  const file = resolve(platform.cwd, request.file);
  const trust = await readTrust(request.key, platform);
  try {
    const archive = await openArchive(file);
    try {
      return await judgeArchive(archive, trust, platform);
    } finally {
      await archive.close();
    }
  } catch (error) {
    const state = error instanceof PlexiError ? stateOfProblem(error.code) : undefined;
    if (state === undefined || !(error instanceof PlexiError)) throw error;
    return { state, file, diagnostics: error.diagnostics };
  }
}

interface Trust {
  readonly policy: TrustPolicy;
  readonly keyring: Keyring;
}

async function readTrust(key: string | undefined, platform: Platform): Promise<Trust> {
  const keyring = await readKeyring(platform.folders.keys);
  const policy = createTrustPolicy(keyring);
  if (key === undefined) return { policy, keyring };
  const file = resolve(platform.cwd, key);
  // Naming a key says whom to trust; it does not take back what was revoked here.
  return { policy: { ...policy, trusted: [parsePublicKey(await readKeyFile(file), `"${file}"`)] }, keyring };
}

async function judgeArchive(archive: OpenArchive, { policy, keyring }: Trust, platform: Platform): Promise<VerifyReport> {
  const { release, file, size } = archive;
  await trackLayers('Verifying', release, platform, (options) => checkContents(archive, release, options));
  const verdict = judgeRelease(release, policy);
  if (verdict.state === 'tampered') return { state: 'tampered', file, diagnostics: describeVerdict(verdict) };
  const { name, version, reference } = release;
  const key = verdict.keyId !== undefined ? findTrustedKey(keyring, verdict.keyId) : undefined;
  return {
    state: verdict.state,
    file,
    size,
    name,
    version,
    digest: reference.manifest,
    ...(verdict.keyId !== undefined && { keyId: verdict.keyId }),
    ...(verdict.state === 'trusted' && key && { keyName: key.name }),
    diagnostics: describeVerdict(verdict),
  };
}
