import { basename, resolve } from 'node:path';
import { fail } from '../core/diagnostics/plexi-error.ts';
import { parseKeyName, suggestKeyName } from '../core/signing/key-name.ts';
import { parsePublicKey } from '../core/signing/public-key.ts';
import { addKeyFile, readKeyFile, trustedKeyFile } from '../keyring/key-files.ts';
import { isRevoked } from '../keyring/keyring.ts';
import { readKeyring } from '../keyring/read-keyring.ts';
import type { Platform } from '../platform/platform.ts';
import type { AddedKeyReport } from './generate-key.ts';
import type { KeyFileRequest } from './import-key.ts';

/**
 * Trusts somebody's public key: from now on `verify` and `install` accept what it signed. A key that
 * is here already keeps its name.
 *
 * @throws {@link PlexiError} `PLX2042` when there is no such file; `PLX3009` or `PLX3010` when it holds
 *   no public key that proves anything; `PLX3007` when another key has the name; `PLX3014` when it is revoked.
 */
export async function trustKey(request: KeyFileRequest, platform: Platform): Promise<AddedKeyReport> {
  const file = resolve(platform.cwd, request.file);
  const name = parseKeyName(request.name ?? suggestKeyName(basename(file)));
  const { keyId, pem } = parsePublicKey(await readKeyFile(file), `"${file}"`);
  const keyring = await readKeyring(platform.folders.keys);
  if (isRevoked(keyring, keyId)) fail('PLX3014', { keyId });
  const known = [...keyring.own, ...keyring.trusted].find((key) => key.keyId === keyId);
  if (known !== undefined) return { name: known.name, keyId, file: known.file, publicKey: pem };
  const target = trustedKeyFile(platform.folders.keys, name);
  const isTaken = keyring.own.some((key) => key.name === name) || !(await addKeyFile(target, pem));
  if (isTaken) fail('PLX3007', { name });
  return { name, keyId, file: target, publicKey: pem };
}
