import { execFile } from 'node:child_process';
import { lstat, readFile, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, test } from 'vitest';
import { createNpmEnvironment, createNpmRegistry } from '../helpers/npm-registry.ts';
import { createCheckout, installPacked, linkCheckout, recordRegistry } from '../helpers/packed-tool.ts';
import { createFolder } from '../helpers/temporary-folder.ts';

const run = promisify(execFile);
const root = join(import.meta.dirname, '../..');

let tools: Readonly<Record<'installed' | 'linked' | 'checkout', string>>;
beforeAll(async () => {
  const checkout = await createCheckout();
  tools = { checkout, linked: await linkCheckout(checkout), installed: await installPacked(checkout) };
}, 120_000);

type Environment = Readonly<Record<string, string>>;

async function init(tool: string, args: readonly string[], env: Environment = {}): Promise<{ readonly folder: string; readonly report: InitReport }> {
  const folder = join(await createFolder({}), 'weather');
  const { stdout } = await run(process.execPath, [join(tool, 'dist/bin/plexi-plugin.cjs'), 'init', folder, '--yes', '--json', ...args], { env: { ...process.env, ...env } });
  return { folder, report: JSON.parse(stdout) as InitReport };
}

interface InitReport {
  readonly result: { readonly dependencies: string };
  readonly diagnostics: readonly { readonly code: string }[];
}

const typeCheck = (folder: string): Promise<unknown> => run(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', folder]);

async function runNpm(folder: string, args: readonly string[], env: Environment = {}): Promise<string> {
  const { stdout } = await run('npm', args, { cwd: folder, env: { ...process.env, ...env }, shell: process.platform === 'win32' });
  return stdout;
}

async function isLinked(folder: string): Promise<boolean> {
  return (await lstat(join(folder, 'node_modules/plexi-plugin'))).isSymbolicLink();
}

describe('a plugin that was made without npm', () => {
  for (const way of ['installed', 'linked', 'checkout'] as const) {
    test(`type-checks, and finds the SDK, the test helpers, the schema and the command, when the tool is ${way}`, async () => {
      const { folder, report } = await init(tools[way], ['--no-install']);
      expect(report).toMatchObject({ result: { dependencies: 'linked' }, diagnostics: [] });
      await typeCheck(folder);
      const { stdout } = await run(process.execPath, ['--input-type=module', '-e', "console.log(import.meta.resolve('plexi-plugin/testing'))"], { cwd: folder });
      expect(stdout.trim()).toBe(new URL(`file://${await realpath(tools[way])}/dist/testing/index.js`).href);
      const { $schema } = JSON.parse(await readFile(join(folder, 'plugin.json'), 'utf8')) as { $schema: string };
      expect(JSON.parse(await readFile(join(folder, $schema), 'utf8'))).toHaveProperty('properties.entry_point');
      expect(await runNpm(folder, ['exec', '--no', '--', 'plexi-plugin', '--version'])).toContain('0.1.0');
    });
  }
});

test('its npm scripts need no npm install, with the tool as npm would install it', async () => {
  const env = { PLEXI_HOME: await createFolder({}), CI: 'true' };
  const { folder } = await init(tools.installed, ['--no-install', '--name', 'weather']);
  expect(await runNpm(folder, ['run', 'validate'], env)).toContain('weather 0.1.0 is valid');
  expect(await runNpm(folder, ['test'], env)).toMatch(/test passed: \d+ passed/);
  expect(await runNpm(folder, ['run', 'pack', '--', '--no-sign'], env)).toContain('weather-0.1.0.plx');
});

test('a plugin is built to the same bytes, however the tool is there', async () => {
  const built = await Promise.all(
    Object.values(tools).map(async (tool) => {
      const { folder } = await init(tool, ['--no-install', '--name', 'weather']);
      await runNpm(folder, ['run', 'build']);
      return [await readFile(join(folder, 'dist/plugin.js'), 'utf8'), await readFile(join(folder, 'dist/plugin.js.map'), 'utf8')];
    }),
  );
  expect(built[1]).toEqual(built[0]);
  expect(built[2]).toEqual(built[0]);
});

describe('npm in a new plugin', () => {
  test('installs a released tool, and everything else', async () => {
    await using registry = await createNpmRegistry({ 'plexi-plugin': '0.1.0', typescript: '6.0.3' });
    const { folder, report } = await init(tools.installed, [], registry.environment(await createFolder({})));
    expect(report).toMatchObject({ result: { dependencies: 'installed' }, diagnostics: [] });
    expect(await isLinked(folder)).toBe(false);
  });

  for (const way of ['installed', 'checkout'] as const) {
    test(`installs everything else, and leaves the link to a tool that the registry does not have (${way})`, async () => {
      await using registry = await createNpmRegistry({ typescript: '6.0.3' });
      const env = registry.environment(await createFolder({}));
      const { folder, report } = await init(tools[way], [], env);
      expect(report).toMatchObject({ result: { dependencies: 'linked' }, diagnostics: [] });
      expect(await isLinked(folder)).toBe(true);
      expect(await readFile(join(folder, 'node_modules/typescript/package.json'), 'utf8')).toContain('6.0.3');
      await runNpm(folder, ['install'], env);
      expect(await isLinked(folder)).toBe(true);
    });
  }

  test('replaces the link to a released tool by the release', async () => {
    const tool = await installPacked(tools.checkout);
    await recordRegistry(tool);
    const { folder } = await init(tool, ['--no-install']);
    await typeCheck(folder);
    await using registry = await createNpmRegistry({ 'plexi-plugin': '0.1.0', typescript: '6.0.3' });
    await runNpm(folder, ['install'], registry.environment(await createFolder({})));
    expect(JSON.parse(await readFile(join(folder, 'node_modules/plexi-plugin/package.json'), 'utf8'))).toEqual({ name: 'plexi-plugin', version: '0.1.0' });
    expect(await readFile(join(folder, 'package-lock.json'), 'utf8')).not.toContain('"link"');
    expect(await readFile(join(tool, 'dist/sdk/index.js'), 'utf8')).toContain('registerEntries');
  });

  test('may be out of reach: the plugin works, and a warning says what to do', async () => {
    const env = createNpmEnvironment(await createFolder({}), 'http://127.0.0.1:1/');
    const { folder, report } = await init(tools.installed, [], env);
    expect(report).toMatchObject({ result: { dependencies: 'linked' }, diagnostics: [{ code: 'PLX6004', severity: 'warning' }] });
    await typeCheck(folder);
  });
});
