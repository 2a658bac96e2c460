import { basename, resolve } from 'node:path';
import { parseKeyName, suggestKeyName } from '../core/signing/key-name.ts';
import { createSigner, normalizePrivateKey } from '../core/signing/signer.ts';
import { readKeyFile } from '../keyring/key-files.ts';
import { readKeyring } from '../keyring/read-keyring.ts';
import type { Platform } from '../platform/platform.ts';
import { addPrivateKey, type AddedKeyReport } from './generate-key.ts';

/** A key in a file, and what to call it. */
export interface KeyFileRequest {
  /** Relative to `platform.cwd`. */
  readonly file: string;
  /** Made of the file's name when absent. */
  readonly name?: string | undefined;
}

/**
 * Adds a private key to this machine: one that was exported elsewhere, or made by another tool. A key
 * that is here already keeps its name.
 *
 * @throws {@link PlexiError} `PLX2042` when there is no such file; `PLX3009` when it holds no private
 *   key; `PLX3007` when another key has the name; `PLX3011` when it cannot be a name.
 */
export async function importKey(request: KeyFileRequest, platform: Platform): Promise<AddedKeyReport> {
  const file = resolve(platform.cwd, request.file);
  const name = parseKeyName(request.name ?? suggestKeyName(basename(file)));
  const pem = normalizePrivateKey(await readKeyFile(file), `"${file}"`);
  const { keyId } = createSigner(pem, file).publicKey;
  const known = (await readKeyring(platform.folders.keys)).own.find((key) => key.keyId === keyId);
  if (known !== undefined) return { name: known.name, keyId, file: known.file, publicKey: known.pem };
  return addPrivateKey(name, pem, platform);
}
