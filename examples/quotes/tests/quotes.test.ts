import { describe, expect, test } from 'plexi-plugin/testing';
import { parseQuote } from '../src/quote.ts';

describe('parseQuote', () => {
  const CASES = [
    ['Be brief. — Ada', { text: 'Be brief.', author: 'Ada' }],
    ['Be brief. - Ada', { text: 'Be brief.', author: 'Ada' }],
    ['A well-known word -- Ada', { text: 'A well-known word', author: 'Ada' }],
    ['Be brief.', undefined],
    ['Be brief. — ', undefined],
    ['One — two — three', undefined],
  ] as const;

  for (const [written, quote] of CASES) {
    test(`"${written}" is ${quote === undefined ? 'no quote' : 'a quote'}`, () => {
      expect(parseQuote(written)).toEqual(quote);
    });
  }
});
