// An install folder may come from somebody else: in a repository, or in an archive of a whole project. Whatever stands in
// it, nothing outside of it is touched, and what `install` did not make stays.
import { execFileSync } from 'node:child_process';
import { lstat, mkdir, mkdtemp, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { installPlugin, type InstallReport } from '../../../src/operations/install-plugin.ts';
import { listPlugins } from '../../../src/operations/list-plugins.ts';
import { publishPlugin } from '../../../src/operations/publish-plugin.ts';
import { uninstallPlugin } from '../../../src/operations/uninstall-plugin.ts';
import { createMachine, type Machine } from '../../helpers/registry-machine.ts';

let user: Machine;
let project: string;
let to: string;

beforeAll(async () => {
  user = await createMachine();
  for (const name of ['weather', 'acme/weather', 'constructor']) await publish(name, {});
});

async function publish(name: string, files: Readonly<Record<string, string>>): Promise<void> {
  const { file } = await user.pack({ name }, { files });
  await publishPlugin({ file }, user.platform);
}

beforeEach(async () => {
  project = await mkdtemp(join(user.folder, 'project-'));
  to = join(project, 'plugins');
  await mkdir(to);
});

const install = (spec: string): Promise<InstallReport> => installPlugin({ spec, to }, user.platform);

async function plant(path: string, text: string): Promise<void> {
  await mkdir(join(to, path, '..'), { recursive: true });
  await writeFile(join(to, path), text);
}

describe('what waits to be put back', () => {
  for (const planted of ['..+evil', '.+..', 'evil+..', '+evil', '.+evil']) {
    test(`under the name "${planted}" is not moved to where that leads`, async () => {
      await plant(`.plexi/replaced/${planted}/tasks.json`, 'evil');
      await plant(`.plexi/pending/${planted}`, '{"lockfileVersion":1,"plugins":{}}');
      await install('weather');
      expect(await readdir(project)).toEqual(['plugins']);
      expect((await readdir(to)).sort()).toEqual(['.plexi', 'plexi.lock', 'weather']);
    });
  }

  test('as a folder that install did not make is no plugin afterwards either', async () => {
    await plant('.plexi/replaced/acme+evil/plugin.js', 'evil');
    await plant('.plexi/pending/acme+evil', '{"lockfileVersion":1,"plugins":{}}');
    await install('weather');
    expect((await listPlugins({ to }, user.platform)).plugins.map(({ name }) => name)).toEqual(['weather']);
    await expect(install('acme/evil')).rejects.toThrowCode('PLX5005');
  });
});

describe('links', () => {
  for (const path of ['.plexi', '.plexi/staging', '.plexi/pending', '.plexi/replaced', '.plexi/state', 'plexi.lock', 'weather', 'acme']) {
    test(`in the place of ${path} lead nowhere`, async () => {
      const outside = await mkdtemp(join(user.folder, 'outside-'));
      await writeFile(join(outside, 'mine'), 'mine');
      await mkdir(join(to, path, '..'), { recursive: true });
      await symlink(outside, join(to, path));
      for (const spec of ['weather', 'acme/weather']) await install(spec).catch(() => undefined);
      for (const name of ['weather', 'acme/weather']) await uninstallPlugin({ name, to }, user.platform).catch(() => undefined);
      expect(await readdir(outside)).toEqual(['mine']);
      expect((await lstat(join(to, path))).isSymbolicLink()).toBe(true);
    });
  }

  test('inside an installed plugin are removed with it, and not what they lead to', async () => {
    const outside = await mkdtemp(join(user.folder, 'outside-'));
    await writeFile(join(outside, 'mine'), 'mine');
    await install('weather');
    await symlink(outside, join(to, 'weather', 'link'));
    await uninstallPlugin({ name: 'weather', to }, user.platform);
    expect(await readdir(outside)).toEqual(['mine']);
  });
});

describe('names', () => {
  test('of the prototype are names like any other', async () => {
    expect((await install('constructor')).path).toBe(join(to, 'constructor'));
    expect((await listPlugins({ to, check: true }, user.platform)).plugins).toMatchObject([{ name: 'constructor', state: 'intact' }]);
  });

  for (const [index, path] of ['.plexi-install.json', '.plexi-install.json/notes.txt', '.PLEXI-install.json/a', '.plexi-in\u017ftall.json'].entries()) {
    test(`of the note of install, as ${JSON.stringify(path)} in an archive, are PLX5030`, async () => {
      const name = `noted-${index}`;
      await publish(name, { [path]: 'evil' });
      await expect(install(name)).rejects.toThrowCode('PLX5030');
      expect((await readdir(to)).filter((entry) => entry !== '.plexi')).toEqual([]);
    });
  }
});

describe('a lockfile', () => {
  const LOCKS: readonly (readonly [string, string])[] = [
    ['with a path for a name', '{"lockfileVersion":1,"plugins":{"../evil":{}}}'],
    ['with a key of the prototype', '{"lockfileVersion":1,"plugins":{"__proto__":{"version":"1.0.0"}}}'],
    ['with a list of plugins', '{"lockfileVersion":1,"plugins":[]}'],
    ['with a digest that is a path', `{"lockfileVersion":1,"plugins":{"weather":{"version":"1.0.0","digest":"sha256:../x","keyId":"${'0'.repeat(64)}","grants":[],"registry":""}}}`],
    ['with ten thousand brackets', '['.repeat(10_000)],
    ['of a later version', '{"lockfileVersion":2,"plugins":{}}'],
    ['that is empty', ''],
  ];
  for (const [name, text] of LOCKS) {
    test(`${name} is PLX5021, and stays as it is`, async () => {
      await plant('plexi.lock', text);
      const attempts = [() => install('weather'), () => uninstallPlugin({ name: 'weather', to }, user.platform), () => listPlugins({ to }, user.platform)];
      for (const attempt of attempts) {
        await expect(attempt()).rejects.toThrowCode('PLX5021');
      }
      expect(await readFile(join(to, 'plexi.lock'), 'utf8')).toBe(text);
    });
  }

  test('that grants more than the plugin asks for grants no more than that', async () => {
    await install('weather');
    const lock = JSON.parse(await readFile(join(to, 'plexi.lock'), 'utf8')) as { plugins: { weather: object } };
    await plant('plexi.lock', JSON.stringify({ ...lock, plugins: { weather: { ...lock.plugins.weather, grants: ['system.admin', 'all'] } } }));
    expect((await install('weather')).grants).toEqual([]);
  });

  test('that is a pipe is not waited for', async () => {
    execFileSync('mkfifo', [join(to, 'plexi.lock')]);
    await expect(install('weather')).rejects.toThrowCode('PLX5025');
  });
});
