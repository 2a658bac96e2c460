import { describe, expect, test } from 'vitest';
import { splitLogLine } from '../../../src/host/log.ts';

const LINES = [
  ['plain text', 'hello', { text: 'hello' }],
  ['text with fields', 'hello\u001f{"n":1}', { text: 'hello', fields: { n: 1 } }],
  ['fields that were cut off', 'hello\u001f{"n":', { text: 'hello\u001f{"n":' }],
  ['fields that are no object', 'hello\u001f[1]', { text: 'hello\u001f[1]' }],
  ['fields that are null', 'hello\u001fnull', { text: 'hello\u001fnull' }],
  ['no text', '\u001f{}', { text: '', fields: {} }],
] as const;

describe('splitLogLine', () => {
  for (const [what, line, expected] of LINES) {
    test(`reads ${what}`, () => {
      expect(splitLogLine(line)).toEqual(expected);
    });
  }
});
