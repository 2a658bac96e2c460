import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, expect, test } from 'vitest';
import { TEMPLATE_KINDS } from '../../src/core/manifest/kinds.ts';
import { createPluginManager, readInstalledPlugin } from '../../src/host/index.ts';
import { createPlatform, generateTypes, initPlugin, installPlugin, publishPlugin, testPlugin, validatePlugin } from '../../src/index.ts';
import { createCheckout } from '../helpers/packed-tool.ts';
import { createFolder, writeFiles } from '../helpers/temporary-folder.ts';

const run = promisify(execFile);
const root = join(import.meta.dirname, '../..');

let declarations: string;
beforeAll(async () => {
  declarations = join(await createCheckout(), 'dist/types');
}, 120_000);

// In the plugin's own folder, with its own settings; only where the declarations are is told from outside.
async function typeCheck(directory: string): Promise<void> {
  const modules = { 'plexi-plugin/globals': 'sdk/globals.d.ts', 'plexi-plugin/sdk': 'sdk/index.d.ts', 'plexi-plugin/testing': 'src/testing/index.d.ts', 'plexi-plugin/ui': 'src/frame/index.d.ts' };
  const paths = Object.fromEntries(Object.entries(modules).map(([name, file]) => [name, [join(declarations, file)]]));
  await writeFiles(directory, { 'tsconfig.check.json': JSON.stringify({ extends: './tsconfig.json', compilerOptions: { paths } }) });
  await run(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', join(directory, 'tsconfig.check.json')]);
}

for (const kind of TEMPLATE_KINDS) {
  test(`a new ${kind} is valid, typed and tested, goes into the registry, and a host loads what comes out of it`, async () => {
    const folder = await createFolder({});
    const platform = createPlatform({ cwd: folder, env: { ...process.env, PLEXI_HOME: join(folder, 'home') }, yes: true });
    const directory = join(folder, 'weather');
    await initPlugin({ directory, kind, name: 'weather', install: false }, platform);

    const validation = await validatePlugin({ directory }, platform);
    expect(validation.diagnostics).toEqual([]);
    expect(validation.entries?.map((entry) => entry.kind)).toContain(kind);
    expect(await generateTypes({ directory, check: true }, platform)).toMatchObject({ state: 'current' });
    await typeCheck(directory);

    const report = await testPlugin({ directory }, platform);
    expect(report).toMatchObject({ failed: 0, skipped: 0 });
    expect(report?.diagnostics).toEqual([]);
    expect(report?.suites.map(({ name }) => name)).toEqual(expect.arrayContaining([`contract: ${kind}`, expect.stringContaining('tests/')]));

    await publishPlugin({ directory }, platform);
    const installed = await installPlugin({ spec: 'weather', to: 'plugins', grant: 'all' }, platform);
    const manager = createPluginManager();
    try {
      await manager.loadPlugin(await readInstalledPlugin(installed.path), { grants: 'all' });
      expect(await manager.enablePlugin('weather')).toMatchObject({ state: 'enabled', kinds: expect.arrayContaining([kind]) as unknown });
    } finally {
      await manager.close();
    }
  }, 120_000);
}
