import type { Digest } from '../core/archive/digest.ts';
import type { PackedFile } from '../core/archive/packed-file.ts';
import type { PackedManifest } from '../core/archive/release.ts';
import type { KeyId } from '../core/signing/key-id.ts';
import type { Signer } from '../core/signing/signer.ts';
import type { ProgressStep } from '../platform/platform.ts';

/** What goes into an archive, and where it is written. */
export interface ArchiveRequest {
  /** The archive to write, absolute. It is replaced at the end, or not touched. */
  readonly file: string;
  readonly manifest: PackedManifest;
  readonly files: readonly PackedFile[];
  /** Absent: the archive is unsigned. */
  readonly signer?: Signer | undefined;
  readonly signal: AbortSignal;
  readonly progress: ProgressStep;
}

/** An archive that was written. */
export interface WrittenArchive {
  readonly file: string;
  readonly size: number;
  /** Digest of the OCI manifest: what the release is called. */
  readonly digest: Digest;
  readonly fileDigest: Digest;
  readonly keyId?: KeyId;
}

/** Writes an archive: beside its target, then renamed over it. */
export async function writeArchive(request: ArchiveRequest): Promise<WrittenArchive> {
  return Promise.reject(new Error(`not written yet: ${request.file}`));
}
