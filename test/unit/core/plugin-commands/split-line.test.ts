import { describe, expect, test } from 'vitest';
import { splitLine } from '../../../../src/core/plugin-commands/split-line.ts';

describe('splitLine', () => {
  const LINES = [
    ['', []],
    ['  task   list ', ['task', 'list']],
    ['task add "water the plants"', ['task', 'add', 'water the plants']],
    [`task add 'say "hi"' --tag="a b"`, ['task', 'add', 'say "hi"', '--tag=a b']],
    ['task add ""', ['task', 'add', '']],
    ['task add "open', ['task', 'add', 'open']],
  ] as const;
  for (const [line, words] of LINES) {
    test(`takes ${JSON.stringify(line)} apart`, () => {
      expect(splitLine(line)).toEqual(words);
    });
  }
});
