// A registry is a folder that somebody else may write to: whatever stands in it, nothing but the author's own bytes is
// installed, and every refusal has a code.
import { execFileSync } from 'node:child_process';
import { appendFile, cp, mkdtemp, readdir, readFile, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openArchive } from '../../../src/archive/open-archive.ts';
import { exitCodeOf } from '../../../src/cli/exit-codes.ts';
import { hexOf } from '../../../src/core/archive/digest.ts';
import type { Release } from '../../../src/core/archive/release.ts';
import { PlexiError } from '../../../src/core/diagnostics/plexi-error.ts';
import { encodeYank, type Yank } from '../../../src/core/registry/yank.ts';
import type { Signer } from '../../../src/core/signing/signer.ts';
import { installPlugin } from '../../../src/operations/install-plugin.ts';
import { publishPlugin } from '../../../src/operations/publish-plugin.ts';
import { searchPlugins } from '../../../src/operations/search-plugins.ts';
import { showPlugin } from '../../../src/operations/show-plugin.ts';
import { createMachine, createStranger, type Machine } from '../../helpers/registry-machine.ts';

let author: Machine;
let user: Machine;
let thief: Signer;
let honest: string;
let registry: string;
let to: string;
const releases: Record<string, Release> = {};

beforeAll(async () => {
  author = await createMachine();
  user = await createMachine();
  thief = createStranger();
  await user.trust(author.signer);
  await author.trust(thief);
  honest = join(author.folder, 'registry');
  const published = [
    ['weather', '1.0.0', author.signer],
    ['weather', '1.1.0', author.signer],
    ['other', '1.0.0', author.signer],
    ['malware', '1.0.0', thief],
  ] as const;
  for (const [name, version, signer] of published) await publish(honest, name, version, signer);
});

async function publish(location: string, name: string, version: string, signer: Signer): Promise<Release> {
  const { file } = await author.pack({ name, version }, { signer, files: { 'data.bin': Buffer.alloc(50_000, `${name}${version}`) } });
  await publishPlugin({ file, registry: location }, author.platform);
  const archive = await openArchive(file);
  await archive.close();
  releases[`${name}@${version}`] ??= archive.release;
  return archive.release;
}

beforeEach(async () => {
  registry = await mkdtemp(join(user.folder, 'registry-'));
  await cp(honest, registry, { recursive: true });
  to = await mkdtemp(join(user.folder, 'plugins-'));
});

const valueOf = (key: string): string => join(registry, 'state', 'plugins', ...key.split('/'), '@1');
const blobOf = (digest: `sha256:${string}`): string => join(registry, 'blobs', 'sha256', hexOf(digest));

type Record_ = Readonly<Record<string, unknown>>;

async function rewrite(key: string, change: (record: Record_) => unknown): Promise<void> {
  const record = JSON.parse(await readFile(valueOf(key), 'utf8')) as Record_;
  await writeFile(valueOf(key), JSON.stringify(change(record)));
}

async function readRecord(key: string): Promise<Record_> {
  return JSON.parse(await readFile(valueOf(key), 'utf8')) as Record_;
}

/** Installs, expects a refusal with one of these codes, and expects that nothing was installed. */
async function expectRefused(codes: readonly string[], exitCodes: readonly number[], spec = 'weather@1.0.0'): Promise<void> {
  const error: unknown = await installPlugin({ spec, registry, to }, user.platform).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof PlexiError)) throw new Error(`not refused: ${String(error)}`);
  expect(codes).toContain(error.code);
  expect(exitCodes).toContain(exitCodeOf(error.diagnostics));
  expect((await readdir(to)).filter((name) => name !== '.plexi')).toEqual([]);
}

describe('blobs', () => {
  test('the honest registry installs, so that every refusal below has its reason', async () => {
    expect((await installPlugin({ spec: 'weather@1.0.0', registry, to }, user.platform)).version).toBe('1.0.0');
  });

  for (const index of [0, 1, 2, 3, 4, 5, 6]) {
    test(`one flipped bit anywhere in blob ${index} of the release is tampered`, async () => {
      const { blobs } = releases['weather@1.0.0'] ?? { blobs: [] };
      const blob = blobs[index];
      if (blob === undefined) return;
      const bytes = await readFile(blobOf(blob.digest));
      for (const at of [0, Math.floor(bytes.length / 2), bytes.length - 1]) {
        const flipped = Buffer.from(bytes);
        flipped.writeUInt8(flipped.readUInt8(at) ^ 1, at);
        await writeFile(blobOf(blob.digest), flipped);
        await expectRefused(['PLX2040'], [12]);
      }
    });

    test(`blob ${index} cut short, made longer, or made very long is refused`, async () => {
      const blob = releases['weather@1.0.0']?.blobs[index];
      if (blob === undefined) return;
      await truncate(blobOf(blob.digest), Math.max(1, blob.size - 1));
      await expectRefused(['PLX2040', 'PLX2034', 'PLX2035'], [12, 13]);
      await appendFile(blobOf(blob.digest), Buffer.alloc(10));
      await expectRefused(['PLX2040', 'PLX2034', 'PLX2035', 'PLX2038'], [12, 13]);
      // A sparse file of 64 GiB: a reader that wants it whole does not come back.
      await truncate(blobOf(blob.digest), 64 * 1024 ** 3);
      await expectRefused(['PLX2040', 'PLX2034', 'PLX2035', 'PLX2038'], [12, 13]);
    });

    test(`a missing blob ${index} is PLX5014`, async () => {
      const blob = releases['weather@1.0.0']?.blobs[index];
      if (blob === undefined) return;
      await rm(blobOf(blob.digest));
      await expectRefused(['PLX5014'], [12]);
    });

    test(`a link or a pipe in place of blob ${index} is PLX5025`, async () => {
      const blob = releases['weather@1.0.0']?.blobs[index];
      if (blob === undefined) return;
      const copy = join(user.folder, `copy-${index}`);
      await cp(blobOf(blob.digest), copy);
      await rm(blobOf(blob.digest));
      await symlink(copy, blobOf(blob.digest));
      await expectRefused(['PLX5025'], [1]);
      await rm(blobOf(blob.digest));
      execFileSync('mkfifo', [blobOf(blob.digest)]);
      await expectRefused(['PLX5025'], [1]);
    });
  }

  for (const folder of ['blobs', 'blobs/sha256', 'state', 'uploads']) {
    test(`a link in place of ${folder} is PLX5025`, async () => {
      const elsewhere = await mkdtemp(join(user.folder, 'elsewhere-'));
      await cp(join(registry, folder), elsewhere, { recursive: true });
      await rm(join(registry, folder), { recursive: true });
      await symlink(elsewhere, join(registry, folder));
      await expectRefused(['PLX5025'], [1]);
    });
  }
});

describe('records', () => {
  const KEY = 'weather/versions/1.0.0';

  test('another plugin’s record in the place of this one is PLX5013', async () => {
    await cp(valueOf('other/versions/1.0.0'), valueOf(KEY));
    await expectRefused(['PLX5013'], [12]);
  });

  test('another version’s record in the place of this one is PLX5013', async () => {
    await cp(valueOf('weather/versions/1.1.0'), valueOf(KEY));
    await expectRefused(['PLX5013'], [12]);
  });

  for (const other of ['other@1.0.0', 'weather@1.1.0', 'malware@1.0.0']) {
    test(`this record with the manifest and signature of ${other} is PLX5013`, async () => {
      const { manifest, signature } = await readRecord(other.replace('@', '/versions/'));
      await rewrite(KEY, (record) => ({ ...record, manifest, signature }));
      await expectRefused(['PLX5013'], [12]);
    });

    test(`this record with the signature of ${other} is PLX3003`, async () => {
      const { signature } = await readRecord(other.replace('@', '/versions/'));
      await rewrite(KEY, (record) => ({ ...record, signature }));
      await expectRefused(['PLX3003'], [12]);
    });
  }

  test('this record with a blob that is no signature is malformed', async () => {
    await rewrite(KEY, (record) => ({ ...record, signature: record['manifest'] }));
    await expectRefused(['PLX2034'], [13]);
  });

  test('the author’s key id with the thief’s public key is PLX5013', async () => {
    await rewrite(KEY, (record) => ({ ...record, publicKey: thief.publicKey.pem }));
    await expectRefused(['PLX5013'], [12]);
  });

  test('the thief’s release under the author’s name, all records forged, is a signer nobody trusts: PLX5015', async () => {
    await rm(registry, { recursive: true });
    await publish(registry, 'weather', '1.0.0', thief);
    await expectRefused(['PLX5015'], [11]);
  });

  test('the same for whoever installed the author’s before is PLX5016', async () => {
    await installPlugin({ spec: 'weather@1.0.0', registry, to }, user.platform);
    await rm(registry, { recursive: true });
    await publish(registry, 'weather', '1.2.0', thief);
    await expect(installPlugin({ spec: 'weather', registry, to }, user.platform)).rejects.toThrowCode('PLX5016');
  });

  test('the author’s name and key id over the thief’s signed release is PLX5013', async () => {
    const stolen = await publish(await forge(), 'weather', '1.0.0', thief);
    await cp(join(author.folder, 'forged', 'blobs'), join(registry, 'blobs'), { recursive: true });
    const [manifest] = stolen.blobs;
    const signature = stolen.blobs.find(({ digest }) => digest === stolen.reference.signature);
    await rewrite(KEY, (record) => ({ ...record, manifest, signature }));
    await expectRefused(['PLX3002', 'PLX5013'], [11, 12]);
  });

  async function forge(): Promise<string> {
    const forged = join(author.folder, 'forged');
    await rm(forged, { recursive: true, force: true });
    return forged;
  }

  test('a version by a key that does not own the name is PLX5013', async () => {
    await cp(valueOf('malware/owner'), valueOf('weather/owner'));
    await expectRefused(['PLX5013'], [12]);
  });

  const DAMAGED: readonly (readonly [string, string | ((record: Record_) => unknown)])[] = [
    ['nothing', ' '],
    ['no JSON', '{"schema":1,'],
    ['a list', '[]'],
    ['null', 'null'],
    ['bytes that are not UTF-8', '\xff\xfe'],
    ['ten thousand brackets', '['.repeat(10_000)],
    ['a later schema', (record) => ({ ...record, schema: 2 })],
    ['a digest that is a path', (record) => ({ ...record, manifest: { ...(record['manifest'] as object), digest: 'sha256:../../../../etc/passwd' } })],
    ['a digest in upper case', (record) => ({ ...record, manifest: { ...(record['manifest'] as object), digest: String((record['manifest'] as Record_)['digest']).toUpperCase() } })],
    ['a negative size', (record) => ({ ...record, manifest: { ...(record['manifest'] as object), size: -1 } })],
    ['a key id that is none', (record) => ({ ...record, keyId: '../key' })],
    ['a public key that is none', (record) => ({ ...record, publicKey: 'AAAA' })],
    ['a time that is none', (record) => ({ ...record, publishedAt: 'yesterday' })],
    ['a number for a description', (record) => ({ ...record, description: 7 })],
    ['permissions of another shape', (record) => ({ ...record, permissions: [['all']] })],
    ['a prototype', (record) => ({ ...record, permissions: JSON.parse('{"__proto__":[]}') as unknown })],
  ];
  for (const [name, damage] of DAMAGED) {
    test(`${name} in a record is PLX5013`, async () => {
      if (typeof damage === 'string') await writeFile(valueOf(KEY), Buffer.from(damage, 'latin1'));
      else await rewrite(KEY, damage);
      await expectRefused(['PLX5013'], [12]);
    });
  }

  test('a record of a gigabyte is PLX5013, and not read', async () => {
    await truncate(valueOf(KEY), 1024 ** 3);
    await expectRefused(['PLX5013'], [12]);
  });

  test('what a record says of permissions counts for nothing: the signed manifest does', async () => {
    const greedy = await author.pack({ name: 'greedy', permissions: ['system.admin'] });
    await publishPlugin({ file: greedy.file, registry }, author.platform);
    await rewrite('greedy/versions/1.0.0', (record) => ({ ...record, permissions: [] }));
    await expectRefused(['PLX5019'], [2], 'greedy');
  });

  test('names that lead out of the folder are not listed, shown or installed', async () => {
    await cp(join(registry, 'state', 'plugins', 'weather'), join(registry, 'state', 'plugins', '%2e%2e'), { recursive: true });
    await cp(join(registry, 'state', 'plugins', 'weather'), join(registry, 'state', 'plugins', '%2e%2e%3aevil'), { recursive: true });
    const { plugins } = await searchPlugins({ words: [], registry }, user.platform);
    expect(plugins.map(({ name }) => name)).toEqual(['malware', 'other', 'weather']);
    await expectRefused(['PLX5012'], [2], '../evil');
  });

  test('a damaged plugin is reported by search, and the others are found', async () => {
    await writeFile(valueOf(KEY), 'damaged');
    const { plugins, diagnostics } = await searchPlugins({ words: [], registry }, user.platform);
    expect(plugins.map(({ name }) => name)).toEqual(['malware', 'other']);
    expect(diagnostics.map(({ code }) => code)).toEqual(['PLX5013']);
  });
});

describe('yanks', () => {
  const yank = { name: 'weather', version: '1.1.0', digest: `sha256:${'0'.repeat(64)}` as const, reason: 'broken', yankedAt: '2026-01-01T00:00:00.000Z' } satisfies Yank;
  const digestOf = (spec: string): Yank['digest'] => releases[spec]?.reference.manifest ?? yank.digest;

  async function plant(bytes: Uint8Array): Promise<void> {
    const folder = join(registry, 'state', 'plugins', 'weather', 'yanks', '1.1.0');
    execFileSync('mkdir', ['-p', folder]);
    await writeFile(join(folder, '@1'), bytes);
  }

  test('the owner’s own counts', async () => {
    await plant(encodeYank({ ...yank, digest: digestOf('weather@1.1.0') }, author.signer));
    await expectRefused(['PLX5007'], [14], 'weather@1.1.0');
    expect((await showPlugin({ spec: 'weather@1.1.0', registry }, user.platform)).yanked?.reason).toBe('broken');
  });

  test('by another key is PLX5013', async () => {
    await plant(encodeYank({ ...yank, digest: digestOf('weather@1.1.0') }, thief));
    await expectRefused(['PLX5013'], [12]);
  });

  test('of another plugin of the same owner is PLX5013', async () => {
    await plant(encodeYank({ ...yank, name: 'other', digest: digestOf('other@1.0.0') }, author.signer));
    await expectRefused(['PLX5013'], [12]);
  });

  test('that was changed after it was signed is PLX5013', async () => {
    const text = Buffer.from(encodeYank({ ...yank, digest: digestOf('weather@1.1.0') }, author.signer)).toString();
    const { dsseEnvelope } = JSON.parse(text) as { dsseEnvelope: { payload: string } };
    const payload = Buffer.from(Buffer.from(dsseEnvelope.payload, 'base64').toString().replace('broken', 'better')).toString('base64');
    await plant(Buffer.from(text.replace(dsseEnvelope.payload, payload)));
    await expectRefused(['PLX5013'], [12]);
  });

  test('that is the signature of a release instead is PLX5013', async () => {
    const { blobs } = releases['weather@1.1.0'] ?? { blobs: [] };
    const bundle = blobs.find(({ mediaType }) => mediaType.includes('sigstore'));
    await plant(await readFile(blobOf(bundle?.digest ?? 'sha256:')));
    await expectRefused(['PLX5013'], [12]);
  });

  test('that is garbage is PLX5013', async () => {
    await plant(Buffer.from('{}'));
    await expectRefused(['PLX5013'], [12]);
  });

  test('of other contents under the same version is PLX5013', async () => {
    await plant(encodeYank(yank, author.signer));
    await expectRefused(['PLX5013'], [12], 'weather@1.1.0');
  });

  test('of one version in the place of another does not yank the other', async () => {
    await plant(encodeYank({ ...yank, version: '1.0.0', digest: digestOf('weather@1.0.0') }, author.signer));
    await expectRefused(['PLX5013'], [12], 'weather@1.1.0');
  });
});
