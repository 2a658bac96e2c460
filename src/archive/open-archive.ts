import { constants } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { blobPath, decodeIndex, encodeIndex, INDEX_PATH, LAYOUT, LAYOUT_PATH } from '../core/archive/layout.ts';
import type { Digest } from '../core/archive/digest.ts';
import { LIMITS } from '../core/archive/limits.ts';
import type { BlobSource, Release } from '../core/archive/release.ts';
import { fail } from '../core/diagnostics/plexi-error.ts';
import { readExactly, readMembers, type Member } from './archive-members.ts';
import { readRelease } from './read-release.ts';
import { refuseOtherFormats } from './recognize-file.ts';

/** An archive file that was opened and read strictly, up to its layers. Whoever opens it closes it. */
export interface OpenArchive extends BlobSource {
  /** Absolute. */
  readonly file: string;
  readonly size: number;
  readonly release: Release;
  close(): Promise<void>;
}

const CHUNK = 512 * 1024;

/**
 * Opens an archive file: checks the tar around its blobs, and reads manifest, config and signature.
 * Its layers are read by `checkContents` and `extractRelease`.
 *
 * @param file - Absolute.
 * @throws {@link PlexiError} `PLX2042` when there is no such file; the codes of malformed (`PLX2030` to
 *   `PLX2039`) and tampered (`PLX2040`, `PLX3003`) archives.
 */
export async function openArchive(file: string): Promise<OpenArchive> {
  const handle = await openFile(file);
  try {
    const size = await measureFile(handle, file);
    await refuseOtherFormats(handle, file, size);
    const members = await readMembers(handle, size);
    const source = createSource(handle, members);
    const release = await readIndexed(handle, members, source);
    return { file, size, release, ...source, close: () => handle.close() };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

async function openFile(file: string): Promise<FileHandle> {
  // Windows has no such flag, and no pipes in folders.
  const flags: { readonly O_NONBLOCK?: number } = constants;
  try {
    // A pipe must not be waited for: it is refused for not being a file.
    return await open(file, constants.O_RDONLY | (flags.O_NONBLOCK ?? 0));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') fail('PLX2042', { file }, { cause: error });
    throw error;
  }
}

async function measureFile(handle: FileHandle, file: string): Promise<number> {
  const stats = await handle.stat();
  return stats.isFile() ? stats.size : fail('PLX2030', { file, reason: 'it is not a file' });
}

function createSource(handle: FileHandle, members: readonly Member[]): BlobSource {
  const byPath = new Map(members.map((member) => [member.path, member]));
  return {
    async *open(digest: Digest) {
      const member = byPath.get(blobPath(digest)) ?? fail('PLX2039', { digest });
      for (let at = 0; at < member.size; at += CHUNK) {
        yield await readExactly(handle, member.offset + at, Math.min(CHUNK, member.size - at));
      }
    },
  };
}

async function readIndexed(handle: FileHandle, members: readonly Member[], source: BlobSource): Promise<Release> {
  const [layout, index, ...blobs] = members;
  if (layout?.path !== LAYOUT_PATH || index?.path !== INDEX_PATH) fail('PLX2033', { problem: 'its first members are not those of an OCI layout' });
  if (layout.size !== LAYOUT.length || !(await readExactly(handle, layout.offset, layout.size)).equals(LAYOUT)) {
    fail('PLX2033', { problem: `its ${LAYOUT_PATH} has another text` });
  }
  if (index.size > LIMITS.indexBytes) fail('PLX2038', { what: `an index of ${index.size} bytes`, limit: LIMITS.indexBytes });
  const indexBytes = await readExactly(handle, index.offset, index.size);
  const { manifest, signature } = decodeIndex(indexBytes);
  const release = await readRelease(source, { manifest: manifest.digest, ...(signature && { signature: signature.digest }) });
  checkIndex(indexBytes, release);
  checkBlobs(blobs, release);
  return release;
}

/** The index has to be the one that this release has: it is the only part of an archive that no digest covers. */
function checkIndex(bytes: Buffer, { version, reference, blobs }: Release): void {
  const manifest = blobs.find(({ digest }) => digest === reference.manifest);
  const signature = blobs.find(({ digest }) => digest === reference.signature);
  const expected = manifest && encodeIndex({ version, manifest, ...(signature && { signature }) });
  if (expected === undefined || !bytes.equals(expected)) fail('PLX2034', { blob: 'index', problem: 'it is not the index of its release' });
}

function checkBlobs(members: readonly Member[], release: Release): void {
  const found = members.map(({ path, size }) => `${path} ${size}`).join('\n');
  const expected = release.blobs.map(({ digest, size }) => `${blobPath(digest)} ${size}`).join('\n');
  if (found !== expected) fail('PLX2033', { problem: 'its blobs are not those of its manifest, in their order' });
}
