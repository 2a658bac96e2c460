import { resolve } from 'node:path';
import { checkContents } from '../archive/check-contents.ts';
import { openArchive, type OpenArchive } from '../archive/open-archive.ts';
import type { Release } from '../core/archive/release.ts';
import type { Diagnostic } from '../core/diagnostics/diagnostic.ts';
import { PlexiError } from '../core/diagnostics/plexi-error.ts';
import { describeVerdict, stateOfProblem } from '../core/signing/describe-verdict.ts';
import { judgeRelease } from '../core/signing/judge-release.ts';
import { parsePublicKey } from '../core/signing/public-key.ts';
import type { ArchiveState, TrustPolicy } from '../core/signing/verdict.ts';
import { readKeyFile } from '../keyring/key-files.ts';
import { createTrustPolicy, findTrustedKey } from '../keyring/keyring.ts';
import { readKeyring } from '../keyring/read-keyring.ts';
import type { Platform } from '../platform/platform.ts';
import { trackLayers } from './track-layers.ts';

/** Which archive to look at, and against which key. */
export interface ArchiveRequest {
  /** The archive; relative paths are relative to `platform.cwd`. */
  readonly file: string;
  /** A public key file that alone is trusted, instead of the keyring. */
  readonly key?: string | undefined;
}

/** What is known of an archive that was read to its last byte. */
export interface ExaminedArchive {
  readonly state: ArchiveState;
  /** Absolute. */
  readonly file: string;
  readonly diagnostics: readonly Diagnostic[];
  /** What is inside; absent when it is malformed or was tampered with, so that nobody takes it for what it says. */
  readonly contents?: {
    readonly size: number;
    readonly release: Release;
    /** The name this machine gave the key that signed, when it is trusted. */
    readonly keyName?: string;
  };
}

/**
 * Reads an archive to its last byte: its structure, every digest, the signature, and whether the key is trusted.
 *
 * @throws {@link PlexiError} only when there is nothing to look at: no such file, no such key.
 */
export async function examineArchive(request: ArchiveRequest, platform: Platform): Promise<ExaminedArchive> {
  const file = resolve(platform.cwd, request.file);
  const keyring = await readKeyring(platform.folders.keys);
  const policy = await narrowPolicy(createTrustPolicy(keyring), request.key, platform);
  try {
    const archive = await openArchive(file);
    try {
      const examined = await examineOpen(archive, policy, platform);
      const keyId = examined.contents?.release.signature?.keyId;
      const key = examined.state === 'trusted' && keyId !== undefined ? findTrustedKey(keyring, keyId) : undefined;
      return key && examined.contents ? { ...examined, contents: { ...examined.contents, keyName: key.name } } : examined;
    } finally {
      await archive.close();
    }
  } catch (error) {
    const state = error instanceof PlexiError ? stateOfProblem(error.code) : undefined;
    if (state === undefined || !(error instanceof PlexiError)) throw error;
    return { state, file, diagnostics: error.diagnostics };
  }
}

async function narrowPolicy(policy: TrustPolicy, key: string | undefined, platform: Platform): Promise<TrustPolicy> {
  if (key === undefined) return policy;
  const file = resolve(platform.cwd, key);
  // Naming a key says whom to trust; it does not take back what was revoked here.
  return { ...policy, trusted: [parsePublicKey(await readKeyFile(file), `"${file}"`)] };
}

async function examineOpen(archive: OpenArchive, policy: TrustPolicy, platform: Platform): Promise<ExaminedArchive> {
  const { file, size, release } = archive;
  await trackLayers('Verifying', release, platform, (options) => checkContents(archive, release, options));
  const verdict = judgeRelease(release, policy);
  const examined = { state: verdict.state, file, diagnostics: describeVerdict(verdict) };
  return verdict.state === 'tampered' ? examined : { ...examined, contents: { size, release } };
}
