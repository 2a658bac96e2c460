import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runCli, type CliRun } from '../helpers/run-cli.ts';

interface RoadDocument {
  readonly ok: boolean;
  readonly result: { readonly digest: string; readonly keyId: string; readonly size: number; readonly keys: readonly { readonly name: string; readonly keyId: string }[] };
}

// The fixed surface, in sequence and without a terminal, as a script would use it.
describe('the whole road', () => {
  let folder: string;
  let run: (line: string) => Promise<CliRun>;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'plexi-road-'));
    run = (line) => runCli([...line.split(' '), '--json'], { cwd: folder, env: { PLEXI_HOME: join(folder, 'home') } });
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  async function succeed(line: string): Promise<RoadDocument> {
    const { code, stdout, stderr } = await run(line);
    expect({ line, code, stderr: code === 0 ? '' : `${stderr}${stdout}` }).toEqual({ line, code: 0, stderr: '' });
    return JSON.parse(stdout) as RoadDocument;
  }

  test('leads from an empty folder to an installed, signed plugin', async () => {
    await succeed('init weather --kind message-processor --name weather --yes --no-install');
    await succeed('validate --cwd weather');
    const tested = await succeed('test --cwd weather');
    expect(tested.ok).toBe(true);

    const packed = await succeed('pack --cwd weather --yes');
    expect(packed.result).toMatchObject({ file: join(folder, 'weather', 'weather-0.1.0.plx'), signed: true });
    expect(packed.result.digest).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(packed.result.keyId).toMatch(/^[0-9a-f]{64}$/);
    expect(packed.result.size).toBeGreaterThan(1_000);

    const file = 'weather/weather-0.1.0.plx';
    expect((await succeed(`verify ${file}`)).result).toMatchObject({ state: 'trusted', digest: packed.result.digest, keyId: packed.result.keyId });
    await succeed(`inspect ${file}`);
    await succeed(`test --cwd weather --packed ${file}`);

    await succeed(`publish ${file}`);
    await succeed('publish --cwd weather --yes');
    expect(JSON.stringify((await succeed('search weather')).result)).toContain('weather');
    expect(JSON.stringify((await succeed('info weather')).result)).toContain(packed.result.digest);

    const refused = await run('install weather --to plugins');
    expect(refused.code).toBe(2);
    expect(JSON.stringify(refused.json.diagnostics)).toContain('messages.read');
    expect(existsSync(join(folder, 'plugins', 'weather'))).toBe(false);

    await succeed('install weather@^0.1.0 --to plugins --grant all');
    expect(existsSync(join(folder, 'plugins', 'weather', 'plugin.json'))).toBe(true);
    expect(JSON.stringify((await succeed('list --to plugins')).result)).toContain('weather');

    await succeed('yank weather@0.1.0');
    await succeed('uninstall weather --to plugins');
    expect(existsSync(join(folder, 'plugins', 'weather'))).toBe(false);
    expect((await run('install weather --to other --grant all')).code).not.toBe(0);
  });

  test('pack without any key stops with the command to run, and packs nothing', async () => {
    const { code, json } = await runCli(['pack', '--cwd', 'weather', '--json'], { cwd: folder, env: { PLEXI_HOME: join(folder, 'empty') } });
    expect(code).toBe(2);
    expect(JSON.stringify(json.diagnostics)).toContain('keys generate');
  });

  test('an unsigned archive exits 10, an unknown signer 11, a key given by file 0', async () => {
    const home = { PLEXI_HOME: join(folder, 'other') };
    await succeed('pack --cwd weather --no-sign -o unsigned.plx');
    expect((await run('verify unsigned.plx')).code).toBe(10);
    await succeed('pack --cwd weather -o signed.plx');
    expect((await runCli(['verify', 'signed.plx'], { cwd: folder, env: home })).code).toBe(11);
    const { keyId } = (await succeed('verify signed.plx')).result;
    const [key] = (await succeed('keys list')).result.keys;
    expect(key?.keyId).toBe(keyId);
    const pem = await runCli(['keys', 'export', key?.name ?? ''], { cwd: folder, env: { PLEXI_HOME: join(folder, 'home') } });
    expect(pem.stdout).toMatch(/^-----BEGIN PUBLIC KEY-----\n/);
  });
});
