import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createFileSettings } from '../../../../src/host/services/file-settings.ts';
import { createFolder } from '../../../helpers/temporary-folder.ts';

describe('createFileSettings', () => {
  test('keeps settings and secrets over a restart, each plugin apart', async () => {
    const directory = join(await createFolder(), 'settings');
    const settings = createFileSettings({ directory });
    expect(await settings.read('weather')).toEqual({});
    await settings.write('weather', { city: 'Oslo' });
    await settings.writeSecrets('weather', { api_key: 'sk-123456' });
    const again = createFileSettings({ directory });
    expect(await again.read('weather')).toEqual({ city: 'Oslo' });
    expect(await again.readSecrets('weather')).toEqual({ api_key: 'sk-123456' });
    expect(await again.read('acme/weather')).toEqual({});
  });

  test('keeps secrets in a file of their own', async () => {
    const directory = await createFolder();
    const settings = createFileSettings({ directory });
    await settings.write('weather', { city: 'Oslo' });
    await settings.writeSecrets('weather', { api_key: 'sk-123456' });
    const files = (await readdir(directory)).sort();
    expect(files).toEqual(['secrets-weather.json', 'settings-weather.json']);
    expect(await readFile(join(directory, 'settings-weather.json'), 'utf8')).not.toContain('sk-123456');
  });

  test.skipIf(process.platform === 'win32')('lets nobody but their owner read them', async () => {
    const directory = await createFolder();
    await createFileSettings({ directory }).writeSecrets('weather', { api_key: 'sk-123456' });
    expect((await stat(join(directory, 'secrets-weather.json'))).mode & 0o777).toBe(0o600);
  });

  test('ends with the last of many writes', async () => {
    const directory = await createFolder();
    const settings = createFileSettings({ directory });
    await Promise.all(Array.from({ length: 20 }, (_, number) => settings.write('weather', { number })));
    expect(await settings.read('weather')).toEqual({ number: 19 });
    expect(await readdir(directory)).toEqual(['settings-weather.json']);
  });

  for (const text of ['', '[]', 'null', '{"a":']) {
    test(`refuses a file that holds ${JSON.stringify(text)}`, async () => {
      const directory = await createFolder();
      await writeFile(join(directory, 'settings-weather.json'), text);
      await expect(createFileSettings({ directory }).read('weather')).rejects.toThrowCode('PLX4120');
    });
  }
});
