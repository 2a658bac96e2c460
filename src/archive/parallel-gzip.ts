import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { constants, crc32, deflateRaw } from 'node:zlib';
import type { BlobReference } from '../core/archive/blob-reference.ts';
import { DEFLATE_END, encodeGzipTrailer, encodeStored, GZIP_HEADER } from '../core/archive/gzip.ts';

const deflate = promisify(deflateRaw);

/** Bytes that are compressed on their own: a fixed size, because the result depends on it. */
export const GZIP_CHUNK = 1024 * 1024;

// As many as the thread pool has threads; each holds two chunks of memory.
const IN_FLIGHT = 4;
const LEVEL = 6;
const SAMPLE = 12 * 1024;
const MIN_OUTPUT = 4 * 1024;

/**
 * Compresses chunks in parallel into one gzip member, as pigz does: raw deflate streams that end on a
 * byte boundary are joined. Bytes that do not shrink (images, archives, random ones) are stored.
 */
export class ParallelGzip {
  readonly #write: (bytes: Uint8Array) => void;
  readonly #hash = createHash('sha256');
  readonly #compressing: Promise<Uint8Array>[] = [];
  #size = 0;
  #inputSize = 0;
  #crc = 0;

  /** @param write - Receives the compressed bytes, in order. */
  constructor(write: (bytes: Uint8Array) => void) {
    this.#write = write;
    this.#put(GZIP_HEADER);
  }

  /** Takes the next chunk, which the caller does not touch again. Waits while enough chunks are in flight. */
  async push(chunk: Uint8Array): Promise<void> {
    this.#crc = crc32(chunk, this.#crc);
    this.#inputSize += chunk.length;
    const compressing = compressChunk(chunk);
    // It is awaited in its turn; until then a failure must not count as unhandled.
    compressing.catch(() => undefined);
    this.#compressing.push(compressing);
    await this.#drain(IN_FLIGHT);
  }

  /** Ends the member. */
  async finish(): Promise<BlobReference> {
    await this.#drain(0);
    this.#put(DEFLATE_END);
    this.#put(encodeGzipTrailer(this.#crc, this.#inputSize));
    return { digest: `sha256:${this.#hash.digest('hex')}`, size: this.#size };
  }

  async #drain(left: number): Promise<void> {
    while (this.#compressing.length > left) this.#put((await this.#compressing.shift()) ?? Buffer.alloc(0));
  }

  #put(bytes: Uint8Array): void {
    this.#hash.update(bytes);
    this.#size += bytes.length;
    this.#write(bytes);
  }
}

async function compressChunk(chunk: Uint8Array): Promise<Uint8Array> {
  if (!(await seemsCompressible(chunk))) return encodeStored(chunk);
  const compressed = await deflate(chunk, { level: LEVEL, finishFlush: constants.Z_SYNC_FLUSH, chunkSize: Math.max(MIN_OUTPUT, chunk.length >> 2) });
  return compressed.length < chunk.length ? compressed : encodeStored(chunk);
}

// Trying three samples at the lowest level costs a fortieth of compressing the chunk in vain.
async function seemsCompressible(chunk: Uint8Array): Promise<boolean> {
  if (chunk.length < 8 * SAMPLE) return true;
  const middle = (chunk.length - SAMPLE) >> 1;
  const samples = [0, middle, chunk.length - SAMPLE].map((at) => chunk.subarray(at, at + SAMPLE));
  const compressed = await deflate(Buffer.concat(samples), { level: 1 });
  return compressed.length < 3 * SAMPLE * 0.97;
}
