import { execFile, execFileSync, spawn } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, test } from 'vitest';
import { generatePrivateKey } from '../../src/core/signing/signer.ts';
import { createPlugin } from '../helpers/packable-plugin.ts';
import { CLI, runCli, type CliRun } from '../helpers/run-cli.ts';
import { createFolder } from '../helpers/temporary-folder.ts';

let home: string;
let env: Readonly<Record<string, string>>;

beforeAll(async () => {
  home = await createFolder({});
  env = { PLEXI_HOME: home };
  await runCli(['keys', 'generate'], { env });
});

interface Packed {
  readonly digest: string;
  readonly fileDigest: string;
  readonly keyGenerated: boolean;
}

const resultOf = ({ json }: CliRun): Packed => json.result as Packed;

const pack = (directory: string, ...args: readonly string[]): Promise<CliRun> => runCli(['pack', '--json', ...args], { cwd: directory, env });

describe('pack', () => {
  test('writes a signed archive beside the manifest, which verify trusts', async () => {
    const plugin = await createPlugin();
    const packed = await pack(plugin);
    const file = join(plugin, 'weather-1.0.0.plx');
    expect(packed).toMatchObject({ code: 0, json: { ok: true, diagnostics: [] } });
    expect(packed.json.result).toMatchObject({ name: 'weather', version: '1.0.0', file, size: statSync(file).size, signed: true, keyName: 'default', keyGenerated: false, files: 6 });
    expect(packed.json.result).toMatchObject({ digest: expect.stringMatching(/^sha256:[0-9a-f]{64}$/) as string, keyId: expect.stringMatching(/^[0-9a-f]{64}$/) as string });
    expect(packed.json.result).toHaveProperty('fileDigest', `sha256:${execFileSync('sha256sum', [file], { encoding: 'utf8' }).slice(0, 64)}`);

    const verified = await runCli(['verify', file, '--json'], { env });
    expect(verified).toMatchObject({ code: 0, json: { ok: true, result: { state: 'trusted', digest: resultOf(packed).digest, keyName: 'default' } } });
  });

  test('packs the manifest, the bundle and the assets, and no source, test or tool file', async () => {
    const plugin = await createPlugin({ 'src/data.json': '{}', 'docs/guide.md': '', 'node_modules/x/index.js': '', '.git/config': '', '.gitignore': '', 'dist/plugin.js': 'stale', 'dist/old.js': '' });
    await pack(plugin);
    const { json } = await runCli(['inspect', 'weather-1.0.0.plx', '--json'], { cwd: plugin, env });
    const paths = (json.result as { files: { path: string }[] }).files.map(({ path }) => path);
    expect(paths).toEqual(['dist/plugin.js', 'dist/plugin.js.map', 'plugin.json', 'LICENSE', 'README.md', 'assets/icon.svg', 'docs/guide.md', 'src/data.json']);
  });

  test('replaces an archive that is there, and is not packed into the next one', async () => {
    const plugin = await createPlugin({ 'weather-1.0.0.plx': 'old' });
    const first = await pack(plugin);
    const second = await pack(plugin);
    expect(resultOf(second)).toEqual(resultOf(first));
  });

  test('writes where -o says, relative to the shell, wherever the plugin is', async () => {
    const plugin = await createPlugin();
    const shell = await createFolder({});
    const packed = await runCli(['pack', '--cwd', plugin, '-o', 'out.plx', '--json'], { cwd: shell, env });
    expect(packed.json.result).toHaveProperty('file', join(shell, 'out.plx'));
    expect(readdirSync(shell)).toEqual(['out.plx']);
  });

  test('packs a plugin.yaml as the plugin.json that it is', async () => {
    const yaml = 'name: weather\nversion: 1.0.0\ndescription: Tells the weather.\nauthor: Alice\ntype: message-processor\nentry_point: src/index.ts\n';
    const written = await createPlugin({ 'plugin.yaml': yaml });
    execFileSync('rm', [join(written, 'plugin.json')]);
    await pack(written);
    const { json } = await runCli(['inspect', 'weather-1.0.0.plx', '--json'], { cwd: written, env });
    const result = json.result as { manifest: object; files: { path: string }[] };
    expect(result.manifest).toMatchObject({ name: 'weather', entry_point: 'src/index.ts' });
    expect(result.files.map(({ path }) => path).filter((path) => path.startsWith('plugin.'))).toEqual(['plugin.json']);
  });

  test('tells a person what it made', async () => {
    const plugin = await createPlugin();
    const { stdout, stderr, code } = await runCli(['pack'], { cwd: plugin, env });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^Packed .*weather-1\.0\.0\.plx \(6 files, \d+\.\d kB\)\n {2}digest sha256:[0-9a-f]{64}\n {2}signed with "default" \([0-9a-f]{64}\)\n$/);
  });
});

describe('pack is reproducible', () => {
  async function packIn(plugin: string, variables: Readonly<Record<string, string>> = {}, umask = '022', cwd = plugin): Promise<Record<string, unknown>> {
    const { stdout } = await promisify(execFile)('sh', ['-c', `umask ${umask} && exec "$@"`, 'sh', process.execPath, CLI, 'pack', '--json', '--cwd', plugin], {
      cwd,
      env: { PATH: process.env['PATH'], PLEXI_HOME: home, ...variables },
    });
    const { digest, fileDigest } = (JSON.parse(stdout) as { result: Record<string, unknown> }).result;
    return { digest, fileDigest };
  }

  let plugin: string;
  let reference: Record<string, unknown>;

  beforeAll(async () => {
    plugin = await createPlugin({ 'bin/tool.sh': '#!/bin/sh\n', 'é.txt': 'é' });
    chmodSync(join(plugin, 'bin/tool.sh'), 0o755);
    reference = await packIn(plugin);
  });

  test('a second time', async () => {
    expect(await packIn(plugin)).toEqual(reference);
  });

  test('with other times of files', async () => {
    for (const file of ['README.md', 'src/index.ts', 'plugin.json']) utimesSync(join(plugin, file), 1, 1);
    expect(await packIn(plugin)).toEqual(reference);
  });

  test('with another umask, of the tool and of whoever checked the files out', async () => {
    const copy = await createFolder({});
    cpSync(plugin, join(copy, 'p'), { recursive: true });
    for (const file of ['README.md', 'plugin.json', 'src/index.ts', 'assets/icon.svg']) chmodSync(join(copy, 'p', file), 0o600);
    chmodSync(join(copy, 'p/bin/tool.sh'), 0o700);
    chmodSync(join(copy, 'p/assets'), 0o700);
    expect(await packIn(join(copy, 'p'), {}, '077')).toEqual(reference);
  });

  test('in another time zone and language', async () => {
    expect(await packIn(plugin, { TZ: 'Pacific/Kiritimati', LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8' })).toEqual(reference);
  });

  test('in another folder, from another folder, made in another order', async () => {
    const other = await createFolder({});
    const target = join(other, 'some where/else');
    mkdirSync(target, { recursive: true });
    for (const name of readdirSync(plugin).filter((entry) => !entry.endsWith('.plx')).reverse()) cpSync(join(plugin, name), join(target, name), { recursive: true });
    expect(await packIn(target, {}, '022', other)).toEqual(reference);
  });

  test('through a symbolic link to the folder', async () => {
    const other = await createFolder({});
    symlinkSync(plugin, join(other, 'link'));
    expect(await packIn(join(other, 'link'))).toEqual(reference);
  });

  test('with another key: another file with the same digest', async () => {
    const { digest, fileDigest } = await packIn(plugin, { PLEXI_SIGNING_KEY: generatePrivateKey() });
    expect(digest).toBe(reference['digest']);
    expect(fileDigest).not.toBe(reference['fileDigest']);
  });
});

describe('pack and keys', () => {
  test('without a key it stops with the command to run, and makes nothing', async () => {
    const plugin = await createPlugin();
    const bare = await createFolder({});
    const { code, json } = await runCli(['pack', '--json'], { cwd: plugin, env: { PLEXI_HOME: bare } });
    expect({ code, result: json.result as unknown, diagnostics: json.diagnostics }).toMatchObject({ code: 2, result: null, diagnostics: [{ code: 'PLX3005', hint: expect.stringContaining('plexi-plugin keys generate') as string }] });
    expect([...readdirSync(plugin), ...readdirSync(bare)].filter((name) => name.endsWith('.plx') || name === 'keys')).toEqual([]);
  });

  test('with --yes it makes a key, and that key stays', async () => {
    const plugin = await createPlugin();
    const bare = await createFolder({});
    const first = await runCli(['pack', '--yes', '--json'], { cwd: plugin, env: { PLEXI_HOME: bare } });
    const second = await runCli(['pack', '--json'], { cwd: plugin, env: { PLEXI_HOME: bare } });
    expect([resultOf(first).keyGenerated, resultOf(second).keyGenerated]).toEqual([true, false]);
    expect(resultOf(second).fileDigest).toBe(resultOf(first).fileDigest);
    expect(await runCli(['verify', 'weather-1.0.0.plx'], { cwd: plugin, env: { PLEXI_HOME: bare } })).toMatchObject({ code: 0 });
  });

  test('with --no-sign it packs without a signature, needs no key, and verify exits with 10', async () => {
    const plugin = await createPlugin();
    const bare = await createFolder({});
    const packed = await runCli(['pack', '--no-sign', '--json'], { cwd: plugin, env: { PLEXI_HOME: bare } });
    expect(packed).toMatchObject({ code: 0, json: { result: { signed: false, keyId: null } } });
    expect(await runCli(['verify', 'weather-1.0.0.plx', '--json'], { cwd: plugin, env })).toMatchObject({ code: 10, json: { ok: false, result: { state: 'unsigned' } } });
  });

  test('with a key in the environment it signs with that, and verify knows it by --key only', async () => {
    const plugin = await createPlugin();
    const pem = generatePrivateKey();
    const other = await createFolder({ 'ci.pem': pem });
    const packed = await runCli(['pack', '--json'], { cwd: plugin, env: { ...env, PLEXI_SIGNING_KEY: pem } });
    expect(packed).toMatchObject({ code: 0, json: { result: { signed: true, keyName: null } } });
    expect(await runCli(['verify', 'weather-1.0.0.plx', '--json'], { cwd: plugin, env })).toMatchObject({ code: 11, json: { result: { state: 'untrusted' } } });
    await runCli(['keys', 'import', 'ci.pem'], { cwd: other, env: { PLEXI_HOME: other } });
    await runCli(['keys', 'export', 'ci', '-o', 'ci.pub.pem'], { cwd: other, env: { PLEXI_HOME: other } });
    expect(await runCli(['verify', 'weather-1.0.0.plx', '--key', join(other, 'ci.pub.pem')], { cwd: plugin, env })).toMatchObject({ code: 0 });
  });

  test.each([
    [['--key', 'nobody'], 'PLX3006'],
    [['--key', 'default', '--no-sign'], 'PLX0002'],
  ])('with %j it stops with %s', async (args, code) => {
    expect(await pack(await createPlugin(), ...args)).toMatchObject({ code: 2, json: { diagnostics: [{ code }] } });
  });
});

describe('pack refuses by name, and writes nothing', () => {
  const HOSTILE: readonly (readonly [string, (folder: string) => void, readonly string[]])[] = [
    ['a link outside', (folder) => { symlinkSync('/etc/passwd', join(folder, 'passwd')); }, ['PLX2004']],
    ['a pipe', (folder) => { execFileSync('mkfifo', [join(folder, 'pipe')]); }, ['PLX2005']],
    ['twins by case', (folder) => { writeFileSync(join(folder, 'A.txt'), ''); writeFileSync(join(folder, 'a.txt'), ''); }, ['PLX2003']],
    ['twins by Unicode form', (folder) => { writeFileSync(join(folder, '\u00e9'), ''); writeFileSync(join(folder, 'e\u0301'), ''); }, ['PLX2003']],
    ['a name of Windows', (folder) => { writeFileSync(join(folder, 'con.txt'), ''); }, ['PLX2002']],
    ['a name that is too long', (folder) => { writeFileSync(join(folder, 'x'.repeat(120)), ''); }, ['PLX2001']],
    ['a private key under a harmless name', (folder) => { writeFileSync(join(folder, 'notes.md'), generatePrivateKey()); }, ['PLX2010']],
    ['several things at once', (folder) => { symlinkSync('gone', join(folder, 'a')); execFileSync('mkfifo', [join(folder, 'b')]); }, ['PLX2004', 'PLX2005']],
    ['an icon that is not there', (folder) => { execFileSync('rm', [join(folder, 'assets/icon.svg')]); }, ['PLX1006']],
    ['code with an error', (folder) => { writeFileSync(join(folder, 'src/index.ts'), 'export default class {'); }, ['PLX1312']],
    ['a manifest with an error', (folder) => { writeFileSync(join(folder, 'plugin.json'), '{"name":"Weather"}'); }, ['PLX1106', 'PLX1109']],
  ];

  test.each(HOSTILE)('%s', async (_, change, codes) => {
    const plugin = await createPlugin();
    change(plugin);
    const { code, json } = await pack(plugin);
    expect(code).toBe(1);
    expect(json.diagnostics.map((diagnostic) => diagnostic.code)).toEqual(expect.arrayContaining([...codes]));
    expect(readdirSync(plugin).filter((name) => /\.plx/.test(name))).toEqual([]);
  });

  test('secrets are left out with a warning each', async () => {
    const plugin = await createPlugin({ '.env': 'TOKEN=x', 'config/prod.env': 'x', '.ssh/id_rsa': 'x', 'private.pem': 'x', 'credentials.json': '{}' });
    const packed = await pack(plugin);
    expect(packed.code).toBe(0);
    expect(packed.json.diagnostics.map(({ code }) => code)).toEqual(Array(5).fill('PLX2008'));
    const text = readFileSync(join(plugin, 'weather-1.0.0.plx'), 'latin1');
    for (const name of ['.env', 'id_rsa', 'private.pem', 'credentials']) expect(text).not.toContain(name);
  });
});

test('an interrupted pack leaves nothing, and exits with 130', async () => {
  const plugin = await createPlugin();
  mkdirSync(join(plugin, 'data'));
  // Text that takes seconds to compress.
  const text = Buffer.from(Array.from({ length: 400_000 }, (_, index) => `${(index * 2654435761) >>> 0} weather\n`).join(''));
  for (let index = 0; index < 25; index++) writeFileSync(join(plugin, `data/${index}.txt`), text);
  const child = spawn(process.execPath, [CLI, 'pack'], { cwd: plugin, env: { ...env, PATH: process.env['PATH'] }, stdio: 'ignore' });
  while (!readdirSync(plugin).some((name) => name.endsWith('.tmp'))) {
    expect(child.exitCode).toBeNull();
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  child.kill('SIGINT');
  const code = await new Promise((resolve) => child.on('close', resolve));
  expect(code).toBe(130);
  expect(readdirSync(plugin).filter((name) => /plx/.test(name))).toEqual([]);
});
