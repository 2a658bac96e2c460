import { createHash, randomUUID } from 'node:crypto';
import { open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { hexOf, type Digest } from '../core/archive/digest.ts';
import type { BlobSource, Descriptor } from '../core/archive/release.ts';
import { fail } from '../core/diagnostics/plexi-error.ts';
import { syncFolder } from '../platform/durable.ts';
import { ignoreMissing, makeFolder, removeFile, renameBusy } from '../platform/durable-files.ts';
import { openRegularFile } from './regular-file.ts';

/** Bytes named by their digest. */
export interface BlobStore extends BlobSource {
  /**
   * Stores bytes, durably, after checking that they are what their descriptor says; does nothing when they are there,
   * and replaces them when they are damaged.
   *
   * @throws {@link PlexiError} `PLX5014` when the bytes are others.
   */
  write(blob: Descriptor, content: AsyncIterable<Uint8Array>): Promise<void>;
}

const ABANDONED_MS = 60 * 60 * 1_000;

/** A blob store in a folder, laid out as in an OCI image layout: `blobs/sha256/<hex>`. */
export function createBlobStore(root: string): BlobStore {
  const folder = join(root, 'blobs', 'sha256');
  const uploads = join(root, 'uploads');
  return {
    open: (digest) => readBlob(join(folder, hexOf(digest)), digest),
    async write(blob, content) {
      const path = join(folder, hexOf(blob.digest));
      if (await holds(path, blob)) return;
      await makeFolder(folder);
      await makeFolder(uploads);
      const upload = join(uploads, randomUUID());
      try {
        await writeChecked(upload, blob, content);
        await renameBusy(upload, path);
      } finally {
        await removeFile(upload);
      }
      await syncFolder(folder);
    },
  };
}

/** Removes what killed processes were writing; writers that live are told from them by the time of their last write. */
export async function removeAbandonedUploads(root: string, now: number): Promise<void> {
  const uploads = join(root, 'uploads');
  for (const name of (await readdir(uploads).catch(ignoreMissing)) ?? []) {
    const stats = await stat(join(uploads, name)).catch(ignoreMissing);
    if (stats !== undefined && now - stats.mtimeMs > ABANDONED_MS) await removeFile(join(uploads, name));
  }
}

async function* readBlob(path: string, digest: Digest): AsyncGenerator<Uint8Array, void, undefined> {
  const handle = await openRegularFile(path);
  if (handle === undefined) fail('PLX5014', { digest });
  // The stream closes the handle, also when its reader stops early.
  yield* handle.createReadStream({ highWaterMark: 256 * 1024 }) as AsyncIterable<Uint8Array>;
}

async function holds(path: string, { digest, size }: Descriptor): Promise<boolean> {
  const stats = await stat(path).catch(ignoreMissing);
  if (stats?.size !== size) return false;
  const hash = createHash('sha256');
  for await (const chunk of readBlob(path, digest)) hash.update(chunk);
  return hash.digest('hex') === hexOf(digest);
}

async function writeChecked(path: string, { digest, size }: Descriptor, content: AsyncIterable<Uint8Array>): Promise<void> {
  const handle = await open(path, 'wx');
  try {
    const hash = createHash('sha256');
    let written = 0;
    for await (const chunk of content) {
      written += chunk.length;
      if (written > size) break;
      hash.update(chunk);
      await handle.writeFile(chunk);
    }
    if (written !== size || hash.digest('hex') !== hexOf(digest)) fail('PLX5014', { digest });
    await handle.sync();
  } finally {
    await handle.close();
  }
}
