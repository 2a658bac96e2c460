import { mkdir, mkdtemp, readdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { parseLockfile } from '../../../src/core/registry/lockfile.ts';
import { renderContents } from '../../../src/core/archive/render-contents.ts';
import { renderInstall } from '../../../src/core/registry/render-installed.ts';
import { inspectArchive } from '../../../src/operations/inspect-archive.ts';
import { installPlugin, type InstallReport, type InstallRequest } from '../../../src/operations/install-plugin.ts';
import { listPlugins } from '../../../src/operations/list-plugins.ts';
import { publishPlugin } from '../../../src/operations/publish-plugin.ts';
import { showPlugin } from '../../../src/operations/show-plugin.ts';
import { uninstallPlugin } from '../../../src/operations/uninstall-plugin.ts';
import { yankPlugin } from '../../../src/operations/yank-plugin.ts';
import type { Platform } from '../../../src/platform/platform.ts';
import { createMachine, createStranger, type Machine } from '../../helpers/registry-machine.ts';

let author: Machine;
let user: Machine;
let registry: string;
let to: string;

beforeAll(async () => {
  author = await createMachine();
  user = await createMachine();
  await user.trust(author.signer, 'author');
});

beforeEach(async () => {
  registry = await mkdtemp(join(author.folder, 'registry-'));
  await rm(registry, { recursive: true });
  to = await mkdtemp(join(user.folder, 'plugins-'));
});

async function publish(manifest: Parameters<Machine['pack']>[0] = {}, options?: Parameters<Machine['pack']>[1]): Promise<void> {
  const { file } = await author.pack(manifest, options);
  await publishPlugin({ file, registry }, author.platform);
}

function install(spec: string, request: Partial<InstallRequest> = {}, platform: Platform = user.platform): Promise<InstallReport> {
  return installPlugin({ spec, registry, to, ...request }, platform);
}

async function readVersion(name = 'weather'): Promise<unknown> {
  return (JSON.parse(await readFile(join(to, name, 'plugin.json'), 'utf8')) as { version: unknown }).version;
}

async function readPinned(name = 'weather'): ReturnType<typeof Promise.resolve<ReturnType<ReturnType<typeof parseLockfile>['get']>>> {
  return parseLockfile(await readFile(join(to, 'plexi.lock'), 'utf8'), 'plexi.lock').get(name);
}

describe('install', () => {
  test('unpacks the files, pins digest, key and grants, and leaves nothing else', async () => {
    await publish();
    const report = await install('weather');
    expect(report.path).toBe(join(to, 'weather'));
    expect((await readdir(to)).sort()).toEqual(['.plexi', 'plexi.lock', 'weather']);
    expect((await readdir(report.path)).sort()).toEqual(['.plexi-install.json', 'README.md', 'dist', 'plugin.json']);
    expect(await readFile(join(report.path, 'README.md'), 'utf8')).toBe('# Weather\n');
    expect(await readPinned()).toEqual({ version: '1.0.0', digest: report.digest, keyId: author.signer.publicKey.keyId, grants: [], registry });
    expect(await readdir(join(to, '.plexi', 'staging'))).toEqual([]);
    expect(await readdir(join(to, '.plexi', 'replaced'))).toEqual([]);
    expect(await readdir(join(to, '.plexi', 'pending'))).toEqual([]);
  });

  test('takes the highest version, the highest in a range, and the one that is named', async () => {
    for (const version of ['1.0.0', '1.2.0', '1.10.0', '2.0.0', '3.0.0-rc.1']) await publish({ version });
    expect((await install('weather')).version).toBe('2.0.0');
    expect((await install('weather@latest')).version).toBe('2.0.0');
    expect((await install('weather@^1.0.0')).version).toBe('1.10.0');
    expect((await install('weather@1.2.0')).version).toBe('1.2.0');
    expect((await install('weather@3.0.0-rc.1')).version).toBe('3.0.0-rc.1');
    expect(await readVersion()).toBe('3.0.0-rc.1');
  });

  test('says how much the plugin asks for, where the defaults do not suit it', async () => {
    await publish({ limits: { memory_mb: 128 } });
    const report = await install('weather');
    expect(report.limits).toEqual({ memory_mb: 128 });
    expect(renderInstall(report)).toMatch(/\nAsks for limits of its own: 128 MiB of memory$/);
    const { file } = await author.pack({ limits: { memory_mb: 128 } });
    const inspected = await inspectArchive({ file }, author.platform);
    expect(renderContents(inspected)).toContain('\nAsks for limits of its own: 128 MiB of memory\n');
  });

  test('replaces the whole folder: upgrade, downgrade and the same again', async () => {
    await publish({ version: '1.0.0' }, { files: { 'old.txt': 'old' } });
    await publish({ version: '2.0.0' }, { files: { 'new.txt': 'new' } });
    await install('weather@1.0.0');
    expect(await install('weather')).toMatchObject({ version: '2.0.0', previous: '1.0.0' });
    expect(await readdir(join(to, 'weather'))).not.toContain('old.txt');
    await install('weather@1.0.0');
    expect(await readdir(join(to, 'weather'))).not.toContain('new.txt');
    await writeFile(join(to, 'weather', 'old.txt'), 'edited');
    await install('weather@1.0.0');
    expect(await readFile(join(to, 'weather', 'old.txt'), 'utf8')).toBe('old');
  });

  test('a plugin of a namespace goes into a folder of the namespace', async () => {
    await publish({ name: 'acme/weather' });
    await publish({ name: 'weather' });
    expect((await install('acme/weather')).path).toBe(join(to, 'acme', 'weather'));
    await install('weather');
    expect((await listPlugins({ to, check: true }, user.platform)).plugins.map(({ name, state }) => [name, state])).toEqual([
      ['acme/weather', 'intact'],
      ['weather', 'intact'],
    ]);
  });

  test('a name that is not there is refused with PLX5005 and one that is near', async () => {
    await publish();
    await expect(install('whether')).rejects.toThrowCode('PLX5005');
    await expect(install('whether')).rejects.toMatchObject({ diagnostics: [{ hint: 'did you mean "weather"?' }] });
  });

  test('a range that nothing matches is refused with PLX5006', async () => {
    await publish();
    await expect(install('weather@^2.0.0')).rejects.toThrowCode('PLX5006');
  });

  for (const spec of ['Weather', '../weather', 'weather@', 'weather@not a range!', '', '@1.0.0', 'a/b/c', 'weather/']) {
    test(`${JSON.stringify(spec)} is refused with PLX5012`, async () => {
      await expect(install(spec)).rejects.toThrowCode('PLX5012');
    });
  }

  test('--host refuses what does not run there: PLX5027', async () => {
    await publish({ version: '1.0.0', plexichat_version: '>=a.1.1-16 <b.1.1' });
    await publish({ version: '2.0.0', min_plexichat_version: '3.0.0' });
    await expect(install('weather', { host: 'a.1.1-20' })).rejects.toThrowCode('PLX5027');
    expect((await install('weather@1.0.0', { host: 'a.1.1-20' })).version).toBe('1.0.0');
    expect((await install('weather', { host: '3.1.0' })).version).toBe('2.0.0');
    await expect(install('weather', { host: 'new' })).rejects.toThrowCode('PLX0003');
  });

  test('a registry that is not there is refused with PLX5001, and not made', async () => {
    await expect(install('weather')).rejects.toThrowCode('PLX5001');
    await expect(readdir(registry)).rejects.toThrow('ENOENT');
  });
});

describe('permissions', () => {
  const permissions = ['messages.read', 'messages.write', { permission: 'external.api', hosts: ['api.example.com'], reason: 'to fetch forecasts' }];

  test('without anybody to ask, every missing grant is listed: PLX5019', async () => {
    await publish({ permissions });
    await expect(install('weather', { grant: 'messages.read' })).rejects.toMatchObject({
      code: 'PLX5019',
      diagnostics: [
        {
          message: expect.stringContaining('external.api:api.example.com, messages.write') as unknown,
          hint: expect.stringContaining('--grant messages.read,external.api:api.example.com,messages.write') as unknown,
          details: expect.arrayContaining(['messages.write — Send messages (medium risk)', '    The author says: to fetch forecasts']) as unknown,
        },
      ],
    });
    expect(await readdir(to)).toEqual([]);
  });

  test('--yes grants nothing', async () => {
    await publish({ permissions });
    await expect(install('weather', {}, { ...user.platform, assumeYes: true })).rejects.toThrowCode('PLX5019');
  });

  for (const grant of ['all', 'messages.read,messages.write,external.api', ' messages.write , messages:read,external.api:api.example.com']) {
    test(`--grant "${grant}" grants what is asked for`, async () => {
      await publish({ permissions });
      await install('weather', { grant });
      expect((await readPinned())?.grants).toEqual(['external.api:api.example.com', 'messages.read', 'messages.write']);
    });
  }

  test('a person is asked for each missing one, in plain words', async () => {
    await publish({ permissions });
    const { platform, questions } = user.withAnswers([true, true]);
    await install('weather', { grant: 'messages.read' }, platform);
    expect(questions).toHaveLength(2);
    expect(questions[0]).toContain('Connect to the internet: api.example.com');
  });

  test('one "no" installs nothing: PLX5019', async () => {
    await publish({ permissions });
    await expect(install('weather', {}, user.withAnswers([true, false, true]).platform)).rejects.toThrowCode('PLX5019');
    expect(await readdir(to)).toEqual([]);
  });

  test('an upgrade asks only for what is new; a host more is new', async () => {
    await publish({ version: '1.0.0', permissions });
    await install('weather', { grant: 'all' });
    await publish({ version: '1.1.0', permissions });
    expect((await install('weather')).version).toBe('1.1.0');
    await publish({ version: '1.2.0', permissions: [{ permission: 'external.api', hosts: ['api.example.com', 'evil.example.com'] }] });
    await expect(install('weather')).rejects.toMatchObject({ code: 'PLX5019', diagnostics: [{ message: expect.stringMatching(/: external\.api:evil\.example\.com$/) as unknown }] });
    expect(await readVersion()).toBe('1.1.0');
  });

  test('what the plugin no longer asks for is no longer granted', async () => {
    await publish({ version: '1.0.0', permissions });
    await install('weather', { grant: 'all' });
    await publish({ version: '2.0.0', permissions: ['messages.read'] });
    await install('weather');
    expect((await readPinned())?.grants).toEqual(['messages.read']);
  });

  test('an optional permission is granted when it is named, and kept by the next version', async () => {
    await publish({ permissions: ['messages.read'], optional_permissions: ['files.read', 'users.read'] });
    expect((await install('weather', { grant: 'all' })).grants).toEqual(['messages.read']);
    const report = await install('weather', { grant: 'all,files.read' });
    expect(report.permissions.map(({ grant, isOptional }) => [grant, isOptional])).toEqual([['messages.read', undefined], ['files.read', true]]);
    await publish({ version: '1.1.0', permissions: ['messages.read'], optional_permissions: ['files.read', 'users.read'] });
    expect((await install('weather')).grants).toEqual(['files.read', 'messages.read']);
    expect((await showPlugin({ spec: 'weather', registry }, user.platform)).permissions).toMatchObject([{ grant: 'messages.read' }, { grant: 'files.read', isOptional: true }, { grant: 'users.read', isOptional: true }]);
  });

  test('one host of an optional permission is not granted without the others', async () => {
    await publish({ permissions: [], optional_permissions: [{ permission: 'external.api', hosts: ['a.example.com', 'b.example.com'] }] });
    await expect(install('weather', { grant: 'external.api:a.example.com' })).rejects.toThrowCode('PLX5019');
    expect((await install('weather', { grant: 'external.api' })).grants).toEqual(['external.api:a.example.com', 'external.api:b.example.com']);
  });

  test('what is granted and not asked for is a warning: PLX5020', async () => {
    await publish({ permissions: ['messages.read'] });
    const report = await install('weather', { grant: 'messages.read,system.admin' });
    expect(report.grants).toEqual(['messages.read']);
    expect(report.diagnostics).toMatchObject([{ code: 'PLX5020', severity: 'warning' }]);
  });

  test('a permission that does not exist is refused with PLX0003', async () => {
    await publish({ permissions });
    await expect(install('weather', { grant: 'mesages.read' })).rejects.toThrowCode('PLX0003');
  });
});

describe('trust', () => {
  test('an unknown signer is refused with PLX5015 and the exact command', async () => {
    const stranger = await createMachine();
    await publish();
    const { keyId } = author.signer.publicKey;
    await expect(install('weather', {}, stranger.platform)).rejects.toMatchObject({
      code: 'PLX5015',
      diagnostics: [{ hint: expect.stringContaining(`install weather@1.0.0 --trust ${keyId} --to ${to} --registry ${registry}`) as unknown }],
    });
    await install('weather', { trust: keyId }, stranger.platform);
    expect((await readPinned())?.keyId).toBe(keyId);
  });

  test('a pinned key needs no keyring for later versions', async () => {
    const stranger = await createMachine();
    await publish({ version: '1.0.0' });
    await install('weather', { trust: author.signer.publicKey.keyId }, stranger.platform);
    await publish({ version: '1.1.0' });
    expect((await install('weather', {}, stranger.platform)).version).toBe('1.1.0');
  });

  test('a person is asked, and shown the key', async () => {
    const stranger = await createMachine();
    await publish();
    const { platform, questions } = stranger.withAnswers([true]);
    await install('weather', {}, platform);
    expect(questions[0]).toContain(author.signer.publicKey.keyId);
    await uninstallPlugin({ name: 'weather', to }, platform);
    await expect(install('weather', {}, stranger.withAnswers([false]).platform)).rejects.toThrowCode('PLX5015');
  });

  test('--trust of another key accepts nothing, and one that is none is refused with PLX0003', async () => {
    const stranger = await createMachine();
    await publish();
    await expect(install('weather', { trust: createStranger().publicKey.keyId }, stranger.platform)).rejects.toThrowCode('PLX5015');
    await expect(install('weather', { trust: 'abc' }, stranger.platform)).rejects.toThrowCode('PLX0003');
  });

  test('another key than the pinned one is refused with PLX5016, even a trusted one, until it is accepted by name', async () => {
    await publish();
    await install('weather');
    const successor = createStranger();
    await user.trust(successor);
    await author.trust(successor);
    await rm(registry, { recursive: true });
    await publish({ version: '1.1.0' }, { signer: successor });
    await expect(install('weather')).rejects.toThrowCode('PLX5016');
    expect(await readVersion()).toBe('1.0.0');
    await install('weather', { trust: successor.publicKey.keyId });
    expect((await readPinned())?.keyId).toBe(successor.publicKey.keyId);
  });

  test('other contents under the pinned version are refused with PLX5017', async () => {
    await publish();
    await install('weather');
    await rm(registry, { recursive: true });
    await publish({}, { files: { 'extra.txt': 'other' } });
    await expect(install('weather')).rejects.toThrowCode('PLX5017');
    await expect(install('weather', { trust: author.signer.publicKey.keyId })).rejects.toThrowCode('PLX5017');
  });

  test('a revoked key is refused with PLX3004', async () => {
    const careful = await createMachine();
    await careful.trust(author.signer);
    await mkdir(join(careful.platform.folders.keys, 'revoked'));
    await writeFile(join(careful.platform.folders.keys, 'revoked', author.signer.publicKey.keyId), '2026-01-01T00:00:00.000Z\n');
    await publish();
    await expect(install('weather', { trust: author.signer.publicKey.keyId }, careful.platform)).rejects.toThrowCode('PLX3004');
  });
});

describe('yank', () => {
  test('keeps new installs from choosing a version: the next highest is taken', async () => {
    for (const version of ['1.0.0', '1.1.0']) await publish({ version });
    expect(await yankPlugin({ spec: 'weather@1.1.0', registry, reason: 'broken' }, author.platform)).toMatchObject({ outcome: 'yanked', version: '1.1.0' });
    expect(await yankPlugin({ spec: 'weather@1.1.0', registry }, author.platform)).toMatchObject({ outcome: 'already-yanked' });
    expect((await install('weather')).version).toBe('1.0.0');
    await expect(install('weather@1.1.0')).rejects.toThrowCode('PLX5007');
  });

  test('a lockfile that has the version still gets it, with a warning: PLX5028', async () => {
    await publish({ version: '1.1.0' });
    await install('weather');
    await yankPlugin({ spec: 'weather@1.1.0', registry, reason: 'broken' }, author.platform);
    await rm(join(to, 'weather'), { recursive: true });
    for (const spec of ['weather', 'weather@1.1.0', 'weather@^1.0.0']) {
      expect((await install(spec)).diagnostics).toMatchObject([{ code: 'PLX5028', message: expect.stringContaining('broken') as unknown }]);
    }
  });

  test('needs the key that owns the name: PLX5026', async () => {
    await publish();
    await expect(yankPlugin({ spec: 'weather@1.0.0', registry }, user.platform)).rejects.toThrowCode('PLX5026');
  });

  test('of a version that is not there is refused with PLX5006, of a range with PLX5012', async () => {
    await publish();
    await expect(yankPlugin({ spec: 'weather@9.0.0', registry }, author.platform)).rejects.toThrowCode('PLX5006');
    await expect(yankPlugin({ spec: 'weather@^1.0.0', registry }, author.platform)).rejects.toThrowCode('PLX5012');
  });
});

describe('what is in the way', () => {
  test('a folder that install did not make is refused with PLX5018 and not touched', async () => {
    await publish();
    await mkdir(join(to, 'weather'));
    await writeFile(join(to, 'weather', 'thesis.txt'), 'mine');
    await expect(install('weather')).rejects.toThrowCode('PLX5018');
    await expect(uninstallPlugin({ name: 'weather', to }, user.platform)).rejects.toThrowCode('PLX5018');
    expect(await readdir(join(to, 'weather'))).toEqual(['thesis.txt']);
  });

  test('a link in the place of a plugin, or of a namespace, is refused with PLX5018', async () => {
    await publish();
    await publish({ name: 'acme/weather' });
    const elsewhere = await mkdtemp(join(user.folder, 'elsewhere-'));
    await symlink(elsewhere, join(to, 'weather'));
    await symlink(elsewhere, join(to, 'acme'));
    await expect(install('weather')).rejects.toThrowCode('PLX5018');
    await expect(install('acme/weather')).rejects.toThrowCode('PLX5018');
    expect(await readdir(elsewhere)).toEqual([]);
  });

  test('a namespace that is a plugin itself is refused with PLX5018, and the other way round', async () => {
    await publish({ name: 'acme' });
    await publish({ name: 'acme/weather' });
    await install('acme');
    await expect(install('acme/weather')).rejects.toThrowCode('PLX5018');
    await uninstallPlugin({ name: 'acme', to }, user.platform);
    await install('acme/weather');
    await expect(install('acme')).rejects.toThrowCode('PLX5018');
  });

  test('a link in place of our own folder is refused with PLX5025', async () => {
    await publish();
    const elsewhere = await mkdtemp(join(user.folder, 'elsewhere-'));
    await symlink(elsewhere, join(to, '.plexi'));
    await expect(install('weather')).rejects.toThrowCode('PLX5025');
    expect(await readdir(elsewhere)).toEqual([]);
  });

  test('another plugin’s folder under this name is refused with PLX5018', async () => {
    await publish();
    await publish({ name: 'other' });
    await install('other');
    await rename(join(to, 'other'), join(to, 'weather'));
    await expect(install('weather')).rejects.toThrowCode('PLX5018');
  });

  test('a lockfile that cannot be understood is refused with PLX5021 and left alone', async () => {
    await publish();
    for (const text of ['<<<<<<< HEAD\n', '{}', '{"lockfileVersion":2,"plugins":{}}', '{"lockfileVersion":1,"plugins":{"../x":{}}}']) {
      await writeFile(join(to, 'plexi.lock'), text);
      await expect(install('weather')).rejects.toThrowCode('PLX5021');
      expect(await readFile(join(to, 'plexi.lock'), 'utf8')).toBe(text);
    }
  });

  test('an archive that brings our own note is refused with PLX5030', async () => {
    await publish({}, { files: { '.plexi-install.json': '{}' } });
    await expect(install('weather')).rejects.toThrowCode('PLX5030');
    expect(await readdir(to)).not.toContain('weather');
  });
});

describe('uninstall', () => {
  test('removes the folder and the lock entry, and leaves the others', async () => {
    await publish();
    await publish({ name: 'other' });
    await install('weather');
    await install('other');
    expect(await uninstallPlugin({ name: 'weather', to }, user.platform)).toEqual({ name: 'weather', version: '1.0.0', path: join(to, 'weather') });
    expect((await readdir(to)).sort()).toEqual(['.plexi', 'other', 'plexi.lock']);
    expect((await listPlugins({ to, check: true }, user.platform)).plugins).toMatchObject([{ name: 'other', state: 'intact' }]);
  });

  test('of a plugin that is not there is refused with PLX5022 and one that is near', async () => {
    await publish();
    await install('weather');
    await expect(uninstallPlugin({ name: 'wether', to }, user.platform)).rejects.toMatchObject({ code: 'PLX5022', diagnostics: [{ hint: 'did you mean "weather"?' }] });
  });

  test('removes a lock entry whose folder is gone', async () => {
    await publish();
    await install('weather');
    await rm(join(to, 'weather'), { recursive: true });
    await uninstallPlugin({ name: 'weather', to }, user.platform);
    expect((await listPlugins({ to }, user.platform)).plugins).toEqual([]);
  });
});

describe('list', () => {
  test('an empty or missing folder has no plugins', async () => {
    expect(await listPlugins({ to: 'nowhere' }, user.platform)).toEqual({ folder: join(user.folder, 'nowhere'), plugins: [], diagnostics: [] });
  });

  test('--check names files that were changed, removed, added or replaced by a link: PLX5023', async () => {
    await publish({}, { files: { 'a.txt': 'a', 'b.txt': 'b', 'c.txt': 'c' } });
    await install('weather');
    const folder = join(to, 'weather');
    await writeFile(join(folder, 'a.txt'), 'A');
    await rm(join(folder, 'b.txt'));
    await rm(join(folder, 'c.txt'));
    await symlink('/etc/hostname', join(folder, 'c.txt'));
    await writeFile(join(folder, 'd.txt'), 'd');
    expect((await listPlugins({ to }, user.platform)).plugins).toMatchObject([{ state: 'installed' }]);
    const { plugins, diagnostics } = await listPlugins({ to, check: true }, user.platform);
    expect(plugins[0]?.changes).toEqual([
      { path: 'a.txt', change: 'changed' },
      { path: 'b.txt', change: 'missing' },
      { path: 'c.txt', change: 'changed' },
      { path: 'd.txt', change: 'added' },
    ]);
    expect(diagnostics).toMatchObject([{ code: 'PLX5023' }]);
  });

  test('--check believes the lockfile, not the note: a note of another release is found out', async () => {
    await publish();
    await publish({ version: '1.1.0' });
    await install('weather@1.1.0');
    const note = await readFile(join(to, 'weather', '.plexi-install.json'), 'utf8');
    const forged = JSON.parse(note) as { digest: string };
    await install('weather@1.0.0');
    await writeFile(join(to, 'weather', '.plexi-install.json'), JSON.stringify({ ...forged, digest: (await readPinned())?.digest }));
    const { diagnostics } = await listPlugins({ to, check: true }, user.platform);
    expect(diagnostics).not.toEqual([]);
  });

  test('a folder that is missing, or has another version than the lock entry, is PLX5029', async () => {
    await publish();
    await publish({ version: '1.1.0' });
    await install('weather@1.0.0');
    const lockfile = await readFile(join(to, 'plexi.lock'));
    await install('weather@1.1.0');
    await writeFile(join(to, 'plexi.lock'), lockfile);
    expect(await listPlugins({ to }, user.platform)).toMatchObject({ plugins: [{ state: 'mismatched' }], diagnostics: [{ code: 'PLX5029' }] });
    await rm(join(to, 'weather'), { recursive: true });
    expect(await listPlugins({ to }, user.platform)).toMatchObject({ plugins: [{ state: 'missing' }], diagnostics: [{ code: 'PLX5029' }] });
    await install('weather@1.0.0');
    expect(await listPlugins({ to, check: true }, user.platform)).toMatchObject({ plugins: [{ state: 'intact' }], diagnostics: [] });
  });
});

describe('several at once', () => {
  test('installs of different plugins into one folder all end well', async () => {
    const names = ['one', 'two', 'three', 'four', 'five'];
    for (const name of names) await publish({ name });
    await Promise.all(names.map((name) => install(name)));
    const { plugins } = await listPlugins({ to, check: true }, user.platform);
    expect(plugins.map(({ state }) => state)).toEqual(names.map(() => 'intact'));
  });

  test('installs of two versions of one plugin end with one of them, whole', async () => {
    for (const version of ['1.0.0', '1.1.0']) await publish({ version });
    await Promise.all([install('weather@1.0.0'), install('weather@1.1.0'), install('weather@1.0.0')]);
    expect((await listPlugins({ to, check: true }, user.platform)).plugins).toMatchObject([{ state: 'intact' }]);
    expect(await readVersion()).toBe((await readPinned())?.version);
  });
});
