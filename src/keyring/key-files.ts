import { mkdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fail } from '../core/diagnostics/plexi-error.ts';
import type { KeyId } from '../core/signing/key-id.ts';
import { writeNewFile } from './write-new-file.ts';

/** Where a private key is: PKCS#8 PEM. */
export function privateKeyFile(folder: string, name: string): string {
  return join(folder, `${name}.pem`);
}

/** Where the public key of somebody else is: SPKI PEM. */
export function trustedKeyFile(folder: string, name: string): string {
  return join(folder, 'trusted', `${name}.pem`);
}

/** Where a revocation is: the time, as text. */
export function revocationFile(folder: string, keyId: KeyId): string {
  return join(folder, 'revoked', keyId);
}

/**
 * Adds a file to the keyring; the folders are for their owner alone.
 *
 * @returns Whether it was written; `false` when there is one already.
 */
export async function addKeyFile(file: string, text: string): Promise<boolean> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  return writeNewFile(file, text, 0o600);
}

/**
 * Reads a file that somebody named: a key in PEM.
 *
 * @throws {@link PlexiError} `PLX2042` when there is no such file.
 */
export async function readKeyFile(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') fail('PLX2042', { file }, { cause: error });
    throw error;
  }
}
