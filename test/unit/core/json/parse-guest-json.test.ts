import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DEEPEST, parseGuestJson } from '../../../../src/core/json/parse-guest-json.ts';

const REFUSED = [
  ['', 'it is not JSON'],
  ['{', 'it is not JSON'],
  ['undefined', 'it is not JSON'],
  ['{"__proto__":1}', 'it has a key "__proto__"'],
  ['[[{"a":{"__proto__":{}}}]]', 'it has a key "__proto__"'],
  ['{"\\u005f_proto__":1}', 'it has a key "__proto__"'],
  ['{"__\\u0070roto__":1}', 'it has a key "__proto__"'],
  ['['.repeat(DEEPEST + 1) + ']'.repeat(DEEPEST + 1), 'nested more than'],
  ['{"a":'.repeat(DEEPEST + 1) + '1' + '}'.repeat(DEEPEST + 1), 'nested more than'],
  ['['.repeat(1_000_000), 'nested more than'],
] as const;

const READ = [
  ['null', null],
  ['"__proto__"', '__proto__'],
  ['{"a":"__proto__"}', { a: '__proto__' }],
  ['{"constructor":{"prototype":1}}', { constructor: { prototype: 1 } }],
  ['"[[[[\\"[[["', '[[[["[[['],
  ['['.repeat(DEEPEST) + ']'.repeat(DEEPEST), JSON.parse('['.repeat(DEEPEST) + ']'.repeat(DEEPEST)) as unknown],
  [JSON.stringify('['.repeat(1000)), '['.repeat(1000)],
  ['"\\ud800"', '\ud800'],
] as const;

describe('parseGuestJson', () => {
  for (const [text, reason] of REFUSED) {
    test(`refuses ${text.slice(0, 40)}`, () => {
      expect(parseGuestJson(text)).toMatchObject({ refused: expect.stringContaining(reason) as unknown });
    });
  }
  for (const [text, value] of READ) {
    test(`reads ${text.slice(0, 40)}`, () => {
      expect(parseGuestJson(text)).toEqual({ value });
    });
  }
  test('reads back whatever JSON writes, unless it is too deep or has the key', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 10 }), (value) => {
        const text = JSON.stringify(value);
        fc.pre(!text.includes('__proto__'));
        expect(parseGuestJson(text)).toEqual({ value: JSON.parse(text) as unknown });
      }),
    );
  });
  test('never throws', () => {
    fc.assert(fc.property(fc.string(), (text) => typeof parseGuestJson(text) === 'object'));
  });
});
