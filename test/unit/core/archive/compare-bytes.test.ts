import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareBytes } from '../../../../src/core/archive/compare-bytes.ts';

const character = fc.oneof(fc.constantFrom('', 'a', 'b', '/', '-', 'é', '\ud7ff', '\ue000', '\uffff', '\u{10000}', '\u{10ffff}'), fc.string({ unit: 'grapheme', maxLength: 1 }));
const text = fc.array(character, { maxLength: 6 }).map((parts) => parts.join(''));

test('compareBytes orders as the bytes of UTF-8 do', () => {
  fc.assert(fc.property(text, text, (a, b) => {
    expect(Math.sign(compareBytes(a, b))).toBe(Buffer.compare(Buffer.from(a), Buffer.from(b)));
  }), { numRuns: 2_000 });
});
