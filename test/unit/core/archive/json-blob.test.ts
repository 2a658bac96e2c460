import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeJsonBlob, encodeJson } from '../../../../src/core/archive/json-blob.ts';
import type { JsonReader } from '../../../../src/core/json/json-reader.ts';

const object = fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 4 }));

function decode(text: string | Uint8Array): unknown {
  return decodeJsonBlob('config', Buffer.from(text), (json: JsonReader) => json.object(), encodeJson);
}

const REFUSED = [
  ['a key twice', '{"a":1,"a":1}'],
  ['a key twice, further in', '{"a":{"b":1,"b":2}}'],
  ['white space', '{"a": 1}'],
  ['a newline at the end', '{"a":1}\n'],
  ['a byte order mark', '\ufeff{"a":1}'],
  ['an escape that is not needed', '{"a":"\\u0061"}'],
  ['an escaped slash', '{"a":"\\/"}'],
  ['a number in another form', '{"a":1.0}'],
  ['a number that does not fit', '{"a":12345678901234567890}'],
  ['minus zero', '{"a":-0}'],
  ['infinity', '{"a":1e999}'],
  ['keys that are numbers, out of order', '{"2":1,"1":1}'],
  ['a comment', '{"a":1}//'],
  ['two documents', '{}{}'],
  ['a list', '[]'],
  ['65 levels', `{"a":${'['.repeat(64)}${']'.repeat(64)}}`],
  ['a million brackets', '['.repeat(1_000_000)],
] as const;

describe('decodeJsonBlob', () => {
  test('takes whatever encodeJson writes', () => {
    fc.assert(fc.property(object, (value) => {
      const text = encodeJson(value);
      expect(encodeJson(decode(text))).toEqual(text);
    }));
  });

  test.each(REFUSED)('refuses %s', (_, text) => {
    expect(() => decode(text)).toThrowCode('PLX2034');
  });

  test('takes 64 levels, and brackets in texts', () => {
    expect(() => decode(`{"a":${'['.repeat(63)}${']'.repeat(63)},"b":"${'['.repeat(100)}\\""}`)).not.toThrow();
  });

  test('refuses bytes that are not UTF-8', () => {
    expect(() => decode(Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]))).toThrowCode('PLX2034');
  });
});
