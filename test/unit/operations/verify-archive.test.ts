import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { chooseSigner } from '../../../src/operations/choose-signer.ts';
import { exportKey } from '../../../src/operations/export-key.ts';
import { generateKey } from '../../../src/operations/generate-key.ts';
import { revokeKey } from '../../../src/operations/revoke-key.ts';
import { verifyArchive } from '../../../src/operations/verify-archive.ts';
import { createPlatform } from '../../../src/platform/create-platform.ts';
import type { Platform } from '../../../src/platform/platform.ts';
import { createFolder } from '../../helpers/temporary-folder.ts';
import { newSigner, writeTestArchive } from '../../helpers/write-archive.ts';

async function createAuthor(): Promise<{ readonly platform: Platform; readonly keyId: string; readonly file: string }> {
  const folder = await createFolder({});
  const platform = createPlatform({ cwd: folder, env: { PLEXI_HOME: join(folder, 'home') } });
  const { keyId } = await generateKey({}, platform);
  const { signer } = await chooseSigner({}, platform);
  const { file } = await writeTestArchive({ folder, signer });
  await exportKey({ name: 'default', out: 'author.pub.pem' }, platform);
  return { platform, keyId, file };
}

describe('verifyArchive', () => {
  test('trusts what a key of this machine signed, and names the key', async () => {
    const { platform, keyId, file } = await createAuthor();
    expect(await verifyArchive({ file: 'weather.plx' }, platform)).toMatchObject({ state: 'trusted', file, name: 'weather', version: '1.0.0', keyId, keyName: 'default', diagnostics: [] });
  });

  test('with a key: trusts what that key signed, also on a machine that knows none', async () => {
    const { platform, keyId } = await createAuthor();
    const stranger = createPlatform({ cwd: platform.cwd, env: { PLEXI_HOME: join(platform.cwd, 'other') } });
    expect(await verifyArchive({ file: 'weather.plx' }, stranger)).toMatchObject({ state: 'untrusted', keyId });
    expect(await verifyArchive({ file: 'weather.plx', key: 'author.pub.pem' }, stranger)).toMatchObject({ state: 'trusted', keyId });
  });

  test('with another key: does not trust even its own', async () => {
    const { platform } = await createAuthor();
    await writeFile(join(platform.cwd, 'other.pub.pem'), newSigner().publicKey.pem);
    expect(await verifyArchive({ file: 'weather.plx', key: 'other.pub.pem' }, platform)).toMatchObject({ state: 'untrusted', diagnostics: [{ code: 'PLX3002' }] });
  });

  test('with a key that is revoked here: says so', async () => {
    const { platform } = await createAuthor();
    await revokeKey({ key: 'default' }, platform);
    expect(await verifyArchive({ file: 'weather.plx', key: 'author.pub.pem' }, platform)).toMatchObject({ state: 'revoked' });
    const revoked = await verifyArchive({ file: 'weather.plx' }, platform);
    expect(revoked).toMatchObject({ state: 'revoked', diagnostics: [{ code: 'PLX3004' }] });
    expect(revoked).not.toHaveProperty('keyName');
  });

  test('says nothing of what is inside a file that was tampered with', async () => {
    const { platform, file } = await createAuthor();
    await writeFile(file, 'not an archive');
    expect(await verifyArchive({ file }, platform)).toEqual({ state: 'malformed', file, diagnostics: [expect.objectContaining({ code: 'PLX2030' })] });
  });

  test('shows unsigned archives as that', async () => {
    const { platform } = await createAuthor();
    await writeTestArchive({ folder: platform.cwd, signer: null });
    expect(await verifyArchive({ file: 'weather.plx' }, platform)).toMatchObject({ state: 'unsigned', diagnostics: [{ code: 'PLX3001' }] });
  });

  test('fails where there is nothing to verify', async () => {
    const { platform } = await createAuthor();
    await expect(verifyArchive({ file: 'gone.plx' }, platform)).rejects.toThrowCode('PLX2042');
    await expect(verifyArchive({ file: 'weather.plx', key: 'gone.pem' }, platform)).rejects.toThrowCode('PLX2042');
    await mkdir(join(platform.cwd, 'folder'));
    expect(await verifyArchive({ file: 'folder' }, platform)).toMatchObject({ state: 'malformed', diagnostics: [{ code: 'PLX2030' }] });
  });
});
