import { execFileSync } from 'node:child_process';
import { link, mkdir, mkdtemp, readdir, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createFileStore } from '../../../../src/registry/file-store/file-store.ts';
import { describeStore } from '../../../helpers/store-contract.ts';

const makeLocation = (): Promise<string> => mkdtemp(join(tmpdir(), 'plexi-store-'));

describeStore({ name: 'file-store', create: (location) => createFileStore(location), makeLocation });
describeStore({ name: 'file-store-without-links', create: (location) => createFileStore(location, { hardLinks: false }), makeLocation });

describe('a file store', () => {
  test('keeps few old values of a key that is written often', async () => {
    const root = await makeLocation();
    const store = createFileStore(root);
    let etag = (await store.putIfAbsent('key', Buffer.from('0'))) ?? '';
    for (let count = 1; count <= 40; count++) etag = (await store.putIfMatch('key', Buffer.from('x'), etag)) ?? '';
    expect((await readdir(join(root, 'key'))).length).toBeLessThan(8);
  });

  test('keeps the number that a writer is about to take, and takes it from a writer that is gone', async () => {
    const root = await makeLocation();
    const store = createFileStore(root);
    let etag = (await store.putIfAbsent('key', Buffer.from('0'))) ?? '';
    const write = async (): Promise<void> => {
      etag = (await store.putIfMatch('key', Buffer.from('x'), etag)) ?? '';
    };
    const claim = join(root, 'key', '+2-sleeping-writer');
    await writeFile(claim, '');
    for (let count = 0; count < 12; count++) await write();
    expect(await readdir(join(root, 'key'))).toContain('@2');
    const past = new Date(Date.now() - 3_600_000);
    await utimes(claim, past, past);
    for (let count = 0; count < 2; count++) await write();
    const names = await readdir(join(root, 'key'));
    expect(names).not.toContain('+2-sleeping-writer');
    expect(names).not.toContain('@2');
  });

  test('a writer that slept anywhere does not write into the past', async () => {
    // The writer's own steps, with the sleep in the worst place: after it looked that @1 is the newest.
    const root = await makeLocation();
    const store = createFileStore(root);
    const folder = join(root, 'key');
    let etag = (await store.putIfAbsent('key', Buffer.from('0'))) ?? '';
    const claim = join(folder, '+2-sleeper');
    await writeFile(claim, 'from the past');
    for (let count = 0; count < 12; count++) etag = (await store.putIfMatch('key', Buffer.from('x'), etag)) ?? '';
    await expect(link(claim, join(folder, '@2'))).rejects.toThrow('EEXIST');
  });

  test('refuses with PLX5025 a link in place of a value or of a folder', async () => {
    const root = await makeLocation();
    const elsewhere = await makeLocation();
    const store = createFileStore(root);
    await createFileStore(elsewhere).putIfAbsent('key', Buffer.from('planted'));
    await mkdir(join(root, 'file'));
    await symlink(join(elsewhere, 'key', '@1'), join(root, 'file', '@1'));
    await symlink(join(elsewhere, 'key'), join(root, 'folder'));
    await symlink(join(elsewhere, 'nothing'), join(root, 'dangling'));
    await expect(store.get('file')).rejects.toThrowCode('PLX5025');
    await expect(store.get('folder')).rejects.toThrowCode('PLX5025');
    await expect(store.putIfAbsent('folder/below', Buffer.from('x'))).rejects.toThrowCode('PLX5025');
    await expect(store.putIfAbsent('dangling/below', Buffer.from('x'))).rejects.toThrow();
    expect(await readdir(elsewhere)).toEqual(['key']);
  });

  test('refuses with PLX5025 a pipe in place of a value, without waiting for it', async () => {
    const root = await makeLocation();
    await mkdir(join(root, 'key'));
    execFileSync('mkfifo', [join(root, 'key', '@1')]);
    await expect(createFileStore(root).get('key')).rejects.toThrowCode('PLX5025');
  });

  test('may itself be reached through a link', async () => {
    const root = await makeLocation();
    const path = join(await makeLocation(), 'link');
    await symlink(root, path);
    const store = createFileStore(path);
    await store.putIfAbsent('a/b', Buffer.from('x'));
    expect(Buffer.from((await store.get('a/b'))?.body ?? []).toString()).toBe('x');
  });

  for (const key of ['', '/', 'a//b', '/a', 'a/', 'a b', 'a\0b', 'é']) {
    test(`takes no key ${JSON.stringify(key)}`, async () => {
      await expect(createFileStore(await makeLocation()).putIfAbsent(key, Buffer.from('x'))).rejects.toThrow(RangeError);
    });
  }

  test('keeps ".." inside its folder', async () => {
    const root = await makeLocation();
    const store = createFileStore(join(root, 'store'));
    await store.putIfAbsent('../../escape', Buffer.from('x'));
    expect(await readdir(root)).toEqual(['store']);
    expect(await store.get('../../escape')).toBeDefined();
  });
});
