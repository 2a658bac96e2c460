import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkPattern, matchesText, quoteText } from '../../../../src/core/transcript/text-pattern.ts';

const MATCHES = [
  ['Roll {number}: {any}', 'Roll 12: yes, and\nmore', true],
  ['Roll {number}: x', 'Roll twelve: x', false],
  ['{number} {number} {number}', '1,000 -3.5 7', true],
  ['{word}!', 'Hello!', true],
  ['{word}!', 'Hello you!', false],
  ['on {date} at {time}', 'on 2026-03-29 at 2026-03-29T01:00:00.000Z', true],
  ['{/good (morning|evening)/}, ada', 'good evening, ada', true],
  [String.raw`{/a\/b{2}/}`, 'a/bb', true],
  [String.raw`\{any}`, '{any}', true],
  [String.raw`\{any}`, 'x', false],
  [String.raw`\\{any}`, String.raw`\{any}`, true],
  ['{unknown} { "a": 1 } *.+', '{unknown} { "a": 1 } *.+', true],
  ['a.c', 'abc', false],
  ['', '', true],
  ['part', 'a part', false],
] as const;

describe('matchesText', () => {
  for (const [pattern, text, expected] of MATCHES) {
    test(`${pattern} ${expected ? 'is' : 'is not'} ${JSON.stringify(text)}`, () => { expect(matchesText(pattern, text)).toBe(expected); });
  }
});

describe('quoteText', () => {
  test('makes a pattern that the text matches, whatever it is, and nothing else', () => {
    const piece = fc.constantFrom('{any}', '{number}', '\\', '{/x/}', 'x', ' ', '{', '}', '/', '😀', '\n');
    fc.assert(fc.property(fc.array(piece), fc.array(piece), (one, other) => {
      const [text, another] = [one.join(''), other.join('')];
      expect(matchesText(quoteText(text), text)).toBe(true);
      expect(matchesText(quoteText(text), another)).toBe(text === another);
    }));
  });
});

test('checkPattern says what is wrong with an expression', () => {
  expect(checkPattern('{/(/}')).toMatch(/Unterminated group/);
  expect(checkPattern(String.raw`\{/(/} {any} {/a/}`)).toBeUndefined();
});
