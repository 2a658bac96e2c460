import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeBytes, encodeBytes, isBytes } from '../../../sdk/bytes.ts';

describe('bytes as JSON', () => {
  test('come back as they went', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 2_000 }), (bytes) => {
      const json = JSON.parse(JSON.stringify(encodeBytes(bytes))) as unknown;
      expect(isBytes(json)).toBe(true);
      expect(decodeBytes(json)).toEqual(bytes);
    }));
  });

  test('are Base64 that everybody can read', () => {
    expect(encodeBytes(Uint8Array.of(0, 255, 62))).toEqual({ $bytes: Buffer.of(0, 255, 62).toString('base64') });
  });

  const OTHER: readonly unknown[] = [null, 'AA==', [], {}, { $bytes: 1 }, { $bytes: 'AA==', more: 1 }];
  for (const value of OTHER) {
    test(`are not ${JSON.stringify(value)}`, () => {
      expect(isBytes(value)).toBe(false);
      expect(() => decodeBytes(value)).toThrow(TypeError);
    });
  }
});
