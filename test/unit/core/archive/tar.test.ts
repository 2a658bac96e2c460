import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BLOCK, decodeTarHeader, encodeTarHeader, fitsTarHeader, paddingOf, tarSizeOf } from '../../../../src/core/archive/tar.ts';
import { makeHeader, makeMember, makeTar } from '../../../helpers/tar-builder.ts';

const segment = fc.stringMatching(/^[a-zé0-9][a-z0-9 ._-]{0,20}[a-z]$/);
const path = fc.array(segment, { minLength: 1, maxLength: 12 }).map((segments) => segments.join('/')).filter(fitsTarHeader);
const member = fc.record({ path, size: fc.integer({ min: 0, max: 8 * 1024 ** 3 - 1 }), mode: fc.constantFrom('0644' as const, '0755' as const) });

describe('encodeTarHeader', () => {
  test('writes the header that a second encoder writes', () => {
    const encoded = encodeTarHeader({ path: 'assets/icon.svg', size: 1_234, mode: '0755' });
    expect(Buffer.from(encoded)).toEqual(makeHeader({ name: 'assets/icon.svg', size: 1_234, mode: '0000755\0' }));
  });

  test('is undone by decodeTarHeader', () => {
    fc.assert(fc.property(member, (value) => {
      expect(decodeTarHeader(encodeTarHeader(value))).toEqual(value);
    }));
  });

  test('refuses a path that does not fit', () => {
    expect(() => encodeTarHeader({ path: 'x'.repeat(101), size: 0, mode: '0644' })).toThrow(RangeError);
  });
});

describe('decodeTarHeader', () => {
  test('knows no header with any byte changed', () => {
    fc.assert(fc.property(member, fc.nat(BLOCK - 1), fc.integer({ min: 1, max: 255 }), (value, at, mask) => {
      const header = Buffer.from(encodeTarHeader(value));
      header.writeUInt8(header.readUInt8(at) ^ mask, at);
      expect(decodeTarHeader(header)).toBeUndefined();
    }));
  });

  test('knows no header of noise', () => {
    fc.assert(fc.property(fc.uint8Array({ minLength: BLOCK, maxLength: BLOCK }), (noise) => {
      expect(decodeTarHeader(noise)).toBeUndefined();
    }));
  });
});

const LENGTHS = [
  ['a name of 100 bytes', 'n'.repeat(100), true],
  ['a name of 101 bytes', 'n'.repeat(101), false],
  ['a name of 51 letters of two bytes', 'é'.repeat(51), false],
  ['folders of 155 bytes and a name of 100', `${'f'.repeat(155)}/${'n'.repeat(100)}`, true],
  ['folders of 156 bytes', `${'f'.repeat(156)}/n`, false],
  ['folders of 155 bytes and a name of 101', `${'f'.repeat(155)}/${'n'.repeat(101)}`, false],
  ['many short folders', `${'ab/'.repeat(80)}file`, true],
] as const;

describe('fitsTarHeader', () => {
  test.each(LENGTHS)('%s: %#', (_, text, fits) => {
    expect(fitsTarHeader(text)).toBe(fits);
  });
});

test('tarSizeOf is the size of the tar', () => {
  fc.assert(fc.property(fc.array(fc.nat(3_000), { maxLength: 8 }), (sizes) => {
    const members = sizes.map((size, index) => ({ path: `f${index}`, bytes: Buffer.alloc(size) }));
    expect(tarSizeOf(sizes.map((size) => ({ size })))).toBe(makeTar(members).length);
  }));
});

test('paddingOf fills the last block', () => {
  expect([0, 1, 511, 512, 513].map(paddingOf)).toEqual([0, 511, 1, 0, 511]);
  expect(makeMember({ path: 'x', bytes: Buffer.alloc(513) })).toHaveLength(3 * BLOCK);
});
