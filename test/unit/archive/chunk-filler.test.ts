import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ChunkFiller } from '../../../src/archive/chunk-filler.ts';

test('chunks depend on the bytes alone, not on how they arrive', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(fc.uint8Array({ maxLength: 40 }), fc.boolean(), fc.boolean()), { maxLength: 30 }), fc.integer({ min: 1, max: 16 }), async (pieces, size) => {
      const chunks: Buffer[] = [];
      const filler = new ChunkFiller(size, async (chunk) => void chunks.push(Buffer.from(chunk)));
      for (const [piece, direct, drains] of pieces) {
        if (!direct) filler.add(piece);
        else {
          for (let at = 0; at < piece.length; ) {
            const part = piece.subarray(at, at + filler.space.length);
            filler.space.set(part);
            filler.advance(part.length);
            at += part.length;
          }
        }
        if (filler.isFull && drains) await filler.drain();
      }
      await filler.end();
      const whole = Buffer.concat(pieces.map(([piece]) => piece));
      expect(Buffer.concat(chunks)).toEqual(whole);
      expect(chunks.slice(0, -1).every((chunk) => chunk.length === size)).toBe(true);
    }),
  );
});

test('zeros are added over the ends of chunks, whatever lay in their memory', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat({ max: 40 }), { maxLength: 20 }), fc.integer({ min: 1, max: 16 }), async (counts, size) => {
      const chunks: Buffer[] = [];
      const filler = new ChunkFiller(size, async (chunk) => void chunks.push(Buffer.from(chunk)));
      for (const [index, count] of counts.entries()) {
        if (index % 2 === 0) filler.addZeros(count);
        else filler.add(Buffer.alloc(count, index));
      }
      await filler.end();
      expect(Buffer.concat(chunks)).toEqual(Buffer.concat(counts.map((count, index) => Buffer.alloc(count, index % 2 === 0 ? 0 : index))));
    }),
  );
});

test('reserves what one chunk has left, and no more', () => {
  const filler = new ChunkFiller(8, () => Promise.resolve());
  filler.add(Buffer.from('abcde'));
  expect(filler.reserve(3)).toHaveLength(3);
  expect(filler.reserve(4)).toBeUndefined();
});
