import { createHash, type Hash } from 'node:crypto';
import { pipeline } from 'node:stream/promises';
import { crc32, createInflateRaw } from 'node:zlib';
import { GZIP_HEADER, GZIP_TRAILER_SIZE, encodeGzipTrailer } from '../core/archive/gzip.ts';
import type { BlobSource, Descriptor, Layer } from '../core/archive/release.ts';
import { fail, PlexiError } from '../core/diagnostics/plexi-error.ts';
import { LayerMatcher, type FileSink } from './layer-matcher.ts';

/** What a long read obeys and reports to. */
export interface ReadOptions {
  readonly signal?: AbortSignal;
  /** Called with how many bytes of files were read since the last call. */
  readonly onRead?: (bytes: number) => void;
}

// Each chunk is a trip to the thread pool and back: with a quarter of this, `verify` takes 5 % more CPU time.
const INFLATED_CHUNK = 1024 * 1024;

/**
 * Reads one layer to its end: hashed, inflated and compared with the file list in one pass, never
 * more than the list allows.
 *
 * @param sink - Receives the files on the way; it is told of nothing that was not compared.
 * @throws {@link PlexiError} `PLX2040` when the layer was changed; `PLX2035` when it is not what the list says.
 */
export async function readLayer(source: BlobSource, layer: Layer, sink: FileSink | undefined, options: ReadOptions): Promise<void> {
  try {
    await inflateLayer(source, layer, sink, options);
  } catch (error) {
    if (!isAboutContent(error)) throw error;
    // A changed byte shows first as broken gzip or as another file: the digest tells which of the two it is.
    await checkDigest(source, layer.descriptor);
    if (error instanceof PlexiError) throw error;
    fail('PLX2035', { layer: layer.name, problem: 'it is not one gzip member' }, { cause: error });
  }
}

async function inflateLayer(source: BlobSource, layer: Layer, sink: FileSink | undefined, { signal, onRead }: ReadOptions): Promise<void> {
  const { digest, size } = layer.descriptor;
  const bodySize = size - GZIP_HEADER.length - GZIP_TRAILER_SIZE;
  if (bodySize < 0) fail('PLX2035', { layer: layer.name, problem: 'it is too short' });
  const hash = createHash('sha256');
  const frame = Buffer.alloc(GZIP_HEADER.length + GZIP_TRAILER_SIZE);
  const inflate = createInflateRaw({ chunkSize: INFLATED_CHUNK });
  const matcher = new LayerMatcher(layer, sink);
  const total = { bytes: 0, crc: 0 };
  await pipeline(
    () => takeBody(source.open(digest), size, hash, frame),
    inflate,
    async (inflated: AsyncIterable<Buffer>) => {
      for await (const chunk of inflated) {
        matcher.push(chunk);
        total.bytes += chunk.length;
        total.crc = crc32(chunk, total.crc);
        onRead?.(chunk.length);
      }
    },
    { ...(signal && { signal }) },
  );
  matcher.end();
  if (`sha256:${hash.digest('hex')}` !== digest) fail('PLX2040', { what: `the ${layer.name} layer` });
  const expected = Buffer.concat([GZIP_HEADER, encodeGzipTrailer(total.crc, total.bytes)]);
  // `bytesWritten` stops at the end of the deflate stream: less than the body means that something follows it.
  if (inflate.bytesWritten !== bodySize || !frame.equals(expected)) {
    fail('PLX2035', { layer: layer.name, problem: 'it is not one gzip member of the one form' });
  }
}

/** Yields what is between header and trailer of a gzip member; those two go into `frame`, everything into `hash`. */
async function* takeBody(blob: AsyncIterable<Uint8Array>, size: number, hash: Hash, frame: Buffer): AsyncGenerator<Uint8Array> {
  const bodyEnd = size - GZIP_TRAILER_SIZE;
  let at = 0;
  for await (const chunk of blob) {
    hash.update(chunk);
    const end = at + chunk.length;
    if (end > size) fail('PLX2040', { what: 'a layer' });
    const bodyFrom = Math.min(Math.max(GZIP_HEADER.length - at, 0), chunk.length);
    const bodyTo = Math.max(Math.min(bodyEnd - at, chunk.length), bodyFrom);
    if (bodyFrom > 0) frame.set(chunk.subarray(0, bodyFrom), at);
    if (bodyTo > bodyFrom) yield chunk.subarray(bodyFrom, bodyTo);
    if (bodyTo < chunk.length) frame.set(chunk.subarray(bodyTo), GZIP_HEADER.length + at + bodyTo - bodyEnd);
    at = end;
  }
  if (at !== size) fail('PLX2040', { what: 'a layer' });
}

async function checkDigest(source: BlobSource, { digest, size }: Descriptor): Promise<void> {
  const hash = createHash('sha256');
  let read = 0;
  for await (const chunk of source.open(digest)) {
    hash.update(chunk);
    read += chunk.length;
    if (read > size) break;
  }
  if (`sha256:${hash.digest('hex')}` !== digest) fail('PLX2040', { what: 'a layer' });
}

// zlib's own errors have codes such as Z_DATA_ERROR.
function isAboutContent(error: unknown): boolean {
  if (error instanceof PlexiError) return error.code === 'PLX2035';
  return error instanceof Error && 'code' in error && /^Z_/.test(String(error.code));
}
