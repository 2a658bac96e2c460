import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareSimple, isSimple } from '../../../../src/sandbox/guest/compare-simple.ts';
import { createIntlAnswerer } from '../../../../src/sandbox/worker/answer-intl.ts';

const answer = createIntlAnswerer();
const ask = (...request: readonly unknown[]): unknown => JSON.parse(answer(JSON.stringify(request)));

// Whatever a guest asks past its own Intl.
const REFUSED = [
  ['a class that Intl does not have here', ['Locale', 'en', null, 'toString', []]],
  ['what every object has', ['constructor', 'en', null, 'constructor', []]],
  ['a method that every object has', ['NumberFormat', 'en', null, 'constructor', [1]]],
  ['the prototype', ['NumberFormat', 'en', null, '__proto__', []]],
  ['a method of another class', ['NumberFormat', 'en', null, 'segment', ['x']]],
  ['a time zone that does not exist', ['DateTimeFormat', 'en', { timeZone: '../../etc' }, 'format', [0]]],
  ['a language that is none', ['Collator', 'not a language', null, 'compare', ['a', 'b']]],
  ['no request at all', []],
] as const;

describe('a guest that asks about languages', () => {
  for (const [what, request] of REFUSED) {
    test(`gets an error for ${what}`, () => {
      expect(ask(...request)).toEqual({ name: expect.stringMatching(/^(Range|Type)Error$/) as string, message: expect.any(String) as string });
    });
  }

  test('gets an answer to anything, and nothing is thrown', () => {
    fc.assert(fc.property(fc.anything(), (request) => {
      expect(Object.keys(JSON.parse(answer(JSON.stringify(request) as string | undefined ?? '')) as object).length).toBeGreaterThan(0);
    }));
  });

  test('gets no answer to more than a hundred thousand characters', () => {
    expect(ask('Segmenter', 'en', null, 'segment', ['x'.repeat(100_000)])).toMatchObject({ name: 'RangeError' });
  });

  test('gets segments without the whole text in each', () => {
    expect(ask('Segmenter', 'en', null, 'segment', ['ab'])).toEqual({ value: [{ segment: 'a', index: 0 }, { segment: 'b', index: 1 }] });
  });

  test('learns neither the language nor the time zone of the machine', () => {
    expect(ask('DateTimeFormat', null, null, 'resolvedOptions', [])).toMatchObject({ value: { locale: 'en-US', timeZone: 'UTC' } });
    expect(ask('Date', null, null, 'toLocaleString', [0])).toEqual({ value: '1/1/1970, 12:00:00 AM' });
  });
});

test('simple texts are ordered as Intl orders them', () => {
  const { compare } = new Intl.Collator('en-US');
  const simple = fc.string({ unit: fc.constantFrom(' ', '0', '1', '9', 'a', 'b', 'z', 'A', 'B', 'Z') });
  fc.assert(fc.property(simple, simple, (one, other) => {
    expect(isSimple(one)).toBe(true);
    expect(compareSimple(one, other)).toBe(compare(one, other));
  }), { numRuns: 2_000 });
});
