import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { computeDigest, hexOf } from '../../../src/core/archive/digest.ts';
import { publishPlugin } from '../../../src/operations/publish-plugin.ts';
import { showPlugin } from '../../../src/operations/show-plugin.ts';
import { createPlatform } from '../../../src/platform/create-platform.ts';
import { createFolder } from '../../helpers/temporary-folder.ts';
import { createMachine, createStranger, type Machine } from '../../helpers/registry-machine.ts';

let machine: Machine;
beforeAll(async () => {
  machine = await createMachine();
});

let count = 0;
const newRegistry = (): string => join(machine.folder, `registry-${++count}`);

describe('publish', () => {
  test('makes a registry, stores every blob under its digest, and answers what it published', async () => {
    const registry = newRegistry();
    const archive = await machine.pack({ name: 'weather' });
    const report = await publishPlugin({ file: archive.file, registry }, machine.platform);
    expect(report).toEqual({
      outcome: 'published',
      name: 'weather',
      version: '1.0.0',
      digest: archive.digest,
      file: archive.file,
      keyId: machine.signer.publicKey.keyId,
      registry,
      diagnostics: [],
    });
    const folder = join(registry, 'blobs', 'sha256');
    const names = await readdir(folder);
    expect(names).toContain(hexOf(archive.digest));
    for (const name of names) expect(hexOf(computeDigest(await readFile(join(folder, name))))).toBe(name);
    expect(await readdir(join(registry, 'uploads'))).toEqual([]);
  });

  test('identical bytes again are nothing to do, and other bytes for the same version are refused with PLX5008', async () => {
    const registry = newRegistry();
    const archive = await machine.pack({});
    const other = await machine.pack({}, { files: { 'extra.txt': 'more' } });
    await publishPlugin({ file: archive.file, registry }, machine.platform);
    expect((await publishPlugin({ file: archive.file, registry }, machine.platform)).outcome).toBe('already-published');
    await expect(publishPlugin({ file: other.file, registry }, machine.platform)).rejects.toThrowCode('PLX5008');
    expect((await showPlugin({ spec: 'weather', registry }, machine.platform)).digest).toBe(archive.digest);
  });

  test('again mends blobs that are missing or damaged', async () => {
    const registry = newRegistry();
    const archive = await machine.pack({});
    await publishPlugin({ file: archive.file, registry }, machine.platform);
    const folder = join(registry, 'blobs', 'sha256');
    for (const name of await readdir(folder)) await writeFile(join(folder, name), 'damaged');
    await publishPlugin({ file: archive.file, registry }, machine.platform);
    for (const name of await readdir(folder)) expect(hexOf(computeDigest(await readFile(join(folder, name))))).toBe(name);
  });

  test('packs the plugin in the folder when no archive is given', async () => {
    const directory = await createFolder({
      'plugin.json': JSON.stringify({ name: 'packed', version: '1.2.3', description: 'Packs.', author: 'Ada', type: 'message-processor', entry_point: 'src/index.ts' }),
      'src/index.ts': 'export default class Packed {}\n',
    });
    const report = await publishPlugin({ directory, registry: newRegistry() }, machine.platform);
    expect(report).toMatchObject({ outcome: 'published', name: 'packed', version: '1.2.3', file: join(directory, 'packed-1.2.3.plx') });
  });

  test('refuses --key together with an archive: PLX0002', async () => {
    const { file } = await machine.pack({});
    await expect(publishPlugin({ file, key: 'default', registry: newRegistry() }, machine.platform)).rejects.toThrowCode('PLX0002');
  });

  test('refuses an unsigned archive with PLX5010', async () => {
    const { file } = await machine.pack({}, { unsigned: true });
    await expect(publishPlugin({ file, registry: newRegistry() }, machine.platform)).rejects.toThrowCode('PLX5010');
  });

  test('refuses a signer that this machine cannot check with PLX5011', async () => {
    const { file } = await machine.pack({}, { signer: createStranger() });
    await expect(publishPlugin({ file, registry: newRegistry() }, machine.platform)).rejects.toThrowCode('PLX5011');
  });

  test('knows the key in PLEXI_SIGNING_KEY', async () => {
    const author = await createMachine();
    const { file } = await author.pack({});
    const pem = await readFile(join(author.platform.folders.keys, 'default.pem'), 'utf8');
    const server = createPlatform({ cwd: machine.folder, env: { PLEXI_HOME: join(machine.folder, 'no-keys'), PLEXI_SIGNING_KEY: pem } });
    expect((await publishPlugin({ file, registry: newRegistry() }, server)).outcome).toBe('published');
  });

  test('refuses a name that belongs to another key with PLX5009, for a version that exists and for a new one', async () => {
    const registry = newRegistry();
    const thief = createStranger();
    await machine.trust(thief);
    await publishPlugin({ file: (await machine.pack({})).file, registry }, machine.platform);
    for (const version of ['1.0.0', '1.0.1']) {
      const { file } = await machine.pack({ version }, { signer: thief });
      await expect(publishPlugin({ file, registry }, machine.platform)).rejects.toThrowCode('PLX5009');
    }
    expect((await showPlugin({ spec: 'weather', registry }, machine.platform)).versions).toHaveLength(1);
  });

  test('what is refused leaves no registry, no blob and no record', async () => {
    const registry = newRegistry();
    const { file } = await machine.pack({});
    const bytes = await readFile(file);
    bytes.writeUInt8(bytes.readUInt8(bytes.length - 2_000) ^ 1, bytes.length - 2_000);
    await writeFile(file, bytes);
    await expect(publishPlugin({ file, registry }, machine.platform)).rejects.toThrow();
    await expect(readdir(registry)).rejects.toThrow('ENOENT');
  });

  test('a plugin that asks for a permission that does not exist is refused with PLX1201', async () => {
    const { file } = await machine.pack({ permissions: ['messages.smell'] });
    await expect(publishPlugin({ file, registry: newRegistry() }, machine.platform)).rejects.toThrowCode('PLX1201');
  });

  test('does not make a registry in a folder with other files: PLX5003', async () => {
    const registry = newRegistry();
    await mkdir(registry);
    await writeFile(join(registry, 'thesis.txt'), 'mine');
    const { file } = await machine.pack({});
    await expect(publishPlugin({ file, registry }, machine.platform)).rejects.toThrowCode('PLX5003');
    expect(await readdir(registry)).toEqual(['thesis.txt']);
  });

  test('leaves a registry of a later format alone: PLX5003', async () => {
    const registry = newRegistry();
    await mkdir(registry);
    await writeFile(join(registry, 'plexi-registry.json'), '{"format":2}');
    const { file } = await machine.pack({});
    await expect(publishPlugin({ file, registry }, machine.platform)).rejects.toThrowCode('PLX5003');
  });

  test('takes the registry from PLEXI_REGISTRY, and this user’s own without it', async () => {
    const { file } = await machine.pack({});
    const env = { PLEXI_HOME: machine.home };
    const registry = newRegistry();
    expect((await publishPlugin({ file }, createPlatform({ cwd: machine.folder, env: { ...env, PLEXI_REGISTRY: registry } }))).registry).toBe(registry);
    expect((await publishPlugin({ file }, createPlatform({ cwd: machine.folder, env }))).registry).toBe(join(machine.home, 'registry'));
  });

  test('takes a path relative to the shell’s folder, and a file: URL', async () => {
    const { file } = await machine.pack({});
    expect((await publishPlugin({ file, registry: './relative' }, machine.platform)).registry).toBe(join(machine.folder, 'relative'));
    const url = pathToFileURL(join(machine.folder, 'relative')).href;
    expect((await publishPlugin({ file, registry: url }, machine.platform)).outcome).toBe('already-published');
  });

  for (const registry of ['https://plugins.example.com', 'http://localhost:5000', 'oci://ghcr.io/acme', 's3://bucket/plugins', 'file://host/share/x']) {
    test(`refuses ${registry} with PLX5002`, async () => {
      const { file } = await machine.pack({});
      await expect(publishPlugin({ file, registry }, machine.platform)).rejects.toThrowCode('PLX5002');
    });
  }

  test('of 8 publishers of different bytes for one version exactly one wins, and of 8 versions none is lost', async () => {
    const registry = newRegistry();
    const rivals = await Promise.all(Array.from({ length: 8 }, (_, index) => machine.pack({}, { files: { 'rival.txt': String(index) } })));
    const outcomes = await Promise.allSettled(rivals.map(({ file }) => publishPlugin({ file, registry }, machine.platform)));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const others = await Promise.all(Array.from({ length: 8 }, (_, index) => machine.pack({ version: `2.0.${index}` })));
    await Promise.all(others.map(({ file }) => publishPlugin({ file, registry }, machine.platform)));
    expect((await showPlugin({ spec: 'weather', registry }, machine.platform)).versions).toHaveLength(9);
  });

  test('of 6 first publishers with different keys exactly one gets the name', async () => {
    const registry = newRegistry();
    const strangers = Array.from({ length: 6 }, createStranger);
    for (const stranger of strangers) await machine.trust(stranger);
    const archives = await Promise.all(strangers.map((signer, index) => machine.pack({ version: `1.0.${index}` }, { signer })));
    const outcomes = await Promise.allSettled(archives.map(({ file }) => publishPlugin({ file, registry }, machine.platform)));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect((await showPlugin({ spec: 'weather', registry }, machine.platform)).versions).toHaveLength(1);
  });
});
