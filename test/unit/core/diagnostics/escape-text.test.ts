import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { escapeText } from '../../../../src/core/diagnostics/escape-text.ts';

const ESCAPED = [
  ['\u001b[31mred', '\\u{1b}[31mred'],
  ['a\nb', 'a\\u{a}b'],
  ['\u202egnp.exe', '\\u{202e}gnp.exe'],
  ['zero\u200bwidth', 'zero\\u{200b}width'],
  ['soft\u00adhyphen', 'soft\\u{ad}hyphen'],
  ['tag \u{e0041}', 'tag \\u{e0041}'],
  ['filler \u3164', 'filler \\u{3164}'],
  ['\ud800', '\\u{d800}'],
  ['https://user:secret@example.com/x', 'https://example.com/x'],
  ['two https://a@b/ and ftp://c:d@e/', 'two https://b/ and ftp://e/'],
] as const;

describe('escapeText', () => {
  for (const [text, escaped] of ESCAPED) {
    test(`${JSON.stringify(text)} becomes ${JSON.stringify(escaped)}`, () => {
      expect(escapeText(text)).toBe(escaped);
    });
  }

  test('leaves ordinary text, emoji and accents alone', () => {
    expect(escapeText('Grüße, 世界 👋 me@example.com')).toBe('Grüße, 世界 👋 me@example.com');
  });

  test('never leaves a control character, a lone surrogate or a line break', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const escaped = escapeText(text);
        expect(escaped).not.toMatch(/\p{Cc}/u);
        expect(escaped).not.toMatch(/[\p{Cs}\p{Cf}]/u);
      }),
    );
  });
});
