import { lstat, readFile, readlink } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findToolOrigin, linkTool } from '../../../src/scaffold/link-tool.ts';
import { createFolder, writeFiles } from '../../helpers/temporary-folder.ts';

const TOOL = { 'package.json': '{"name":"plexi-plugin","version":"1.2.3","bin":{"plexi-plugin":"./dist/bin/plexi-plugin.cjs"}}', 'dist/bin/plexi-plugin.cjs': '', 'dist/sdk/index.js': 'export const sdk = 1;' };

async function createInstalled(record?: object): Promise<string> {
  const around = await createFolder(record === undefined ? {} : { 'node_modules/.package-lock.json': JSON.stringify({ packages: { 'node_modules/plexi-plugin': record } }) });
  await writeFiles(join(around, 'node_modules', 'plexi-plugin'), TOOL);
  return join(around, 'node_modules', 'plexi-plugin');
}

describe('findToolOrigin', () => {
  const ORIGINS = [
    ['a registry', { version: '1.2.3', resolved: 'https://registry.example/plexi-plugin-1.2.3.tgz' }, 'registry'],
    ['a registry that npm was told not to write down', { version: '1.2.3', integrity: 'sha512-x' }, 'registry'],
    ['a tarball', { version: '1.2.3', resolved: 'file:../plexi-plugin-1.2.3.tgz' }, 'installed'],
    ['a folder', { resolved: '../plexi-plugin', link: true }, 'installed'],
    ['nobody knows where', undefined, 'installed'],
  ] as const;
  for (const [from, record, origin] of ORIGINS) {
    test(`says "${origin}" when npm installed from ${from}`, async () => {
      expect(findToolOrigin(await createInstalled(record))).toBe(origin);
    });
  }

  test('says "checkout" for a folder of its own', async () => {
    expect(findToolOrigin(await createFolder(TOOL))).toBe('checkout');
  });
});

describe('linkTool', () => {
  test('links a checkout whole, so that npm install leaves it alone', async () => {
    const tool = await createFolder(TOOL);
    const plugin = await createFolder({});
    await linkTool(plugin, tool, 'checkout');
    expect(await readlink(join(plugin, 'node_modules', 'plexi-plugin'))).toBe(tool);
    expect(await readFile(join(plugin, 'node_modules', 'plexi-plugin', 'dist', 'sdk', 'index.js'), 'utf8')).toContain('sdk');
  });

  test('gives a released tool a version that no range accepts, so that npm install replaces it', async () => {
    const tool = await createInstalled();
    const plugin = await createFolder({});
    await linkTool(plugin, tool, 'registry');
    const linked = join(plugin, 'node_modules', 'plexi-plugin');
    expect((await lstat(linked)).isSymbolicLink()).toBe(false);
    expect(JSON.parse(await readFile(join(linked, 'package.json'), 'utf8'))).toMatchObject({ name: 'plexi-plugin', version: '0.0.0-linked.1.2.3' });
    expect(await readFile(join(linked, 'dist', 'sdk', 'index.js'), 'utf8')).toContain('sdk');
  });

  test('may be done again, also the other way', async () => {
    const tool = await createInstalled();
    const plugin = await createFolder({});
    for (const origin of ['registry', 'checkout', 'checkout', 'registry'] as const) await linkTool(plugin, tool, origin);
    expect(await readFile(join(tool, 'dist', 'sdk', 'index.js'), 'utf8')).toContain('sdk');
  });
});
