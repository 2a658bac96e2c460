import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatCommand } from '../../../../src/core/registry/format-command.ts';

test('plain words stay plain, others are quoted', () => {
  expect(formatCommand(['install', 'weather@^1.2', '--to', './my plugins', "it's"])).toBe("install weather@^1.2 --to './my plugins' 'it'\\''s'");
});

test.skipIf(process.platform === 'win32')('a shell takes it apart into the same words', () => {
  const word = fc.string({ minLength: 1 }).filter((text) => !text.includes('\0'));
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 4 }), (words) => {
      const printed = execFileSync('sh', ['-c', `printf '%s\\0' ${formatCommand(words)}`], { encoding: 'utf8' });
      expect(printed).toBe(words.map((text) => `${text}\0`).join(''));
    }),
    { numRuns: 30 },
  );
});
