import { fail } from '../core/diagnostics/plexi-error.ts';
import type { KeyId } from '../core/signing/key-id.ts';
import { DEFAULT_KEY, parseKeyName } from '../core/signing/key-name.ts';
import { createSigner, generatePrivateKey } from '../core/signing/signer.ts';
import { addKeyFile, privateKeyFile } from '../keyring/key-files.ts';
import { readKeyring } from '../keyring/read-keyring.ts';
import type { Platform } from '../platform/platform.ts';

/** A key that was added to this machine. */
export interface AddedKeyReport {
  readonly name: string;
  readonly keyId: KeyId;
  /** Where it is, absolute. */
  readonly file: string;
  /** SPKI, PEM: what others need in order to trust it. */
  readonly publicKey: string;
}

/**
 * Makes a key pair; the private part stays on this machine, readable for its owner alone.
 *
 * @param request - `name`: what to call it; `default` when absent.
 * @throws {@link PlexiError} `PLX3007` when there is a key of that name; `PLX3011` when it cannot be a name.
 */
export async function generateKey(request: { readonly name?: string | undefined }, platform: Platform): Promise<AddedKeyReport> {
  const name = parseKeyName(request.name ?? DEFAULT_KEY);
  return addPrivateKey(name, generatePrivateKey(), platform);
}

/** Adds a private key under a name that no other key has. */
export async function addPrivateKey(name: string, pem: string, platform: Platform): Promise<AddedKeyReport> {
  const folder = platform.folders.keys;
  const { trusted } = await readKeyring(folder);
  const file = privateKeyFile(folder, name);
  const { publicKey } = createSigner(pem, name);
  const isTaken = trusted.some((key) => key.name === name) || !(await addKeyFile(file, pem));
  if (isTaken) fail('PLX3007', { name });
  return { name, keyId: publicKey.keyId, file, publicKey: publicKey.pem };
}
