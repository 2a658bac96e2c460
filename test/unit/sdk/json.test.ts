import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toJson } from '../../../sdk/json.ts';

const cycle: { self?: unknown } = {};
cycle.self = cycle;
class Point {
  readonly x = 1;
}

const REFUSED = [
  ['a function', () => 1, 'it is a function'],
  ['undefined', undefined, 'it is undefined'],
  ['a bigint', 1n, 'it is a bigint'],
  ['a symbol', Symbol('s'), 'it is a symbol'],
  ['NaN', Number.NaN, 'it is NaN'],
  ['infinity', { a: [1, Number.POSITIVE_INFINITY] }, '.a[1] is Infinity'],
  ['a date', { since: new Date(0) }, '.since is a Date'],
  ['a map', [new Map()], '[0] is a Map'],
  ['an instance', { at: new Point() }, '.at is a Point'],
  ['a hole', [undefined], '[0] is undefined'],
  ['a cycle', { a: cycle }, '.a.self is a part of itself'],
  ['numbers that are no bytes', { data: new Float64Array(1) }, '.data is a Float64Array'],
  ['a stream where none may be', { data: (async function* () { yield await Promise.resolve(1); })() }, '.data is a class instance'],
] as const;

describe('toJson', () => {
  for (const [what, value, message] of REFUSED) {
    test(`refuses ${what}, and says where it is`, () => {
      expect(() => toJson(value, 'the result')).toThrow(new TypeError(`the result must be JSON, but ${message}`));
    });
  }

  test('leaves out properties that are undefined, as JSON does', () => {
    expect(toJson({ a: undefined, b: 1 }, 'it')).toEqual({ b: 1 });
    expect(Object.keys(toJson({ a: undefined }, 'it') as object)).toEqual([]);
  });

  test('takes the same object twice, and objects without a prototype', () => {
    const shared = { a: 1 };
    expect(toJson([shared, shared, Object.assign(Object.create(null) as object, shared)], 'it')).toEqual([shared, shared, shared]);
  });

  test('copies every JSON value as it is', () => {
    fc.assert(
      fc.property(fc.jsonValue({ depthSize: 'small' }), (value) => {
        const copy = toJson(value, 'it');
        expect(JSON.stringify(copy)).toBe(JSON.stringify(value));
      }),
    );
  });
});
