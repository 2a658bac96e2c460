import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { chmod, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { generatePrivateKey } from '../../../src/core/signing/signer.ts';
import { chooseSigner } from '../../../src/operations/choose-signer.ts';
import { exportKey } from '../../../src/operations/export-key.ts';
import { generateKey } from '../../../src/operations/generate-key.ts';
import { importKey } from '../../../src/operations/import-key.ts';
import { listKeys } from '../../../src/operations/list-keys.ts';
import { revokeKey } from '../../../src/operations/revoke-key.ts';
import { trustKey } from '../../../src/operations/trust-key.ts';
import { createPlatform } from '../../../src/platform/create-platform.ts';
import type { Platform, Prompts } from '../../../src/platform/platform.ts';
import { createFolder } from '../../helpers/temporary-folder.ts';

interface Machine {
  readonly env?: Readonly<Record<string, string>>;
  readonly yes?: boolean;
  /** Answers of somebody at a terminal. */
  readonly answers?: Partial<Prompts>;
}

async function createMachine({ env = {}, yes = false, answers }: Machine = {}): Promise<Platform> {
  const folder = await createFolder({});
  const platform = createPlatform({ cwd: folder, env: { PLEXI_HOME: join(folder, 'home'), ...env }, yes });
  const { folders, tool } = platform;
  if (answers === undefined) return { ...platform, folders, tool };
  return { ...platform, folders, tool, interactive: true, prompts: { ...platform.prompts, ...answers } };
}

describe('generateKey', () => {
  test('makes a key that its owner alone can read', async () => {
    const platform = await createMachine();
    const { name, file, keyId, publicKey } = await generateKey({}, platform);
    expect(name).toBe('default');
    expect(keyId).toMatch(/^[0-9a-f]{64}$/);
    expect(publicKey).toContain('BEGIN PUBLIC KEY');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect((await stat(platform.folders.keys)).mode & 0o777).toBe(0o700);
    expect(createPrivateKey(await readFile(file)).asymmetricKeyType).toBe('ed25519');
    expect(await readdir(platform.folders.keys)).toEqual(['default.pem']);
  });

  test('never overwrites a key, also when two make it at once', async () => {
    const platform = await createMachine();
    const attempts = await Promise.allSettled(Array.from({ length: 8 }, () => generateKey({ name: 'release' }, platform)));
    expect(attempts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    await expect(generateKey({ name: 'release' }, platform)).rejects.toThrowCode('PLX3007');
    expect(await readdir(platform.folders.keys)).toEqual(['release.pem']);
  });

  test.each(['../evil', 'A', '', 'con'])('refuses the name "%s"', async (name) => {
    await expect(generateKey({ name }, await createMachine())).rejects.toThrowCode('PLX3011');
  });
});

describe('exportKey', () => {
  test('gives the public key, and the private one only when asked', async () => {
    const platform = await createMachine();
    const { publicKey, file } = await generateKey({}, platform);
    expect(await exportKey({ name: 'default' }, platform)).toMatchObject({ publicKey });
    const secret = await exportKey({ name: 'default', private: true }, platform);
    expect(secret).toMatchObject({ privateKey: await readFile(file, 'utf8') });
    expect(secret).not.toHaveProperty('publicKey');
  });

  test('writes a new file: readable for all when it is public, for its owner when it is private', async () => {
    const platform = await createMachine();
    await generateKey({}, platform);
    const open = await exportKey({ name: 'default', out: 'a.pub.pem' }, platform);
    const secret = await exportKey({ name: 'default', private: true, out: 'a.pem' }, platform);
    expect([open.file, secret.file]).toEqual([join(platform.cwd, 'a.pub.pem'), join(platform.cwd, 'a.pem')]);
    expect((await stat(join(platform.cwd, 'a.pem'))).mode & 0o777).toBe(0o600);
    await expect(exportKey({ name: 'default', out: 'a.pub.pem' }, platform)).rejects.toThrowCode('PLX2041');
  });

  test('has no private part of somebody else’s key', async () => {
    const ada = await createMachine();
    const bob = await createMachine();
    await writeFile(join(bob.cwd, 'ada.pem'), (await generateKey({}, ada)).publicKey);
    await trustKey({ file: 'ada.pem' }, bob);
    expect(await exportKey({ name: 'ada' }, bob)).toHaveProperty('publicKey');
    await expect(exportKey({ name: 'ada', private: true }, bob)).rejects.toThrowCode('PLX3006');
  });

  test('suggests the key that was meant', async () => {
    const platform = await createMachine();
    await generateKey({ name: 'release' }, platform);
    await expect(exportKey({ name: 'relaese' }, platform)).rejects.toMatchObject({ diagnostics: [{ code: 'PLX3006', hint: 'did you mean "release"?' }] });
  });
});

describe('importKey', () => {
  test('brings a key to another machine: the same key id signs there', async () => {
    const ada = await createMachine();
    const server = await createMachine();
    const { keyId } = await generateKey({}, ada);
    await writeFile(join(server.cwd, 'ada.pem'), (await exportKey({ name: 'default', private: true }, ada)).privateKey ?? '');
    expect(await importKey({ file: 'ada.pem' }, server)).toMatchObject({ name: 'ada', keyId });
    expect(await importKey({ file: 'ada.pem', name: 'again' }, server)).toMatchObject({ name: 'ada', keyId });
    expect((await chooseSigner({}, server)).signer.publicKey.keyId).toBe(keyId);
    expect((await stat(join(server.folders.keys, 'ada.pem'))).mode & 0o777).toBe(0o600);
  });

  test.each([
    ['a public key', generateKeyPairSync('ed25519').publicKey.export({ type: 'spki', format: 'pem' }), 'PLX3009'],
    ['an RSA key', generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey.export({ type: 'pkcs8', format: 'pem' }), 'PLX3009'],
    ['a text', 'hello', 'PLX3009'],
  ])('refuses %s', async (_, text, code) => {
    const platform = await createMachine();
    await writeFile(join(platform.cwd, 'key.pem'), text);
    await expect(importKey({ file: 'key.pem' }, platform)).rejects.toThrowCode(code);
  });

  test('refuses a file that is not there', async () => {
    await expect(importKey({ file: 'gone.pem' }, await createMachine())).rejects.toThrowCode('PLX2042');
  });

  test('refuses a name that another key has', async () => {
    const platform = await createMachine();
    await generateKey({ name: 'release' }, platform);
    await writeFile(join(platform.cwd, 'release.pem'), generatePrivateKey());
    await expect(importKey({ file: 'release.pem' }, platform)).rejects.toThrowCode('PLX3007');
  });
});

describe('trustKey and revokeKey', () => {
  async function trustAda(): Promise<{ readonly bob: Platform; readonly keyId: string }> {
    const bob = await createMachine();
    const { publicKey, keyId } = await generateKey({}, await createMachine());
    await writeFile(join(bob.cwd, 'Ada.pub.pem'), publicKey);
    return { bob, keyId };
  }

  test('a trusted key is named after its file, and once is enough', async () => {
    const { bob, keyId } = await trustAda();
    expect(await trustKey({ file: 'Ada.pub.pem' }, bob)).toMatchObject({ name: 'ada', keyId });
    expect(await trustKey({ file: 'Ada.pub.pem', name: 'other' }, bob)).toMatchObject({ name: 'ada', keyId });
    expect((await listKeys(bob)).keys).toMatchObject([{ name: 'ada', keyId, kind: 'trusted' }]);
  });

  test('a name stands for one key', async () => {
    const { bob } = await trustAda();
    await generateKey({ name: 'ada' }, bob);
    await expect(trustKey({ file: 'Ada.pub.pem' }, bob)).rejects.toThrowCode('PLX3007');
    await trustKey({ file: 'Ada.pub.pem', name: 'lovelace' }, bob);
    await expect(generateKey({ name: 'lovelace' }, bob)).rejects.toThrowCode('PLX3007');
  });

  test('a private key is not trusted by mistake', async () => {
    const platform = await createMachine();
    await writeFile(join(platform.cwd, 'key.pem'), generatePrivateKey());
    await expect(trustKey({ file: 'key.pem' }, platform)).rejects.toThrowCode('PLX3009');
  });

  test('a revoked key is listed as that, and is not trusted again', async () => {
    const { bob, keyId } = await trustAda();
    await trustKey({ file: 'Ada.pub.pem' }, bob);
    expect(await revokeKey({ key: 'ada' }, bob)).toEqual({ keyId, name: 'ada' });
    expect((await listKeys(bob)).keys).toMatchObject([{ name: 'ada', keyId, kind: 'revoked' }]);
    await expect(trustKey({ file: 'Ada.pub.pem' }, bob)).rejects.toThrowCode('PLX3014');
  });

  test('a key is revoked by its id before it is ever seen, and twice is fine', async () => {
    const { bob, keyId } = await trustAda();
    await revokeKey({ key: keyId }, bob);
    await revokeKey({ key: keyId }, bob);
    await expect(trustKey({ file: 'Ada.pub.pem' }, bob)).rejects.toThrowCode('PLX3014');
    await expect(revokeKey({ key: 'nobody' }, bob)).rejects.toThrowCode('PLX3015');
  });
});

describe('listKeys', () => {
  test('is empty on a new machine', async () => {
    expect(await listKeys(await createMachine())).toEqual({ keys: [], diagnostics: [] });
  });

  test('warns of a private key that others can read', async () => {
    const platform = await createMachine();
    const { file } = await generateKey({}, platform);
    await chmod(file, 0o644);
    expect((await listKeys(platform)).diagnostics).toMatchObject([{ code: 'PLX3008', severity: 'warning' }]);
    expect((await chooseSigner({}, platform)).diagnostics).toMatchObject([{ code: 'PLX3008' }]);
  });

  test('names a file in the keyring that is no key', async () => {
    const platform = await createMachine();
    await mkdir(platform.folders.keys, { recursive: true });
    await writeFile(join(platform.folders.keys, 'broken.pem'), 'broken');
    await expect(listKeys(platform)).rejects.toMatchObject({ code: 'PLX3009', message: expect.stringContaining('broken.pem') as string });
  });
});

describe('chooseSigner', () => {
  test('takes the named key, before the environment', async () => {
    const platform = await createMachine({ env: { PLEXI_SIGNING_KEY: generatePrivateKey() } });
    const { keyId } = await generateKey({ name: 'release' }, platform);
    expect((await chooseSigner({ key: 'release' }, platform)).signer.publicKey.keyId).toBe(keyId);
    await expect(chooseSigner({ key: 'other' }, platform)).rejects.toThrowCode('PLX3006');
  });

  test.each([
    ['as it is', (pem: string) => pem],
    ['on one line', (pem: string) => pem.trimEnd().replaceAll('\n', '\\n')],
    ['with Windows line ends', (pem: string) => pem.replaceAll('\n', '\r\n')],
  ])('takes the key in the environment %s, before those of the machine', async (_, spell) => {
    const pem = generatePrivateKey();
    const platform = await createMachine({ env: { PLEXI_SIGNING_KEY: spell(pem) } });
    await generateKey({}, platform);
    const chosen = await chooseSigner({}, platform);
    expect(chosen.signer.publicKey.keyId).not.toBe((await listKeys(platform)).keys[0]?.keyId);
    expect(chosen.name).toBeUndefined();
  });

  test('refuses an environment that holds no key, and quotes nothing of it', async () => {
    const platform = await createMachine({ env: { PLEXI_SIGNING_KEY: 's3cret' } });
    const failure = chooseSigner({}, platform);
    await expect(failure).rejects.toThrowCode('PLX3009');
    await expect(failure).rejects.not.toMatchObject({ message: expect.stringContaining('s3cret') as string });
  });

  test('takes the only key, or the default one', async () => {
    const platform = await createMachine();
    await generateKey({ name: 'release' }, platform);
    expect((await chooseSigner({}, platform)).name).toBe('release');
    await generateKey({}, platform);
    expect((await chooseSigner({}, platform)).name).toBe('default');
  });

  test('asks which of several, or stops where nobody answers', async () => {
    const asked: string[] = [];
    const select: Prompts['select'] = async ({ choices }) => {
      asked.push(...choices.map(({ name }) => name));
      return choices[1]?.value ?? expect.unreachable();
    };
    const platform = await createMachine({ answers: { select } });
    for (const name of ['one', 'two']) await generateKey({ name }, platform);
    expect((await chooseSigner({}, platform)).name).toBe('two');
    expect(asked).toEqual(['one', 'two']);
    await expect(chooseSigner({}, { ...platform, interactive: false })).rejects.toThrowCode('PLX3012');
  });

  test('without a key: asks, makes one with --yes, and otherwise stops', async () => {
    const willing = await createMachine({ answers: { confirm: async () => true } });
    expect(await chooseSigner({}, willing)).toMatchObject({ name: 'default', generated: true });
    const unwilling = await createMachine({ answers: { confirm: async () => false } });
    await expect(chooseSigner({}, unwilling)).rejects.toThrowCode('PLX3005');
    expect(await chooseSigner({}, await createMachine({ yes: true }))).toMatchObject({ name: 'default', generated: true });
    await expect(chooseSigner({}, await createMachine())).rejects.toThrowCode('PLX3005');
  });

  test('does not sign with a revoked key', async () => {
    const platform = await createMachine();
    await generateKey({ name: 'old' }, platform);
    await revokeKey({ key: 'old' }, platform);
    await expect(chooseSigner({ key: 'old' }, platform)).rejects.toThrowCode('PLX3013');
    await expect(chooseSigner({}, platform)).rejects.toThrowCode('PLX3005');
    await generateKey({ name: 'new' }, platform);
    expect((await chooseSigner({}, platform)).name).toBe('new');
  });

  test('does not make a second default key where the first is revoked', async () => {
    const platform = await createMachine({ yes: true });
    await chooseSigner({}, platform);
    await revokeKey({ key: 'default' }, platform);
    await expect(chooseSigner({}, platform)).rejects.toThrowCode('PLX3007');
  });
});
