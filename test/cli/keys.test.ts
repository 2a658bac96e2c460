import { createPublicKey } from 'node:crypto';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { generatePrivateKey } from '../../src/core/signing/signer.ts';
import { runCli, type CliRun } from '../helpers/run-cli.ts';
import { createFolder } from '../helpers/temporary-folder.ts';
import { writeTestArchive, newSigner } from '../helpers/write-archive.ts';

async function createMachine(files: Readonly<Record<string, string>> = {}): Promise<{ readonly folder: string; readonly run: (...args: readonly string[]) => Promise<CliRun> }> {
  const folder = await createFolder(files);
  return { folder, run: (...args) => runCli(args, { cwd: folder, env: { PLEXI_HOME: join(folder, 'home') } }) };
}

describe('keys', () => {
  test('generate, list and export work together', async () => {
    const { run } = await createMachine();
    const generated = (await run('keys', 'generate', 'release', '--json')).json.result as { keyId: string; publicKey: string };
    expect((await run('keys', 'list', '--json')).json.result).toMatchObject({ keys: [{ name: 'release', keyId: generated.keyId, kind: 'own' }] });
    const exported = await run('keys', 'export', 'release');
    expect(exported.stdout).toBe(generated.publicKey);
    expect(createPublicKey(exported.stdout).asymmetricKeyType).toBe('ed25519');
    expect((await run('keys', 'export', 'release', '--json')).json.result).toMatchObject({ keyId: generated.keyId, publicKey: generated.publicKey });
  });

  test('export prints the private key only with --private', async () => {
    const { run } = await createMachine();
    await run('keys', 'generate');
    expect((await run('keys', 'export', 'default')).stdout).not.toContain('PRIVATE');
    expect((await run('keys', 'export', 'default', '--private')).stdout).toMatch(/^-----BEGIN PRIVATE KEY-----\n.*\n-----END PRIVATE KEY-----\n$/s);
  });

  test('trust and revoke change what verify answers', async () => {
    const signer = newSigner();
    const { folder, run } = await createMachine({ 'author.pub.pem': signer.publicKey.pem });
    await writeTestArchive({ folder, signer });
    const verify = async (): Promise<readonly unknown[]> => {
      const { code, json } = await run('verify', 'weather.plx', '--json');
      return [code, (json.result as { state: string }).state];
    };
    expect(await verify()).toEqual([11, 'untrusted']);
    expect(await run('keys', 'trust', 'author.pub.pem')).toMatchObject({ code: 0 });
    expect(await verify()).toEqual([0, 'trusted']);
    expect(await run('keys', 'revoke', 'author')).toMatchObject({ code: 0 });
    expect(await verify()).toEqual([14, 'revoked']);
  });

  test('list tells a new user how to begin', async () => {
    const { run } = await createMachine();
    expect((await run('keys', 'list')).stdout).toContain('keys generate');
  });

  test.each([
    [['keys', 'export', 'nobody'], 2, 'PLX3006'],
    [['keys', 'generate', '../evil'], 2, 'PLX3011'],
    [['keys', 'revoke', 'nobody'], 2, 'PLX3015'],
    [['keys', 'trust', 'gone.pem'], 2, 'PLX2042'],
    [['keys', 'trust', 'private.pem'], 1, 'PLX3009'],
    [['keys', 'import', 'text.pem'], 1, 'PLX3009'],
    [['verify', 'gone.plx'], 2, 'PLX2042'],
    [['verify', 'text.pem'], 13, 'PLX2030'],
    [['inspect', 'text.pem'], 13, 'PLX2030'],
  ])('%j exits with %i and %s', async (args, code, problem) => {
    const { run } = await createMachine({ 'private.pem': generatePrivateKey(), 'text.pem': 'hello' });
    expect(await run(...args, '--json')).toMatchObject({ code, json: { ok: false, diagnostics: [{ code: problem }] } });
  });
});

describe('inspect', () => {
  test('shows an unsigned archive as that, and exits with 0', async () => {
    const { folder, run } = await createMachine();
    await writeTestArchive({ folder, signer: null });
    const { code, json } = await run('inspect', 'weather.plx', '--json');
    expect({ code, result: json.result as unknown }).toMatchObject({ code: 0, result: { state: 'unsigned', name: 'weather', files: [{ path: 'dist/plugin.js' }, { path: 'plugin.json' }] } });
    expect((await run('inspect', 'weather.plx')).stdout).toContain('NOT SIGNED');
  });
});
