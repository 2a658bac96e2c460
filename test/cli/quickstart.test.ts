import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createFolder } from '../helpers/temporary-folder.ts';
import { runCli } from '../helpers/run-cli.ts';

const STEPS = ['init', 'validate', 'test', 'pack', 'verify', 'publish', 'install', 'list'];

describe('plexi-plugin quickstart', () => {
  test('walks the whole road in a folder that stays, with keys and a registry of its own', async () => {
    const cwd = await createFolder({});
    const home = join(cwd, 'home');
    const { code, stdout, stderr } = await runCli(['quickstart', 'road'], { cwd, env: { PLEXI_HOME: home } });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout.match(/^\$ plexi-plugin \S+/gm)).toEqual(STEPS.map((step) => `$ plexi-plugin ${step}`));
    for (const shown of ['weather 0.1.0 is valid', 'contract: message-processor', 'trusted: weather 0.1.0', 'Installed weather 0.1.0', 'intact']) expect(stdout).toContain(shown);
    expect(stdout).toContain(`PLEXI_HOME=${join(cwd, 'road')}`);
    expect((await readdir(cwd)).sort()).toEqual(['road']);
    expect((await readdir(join(cwd, 'road'))).sort()).toEqual(['keys', 'plugins', 'registry', 'weather']);
    expect(JSON.parse(await readFile(join(cwd, 'road/plugins/weather/plugin.json'), 'utf8'))).toMatchObject({ name: 'weather', version: '0.1.0' });
    const again = await runCli(['verify', 'road/weather/weather-0.1.0.plx'], { cwd, env: { PLEXI_HOME: join(cwd, 'road') } });
    expect(again.code).toBe(0);
  });

  test('leaves nothing behind without a folder; --json prints one document', async () => {
    const temporary = await createFolder({});
    const { code, json } = await runCli(['quickstart', '--json'], { env: { TMPDIR: temporary, TEMP: temporary, TMP: temporary } });
    expect(code).toBe(0);
    expect(json).toMatchObject({ ok: true, result: { steps: STEPS.map((step) => ({ command: expect.stringMatching(`^${step}\\b`) as string })) }, diagnostics: [] });
    expect(await readdir(temporary)).toEqual([]);
  });

  test('refuses a folder that holds something with PLX6001', async () => {
    const cwd = await createFolder({ 'notes.txt': '' });
    const { code, json } = await runCli(['quickstart', '.', '--json'], { cwd });
    expect(code).toBe(1);
    expect(json.diagnostics).toMatchObject([{ code: 'PLX6001' }]);
    expect(await readdir(cwd)).toEqual(['notes.txt']);
  });
});
