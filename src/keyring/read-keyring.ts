import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { compareBytes } from '../core/archive/compare-bytes.ts';
import { isKeyId } from '../core/signing/key-id.ts';
import { parsePublicKey } from '../core/signing/public-key.ts';
import { createSigner } from '../core/signing/signer.ts';
import { readKeyFile, revocationFile } from './key-files.ts';
import type { Keyring, NamedKey, RevokedKey } from './keyring.ts';

/**
 * Reads the keyring of this machine.
 *
 * @param folder - `platform.folders.keys`. A missing folder is an empty keyring.
 * @throws {@link PlexiError} `PLX3009` or `PLX3010` when a file in it is no key.
 */
export async function readKeyring(folder: string): Promise<Keyring> {
  const [own, trusted, revoked] = await Promise.all([
    readKeys(folder, (pem, file) => createSigner(pem, file).publicKey),
    readKeys(join(folder, 'trusted'), parsePublicKey),
    readRevocations(folder),
  ]);
  return { own, trusted, revoked };
}

async function readKeys(folder: string, parse: (pem: string, source: string) => Omit<NamedKey, 'name' | 'file'>): Promise<readonly NamedKey[]> {
  const names = (await listNames(folder)).filter((name) => name.endsWith('.pem'));
  return Promise.all(
    names.map(async (name) => {
      const file = join(folder, name);
      return { ...parse(await readKeyFile(file), `"${file}"`), name: basename(name, '.pem'), file };
    }),
  );
}

async function readRevocations(folder: string): Promise<readonly RevokedKey[]> {
  const keyIds = (await listNames(join(folder, 'revoked'))).filter(isKeyId);
  return Promise.all(keyIds.map(async (keyId) => ({ keyId, revokedAt: (await readFile(revocationFile(folder, keyId), 'utf8')).trim() })));
}

async function listNames(folder: string): Promise<readonly string[]> {
  try {
    return (await readdir(folder)).sort(compareBytes);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
