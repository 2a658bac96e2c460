import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { BoundaryValue } from '../../../sdk/runtime-interface.ts';
import { findBrokenLimit, packValue, unpackValue } from '../../../src/sandbox/attachments.ts';

const buffer = (...bytes: number[]): ArrayBuffer => Uint8Array.from(bytes).buffer;
const { value: anyValue } = fc.letrec<{ value: BoundaryValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom(null, true, 'text', 1.5),
    fc.uint8Array({ maxLength: 9 }),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.string().filter((key) => key !== '__proto__'), tie('value'), { maxKeys: 4 }),
  ),
}));

describe('a value with bytes', () => {
  test('comes back as it went, and stays what it was', () => {
    fc.assert(fc.property(anyValue, (value) => {
      const before = structuredClone(value);
      const { text, attachments } = packValue(value);
      expect(unpackValue(text, attachments)).toEqual({ value: before });
      expect(value).toEqual(before);
    }));
  });

  test('is JSON and nothing else where there are none, and not copied', () => {
    expect(packValue({ a: [1, { b: null }] })).toEqual({ text: '{"a":[1,{"b":null}]}' });
    expect(packValue({ $bytes: 'AQI=' })).toEqual({ text: '{"$bytes":"AQI="}' });
    expect(packValue(undefined as never)).toEqual({ text: 'null' });
  });

  test('hands over copies of what it has, and of nothing beside it', () => {
    const pool = Uint8Array.of(9, 1, 2, 9);
    const { attachments } = packValue([pool.subarray(1, 3)]);
    pool.fill(0);
    expect(attachments).toEqual({ places: '[[2,[0]]]', bytes: buffer(1, 2) });
  });

  test('gives each of several bytes memory of its own', () => {
    const { text, attachments } = packValue([Uint8Array.of(1), Uint8Array.of(2, 3)]);
    const { value } = unpackValue(text, attachments) as { readonly value: readonly Uint8Array[] };
    expect(value.map((bytes) => bytes.buffer.byteLength)).toEqual([1, 2]);
  });
});

describe('a value that is no plain data', () => {
  test('leaves out what a list has beside its items', () => {
    const list = Object.assign([1, null], { index: { bytes: new Uint8Array(2) } });
    expect(packValue(list as never)).toEqual({ text: '[1,null]' });
  });

  test('is what it says of itself, and has bytes only in there', () => {
    const given = { toJSON: () => ({ inside: new Uint8Array(1) }), beside: new Uint8Array(2) };
    expect(packValue(given as never)).toEqual({ text: '{"inside":null}', attachments: { places: '[[1,["inside"]]]', bytes: buffer(0) } });
    expect(packValue(new Date(0) as never)).toEqual({ text: '"1970-01-01T00:00:00.000Z"' });
  });
});

describe('unpackValue refuses', () => {
  const REFUSED: readonly (readonly [what: string, text: string, places: string, bytes?: ArrayBuffer])[] = [
    ['JSON that is none', '{', '[]'],
    ['places that are no JSON', 'null', '[['],
    ['places with a key __proto__', 'null', '{"__proto__":1}'],
    ['places that are no list', 'null', '{}'],
    ['a place without a size', 'null', '[[[]]]'],
    ['a size that is no number', 'null', '[["2",[]]]'],
    ['a size below zero', '[null,null]', '[[-1,[0]],[3,[1]]]'],
    ['half a byte', '[null,null]', '[[0.5,[0]],[1.5,[1]]]'],
    ['a size beyond all numbers', 'null', '[[1e400,[]]]'],
    ['more bytes than there are', 'null', '[[3,[]]]'],
    ['fewer bytes than there are', 'null', '[[1,[]]]'],
    ['a place that is no list', '{"a":null}', '[[2,"a"]]'],
    ['a step that is no key', '{"null":null}', '[[2,[null]]]'],
    ['a step that is a list', '{"a":null}', '[[2,[["a"]]]]'],
    ['a place that is not there', '{}', '[[2,["a"]]]'],
    ['a place where something is', '[0]', '[[2,[0]]]'],
    ['a place named twice', '[null]', '[[1,[0]],[1,[0]]]'],
    ['a place inside of bytes', '[null]', '[[1,[0]],[1,[0,0]]]'],
    ['a place inside of a text', '["text"]', '[[2,[0,0]]]'],
    ['the length of a list', '[null]', '[[2,["length"]]]'],
    ['a property of every object', '{}', '[[2,["constructor"]]]'],
    ['a prototype', '{}', '[[2,["__proto__"]]]'],
  ];
  for (const [what, text, places, bytes = buffer(1, 2)] of REFUSED) {
    test(what, () => {
      expect(unpackValue(text, { places, bytes })).toEqual({ refused: expect.any(String) as unknown });
    });
  }

  test('or reads whatever it is given, and never throws', () => {
    const places = fc.oneof(fc.string(), fc.json(), fc.array(fc.tuple(fc.nat(3), fc.array(fc.oneof(fc.nat(2), fc.constantFrom('a', 'length', '__proto__'))))).map((list) => JSON.stringify(list)));
    fc.assert(fc.property(fc.oneof(fc.json(), fc.constantFrom('[null,[null]]', '{"a":null}')), places, fc.nat(4), (text, given, size) => {
      expect(Object.keys(unpackValue(text, { places: given, bytes: new ArrayBuffer(size) }))).toHaveLength(1);
    }));
  });
});

describe('findBrokenLimit', () => {
  const LIMITS = { messageBytes: 20, attachmentBytes: 4 };
  const CASES: readonly (readonly [what: string, value: BoundaryValue, limit: number | undefined])[] = [
    ['text that fits', 'x'.repeat(18), undefined],
    ['text that is too long in bytes', 'é'.repeat(10), 20],
    ['bytes that fit', [new Uint8Array(4)], undefined],
    ['bytes that are too many', [new Uint8Array(5)], 4],
    ['bytes with too many places', [new Uint8Array(0), new Uint8Array(0), new Uint8Array(0)], 20],
  ];
  for (const [what, value, limit] of CASES) {
    test(`says ${String(limit)} for ${what}`, () => {
      expect(findBrokenLimit(packValue(value), LIMITS)).toBe(limit);
    });
  }
});
