import type { BlobReference } from '../core/archive/blob-reference.ts';
import type { PackedFile } from '../core/archive/packed-file.ts';
import type { FileEntry, LayerName } from '../core/archive/release.ts';
import { BLOCK, encodeTarHeader, paddingOf, TAR_END, type TarMember } from '../core/archive/tar.ts';
import { ChunkFiller } from './chunk-filler.ts';
import { packContent } from './pack-content.ts';
import { GZIP_CHUNK, ParallelGzip } from './parallel-gzip.ts';

/** One layer that was written. */
export interface WrittenLayer {
  readonly name: LayerName;
  readonly files: readonly FileEntry[];
  readonly blob: BlobReference;
}

/** A layer to be written, and where its bytes go. */
export interface LayerRequest {
  readonly name: LayerName;
  /** Sorted. */
  readonly files: readonly PackedFile[];
  readonly write: (bytes: Uint8Array) => void;
  /** Called after each chunk: throws when the person wants no more of it. */
  readonly onChunk: (bytes: number) => void;
}

/** Reads, hashes and compresses the files of one layer in one pass. */
export async function writeLayer({ name, files, write, onChunk }: LayerRequest): Promise<WrittenLayer> {
  const gzip = new ParallelGzip(write);
  const tar = new ChunkFiller(GZIP_CHUNK, async (chunk) => {
    onChunk(chunk.length);
    await gzip.push(chunk);
  });
  const entries: FileEntry[] = [];
  for (const file of files) {
    const content = 'made' in file.content ? { bytes: await file.content.made() } : file.content;
    const size = 'bytes' in content ? content.bytes.length : content.size;
    addHeader({ path: file.path, size, mode: file.mode }, tar);
    const packed = await packContent({ path: file.path, content }, tar);
    tar.addZeros(paddingOf(size));
    if (tar.isFull) await tar.drain();
    entries.push({ path: file.path, size: packed.size, digest: packed.digest, mode: file.mode, layer: name });
  }
  tar.addZeros(TAR_END);
  await tar.end();
  return { name, files: entries, blob: await gzip.finish() };
}

// Most headers fit what is left of a chunk, and are written where they are compressed from.
function addHeader(member: TarMember, tar: ChunkFiller): void {
  const space = tar.reserve(BLOCK);
  const header = encodeTarHeader(member, space);
  if (space === undefined) tar.add(header);
  else tar.advance(BLOCK);
}
