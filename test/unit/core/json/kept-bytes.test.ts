import { describe, expect, test } from 'vitest';
import type { BoundaryValue, JsonValue } from '../../../../sdk/runtime-interface.ts';
import { decodeKept, encodeKept } from '../../../../src/core/json/kept-bytes.ts';

const KEPT: readonly (readonly [value: BoundaryValue, json: JsonValue])[] = [
  [null, null],
  [[1, 'text', { a: true }], [1, 'text', { a: true }]],
  [Uint8Array.of(2, 4, 6), { $bytes: 'AgQG' }],
  [{ a: [new Uint8Array()] }, { a: [{ $bytes: '' }] }],
  [{ $bytes: 'AgQG' }, { $json: { $bytes: 'AgQG' } }],
  [{ $bytes: Uint8Array.of(2) }, { $json: { $bytes: { $bytes: 'Ag==' } } }],
  [{ $json: { $bytes: 1 } }, { $json: { $json: { $json: { $bytes: 1 } } } }],
  [{ $bytes: 'AgQG', more: 1 }, { $bytes: 'AgQG', more: 1 }],
];

describe('what is kept', () => {
  for (const [value, json] of KEPT) {
    test(`is ${JSON.stringify(json)}, and comes back as it was`, () => {
      expect(encodeKept(value)).toEqual(json);
      expect(decodeKept(json)).toEqual(value);
    });
  }

  const FOREIGN: readonly JsonValue[] = [{ $bytes: 1 }, { $json: 1 }, { $json: [1] }, { $json: null }];
  for (const json of FOREIGN) {
    test(`stays ${JSON.stringify(json)} where nobody has made it`, () => {
      expect(decodeKept(json)).toEqual(json);
    });
  }
});
