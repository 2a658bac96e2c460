import { describe, expect, test } from 'vitest';
import { indexCommands } from '../../../../src/core/plugin-commands/search-commands.ts';
import { createCommand } from './commands.ts';

const search = indexCommands([
  createCommand('backup create', { category: 'storage', summary: 'Save everything.' }),
  createCommand('backup restore', { category: 'storage', summary: 'Bring back what was saved.' }),
  createCommand('user list', { category: 'users', summary: 'List people.', help: 'Those in a backup are not listed.' }),
  createCommand('net ping', { category: 'net', summary: 'Ask a server for a sign of life.' }),
]);

describe('a search among commands', () => {
  const SEARCHES = [
    ['backup', ['backup create', 'backup restore', 'user list']],
    ['BACK', ['backup create', 'backup restore', 'user list']],
    ['backup restore', ['backup restore']],
    ['sav', ['backup create', 'backup restore']],
    ['storage create', ['backup create']],
    ['life, server!', ['net ping']],
    ['nothing', []],
    ['backup nothing', []],
    ['', []],
  ] as const;
  for (const [words, names] of SEARCHES) {
    test(`for "${words}" finds ${names.join(', ') || 'nothing'}`, () => {
      expect(search(words).map(({ name }) => name)).toEqual(names);
    });
  }
});
