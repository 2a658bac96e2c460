import { closeSync, openSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { randomBytes } from 'node:crypto';
import { checkPackedFiles } from '../core/archive/check-packed-files.ts';
import type { Digest } from '../core/archive/digest.ts';
import { layerOf } from '../core/archive/layer-of.ts';
import { knownSizeOf, type PackedFile } from '../core/archive/packed-file.ts';
import { compareEntries, encodeManifestFile, groupByLayer, MANIFEST_PATH } from '../core/archive/release-config.ts';
import type { PackedManifest } from '../core/archive/release.ts';
import { failOnErrors } from '../core/diagnostics/plexi-error.ts';
import type { KeyId } from '../core/signing/key-id.ts';
import type { Signer } from '../core/signing/signer.ts';
import { syncFolder } from '../platform/durable.ts';
import type { ProgressStep } from '../platform/platform.ts';
import { writeFully } from './folder-sink.ts';
import { joinArchive, type SpooledLayer } from './join-archive.ts';
import { writeLayer } from './write-layer.ts';

/** What goes into an archive, and where it is written. */
export interface ArchiveRequest {
  /** The archive to write, absolute. It is replaced at the end, or not touched. */
  readonly file: string;
  readonly manifest: PackedManifest;
  /** Every file but `plugin.json`, which follows from the manifest. */
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

/**
 * Writes an archive: beside its target, written through to the disk, then renamed over it. Nothing is
 * left when it fails or is cancelled. The bytes follow from manifest, files and key alone.
 *
 * @throws {@link PlexiError} with every file that an archive cannot hold (`PLX2001` to `PLX2003`,
 *   `PLX2011`); `PLX2006`, `PLX2007` or `PLX2010` for the first that cannot be read, changed, or holds a private key.
 */
export async function writeArchive(request: ArchiveRequest): Promise<WrittenArchive> {
  const manifestFile: PackedFile = { path: MANIFEST_PATH, mode: '0644', content: { bytes: encodeManifestFile(request.manifest) } };
  const files = [manifestFile, ...request.files];
  failOnErrors(checkPackedFiles(files));
  const unique = `${request.file}.${randomBytes(6).toString('hex')}`;
  const parts = { spool: `${unique}.layers.tmp`, archive: `${unique}.tmp` };
  try {
    const layers = await spoolLayers(files, parts.spool, request);
    const written = await joinArchive({ ...request, ...parts, layers });
    await rename(parts.archive, request.file);
    await syncFolder(dirname(request.file));
    return { file: request.file, ...written, ...(request.signer && { keyId: request.signer.publicKey.keyId }) };
  } finally {
    await Promise.all(Object.values(parts).map((file) => rm(file, { force: true })));
  }
}

/**
 * Writes the layers to a file of their own: what comes before them in an archive has to name their digests. The assets
 * come first, because the code may still be in the making.
 */
async function spoolLayers(files: readonly PackedFile[], spool: string, { signal, progress }: ArchiveRequest): Promise<readonly SpooledLayer[]> {
  const sorted = files.map((file) => ({ ...file, layer: layerOf(file.path) })).sort(compareEntries);
  const total = files.reduce((sum, file) => sum + knownSizeOf(file), 1);
  const output = openSync(spool, 'wx');
  let done = 0;
  const onChunk = (bytes: number): void => {
    signal.throwIfAborted();
    progress.update((done += bytes) / total);
  };
  const layers: SpooledLayer[] = [];
  let offset = 0;
  try {
    for (const group of groupByLayer(sorted).toReversed()) {
      const layer = await writeLayer({ ...group, write: (bytes) => { writeFully(output, bytes); }, onChunk });
      layers.unshift({ ...layer, offset });
      offset += layer.blob.size;
    }
  } finally {
    closeSync(output);
  }
  return layers;
}
