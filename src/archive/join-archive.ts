import { createHash } from 'node:crypto';
import { open, type FileHandle } from 'node:fs/promises';
import type { BlobReference } from '../core/archive/blob-reference.ts';
import { computeDigest, type Digest } from '../core/archive/digest.ts';
import { blobPath, encodeIndex, INDEX_PATH, LAYOUT, LAYOUT_PATH } from '../core/archive/layout.ts';
import { encodeConfig } from '../core/archive/release-config.ts';
import { encodeReleaseManifest } from '../core/archive/release-manifest.ts';
import type { PackedManifest } from '../core/archive/release.ts';
import { EMPTY_CONFIG, encodeSignatureManifest } from '../core/archive/signature-manifest.ts';
import { encodeTarHeader, paddingOf, TAR_END } from '../core/archive/tar.ts';
import { signRelease } from '../core/signing/sign-release.ts';
import type { Signer } from '../core/signing/signer.ts';
import type { WrittenLayer } from './write-layer.ts';

/** A layer in the file of layers. */
export interface SpooledLayer extends WrittenLayer {
  readonly offset: number;
}

/** The parts of an archive, and the file to join them in. */
export interface JoinRequest {
  readonly archive: string;
  /** The file that holds the layers, in any order. */
  readonly spool: string;
  readonly manifest: PackedManifest;
  readonly layers: readonly SpooledLayer[];
  readonly signer?: Signer | undefined;
  readonly signal: AbortSignal;
}

/** What is known of an archive once it is joined. */
export interface JoinedArchive {
  readonly size: number;
  readonly digest: Digest;
  readonly fileDigest: Digest;
}

const COPIED_AT_ONCE = 1024 * 1024;

/** Writes a whole archive from layers that are on disk, and flushes it. */
export async function joinArchive(request: JoinRequest): Promise<JoinedArchive> {
  const { head, digest } = encodeHead(request);
  const output = await open(request.archive, 'wx');
  try {
    const tar = new HashedFile(output);
    await tar.write(head);
    await copyLayers(request, tar);
    await tar.write(Buffer.alloc(TAR_END));
    await output.sync();
    return { digest, ...tar.finish() };
  } finally {
    await output.close();
  }
}

/** Everything before the layers, as bytes of the tar. */
function encodeHead({ manifest, layers, signer }: JoinRequest): { readonly head: Uint8Array; readonly digest: Digest } {
  const { name, version } = manifest;
  const files = layers.flatMap((layer) => layer.files);
  const config = encodeConfig({ formatVersion: 1, manifest, files });
  const blobs = layers.map((layer) => ({ name: layer.name, ...layer.blob }));
  const release = encodeReleaseManifest({ name, version, config: referTo(config), layers: blobs });
  const subject = referTo(release);
  const bundle = signer && signRelease({ name, version, digest: subject.digest, layers: blobs }, signer);
  const signature = bundle && encodeSignatureManifest({ subject, bundle: referTo(bundle) });
  const index = encodeIndex({ version, manifest: subject, ...(signature && { signature: referTo(signature) }) });
  const signed = bundle && signature ? [bundle, signature, EMPTY_CONFIG] : [];
  const members = [encodeMember(LAYOUT_PATH, LAYOUT), encodeMember(INDEX_PATH, index), ...[release, config, ...signed].map(encodeBlob)];
  return { head: Buffer.concat(members), digest: subject.digest };
}

async function copyLayers({ spool, layers, signal }: JoinRequest, tar: HashedFile): Promise<void> {
  const input = await open(spool, 'r');
  try {
    for (const { blob, offset } of layers) {
      await tar.write(encodeTarHeader({ path: blobPath(blob.digest), size: blob.size, mode: '0644' }));
      for (let copied = 0; copied < blob.size; ) {
        signal.throwIfAborted();
        const buffer = Buffer.allocUnsafe(Math.min(blob.size - copied, COPIED_AT_ONCE));
        const { bytesRead } = await input.read(buffer, 0, buffer.length, offset + copied);
        if (bytesRead === 0) throw new Error('the file of layers is shorter than what was written to it');
        await tar.write(buffer.subarray(0, bytesRead));
        copied += bytesRead;
      }
      await tar.write(Buffer.alloc(paddingOf(blob.size)));
    }
  } finally {
    await input.close();
  }
}

function encodeBlob(bytes: Uint8Array): Uint8Array {
  return encodeMember(blobPath(computeDigest(bytes)), bytes);
}

function encodeMember(path: string, bytes: Uint8Array): Uint8Array {
  const header = encodeTarHeader({ path, size: bytes.length, mode: '0644' });
  return Buffer.concat([header, bytes, Buffer.alloc(paddingOf(bytes.length))]);
}

function referTo(bytes: Uint8Array): BlobReference {
  return { digest: computeDigest(bytes), size: bytes.length };
}

/** A file that is hashed while it is written. */
class HashedFile {
  readonly #handle: FileHandle;
  readonly #hash = createHash('sha256');
  #size = 0;

  constructor(handle: FileHandle) {
    this.#handle = handle;
  }

  async write(bytes: Uint8Array): Promise<void> {
    const writing = this.#handle.writeFile(bytes);
    // Hashed while the thread pool writes.
    this.#hash.update(bytes);
    this.#size += bytes.length;
    await writing;
  }

  finish(): { readonly size: number; readonly fileDigest: Digest } {
    return { size: this.#size, fileDigest: `sha256:${this.#hash.digest('hex')}` };
  }
}
