import { resolve } from 'node:path';
import { fail } from '../core/diagnostics/plexi-error.ts';
import type { KeyId } from '../core/signing/key-id.ts';
import { readKeyFile } from '../keyring/key-files.ts';
import { findNamedKey } from '../keyring/keyring.ts';
import { readKeyring } from '../keyring/read-keyring.ts';
import { writeNewFile } from '../keyring/write-new-file.ts';
import type { Platform } from '../platform/platform.ts';

/** Which key to export, and how. */
export interface ExportKeyRequest {
  readonly name: string;
  /** The private key instead of the public one. */
  readonly private?: boolean | undefined;
  /** A new file; relative to `platform.cwd`. */
  readonly out?: string | undefined;
}

/** An exported key: either `publicKey` or `privateKey` is there, in PEM. */
export interface ExportedKeyReport {
  readonly name: string;
  readonly keyId: KeyId;
  readonly publicKey?: string;
  readonly privateKey?: string;
  /** Where it was written, absolute. */
  readonly file?: string;
}

/**
 * Exports a key of this machine: the public part, unless the private one is asked for.
 *
 * @throws {@link PlexiError} `PLX3006` when there is no such key; `PLX2041` when the file exists.
 */
export async function exportKey({ name, private: isPrivate, out }: ExportKeyRequest, platform: Platform): Promise<ExportedKeyReport> {
  const { own, trusted } = await readKeyring(platform.folders.keys);
  const key = findNamedKey(isPrivate === true ? own : [...own, ...trusted], name);
  const text = isPrivate === true ? await readKeyFile(key.file) : key.pem;
  const file = out === undefined ? undefined : resolve(platform.cwd, out);
  if (file !== undefined && !(await writeNewFile(file, text, isPrivate === true ? 0o600 : 0o644))) fail('PLX2041', { path: file });
  return { name, keyId: key.keyId, ...(isPrivate === true ? { privateKey: text } : { publicKey: text }), ...(file !== undefined && { file }) };
}
