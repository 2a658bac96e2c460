import { stat } from 'node:fs/promises';
import { platform } from 'node:os';
import type { Diagnostic } from '../core/diagnostics/diagnostic.ts';
import { createDiagnostic } from '../core/diagnostics/plexi-error.ts';
import { createSigner, type Signer } from '../core/signing/signer.ts';
import { readKeyFile } from './key-files.ts';
import type { NamedKey } from './keyring.ts';

/** Makes a signer of an own key. */
export async function readSigner(key: NamedKey): Promise<Signer> {
  return createSigner(await readKeyFile(key.file), `"${key.file}"`);
}

/** Warns of private keys that others on this machine can read. */
export async function checkPrivacy(keys: readonly NamedKey[]): Promise<readonly Diagnostic[]> {
  // Windows keeps access lists instead of these bits, and Node.js makes the bits up.
  if (platform() === 'win32') return [];
  const modes = await Promise.all(keys.map(async ({ file }) => (await stat(file)).mode));
  return keys.filter((_, index) => ((modes[index] ?? 0) & 0o077) !== 0).map(({ file }) => createDiagnostic('PLX3008', { file }));
}
