import { describe, expect, test } from 'vitest';
import type { ChatRequest } from '../../../../src/host/extension-points/providers.ts';
import { fitsPrompt, readPrompt, type PromptPattern } from '../../../../src/host/services/model-prompt.ts';

const REQUEST: ChatRequest = {
  model: 'test',
  temperature: 0.5,
  messages: [
    { role: 'system', content: 'Translate what you get into English.' },
    { role: 'user', content: 'God dag' },
    { role: 'assistant', content: 'Good day' },
    { role: 'user', content: 'God morgen!' },
  ],
};

const FITS: readonly (readonly [string, PromptPattern, boolean])[] = [
  ['a part of the last message', 'morgen', true],
  ['a pattern for the last message', /^god morgen!$/i, true],
  ['a part of an instruction', 'into English', true],
  ['a pattern that goes on where it was', /God/gy, true],
  ['a text in other letters', 'MORGEN', false],
  ['what was said before', 'God dag', false],
  ['what was answered before', /Good day/, false],
  ['a function that holds', ({ temperature }) => temperature === 0.5, true],
  ['a function that does not', ({ model }) => model === 'other', false],
];

describe('fitsPrompt', () => {
  for (const [what, pattern, expected] of FITS) {
    test(`${what}: ${expected ? 'fits' : 'does not fit'}`, () => {
      expect([fitsPrompt(REQUEST, pattern), fitsPrompt(REQUEST, pattern)]).toEqual([expected, expected]);
    });
  }

  test('nothing fits a question without messages', () => {
    expect(fitsPrompt({ model: 'test', messages: [] }, '')).toBe(false);
  });
});

test('readPrompt gives what is asked last', () => {
  expect(readPrompt(REQUEST)).toBe('God morgen!');
  expect(readPrompt({ model: 'test', messages: [] })).toBe('');
});
