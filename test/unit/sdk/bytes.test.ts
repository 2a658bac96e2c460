import fc from 'fast-check';
import { expect, test } from 'vitest';
import { encodeBytes } from '../../../sdk/bytes.ts';

test('encodeBytes makes Base64 that everybody can read', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 2_000 }), (bytes) => {
    expect(encodeBytes(bytes)).toEqual({ $bytes: Buffer.from(bytes).toString('base64') });
  }));
});
