import { describe, expect, test } from 'vitest';
import { createMemoryUsers } from '../../../../src/host/services/memory-users.ts';

const create = () => createMemoryUsers([{ id: 'u-2', name: 'Bob' }, { id: 'u-1', name: 'Ada', status: 'busy' }, { id: 'u-3', name: 'Adam' }]);
const ids = (users: readonly { readonly id: string }[]): readonly string[] => users.map(({ id }) => id);

describe('createMemoryUsers', () => {
  test('gives the profile of a user, and of any plugin', async () => {
    const users = create();
    expect(await users.get('u-1')).toEqual({ id: 'u-1', name: 'Ada', status: 'busy' });
    expect(await users.get('plugin:acme/weather')).toEqual({ id: 'plugin:acme/weather', name: 'acme/weather', isPlugin: true });
    expect(await users.get('nobody')).toBeUndefined();
  });

  const QUERIES = [
    ['all, sorted by id', {}, ['u-1', 'u-2', 'u-3']],
    ['a page', { limit: 1, after: 'u-1' }, ['u-2']],
    ['a part of the name, whatever its case', { text: 'AD' }, ['u-1', 'u-3']],
    ['a part of the id', { text: 'u-2' }, ['u-2']],
    ['nobody', { text: 'x' }, []],
  ] as const;

  for (const [what, query, expected] of QUERIES) {
    test(`lists ${what}`, async () => {
      expect(ids(await create().list(query))).toEqual(expected);
    });
  }

  test('changes the profile of who is there', async () => {
    const users = create();
    users.add({ id: 'u-1', name: 'Ada L.' });
    expect(await users.get('u-1')).toEqual({ id: 'u-1', name: 'Ada L.' });
    expect(users.all).toHaveLength(3);
  });
});
