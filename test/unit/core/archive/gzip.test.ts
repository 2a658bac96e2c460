import { inflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DEFLATE_END, encodeGzipTrailer, encodeStored } from '../../../../src/core/archive/gzip.ts';

test('stored blocks inflate to what they hold, at any length', () => {
  fc.assert(fc.property(fc.constantFrom(0, 1, 65_534, 65_535, 65_536, 131_070, 200_000), fc.nat(255), (length, fill) => {
    const bytes = Buffer.alloc(length, fill);
    expect(inflateRawSync(Buffer.concat([encodeStored(bytes), DEFLATE_END])).equals(bytes)).toBe(true);
  }));
});

test('the trailer wraps lengths over four gibibytes', () => {
  expect(Buffer.from(encodeGzipTrailer(0xffffffff, 2 ** 32 + 5)).toString('hex')).toBe('ffffffff05000000');
});
