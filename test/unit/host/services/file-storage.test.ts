import { appendFile, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createFileStorage } from '../../../../src/host/services/file-storage.ts';
import { testStorage } from '../../../helpers/storage-contract.ts';
import { createFolder } from '../../../helpers/temporary-folder.ts';

/** Opens the storage of a plugin as a host does that has just been started. */
const reopen = (directory: string, quotaBytes?: number) => createFileStorage({ directory, ...(quotaBytes !== undefined && { quotaBytes }) }).open('weather');

describe('createFileStorage', () => {
  testStorage(async (options) => createFileStorage({ directory: join(await createFolder(), 'data'), ...options }));

  test('has everything that was answered when the host is started again', async () => {
    const directory = await createFolder();
    const storage = reopen(directory);
    await storage.set('kept', { list: [1, '\n', 'é'] });
    await storage.set('gone', 1);
    await storage.delete('gone');
    await storage.replace('kept too', null, undefined);
    const again = reopen(directory);
    expect(await again.keys('')).toEqual(['kept', 'kept too']);
    expect(await again.get('kept')).toEqual({ list: [1, '\n', 'é'] });
    expect(await again.get('kept too')).toBeNull();
  });

  test('says the same as a map, whatever was written and however often the host was started again', async () => {
    const steps = fc.array(fc.tuple(fc.constantFrom('a', 'b', '__proto__', 'é\n'), fc.option(fc.jsonValue()), fc.boolean()), { maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(steps, async (list) => {
        const directory = await createFolder();
        const expected = new Map<string, unknown>();
        let storage = reopen(directory);
        for (const [key, value, isRestart] of list) {
          if (value === null) await storage.delete(key);
          else await storage.set(key, value as never);
          if (value === null) expected.delete(key);
          else expected.set(key, JSON.parse(JSON.stringify(value)));
          if (isRestart) storage = reopen(directory);
        }
        const found = await Promise.all((await storage.keys('')).map(async (key) => [key, await storage.get(key)] as const));
        expect(new Map(found)).toEqual(new Map([...expected].sort(([a], [b]) => (a < b ? -1 : 1))));
      }),
      { numRuns: 15 },
    );
  });

  test('forgets a line that a power cut has torn, and goes on', async () => {
    const directory = await createFolder();
    await reopen(directory).set('a', 1);
    const [file = ''] = await readdir(directory);
    await appendFile(join(directory, file), '["b",2');
    const storage = reopen(directory);
    expect(await storage.keys('')).toEqual(['a']);
    await storage.set('c', 3);
    expect(await reopen(directory).keys('')).toEqual(['a', 'c']);
  });

  for (const line of ['no JSON', '{}', '[1,2]', '["a",1,2]', '[]']) {
    test(`refuses a file with the line ${line}`, async () => {
      const directory = await createFolder();
      await reopen(directory).set('a', 1);
      const [name = ''] = await readdir(directory);
      const file = join(directory, name);
      await writeFile(file, `${await readFile(file, 'utf8')}${line}\n["b",2]\n`);
      await expect(reopen(directory).get('a')).rejects.toThrowCode('PLX4120');
    });
  }

  test('does not grow for ever when one value is written again and again', async () => {
    const directory = await createFolder();
    const storage = reopen(directory);
    await Promise.all(Array.from({ length: 60 }, (_, number) => storage.set('k', `${number}${'x'.repeat(100_000)}`)));
    for (let number = 0; number < 20; number++) await storage.set('k', `${number}${'x'.repeat(100_000)}`);
    const [file = ''] = await readdir(directory);
    expect((await stat(join(directory, file))).size).toBeLessThan(3_000_000);
    expect(await reopen(directory).get('k')).toBe(`19${'x'.repeat(100_000)}`);
  });

  test('keeps what is there when the quota has become smaller, and takes no more', async () => {
    const directory = await createFolder();
    await reopen(directory).set('a', 'x'.repeat(100));
    const storage = reopen(directory, 50);
    expect(await storage.get('a')).toBe('x'.repeat(100));
    await expect(storage.set('b', 1)).rejects.toMatchObject({ code: 'QUOTA_EXCEEDED' });
    await storage.delete('a');
    await storage.set('b', 1);
  });

  test('answers only what is on the disk: a write that fails is refused, and the next one mends the file', async () => {
    const directory = await createFolder();
    const storage = reopen(directory);
    await storage.set('a', 1);
    const [name = ''] = await readdir(directory);
    const file = join(directory, name);
    const text = await readFile(file, 'utf8');
    await rm(file);
    await mkdir(file);
    await expect(storage.set('b', 2)).rejects.toThrow();
    await rm(file, { recursive: true });
    await writeFile(file, text);
    await storage.set('c', 3);
    expect(await reopen(directory).keys('')).toEqual(['a', 'b', 'c']);
  });
});
