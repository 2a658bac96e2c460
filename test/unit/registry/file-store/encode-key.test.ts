import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeSegment, encodeKey } from '../../../../src/registry/file-store/encode-key.ts';

const segment = fc.stringMatching(/^[!-.0-~]{1,20}$/);

describe('encodeKey', () => {
  test('every key comes back from its names', () => {
    fc.assert(
      fc.property(fc.array(segment, { minLength: 1, maxLength: 4 }), (segments) => {
        expect(encodeKey(segments.join('/')).map(decodeSegment)).toEqual(segments);
      }),
    );
  });

  test('names hold nothing that a file system changes, hides or keeps for itself', () => {
    fc.assert(
      fc.property(segment, (text) => {
        const [name = ''] = encodeKey(text);
        expect(name).toMatch(/^[a-z0-9_%-]([a-z0-9_.%-]*[a-z0-9_%-])?$/);
        expect(name).not.toMatch(/^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/);
      }),
    );
  });

  test('different keys have different names, also where case does not count', () => {
    fc.assert(
      fc.property(segment, segment, (a, b) => {
        const [first = ''] = encodeKey(a);
        const [second = ''] = encodeKey(b);
        expect(first.toLowerCase() === second.toLowerCase()).toBe(a === b);
      }),
    );
  });

  test('names that no key has decode to nothing', () => {
    for (const name of ['@1', '+1-x', 'A', '%61', '%2f', '%2e%2e%00', 'con', '.hidden']) expect(decodeSegment(name)).toBeUndefined();
  });
});
