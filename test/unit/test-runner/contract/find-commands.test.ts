import { describe, expect, test } from 'vitest';
import { findCommands } from '../../../../src/test-runner/contract/find-commands.ts';

const CASES = [
  ['a text of its own', 'if (text === "!weather") return;', ['!weather']],
  ['the beginning of a longer text', `if (text.startsWith('!echo ')) return;`, ['!echo']],
  ['a slash command', 'const command = `/remind`;', ['/remind']],
  ['one of several, each once', `['!a1', "!b2", '!a1']`, ['!a1', '!b2']],
  ['no path', `fetch('/api/v1/weather'); import('./x'); "!="; '!'`, []],
] as const;

describe('findCommands', () => {
  for (const [what, code, commands] of CASES) {
    test(`finds ${what}`, () => {
      expect(findCommands(code, {})).toEqual(commands);
    });
  }

  test('tries words of the settings as commands, first', () => {
    expect(findCommands('"!help"', { command: 'thanks', emoji: '🎉', city: 'New York', top: 5 })).toEqual(['!thanks', '!help']);
  });

  test('is content with eight', () => {
    expect(findCommands(Array.from({ length: 30 }, (_, index) => `"!command-${index}"`).join(), {})).toHaveLength(8);
  });
});
