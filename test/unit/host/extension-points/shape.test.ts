import { describe, expect, test } from 'vitest';
import type { PluginResult } from '../../../../src/host/boundary.ts';
import { flag, json, jsonObject, list, number, object, oneOf, optional, record, text, type Shape } from '../../../../src/host/extension-points/shape.ts';

function read<Value>(shape: Shape<Value>, value: PluginResult | undefined): Value | string {
  try {
    return shape(value, { path: '', refuse: (problem) => { throw new Error(problem); } });
  } catch (error) {
    return `! ${(error as Error).message}`;
  }
}

const bytes = Uint8Array.of(1);
async function* stream(): AsyncGenerator<PluginResult> { yield 1; }

const ROWS: readonly (readonly [what: string, shape: Shape<unknown>, value: PluginResult | undefined, result: unknown])[] = [
  ['a text', text({ max: 3 }), 'abc', 'abc'],
  ['a text that is too long', text({ max: 3 }), 'abcd', '! it must be a text of 0 to 3 characters'],
  ['a text that breaks its pattern', text({ max: 3, pattern: /^a$/, called: 'an a' }), 'b', '! it must be an a'],
  ['a number for a text', text({ max: 3 }), 3, '! it must be a text'],
  ['a whole number', number({ min: 0, max: 9, whole: true }), 9, 9],
  ['half a number', number({ min: 0, max: 9, whole: true }), 0.5, '! it must be a whole number from 0 to 9'],
  ['true', flag, true, true],
  ['a text for true', flag, 'true', '! it must be true or false'],
  ['a word', oneOf('a', 'b'), 'b', 'b'],
  ['another word', oneOf('a', 'b'), 'c', '! it must be "a" or "b"'],
  ['JSON', json, { a: [null] }, { a: [null] }],
  ['bytes for JSON', json, { a: [bytes] }, '! it must be JSON'],
  ['a stream for JSON', json, [stream()], '! it must be JSON'],
  ['a list for an object', jsonObject, [], '! it must be an object of JSON'],
  ['a list', list(flag, 2), [true, false], [true, false]],
  ['a list with a wrong item', object({ list: list(flag, 2) }), { list: [true, 1] }, '! .list[1] must be true or false'],
  ['a list that is too long', list(flag, 2), [true, true, true], '! it must be a list of at most 2'],
  ['an object with more than is asked for', object({ a: flag }), { a: true, b: 1 }, { a: true }],
  ['an object without what may be left out', object({ a: optional(flag) }), {}, {}],
  ['an object without what must be there', object({ a: flag }), {}, '! .a must be true or false'],
  ['bytes for an object', object({}), bytes, '! it must be an object'],
  ['a stream for an object', object({}), stream(), '! it must be an object'],
  ['nothing for an object', object({}), null, '! it must be an object'],
  ['what every object inherits', object({ constructor: optional(text({ max: 9 })) }), {}, {}],
  ['names with values', record(flag, 2), { a: true }, { a: true }],
  ['too many names', record(flag, 1), { a: true, b: true }, '! it must be an object of at most 1 names'],
];

describe('a shape', () => {
  for (const [what, shape, value, result] of ROWS) {
    test(`reads ${what}`, () => {
      expect(read(shape, value)).toEqual(result);
    });
  }
});
