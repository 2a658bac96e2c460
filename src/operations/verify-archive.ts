import type { Digest } from '../core/archive/digest.ts';
import type { Diagnostic } from '../core/diagnostics/diagnostic.ts';
import type { KeyId } from '../core/signing/key-id.ts';
import type { ArchiveState } from '../core/signing/verdict.ts';
import type { Platform } from '../platform/platform.ts';
import { examineArchive, type ArchiveRequest, type ExaminedArchive } from './examine-archive.ts';

/** What is known of an archive. Nothing but `state`, `file` and `diagnostics` is there when it is malformed or was tampered with. */
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
export async function verifyArchive(request: ArchiveRequest, platform: Platform): Promise<VerifyReport> {
  return describeExamined(await examineArchive(request, platform));
}

/** What `verify` says of an archive that was examined. */
export function describeExamined({ state, file, contents, diagnostics }: ExaminedArchive): VerifyReport {
  if (contents === undefined) return { state, file, diagnostics };
  const { size, keyName, release } = contents;
  return {
    state,
    file,
    size,
    name: release.name,
    version: release.version,
    digest: release.reference.manifest,
    ...(release.signature && { keyId: release.signature.keyId }),
    ...(keyName !== undefined && { keyName }),
    diagnostics,
  };
}
