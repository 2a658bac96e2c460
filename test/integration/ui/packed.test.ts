import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createUi } from '../../../src/host/extension-points/ui.ts';
import { createPluginManager } from '../../../src/host/create-plugin-manager.ts';
import { readInstalledPlugin } from '../../../src/host/read-installed-plugin.ts';
import { buildPlugin, createPlatform, installPlugin, packPlugin, publishPlugin } from '../../../src/index.ts';
import { createFolder, writeFiles } from '../../helpers/temporary-folder.ts';

const FILES = {
  'plugin.json': JSON.stringify({
    name: 'weather', version: '1.0.0', description: 'Weather.', author: 'Ada', license: 'MIT', type: 'ui', entry_point: 'src/index.ts', ui_pages: [{ name: 'help', path: 'help.html', title: 'Help' }], files: ['assets/**'],
  }),
  'LICENSE': 'MIT License',
  'README.md': '# Weather',
  'help.html': '<h1>Help</h1><script src="help.js"></script>',
  'help.js': 'document.title = "Help";',
  'src/index.ts': "import { defineUi } from 'plexi-plugin/sdk'; import { Card } from './card.tsx'; export default defineUi({ getComponent: () => Card, getMountPoint: () => 'sidebar' });",
  'src/card.tsx': "'use client';\nexport function Card() { return <p>secret sauce</p>; }\n",
};
const PACKED = ['dist/frames/card.js', 'dist/frames/index.json', 'dist/frames/pages/help.html'];

async function prepare(): Promise<{ readonly directory: string; readonly platform: ReturnType<typeof createPlatform> }> {
  const folder = await createFolder({});
  await writeFiles(join(folder, 'weather'), FILES);
  return { directory: join(folder, 'weather'), platform: createPlatform({ cwd: folder, env: { ...process.env, PLEXI_HOME: join(folder, 'home') }, yes: true }) };
}

test('build writes what browsers get, and removes what an earlier build left', async () => {
  const { directory, platform } = await prepare();
  await writeFiles(directory, { 'dist/frames/old.js': 'left', 'dist/frames/pages/old.html': 'left' });
  const report = await buildPlugin({ directory }, platform);
  expect(report.inputs.map(({ path }) => path)).toContain('src/card.tsx');
  expect(PACKED.map((path) => existsSync(join(directory, path)))).toEqual([true, true, true]);
  expect(existsSync(join(directory, 'dist/frames/old.js')) || existsSync(join(directory, 'dist/frames/pages/old.html'))).toBe(false);
  expect(await readFile(join(directory, 'dist/plugin.js'), 'utf8')).not.toContain('secret sauce');
});

test('pack takes it along, the same bytes each time, whatever lies in dist', async () => {
  const first = await prepare();
  const second = await prepare();
  await writeFiles(second.directory, { 'dist/frames/card.js': 'stale', 'dist/frames/more.js': 'stale' });
  const [one, two] = [await packPlugin({ directory: first.directory, sign: false }, first.platform), await packPlugin({ directory: second.directory, sign: false }, second.platform)];
  expect(two.digest).toBe(one.digest);
});

test('a host shows it from where it is installed, and nothing that was changed there', async () => {
  const { directory, platform } = await prepare();
  await publishPlugin({ directory }, platform);
  const installed = await installPlugin({ spec: 'weather', to: 'plugins', grant: 'all' }, platform);
  expect(PACKED.map((path) => existsSync(join(installed.path, path)))).toEqual([true, true, true]);

  const manager = createPluginManager();
  const ui = createUi(manager);
  const card = { plugin: 'weather', frame: 'card:Card' };
  try {
    await manager.loadPlugin(await readInstalledPlugin(installed.path));
    await manager.enablePlugin('weather');
    expect([...ui.list('sidebar'), ...ui.list('page')]).toMatchObject([card, { plugin: 'weather', frame: 'page:help', title: 'Help' }]);
    expect((await ui.getFrame(card)).html).toContain('secret sauce');
    expect((await ui.getFrame({ plugin: 'weather', frame: 'page:help' })).html).toContain('document.title');

    await writeFile(join(installed.path, 'dist/frames/card.js'), 'changed();');
    await manager.reloadPlugin('weather', await readInstalledPlugin(installed.path));
    await expect(ui.getFrame(card)).rejects.toThrowCode('PLX4130');
  } finally {
    await manager.close();
  }
});
