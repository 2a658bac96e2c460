import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { GZIP_CHUNK, ParallelGzip } from '../../../src/archive/parallel-gzip.ts';
import { computeDigest } from '../../../src/core/archive/digest.ts';
import { createRandom } from '../../helpers/random.ts';

async function compress(chunks: readonly Uint8Array[]): Promise<{ readonly bytes: Buffer; readonly digest: string; readonly size: number }> {
  const parts: Uint8Array[] = [];
  const gzip = new ParallelGzip((bytes) => void parts.push(Buffer.from(bytes)));
  for (const chunk of chunks) await gzip.push(chunk);
  return { ...(await gzip.finish()), bytes: Buffer.concat(parts) };
}

function noise(length: number, seed = 1): Buffer {
  const random = createRandom(seed);
  return Buffer.from(Array.from({ length }, () => random(256)));
}

const text = Buffer.from('the quick brown fox jumps over the lazy dog\n'.repeat(30_000));

const INPUTS = [
  ['nothing', []],
  ['one byte', [Buffer.from('x')]],
  ['two hundred bytes', [Buffer.alloc(200, 'ab')]],
  ['a whole chunk of text', [text.subarray(0, GZIP_CHUNK)]],
  ['noise', [noise(GZIP_CHUNK)]],
  ['noise and text by turns', [noise(GZIP_CHUNK), text.subarray(0, GZIP_CHUNK), noise(GZIP_CHUNK, 2), text.subarray(0, 77)]],
  ['a chunk that is noise but for its middle', [Buffer.concat([noise(300_000), text.subarray(0, 400_000), noise(300_000, 3)])]],
] as const;

describe('ParallelGzip', () => {
  test.each(INPUTS)('makes one gzip member of %s', async (_, chunks) => {
    const { bytes, digest, size } = await compress(chunks);
    expect(gunzipSync(bytes).equals(Buffer.concat(chunks))).toBe(true);
    expect({ digest, size }).toEqual({ digest: computeDigest(bytes), size: bytes.length });
    expect(bytes.subarray(0, 10).toString('hex')).toBe('1f8b08000000000000ff');
  });

  test('stores what does not shrink: at most 5 bytes more for each 65,535', async () => {
    const { size } = await compress([noise(GZIP_CHUNK)]);
    expect(size - GZIP_CHUNK).toBeLessThan(5 * 17 + 30);
  });

  test('compresses what shrinks', async () => {
    const { size } = await compress([text.subarray(0, GZIP_CHUNK)]);
    expect(size).toBeLessThan(GZIP_CHUNK / 50);
  });

  test('gives the same bytes however the thread pool is busy', async () => {
    const chunks = Array.from({ length: 6 }, (_, index) => (index % 2 === 0 ? text.subarray(0, GZIP_CHUNK - index) : noise(50_000, index)));
    const runs = await Promise.all([compress(chunks), compress(chunks), compress(chunks)]);
    expect(new Set(runs.map(({ digest }) => digest)).size).toBe(1);
  });
});
