import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readInstalledPlugin } from '../../../src/host/read-installed-plugin.ts';
import { createFolder } from '../../helpers/temporary-folder.ts';

const MANIFEST = {
  name: 'weather',
  version: '1.0.0',
  description: 'Tells the weather.',
  author: 'Alice',
  type: 'message-processor',
  entry_point: 'src/index.ts',
};
const json = (changes: object = {}): string => JSON.stringify({ ...MANIFEST, ...changes });
const CODE = { 'dist/plugin.js': '// code', 'dist/plugin.js.map': '{}' };

describe('readInstalledPlugin', () => {
  test('reads manifest, code and source map', async () => {
    const folder = await createFolder({ 'plugin.json': json(), ...CODE });
    expect(await readInstalledPlugin(folder)).toEqual({ manifest: MANIFEST, code: '// code', sourceMap: '{}', folder });
  });

  test('reads a manifest in YAML, and settings schemas from their files', async () => {
    const manifest = Object.entries({ ...MANIFEST, settings_schema: 'settings.yaml' }).map(([key, value]) => `${key}: ${JSON.stringify(value)}`);
    const folder = await createFolder({ 'plugin.yaml': manifest.join('\n'), 'settings.yaml': 'type: object', 'dist/plugin.js': '// code' });
    expect(await readInstalledPlugin(folder)).toMatchObject({ manifest: MANIFEST, settingsSchema: { type: 'object' } });
  });

  const REFUSED = [
    ['an empty folder', {}, 'PLX4111'],
    ['a folder without code', { 'plugin.json': json() }, 'PLX4111'],
    ['a folder where the code is a folder', { 'plugin.json': json(), 'dist/plugin.js/x': '' }, 'PLX4111'],
    ['a folder without the settings schema that the manifest names', { 'plugin.json': json({ settings_schema: 'gone.json' }), ...CODE }, 'PLX4111'],
    ['a manifest that breaks off', { 'plugin.json': '{', ...CODE }, 'PLX1101'],
    ['a manifest without a version', { 'plugin.json': json({ version: undefined }), ...CODE }, 'PLX1106'],
  ] as const;

  for (const [what, files, code] of REFUSED) {
    test(`refuses ${what} with ${code}`, async () => {
      await expect(readInstalledPlugin(await createFolder(files))).rejects.toThrowCode(code);
    });
  }

  test('refuses a folder that is not there with PLX4111', async () => {
    await expect(readInstalledPlugin(join(await createFolder({}), 'gone'))).rejects.toThrowCode('PLX4111');
  });
});
