import { mkdir, readdir, readFile as readBytes, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createFolderFiles } from '../../../../src/host/services/folder-files.ts';
import { content, createBroken, createFilesOptions, listAll, POEM, readAll, readFile, testFiles } from '../../../helpers/files-contract.ts';
import { createFolder } from '../../../helpers/temporary-folder.ts';

/** Opens the files of a folder as a host does that has just been started. */
const reopen = (directory: string) => createFolderFiles({ ...createFilesOptions(), directory });

const listContents = (directory: string): Promise<string[]> => readdir(join(directory, 'contents'));

describe('createFolderFiles', () => {
  testFiles(async (options) => createFolderFiles({ ...options, directory: join(await createFolder(), 'data') }));

  test('has everything that was answered when the host is started again', async () => {
    const directory = await createFolder();
    const files = reopen(directory);
    const kept = await files.upload({ ...POEM, name: 'é ✓.txt' }, content('x'.repeat(300_000), 'end'), 'ada');
    const replaced = await files.upload(POEM, content('old'), 'ada');
    const gone = await files.upload(POEM, content('gone'), 'bob');
    await files.replace(replaced.id, content('new'), 'bob');
    await files.delete(gone.id, 'bob');
    const again = reopen(directory);
    expect(await listAll(again)).toEqual([kept, { ...replaced, size: 3 }]);
    expect(await readFile(again, kept.id)).toBe(`${'x'.repeat(300_000)}end`);
    expect(await readFile(again, replaced.id)).toBe('new');
    expect(await listContents(directory)).toHaveLength(2);
  });

  test('gives no id again after a start, neither to files nor to events', async () => {
    const directory = await createFolder();
    const ids: string[] = [];
    for (let start = 0; start < 3; start++) {
      const files = reopen(directory);
      files.listen(({ id }) => void ids.push(id));
      const { id } = await files.upload(POEM, content(''), 'ada');
      await files.delete(id, 'ada');
      ids.push(id);
    }
    expect(new Set(ids).size).toBe(9);
  });

  test('counts what was there before the start against the quota', async () => {
    const directory = await createFolder();
    await reopen(directory).upload(POEM, content('0123456789'), 'ada');
    const files = createFolderFiles({ ...createFilesOptions(), directory, quotaBytes: 15 });
    await expect(files.upload(POEM, content('0123456789'), 'ada')).rejects.toMatchObject({ code: 'QUOTA_EXCEEDED' });
    await files.upload(POEM, content('01234'), 'ada');
  });

  test('leaves nothing on the disk of what was refused, failed, replaced or deleted', async () => {
    const directory = await createFolder();
    const files = createFolderFiles({ ...createFilesOptions(), directory, longestFile: 5 });
    await expect(files.upload(POEM, createBroken(), 'ada')).rejects.toThrow();
    await expect(files.upload(POEM, content('012', '345'), 'ada')).rejects.toMatchObject({ code: 'QUOTA_EXCEEDED' });
    const { id } = await files.upload(POEM, content('old'), 'ada');
    await files.replace(id, content('new'), 'ada');
    expect(await listContents(directory)).toHaveLength(1);
    await files.delete(id, 'ada');
    expect(await listContents(directory)).toEqual([]);
  });

  test('removes what is still being read when the last reader is done, or goes without having read', async () => {
    const directory = await createFolder();
    const files = reopen(directory);
    const { id } = await files.upload(POEM, content('Roses'), 'ada');
    const [reading, leaving] = [await files.open(id, {}, 'ada'), await files.open(id, {}, 'bob')];
    await files.delete(id, 'ada');
    expect(await readAll(reading.content)).toBe('Roses');
    expect(await listContents(directory)).toHaveLength(1);
    await leaving.content[Symbol.asyncIterator]().return?.();
    expect(await listContents(directory)).toEqual([]);
  });

  for (const name of ['../../escaped.txt', '/etc/escaped', 'C:\\escaped', 'CON', '.', '\0', 'contents', 'files.jsonl']) {
    test(`makes no path of the name ${JSON.stringify(name)}`, async () => {
      const parent = await createFolder();
      const directory = join(parent, 'a', 'b');
      const files = reopen(directory);
      const file = await files.upload({ ...POEM, name }, content('x'), '../ada');
      expect(file.name).toBe(name);
      expect(await readFile(reopen(directory), file.id)).toBe('x');
      expect(await readdir(parent)).toEqual(['a']);
      expect((await readdir(directory)).toSorted()).toEqual(['contents', 'files.jsonl']);
      expect(await listContents(directory)).toEqual([expect.stringMatching(/^[0-9a-f-]{36}$/)]);
    });
  }

  test.skipIf(process.platform === 'win32')('lets nobody but the user of the host read the contents', async () => {
    const directory = await createFolder();
    await reopen(directory).upload(POEM, content('x'), 'ada');
    const [name = ''] = await listContents(directory);
    expect((await stat(join(directory, 'contents', name))).mode & 0o777).toBe(0o600);
  });

  test('sweeps away contents that belong to no file, and nothing that it has not written itself', async () => {
    const directory = await createFolder();
    const { id } = await reopen(directory).upload(POEM, content('kept'), 'ada');
    await writeFile(join(directory, 'contents', '00000000-0000-4000-8000-000000000000'), 'half an upl');
    await writeFile(join(directory, 'contents', 'README'), 'of the administrator');
    expect(await readFile(reopen(directory), id)).toBe('kept');
    const left = await listContents(directory);
    expect(left).toHaveLength(2);
    expect(left).toContain('README');
  });

  const DAMAGES = [
    ['is missing', (path: string) => rm(path)],
    ['became shorter', (path: string) => truncate(path, 3)],
  ] as const;
  for (const [what, damage] of DAMAGES) {
    test(`refuses to read a file whose content ${what}`, async () => {
      const directory = await createFolder();
      const files = reopen(directory);
      const { id } = await files.upload(POEM, content('Roses'), 'ada');
      const [name = ''] = await listContents(directory);
      await damage(join(directory, 'contents', name));
      await expect(readFile(files, id)).rejects.toThrowCode('PLX4120');
    });
  }

  const FILE = { ...POEM, id: 'a', size: 1, uploaderId: 'ada', uploadedAt: '2026-01-01T12:00:00.000Z' };
  const CONTENT = '00000000-0000-4000-8000-000000000000';
  for (const line of ['no JSON', '{}', '[]', '[1]', ['a', '../../secret', FILE], ['a', CONTENT], ['b', CONTENT, FILE], ['a', CONTENT, { ...FILE, size: '1' }], ['a', CONTENT, { ...FILE, name: 1 }]]) {
    const text = typeof line === 'string' ? line : JSON.stringify(line);
    test(`refuses a journal with the line ${text}`, async () => {
      const directory = await createFolder({ 'files.jsonl': `${text}\n` });
      await expect(listAll(reopen(directory))).rejects.toThrowCode('PLX4120');
    });
  }

  test('answers only what is on the disk: what fails is refused and not there, and the next upload mends the journal', async () => {
    const directory = await createFolder();
    const files = reopen(directory);
    const first = await files.upload(POEM, content('first'), 'ada');
    const path = join(directory, 'files.jsonl');
    const text = await readBytes(path);
    await rm(path);
    await mkdir(path);
    await expect(files.upload(POEM, content('second'), 'ada')).rejects.toThrow();
    await expect(files.delete(first.id, 'ada')).rejects.toThrow();
    expect(await listAll(files)).toEqual([first]);
    await rm(path, { recursive: true });
    await writeFile(path, text);
    const third = await files.upload(POEM, content('third'), 'ada');
    const again = reopen(directory);
    expect(await listAll(again)).toEqual([first, third]);
    expect(await readFile(again, first.id)).toBe('first');
  });
});
