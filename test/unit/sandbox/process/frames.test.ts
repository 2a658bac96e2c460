import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createFrameReader, encodeFrame, type Frame } from '../../../../src/sandbox/process/frames.ts';

function readAll(chunks: readonly Buffer[], longest = 1_000): readonly Frame[] {
  const frames: Frame[] = [];
  const read = createFrameReader(() => longest, (frame) => frames.push(frame));
  for (const chunk of chunks) read(chunk);
  return frames;
}

/** 32-bit words, then text. */
function write(words: readonly number[], text = ''): Buffer {
  const head = Buffer.alloc(4 * words.length);
  for (const [at, word] of words.entries()) head.writeUInt32LE(word, 4 * at);
  return Buffer.concat([head, Buffer.from(text)]);
}

describe('frames', () => {
  test('come out as they went in, however the bytes between were cut', () => {
    const part = fc.uint8Array({ maxLength: 40 }).map((bytes) => Uint8Array.from(bytes));
    const frame = fc.record({ json: fc.jsonValue().filter((value) => !JSON.stringify(value).includes('-0')), parts: fc.array(part, { maxLength: 3 }) });
    fc.assert(
      fc.property(fc.array(frame, { maxLength: 5 }), fc.integer({ min: 1, max: 60 }), (frames, step) => {
        const bytes = Buffer.concat(frames.map(({ json, parts }) => encodeFrame(json, parts)));
        const chunks = Array.from({ length: Math.ceil(bytes.length / step) }, (_, index) => bytes.subarray(index * step, (index + 1) * step));
        expect(readAll(chunks, 1e6)).toEqual(frames.map(({ json, parts }) => ({ json: JSON.parse(JSON.stringify(json)) as unknown, parts })));
      }),
    );
  });

  test('have parts in memory of their own', () => {
    const [frame] = readAll([encodeFrame(1, [Uint8Array.of(1), Uint8Array.of(2)])]);
    expect(frame?.parts.map(({ buffer }) => buffer.byteLength)).toEqual([1, 1]);
  });

  test('are taken as soon as they are there, and not before', () => {
    const bytes = encodeFrame('x');
    expect(readAll([bytes.subarray(0, -1)])).toEqual([]);
    expect(readAll([bytes, bytes.subarray(0, 3)])).toHaveLength(1);
  });

  const LIES = [
    ['is longer than allowed', write([1_001])],
    ['is as long as a number can say', write([0xffffffff])],
    ['has no room for its lengths', write([4, 0])],
    ['has nothing in it', write([0])],
    ['has more parts than room for their lengths', write([8, 0, 0xffffffff])],
    ['has a longer text than room', write([9, 2, 0], '1')],
    ['has a longer part than room', write([13, 1, 1, 0xffffffff], '1')],
    ['has more in it than it says', write([10, 1, 0], '12')],
    ['has no JSON in it', write([9, 1, 0], '{')],
    ['has no text in it', write([8, 0, 0])],
  ] as const;
  for (const [what, bytes] of LIES) {
    test(`are refused when one ${what}`, () => {
      expect(() => readAll([bytes])).toThrow(RangeError);
    });
  }

  test('are refused or read, and nothing else, whatever the bytes are', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        try {
          readAll([Buffer.from(bytes)]);
        } catch (error) {
          expect(error).toBeInstanceOf(RangeError);
        }
      }),
    );
  });
});
