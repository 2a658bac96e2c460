// What somebody can plant into the state of a registry beside damaged records: strange numbers and folders in a value's
// chain, versions that are none, an owner that is two people, texts made to exhaust, and a state of last week.
import { cp, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { installPlugin } from '../../../src/operations/install-plugin.ts';
import { publishPlugin } from '../../../src/operations/publish-plugin.ts';
import { searchPlugins } from '../../../src/operations/search-plugins.ts';
import { showPlugin } from '../../../src/operations/show-plugin.ts';
import { createMachine, createStranger, type Machine } from '../../helpers/registry-machine.ts';

let author: Machine;
let user: Machine;
let honest: string;
let registry: string;
let to: string;

beforeAll(async () => {
  author = await createMachine();
  user = await createMachine();
  await user.trust(author.signer);
  honest = join(author.folder, 'registry');
  for (const version of ['1.0.0', '1.1.0']) await publish(honest, version);
});

async function publish(location: string, version: string): Promise<void> {
  const { file } = await author.pack({ version });
  await publishPlugin({ file, registry: location }, author.platform);
}

beforeEach(async () => {
  registry = await mkdtemp(join(user.folder, 'registry-'));
  await cp(honest, registry, { recursive: true });
  to = await mkdtemp(join(user.folder, 'plugins-'));
});

const folderOf = (key: string): string => join(registry, 'state', 'plugins', ...key.split('/'));

async function rewrite(key: string, change: (record: Readonly<Record<string, unknown>>) => object): Promise<void> {
  const record = JSON.parse(await readFile(join(folderOf(key), '@1'), 'utf8')) as Readonly<Record<string, unknown>>;
  await writeFile(join(folderOf(key), '@1'), JSON.stringify(change(record)));
}

describe('the chain of a value', () => {
  const PLANTED: readonly (readonly [name: string, path: string, code: string])[] = [
    ['an empty folder as the newest value', '@2', 'PLX5013'],
    ['a folder with something else as the newest value', '@2/other', 'PLX5013'],
    ['a folder in the place of the body', '@2/body', 'PLX5025'],
  ];
  for (const [name, path, code] of PLANTED) {
    for (const key of ['weather/owner', 'weather/versions/1.0.0']) {
      test(`${name} of ${key} is ${code}, and not waited for`, async () => {
        await mkdir(join(folderOf(key), path), { recursive: true });
        await expect(installPlugin({ spec: 'weather', registry, to }, user.platform)).rejects.toThrowCode(code);
        const { plugins, diagnostics } = await searchPlugins({ words: [], registry }, user.platform);
        expect([plugins.length, diagnostics.length]).toEqual([0, 1]);
      });
    }
  }

  test('a number with a leading zero is no number of ours', async () => {
    await writeFile(join(folderOf('weather/owner'), '@02'), 'forged');
    expect((await installPlugin({ spec: 'weather', registry, to }, user.platform)).version).toBe('1.1.0');
  });

  test('a number after which there is none is refused, and not tried for ever', async () => {
    const lease = join(to, '.plexi', 'state', 'lease');
    await mkdir(lease, { recursive: true });
    await writeFile(join(lease, `@${'9'.repeat(15)}`), '{"holder":null}');
    await expect(installPlugin({ spec: 'weather', registry, to }, user.platform)).rejects.toThrowCode('PLX5013');
  });
});

describe('records', () => {
  for (const version of ['latest', '99999999999999999999.0.0', '1.0.0+build', '01.0.0', '1.0', `1.0.0-${'a'.repeat(200)}`]) {
    test(`"${version.slice(0, 30)}" in the place of a version is PLX5013`, async () => {
      const encoded = encodeURIComponent(version).replace('%2B', '%2b');
      await cp(folderOf('weather/versions/1.0.0'), folderOf(`weather/versions/${encoded}`), { recursive: true });
      await rewrite(`weather/versions/${encoded}`, (record) => ({ ...record, version }));
      await expect(showPlugin({ spec: 'weather', registry }, user.platform)).rejects.toThrowCode('PLX5013');
      expect((await searchPlugins({ words: [], registry }, user.platform)).diagnostics.map(({ code }) => code)).toEqual(['PLX5013']);
    });
  }

  test('an owner with the key id of one person and the public key of another is PLX5013: info shows what keys trust takes', async () => {
    await rewrite('weather/owner', (owner) => ({ ...owner, publicKey: createStranger().publicKey.pem }));
    await expect(showPlugin({ spec: 'weather', registry }, user.platform)).rejects.toThrowCode('PLX5013');
  });

  test('a description of a million words is searched like any other', async () => {
    await rewrite('weather/versions/1.1.0', (record) => ({ ...record, description: 'rain '.repeat(1_000_000) }));
    expect((await searchPlugins({ words: ['weather'], registry }, user.platform)).plugins.length).toBe(1);
  });
});

describe('a registry of last week', () => {
  async function forget(version: string): Promise<void> {
    await rename(folderOf(`weather/versions/${version}`), join(user.folder, `forgotten-${Math.random()}`));
  }

  test('does not bring a plugin back to an older version: PLX5031', async () => {
    await installPlugin({ spec: 'weather', registry, to }, user.platform);
    await forget('1.1.0');
    for (const spec of ['weather', 'weather@^1.0.0']) {
      await expect(installPlugin({ spec, registry, to }, user.platform)).rejects.toThrowCode('PLX5031');
    }
  });

  test('still gives an older version to whoever names it', async () => {
    await installPlugin({ spec: 'weather', registry, to }, user.platform);
    await forget('1.1.0');
    expect(await installPlugin({ spec: 'weather@1.0.0', registry, to }, user.platform)).toMatchObject({ version: '1.0.0', previous: '1.1.0' });
  });

  test('may lack the locked version where it has a higher one', async () => {
    await installPlugin({ spec: 'weather@1.0.0', registry, to }, user.platform);
    await forget('1.0.0');
    expect((await installPlugin({ spec: 'weather', registry, to }, user.platform)).version).toBe('1.1.0');
    await rm(to, { recursive: true });
  });
});
