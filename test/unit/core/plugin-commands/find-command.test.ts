import { describe, expect, test } from 'vitest';
import { findCommand } from '../../../../src/core/plugin-commands/find-command.ts';
import { createCommand } from './commands.ts';

const COMMANDS = ['dev', 'dev status', 'dev status all', 'net ping'].map((name) => createCommand(name));

describe('findCommand', () => {
  const FOUND = [
    ['dev', 'dev', ''],
    ['dev start', 'dev', 'start'],
    ['dev status --json', 'dev status', '--json'],
    ['dev status all x y', 'dev status all', 'x y'],
    ['net ping host', 'net ping', 'host'],
  ] as const;
  for (const [line, name, rest] of FOUND) {
    test(`"${line}" is "${name}" with "${rest}"`, () => {
      const found = findCommand(COMMANDS, line.split(' '));
      expect([found.command.name, found.words.join(' ')]).toEqual([name, rest]);
    });
  }

  const UNKNOWN = [
    ['net pong', 'did you mean "net ping"?'],
    ['net png 10.0.0.1', 'did you mean "net ping"?'],
    ['dve status', 'did you mean "dev status"?'],
    ['something else', 'ask for "--help", or for "--search WORD"'],
    ['--dev', 'ask for "--help", or for "--search WORD"'],
  ] as const;
  for (const [line, hint] of UNKNOWN) {
    test(`"${line}" is PLX4171: ${hint}`, () => {
      expect(() => findCommand(COMMANDS, line.split(' '))).toThrowCode('PLX4171');
      try {
        findCommand(COMMANDS, line.split(' '));
      } catch (error) {
        expect(error).toMatchObject({ diagnostics: [{ hint }] });
      }
    });
  }

  test('a name that two plugins have is PLX4172', () => {
    expect(() => findCommand([createCommand('dev'), createCommand('dev', { plugin: 'other' })], ['dev'])).toThrowCode('PLX4172');
  });
});
