import { describe, expect, test } from 'vitest';
import type { JsonValue } from '../../../../sdk/runtime-interface.ts';
import { boolean, integer, json, list, oneOf, optional, parseParams, text } from '../../../../src/host/methods/parse-params.ts';

const PARSERS = { key: text({ max: 4 }), limit: optional(integer({ min: 1, max: 100 })), value: json };

const ACCEPTED = [
  ['all parameters', { key: 'a', limit: 5, value: null }],
  ['a missing optional one', { key: 'abcd', value: [] }],
] as const satisfies readonly (readonly [string, JsonValue])[];

const REFUSED = [
  ['no object: null', null],
  ['no object: an array', [] as JsonValue[]],
  ['no object: a text', 'key'],
  ['a missing parameter', { key: 'a' }],
  ['an unknown parameter', { key: 'a', value: 1, keys: 'b' }],
  ['an inherited name', { key: 'a', value: 1, toString: 'b' }],
  ['a text that is a number', { key: 1, value: 1 }],
  ['an empty text', { key: '', value: 1 }],
  ['a text that is too long', { key: 'abcde', value: 1 }],
  ['half of a surrogate pair', { key: '\ud83d', value: 1 }],
  ['a fraction', { key: 'a', limit: 1.5, value: 1 }],
  ['a number too small', { key: 'a', limit: 0, value: 1 }],
  ['a number too large', { key: 'a', limit: 101, value: 1 }],
  ['null for what may be left out', { key: 'a', limit: null, value: 1 }],
] as const satisfies readonly (readonly [string, JsonValue])[];

describe('parseParams', () => {
  for (const [what, params] of ACCEPTED) {
    test(`reads ${what}`, () => {
      expect(parseParams(PARSERS, params)).toEqual({ limit: undefined, ...params });
    });
  }

  for (const [what, params] of REFUSED) {
    test(`refuses ${what} with INVALID_ARGUMENT`, () => {
      expect(() => parseParams(PARSERS, params)).toThrow(expect.objectContaining({ name: 'HostCallError', code: 'INVALID_ARGUMENT' }));
    });
  }

  const KINDS = { flag: optional(boolean), word: optional(oneOf('a', 'b')), items: optional(list(text({ max: 2 }), { max: 2 })) };
  const WRONG = [
    [{ flag: 'true' }, 'flag must be true or false'],
    [{ word: 'c' }, 'word must be "a" or "b"'],
    [{ items: 'ab' }, 'items must be a list'],
    [{ items: ['a', 'b', 'c'] }, 'items has 3 items, and 2 are allowed'],
    [{ items: ['a', 7] }, 'items[1] must be a text'],
  ] as const satisfies readonly (readonly [JsonValue, string])[];

  for (const [params, message] of WRONG) {
    test(`says of ${JSON.stringify(params)}: ${message}`, () => {
      expect(() => parseParams(KINDS, params)).toThrow(message);
    });
  }

  test('reads flags, words and lists', () => {
    expect(parseParams(KINDS, { flag: false, word: 'b', items: ['a', 'b'] })).toEqual({ flag: false, word: 'b', items: ['a', 'b'] });
  });

  test('reads no parameter that the plugin did not give itself', () => {
    const params = Object.create({ key: 'inherited' }) as JsonValue;
    expect(() => parseParams({ key: text({ max: 20 }) }, params)).toThrow('key must be a text');
  });

  test('takes a whole surrogate pair', () => {
    expect(parseParams({ key: text({ max: 2 }) }, { key: '😀' })).toEqual({ key: '😀' });
  });
});
