import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { PERMISSIONS } from '../../src/core/permissions/catalog.ts';
import { CONTRIBUTION_PERMISSIONS, HOST_EVENTS, HOST_METHODS } from '../../src/core/permissions/methods.ts';

const root = join(import.meta.dirname, '../..');

// Permission, what it opens, the sort of it, and the test.
const ROW = /^\| (?:`([\w.]+)`|none) \| `([\w.-]+)` \| (method|event|contribution|nothing) \| `(test\/[^`]+)`: `([^`]+)` \|$/gm;
const rows = [...readFileSync(join(root, 'docs/features.md'), 'utf8').matchAll(ROW)].map(([, permission = 'none', opened = '', sort = '', file = '', name = '']) => ({ permission, opened, sort, file, name }));

const opened = [
  ...Object.entries(HOST_METHODS).map(([method, permission]) => [permission ?? 'none', method, 'method']),
  ...Object.entries(HOST_EVENTS).map(([event, { permission }]) => [permission, event, 'event']),
  ...Object.entries(CONTRIBUTION_PERMISSIONS).map(([type, permission]) => [permission, type, 'contribution']),
];
const empty = Object.keys(PERMISSIONS).filter((permission) => !opened.some(([each]) => each === permission));

describe('the permissions in docs/features.md', () => {
  test('are all there, with every method, event and contribution that they open, and no other', () => {
    const expected = [...opened, ...empty.map((permission) => [permission, permission, 'nothing'])].map((row) => row.join(' '));
    expect(rows.map(({ permission, opened, sort }) => `${permission} ${opened} ${sort}`).sort()).toEqual(expected.sort());
  });

  test('name tests that exist', () => {
    const texts = new Map([...new Set(rows.map(({ file }) => file))].map((file) => [file, readFileSync(join(root, file), 'utf8')]));
    expect(rows.filter(({ file, name }) => texts.get(file)?.includes(`'${name}'`) !== true)).toEqual([]);
  });
});
