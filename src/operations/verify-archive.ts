import type { Digest } from '../core/archive/digest.ts';
import type { Diagnostic } from '../core/diagnostics/diagnostic.ts';
import type { KeyId } from '../core/signing/key-id.ts';
import type { ArchiveState } from '../core/signing/verdict.ts';
import type { Platform } from '../platform/platform.ts';

/** Which archive to verify, and against which key. */
export interface VerifyRequest {
  /** The archive; relative paths are relative to `platform.cwd`. */
  readonly file: string;
  /** A public key file that alone is trusted, instead of the keyring. */
  readonly key?: string | undefined;
}

/** What is known of an archive. Nothing but `state`, `file` and `diagnostics` is there when it is malformed. */
export interface VerifyReport {
  readonly state: ArchiveState;
  /** Absolute. */
  readonly file: string;
  readonly fileDigest?: Digest;
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

/** Verifies an archive: structure, digests, signature, trust. */
export async function verifyArchive(request: VerifyRequest, platform: Platform): Promise<VerifyReport> {
  return Promise.reject(new Error(`not written yet: ${request.file} ${platform.cwd}`));
}
