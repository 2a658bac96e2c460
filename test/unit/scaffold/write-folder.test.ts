import { mkdir, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkNewFolder, writeFolder } from '../../../src/scaffold/write-folder.ts';
import { createFolder } from '../../helpers/temporary-folder.ts';

const FILES = [
  { path: 'plugin.json', text: '{}' },
  { path: 'src/index.ts', text: 'export {};' },
];
const NEVER = new AbortController().signal;

describe('checkNewFolder', () => {
  test('accepts a folder that is not there, is empty, or holds only what version control leaves', async () => {
    const parent = await createFolder({ 'repository/.git/HEAD': '', 'mac/.DS_Store': '' });
    await mkdir(join(parent, 'empty'));
    for (const name of ['new', 'new/deep', 'empty', 'repository', 'mac']) {
      await expect(checkNewFolder(join(parent, name))).resolves.toBeUndefined();
    }
  });

  test('refuses a folder that holds something with PLX6001, naming the first five', async () => {
    const parent = await createFolder(Object.fromEntries(['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((name) => [name, ''])));
    const refused = checkNewFolder(parent);
    await expect(refused).rejects.toThrowCode('PLX6001');
    await expect(refused).rejects.toThrow('a, b, c, d, e and 2 more');
  });

  test('refuses a path through a file, or to one, with PLX6002', async () => {
    const parent = await createFolder({ file: '' });
    await expect(checkNewFolder(join(parent, 'file'))).rejects.toThrowCode('PLX6002');
    await expect(checkNewFolder(join(parent, 'file', 'deep', 'er'))).rejects.toThrowCode('PLX6002');
  });
});

describe('writeFolder', () => {
  test('makes the folders that are missing, open as far as the user’s mask says', async () => {
    const parent = await createFolder({});
    const target = join(parent, 'some', 'where', 'weather');
    await writeFolder(target, FILES, NEVER);
    expect(await readFile(join(target, 'src', 'index.ts'), 'utf8')).toBe('export {};');
    await mkdir(join(parent, 'reference'));
    expect((await stat(target)).mode).toBe((await stat(join(parent, 'reference'))).mode);
    expect(await readdir(join(parent, 'some', 'where'))).toEqual(['weather']);
  });

  test('keeps an empty folder itself, because a shell may be in it', async () => {
    const target = join(await createFolder({ 'weather/.git/HEAD': 'ref' }), 'weather');
    const { ino } = await stat(target);
    await writeFolder(target, FILES, NEVER);
    expect((await stat(target)).ino).toBe(ino);
    expect((await readdir(target)).sort()).toEqual(['.git', 'plugin.json', 'src']);
  });

  test('writes through a link to a folder', async () => {
    const parent = await createFolder({});
    await mkdir(join(parent, 'real'));
    await symlink(join(parent, 'real'), join(parent, 'link'), 'junction');
    await writeFolder(join(parent, 'link'), FILES, NEVER);
    expect((await readdir(join(parent, 'real'))).sort()).toEqual(['plugin.json', 'src']);
  });

  test('leaves nothing behind when it is interrupted', async () => {
    const parent = await createFolder({});
    await expect(writeFolder(join(parent, 'a', 'b', 'weather'), FILES, AbortSignal.abort())).rejects.toThrow();
    expect(await readdir(parent)).toEqual([]);
  });

  test('leaves nothing behind when a file cannot be written', async () => {
    const parent = await createFolder({});
    const files = [...FILES, { path: 'src/index.ts/below', text: '' }];
    await expect(writeFolder(join(parent, 'a', 'weather'), files, NEVER)).rejects.toThrow();
    expect(await readdir(parent)).toEqual([]);
  });

  test('takes back what it moved when something is in the way', async () => {
    const target = join(await createFolder({ 'weather/.git/HEAD': '' }), 'weather');
    await writeFile(join(target, 'src'), 'in the way');
    await expect(writeFolder(target, FILES, NEVER)).rejects.toThrow();
    expect((await readdir(target)).sort()).toEqual(['.git', 'src']);
    expect(await readFile(join(target, 'src'), 'utf8')).toBe('in the way');
  });
});
