import { Readable, type Duplex } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { HostCallError } from '../../sandbox/engine.ts';
import type { HttpAnswer } from '../services/http.ts';

const UNPACKERS: Readonly<Record<string, () => Duplex>> = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
};

// Small enough for several to be under way in the plugin's memory.
const LARGEST_CHUNK = 256 * 1024;

/**
 * Reads the body of an answer as a plugin gets it: unpacked, in pieces that fit into a message, up to a limit.
 *
 * @throws {@link HostCallError} `BODY_TOO_LARGE`: also for a small body that unpacks to a large one.
 */
export async function* readBody(answer: HttpAnswer, limit: number): AsyncGenerator<Uint8Array, undefined> {
  let total = 0;
  for await (const chunk of unpack(answer)) {
    total += chunk.length;
    if (total > limit) throw new HostCallError('BODY_TOO_LARGE', `the answer is larger than ${limit} bytes`, { limit });
    for (let at = 0; at < chunk.length; at += LARGEST_CHUNK) yield chunk.subarray(at, at + LARGEST_CHUNK);
  }
}

function unpack({ headers, body }: HttpAnswer): AsyncIterable<Uint8Array> {
  const encodings = headers.filter(([name]) => name.toLowerCase() === 'content-encoding').flatMap(([, value]) => value.toLowerCase().split(','));
  let unpacked = body;
  for (const encoding of encodings.map((each) => each.trim()).reverse()) {
    const create = Object.hasOwn(UNPACKERS, encoding) ? UNPACKERS[encoding] : undefined;
    if (create !== undefined) unpacked = through(unpacked, create());
  }
  return unpacked;
}

function through(source: AsyncIterable<Uint8Array>, unpacker: Duplex): AsyncIterable<Uint8Array> {
  const readable = Readable.from(source, { objectMode: false });
  readable.on('error', (error) => unpacker.destroy(error));
  unpacker.on('close', () => readable.destroy());
  return readable.pipe(unpacker) as AsyncIterable<Uint8Array>;
}
