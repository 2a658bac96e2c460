import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { hexOf } from '../../src/core/archive/digest.ts';
import { createMachine, type Machine } from '../helpers/registry-machine.ts';
import { runCli, type CliRun } from '../helpers/run-cli.ts';

let machine: Machine;
beforeAll(async () => {
  machine = await createMachine();
  const { file } = await machine.pack({ permissions: ['messages.read', 'messages.write'], tags: ['rain'] });
  expect((await run('publish', file)).code).toBe(0);
});

function run(...args: readonly string[]): Promise<CliRun> {
  return runCli(args, { cwd: machine.folder, env: { PLEXI_HOME: machine.home } });
}

describe('the registry on the command line', () => {
  test('publish, search, info, install, list and uninstall in sequence, as JSON with absolute paths', async () => {
    const archive = await machine.pack({ name: 'dice', version: '1.2.3', description: 'Throws dice.' });
    const registry = join(machine.home, 'registry');
    const published = await run('publish', archive.file, '--json');
    expect(published.json).toMatchObject({ ok: true, result: { outcome: 'published', name: 'dice', version: '1.2.3', digest: archive.digest, file: archive.file, registry }, diagnostics: [] });
    expect((await run('search', 'throws', '--json')).json.result).toMatchObject({ registry, plugins: [{ name: 'dice', version: '1.2.3' }] });
    expect((await run('info', 'dice', '--json')).json.result).toMatchObject({ name: 'dice', digest: archive.digest, trusted: true, owner: { keyId: machine.signer.publicKey.keyId }, versions: [{ version: '1.2.3' }] });
    const installed = await run('install', 'dice@^1', '--to', 'here', '--cwd', machine.home, '--json');
    expect(installed.json.result).toMatchObject({ version: '1.2.3', path: join(machine.folder, 'here', 'dice'), lockfile: join(machine.folder, 'here', 'plexi.lock'), grants: [] });
    expect((await run('list', '--to', 'here', '--check', '--json')).json.result).toMatchObject({ folder: join(machine.folder, 'here'), plugins: [{ name: 'dice', state: 'intact' }] });
    expect((await run('uninstall', 'dice', '--to', 'here', '--json')).json.result).toMatchObject({ name: 'dice', path: join(machine.folder, 'here', 'dice') });
  });

  test('people read names, versions and plain words', async () => {
    expect((await run('search', 'weather')).stdout).toBe('weather 1.0.0  Tells the weather.\n');
    expect((await run('search', 'nothing')).stdout).toBe('No plugin matches.\n');
    expect((await run('info', 'weather')).stdout).toContain('messages.read — Read messages (medium risk)\n      Sees every message');
    const { stdout } = await run('install', 'weather', '--to', 'people', '--grant', 'all');
    expect(stdout).toContain(`Installed weather 1.0.0 in ${join(machine.folder, 'people', 'weather')}`);
    expect((await run('list', '--to', 'people')).stdout).toBe('weather  1.0.0  installed  messages.read, messages.write\n');
  });

  test('identical bytes again exit 0, other bytes for the same version 1', async () => {
    const one = await machine.pack({ name: 'same' });
    const other = await machine.pack({ name: 'same' }, { files: { 'more.txt': 'more' } });
    expect((await run('publish', one.file)).code).toBe(0);
    const again = await run('publish', one.file);
    expect([again.code, again.stdout]).toEqual([0, expect.stringContaining('already, with the same contents')]);
    const refused = await run('publish', other.file, '--json');
    expect([refused.code, refused.json.diagnostics[0]?.code]).toEqual([1, 'PLX5008']);
  });

  test('missing grants exit 2 and are all listed with the flag to give; --yes grants nothing', async () => {
    for (const flags of [[], ['--yes']]) {
      const { code, json } = await run('install', 'weather', '--to', 'grants', '--json', ...flags);
      expect([code, json.ok, json.result]).toEqual([2, false, null]);
      expect(json.diagnostics).toMatchObject([{ code: 'PLX5019', hint: expect.stringContaining('--grant messages.read,messages.write') as unknown }]);
    }
  });

  test('an unknown signer exits 11, and the command in the hint installs', async () => {
    const env = { PLEXI_HOME: join(machine.folder, 'stranger'), PLEXI_REGISTRY: join(machine.home, 'registry') };
    const refused = await runCli(['install', 'weather', '--to', 'stranger-plugins', '--grant', 'all', '--json'], { cwd: machine.folder, env });
    expect([refused.code, refused.json.diagnostics[0]?.code]).toEqual([11, 'PLX5015']);
    const command = /plexi-plugin (install .*)/.exec(refused.json.diagnostics[0]?.hint ?? '')?.[1] ?? '';
    const accepted = await runCli(command.split(' '), { cwd: machine.folder, env });
    expect(accepted.code).toBe(0);
  });

  test('a tampered blob exits 12, and nothing is installed', async () => {
    const { file, digest } = await machine.pack({ name: 'tampered' });
    await run('publish', file);
    const blob = join(machine.home, 'registry', 'blobs', 'sha256', hexOf(digest));
    const bytes = await readFile(blob);
    bytes.writeUInt8(bytes.readUInt8(100) ^ 1, 100);
    await writeFile(blob, bytes);
    expect((await run('install', 'tampered', '--to', 'tampered-plugins')).code).toBe(12);
    expect((await run('list', '--to', 'tampered-plugins')).stdout).toContain('No plugin is installed');
    await rm(blob);
    expect((await run('publish', file)).code).toBe(0);
    expect((await run('install', 'tampered', '--to', 'tampered-plugins')).code).toBe(0);
  });

  test('a yanked version exits 14 where no lockfile has it', async () => {
    for (const version of ['1.0.0', '1.1.0']) await run('publish', (await machine.pack({ name: 'yanked', version })).file);
    expect((await run('yank', 'yanked@1.1.0', '--reason', 'broken')).code).toBe(0);
    expect((await run('yank', 'yanked@1.1.0')).code).toBe(0);
    const refused = await run('install', 'yanked@1.1.0', '--to', 'yanked-plugins');
    expect(refused.code).toBe(14);
    expect(refused.stderr).toContain('yanked by its author: broken');
    expect((await run('install', 'yanked', '--to', 'yanked-plugins', '--json')).json.result).toMatchObject({ version: '1.0.0' });
  });

  test('changed files exit 12 with list --check', async () => {
    await run('install', 'weather', '--to', 'changed', '--grant', 'all');
    await writeFile(join(machine.folder, 'changed', 'weather', 'README.md'), 'changed');
    expect((await run('list', '--to', 'changed')).code).toBe(0);
    expect((await run('list', '--to', 'changed', '--check')).code).toBe(12);
  });

  const CODES = [
    [['info', 'wether'], 1, 'did you mean "weather"?'],
    [['install', 'wether'], 1, 'did you mean "weather"?'],
    [['install', 'weather@^9', '--grant', 'all'], 1, 'PLX5006'],
    [['install', 'weather@what'], 2, 'PLX5012'],
    [['install', 'weather', '--grant', 'mesages.read'], 2, 'did you mean messages.read?'],
    [['install'], 2, 'PLX0002'],
    [['uninstall', 'weather', '--to', 'nowhere'], 1, 'PLX5022'],
    [['search', 'x', '--registry', 'nowhere'], 1, 'PLX5001'],
    [['search', 'x', '--registry', 'https://user:secret@plugins.example.com/'], 2, 'PLX5002'],
    [['publish', 'nowhere.plx'], 2, 'PLX2042'],
    [['yank', 'weather'], 2, 'PLX5012'],
  ] as const;
  for (const [args, exitCode, text] of CODES) {
    test(`${args.join(' ')} exits ${exitCode}`, async () => {
      const { code, stderr, stdout } = await run(...args);
      expect([code, stdout]).toEqual([exitCode, '']);
      expect(stderr).toContain(text);
      expect(stderr).not.toContain('secret');
    });
  }

  test('an unsigned archive exits 10', async () => {
    const { file } = await machine.pack({ name: 'unsigned' }, { unsigned: true });
    expect((await run('publish', file)).code).toBe(10);
  });
});
