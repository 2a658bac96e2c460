import { describe, expect, test } from 'plexi-plugin/testing';
import { summarizeText } from '../src/summarize-text.ts';

const TEXTS = [
  ['', 'empty'],
  ['word', '1 line, 1 word'],
  ['one two\nthree\n', '2 lines, 3 words'],
  ['\n', '1 line, 0 words'],
] as const;

describe('summarizeText', () => {
  for (const [text, summary] of TEXTS) {
    test(`calls ${JSON.stringify(text)} ${summary}`, () => {
      expect(summarizeText(text)).toBe(summary);
    });
  }
});
